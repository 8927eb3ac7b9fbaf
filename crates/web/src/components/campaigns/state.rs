//! Where a campaign or an application stands, as a badge.

use leptos::prelude::*;
use shared::campaigns::{ApplicationState, CampaignState};

use super::words;
use crate::ui::icon::Icon;
use crate::ui::status::{Badge, Tone};

/// Where a campaign stands.
#[component]
pub fn CampaignBadge(
    /// Where.
    state: CampaignState,
) -> impl IntoView {
    let text = words::campaign_state(state);
    match state {
        CampaignState::Draft => view! { <Badge text icon=Icon::ScrollText/> },
        CampaignState::Published => view! { <Badge text tone=Tone::Good icon=Icon::Play/> },
        CampaignState::Closed => view! { <Badge text tone=Tone::Attention icon=Icon::Pause/> },
        CampaignState::Completed => view! { <Badge text tone=Tone::Info icon=Icon::CircleCheck/> },
        CampaignState::Cancelled => view! { <Badge text tone=Tone::Bad/> },
    }
}

/// Where an application stands.
#[component]
pub fn ApplicationBadge(
    /// Where.
    state: ApplicationState,
) -> impl IntoView {
    let text = words::application_state(state);
    match state {
        ApplicationState::Applied => view! { <Badge text icon=Icon::Mail/> },
        ApplicationState::Shortlisted => view! { <Badge text tone=Tone::Info icon=Icon::ListChecks/> },
        ApplicationState::Confirmed => view! { <Badge text tone=Tone::Good/> },
        ApplicationState::Rejected => view! { <Badge text tone=Tone::Bad/> },
        ApplicationState::Withdrawn => view! { <Badge text icon=Icon::Undo2/> },
    }
}
