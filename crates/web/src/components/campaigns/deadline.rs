//! The last day to apply, in the campaign's own time zone.

use leptos::prelude::*;
use shared::campaigns::CampaignSummary;

use crate::i18n::say;
use crate::ui::format;

/// Until when one can apply: the day as the campaign means it, its zone where the reader's differs, and how long that is.
#[component]
pub fn Deadline(
    /// Whose.
    campaign: CampaignSummary,
    /// The day and what is left, without the zone; for cards.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let CampaignSummary { deadline, time_zone, closes_at, .. } = campaign;
    let over = format::is_over(closes_at);
    let elsewhere = format::zone_here().is_some_and(|here| here != time_zone);
    let day = move || {
        let day = format::calendar_day(&deadline);
        if over { say!(campaigns.deadline_was, day = day) } else { say!(campaigns.deadline_until, day = day) }
    };
    let zone = time_zone.clone();
    view! {
        <span class="deadline">
            <time datetime=closes_at.to_string()>{day}</time>
            {(!over).then(|| view! { <span class="quiet">" · "{move || format::ago(closes_at)}</span> })}
            {(!short).then(|| view! {
                <span class="tiny quiet deadline-zone">
                    {move || say!(campaigns.deadline_zone, zone = format::zone(&zone))}
                    {elsewhere.then(|| view! {
                        " "{move || say!(campaigns.deadline_yours, when = format::moment(closes_at))}
                    })}
                </span>
            })}
        </span>
    }
}
