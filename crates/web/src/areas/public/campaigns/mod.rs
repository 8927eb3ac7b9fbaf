//! Campaigns as everybody finds and sees them.

mod apply_dialog;
mod campaign_page;
mod discover_page;
mod filters;
mod save_button;
mod saved_page;
mod ways;

use leptos::prelude::*;

use super::super::Area;

/// Finding campaigns.
pub fn show_list(_: Area) -> AnyView {
    view! { <discover_page::DiscoverPage/> }.into_any()
}

/// The campaigns that one saved.
pub fn show_saved(_: Area) -> AnyView {
    view! { <saved_page::SavedPage/> }.into_any()
}

/// One campaign.
pub fn show_one(_: Area) -> AnyView {
    view! { <campaign_page::CampaignPageView/> }.into_any()
}
