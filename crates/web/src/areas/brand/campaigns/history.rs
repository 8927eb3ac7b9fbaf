//! What a campaign said before, and the way back to it.

use leptos::prelude::*;
use shared::brands::BrandRole;
use shared::campaigns::{Campaign, CampaignState};
use shared::id::CampaignId;
use shared::revision::RevisionQuery;

use crate::api;
use crate::areas::brand::shell::workspace::use_workspace;
use crate::browser::follow;
use crate::components::campaigns::CAMPAIGN;
use crate::components::revisions::Revisions;
use crate::i18n::say;
use crate::ui::load::{Remote, act};
use crate::ui::table::Pages;
use crate::ui::toast::use_toasts;

/// The revisions.
#[component]
pub fn History(
    /// Whose.
    id: CampaignId,
    /// The campaign: a change of it is a new revision.
    campaign: Remote<Campaign>,
) -> impl IntoView {
    let (workspace, toasts) = (use_workspace(), use_toasts());
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let revision = Memo::new(move |_| campaign.value().map(|one| one.revision));
    let pages = Pages::new(
        move || follow(revision),
        move |cursor| {
            let query = RevisionQuery { limit: None, cursor };
            async move { api::campaigns::revisions(id, &query).await }
        },
    );
    let may_revert = Signal::derive(move || {
        let state = campaign.value().map(|one| one.page.summary.state);
        let in_work = matches!(state, Some(CampaignState::Draft | CampaignState::Published));
        in_work && workspace.may(BrandRole::Member)
    });
    let revert = Callback::new(move |number: u32| {
        act(
            busy,
            api::campaigns::revert(id, number),
            move |now| {
                open.set(false);
                toasts.good(say!(revisions.reverted, number = number.to_string()));
                campaign.set(now);
            },
            move |problem| toasts.problem(&problem),
        );
    });
    view! { <Revisions pages vocabulary=CAMPAIGN headed=true may_revert busy on_revert=revert open/> }
}
