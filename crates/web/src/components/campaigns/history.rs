//! What happened to an application, the last first.

use leptos::prelude::*;
use shared::campaigns::{Application, ApplicationState};
use shared::time::Timestamp;

use super::OfferView;
use crate::i18n::tr;
use crate::ui::format;

/// Its end, if it has one, every offer, and how it began.
#[component]
pub fn HistoryView(
    /// The application.
    application: Application,
) -> impl IntoView {
    let Application { summary, offers, reject_reason, signature, message } = application;
    let changed = summary.updated_at;
    let end = match summary.state {
        ApplicationState::Applied | ApplicationState::Shortlisted => None,
        ApplicationState::Confirmed => {
            Some((tr!(campaigns.event_signed), signature.map_or(changed, |signature| signature.at)))
        }
        ApplicationState::Rejected => Some((tr!(campaigns.event_rejected), changed)),
        ApplicationState::Withdrawn => Some((tr!(campaigns.event_withdrawn), changed)),
    };
    view! {
        <ol class="offers" role="list">
            {end.map(|(what, at)| view! {
                <li>
                    {event(what, at)}
                    {reject_reason.map(|reason| view! { <blockquote class="quote breakable">{reason}</blockquote> })}
                </li>
            })}
            {offers.into_iter().rev().map(|offer| view! { <li><OfferView offer/></li> }).collect_view()}
            <li>
                {event(tr!(campaigns.event_applied), summary.created_at)}
                {(!message.is_empty()).then(|| view! { <blockquote class="quote breakable">{message}</blockquote> })}
            </li>
        </ol>
    }
}

fn event(what: fn() -> &'static str, at: Timestamp) -> impl IntoView {
    view! {
        <p class="small">
            <span class="strong">{what}</span>
            <span class="quiet">" · "<time datetime=at.to_string()>{move || format::moment(at)}</time></span>
        </p>
    }
}
