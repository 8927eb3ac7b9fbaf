//! Where one's application stands, in a sentence, and what can be done now.

use leptos::prelude::*;
use shared::campaigns::{Application, ApplicationState, CampaignPage, CampaignState, OfferSide};

use crate::i18n::{say, tr};
use crate::ui::format;
use crate::ui::status::{Tone, Verdict};
use crate::ui::text::Text;

/// What its creator can do with an application now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ways {
    /// The brand's offer lies on the table.
    pub sign: bool,
    /// Other terms can be asked for.
    pub counter: bool,
    /// It can be taken back.
    pub withdraw: bool,
}

/// What can be done. Nothing, while it is not known whether the campaign goes on.
pub fn ways(application: &Application, campaign: Option<&CampaignPage>) -> Ways {
    let in_work = campaign
        .is_some_and(|page| matches!(page.summary.state, CampaignState::Published | CampaignState::Closed));
    let state = application.summary.state;
    let open = matches!(state, ApplicationState::Applied | ApplicationState::Shortlisted);
    let shortlisted = state == ApplicationState::Shortlisted;
    let by_brand = application.offers.last().is_some_and(|offer| offer.by == OfferSide::Brand);
    Ways {
        sign: in_work && shortlisted && by_brand,
        counter: in_work && shortlisted,
        withdraw: in_work && open,
    }
}

fn sentence(application: &Application, campaign: Option<&CampaignPage>) -> (Tone, Text) {
    let cancelled = campaign.filter(|page| page.summary.state == CampaignState::Cancelled);
    if let Some(page) = cancelled {
        let reason = page.cancel_reason.clone().unwrap_or_default();
        return (Tone::Bad, Text::live(move || say!(applications.is_cancelled, reason = reason.clone())));
    }
    match application.summary.state {
        ApplicationState::Applied => (Tone::Info, tr!(applications.is_applied).into()),
        ApplicationState::Shortlisted => match application.offers.last().map(|offer| offer.by) {
            None => (Tone::Info, tr!(applications.is_shortlisted).into()),
            Some(OfferSide::Brand) => (Tone::Attention, tr!(applications.is_offered).into()),
            Some(OfferSide::Creator) => (Tone::Info, tr!(applications.is_countered).into()),
        },
        ApplicationState::Confirmed => {
            let at =
                application.signature.as_ref().map_or(application.summary.updated_at, |signed| signed.at);
            (Tone::Good, Text::live(move || say!(applications.is_confirmed, when = format::moment(at))))
        }
        ApplicationState::Rejected => (Tone::Neutral, tr!(applications.is_rejected).into()),
        ApplicationState::Withdrawn => (Tone::Neutral, tr!(applications.is_withdrawn).into()),
    }
}

/// The sentence, with the brand's reason and the buttons.
#[component]
pub fn Standing(
    /// The application.
    application: Application,
    /// The campaign, once it is known.
    campaign: Option<CampaignPage>,
    /// What can be done.
    children: Children,
) -> impl IntoView {
    let (tone, text) = sentence(&application, campaign.as_ref());
    view! {
        <Verdict text tone>
            {application.reject_reason.map(|reason| view! { <blockquote class="quote breakable">{reason}</blockquote> })}
            {children()}
        </Verdict>
    }
}
