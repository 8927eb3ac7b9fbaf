//! One campaign: what it asks for and offers, who applied, what it said before.

use leptos::prelude::*;
use shared::campaigns::{ApplicationQuery, ApplicationSummary, Campaign, CampaignState, ReportKind};
use shared::id::CampaignId;
use shared::revision::RevisionQuery;
use shared::time::Timestamp;

use super::suspend::Suspend;
use crate::api;
use crate::components::campaigns::{ApplicationBadge, CAMPAIGN, CampaignView};
use crate::components::reports::{List, Print, Sheet, TakeAlong};
use crate::components::revisions::Revisions;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, ButtonLink};
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::state::{Empty, loaded};
use crate::ui::status::{Tone, Verdict};
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;
use crate::ui::trail::{PageHead, Step};

/// One campaign.
#[component]
pub fn CampaignPage(
    /// Which.
    id: CampaignId,
) -> impl IntoView {
    let campaign = Remote::new(move || api::campaigns::managed_one(id));
    let title = Text::live(move || {
        campaign.value().map_or_else(|| tr!(campaigns.one)().to_owned(), |one| one.page.summary.title)
    });
    let public = Memo::new(move |_| {
        campaign.value().is_some_and(|one| one.page.summary.state != CampaignState::Draft)
    });
    // Where there is no such campaign, that is said once.
    let there = Memo::new(move |_| campaign.value().is_some());
    let sheets = vec![Sheet::new(List::Applications, format!("managed/campaigns/{id}/applications"), &[])];
    let print = Print { kind: ReportKind::Campaign, path: format!("managed/campaigns/{id}") };
    view! {
        <PageHead title trail=vec![Step::new(tr!(managed_campaigns.title), "/admin/campaigns")]>
            {move || there.get().then(|| view! {
                <TakeAlong sheets=Signal::stored(sheets.clone()) print=Some(print.clone())/>
            })}
            {move || public.get().then(|| view! {
                <ButtonLink text=tr!(managed_campaigns.public) href=format!("/campaigns/{id}") icon=Icon::Globe/>
            })}
        </PageHead>
        {move || campaign.value().and_then(|one| one.archived_at).map(|at| view! { <PutAway id at campaign/> })}
        {loaded(campaign, 10, move |found| view! { <Whole found campaign/> }.into_any())}
        {move || there.get().then(|| view! {
            <Applications id/>
            <Before id campaign/>
        })}
    }
}

/// Says that its brand put it away, and takes it out again.
#[component]
fn PutAway(id: CampaignId, at: Timestamp, campaign: Remote<Campaign>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let restore = move |()| {
        act(
            busy,
            api::campaigns::restore_managed(id),
            move |now| {
                toasts.good(tr!(managed_campaigns.restored)());
                campaign.set(now);
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let text = Text::live(move || say!(managed_campaigns.put_away, when = format::day(at)));
    view! {
        <Verdict text tone=Tone::Attention>
            <div class="row"><Button text=tr!(managed_campaigns.restore) icon=Icon::Undo2 busy on_press=restore/></div>
        </Verdict>
    }
}

#[component]
fn Whole(found: Campaign, campaign: Remote<Campaign>) -> impl IntoView {
    let summary = found.page.summary.clone();
    let brand = format!("/admin/brands/{}", summary.brand_id);
    let aside = move || {
        let (brand, summary) = (brand.clone(), summary.clone());
        view! {
            <div class="stack">
                <div class="row"><ButtonLink text=tr!(managed_campaigns.brand) href=brand icon=Icon::Building2/></div>
                <Suspend summary campaign/>
            </div>
        }
    };
    view! { <CampaignView page=found.page aside/> }
}

fn columns() -> Vec<Column<ApplicationSummary>> {
    vec![
        Column::wide(tr!(managed_campaigns.col_creator), |one: &ApplicationSummary| {
            let name = one.creator.as_ref().map(|creator| creator.name.clone());
            view! {
                <span class="breakable">
                    {move || name.clone().unwrap_or_else(|| tr!(managed_campaigns.erased)().to_owned())}
                </span>
            }
            .into_any()
        }),
        Column::new(tr!(managed_campaigns.col_state), |one| {
            view! { <ApplicationBadge state=one.state/> }.into_any()
        }),
        Column::new(tr!(managed_campaigns.col_when), |one| instant(one.created_at)),
    ]
}

#[component]
fn Applications(id: CampaignId) -> impl IntoView {
    let pages = Pages::new(
        || (),
        move |cursor| {
            let query = ApplicationQuery { state: None, limit: Some(20), cursor };
            async move { api::campaigns::managed_applications(id, &query).await }
        },
    );
    view! {
        <Card flush=true title=tr!(managed_campaigns.applications)>
            <PagedTable
                label=tr!(managed_campaigns.applications)
                columns=columns()
                pages
                empty=|| view! { <Empty title=tr!(managed_campaigns.applications_empty) icon=Icon::Users/> }
                opens=Opens::page(|one: &ApplicationSummary| format!("/admin/creators/{}", one.creator_id))
            />
        </Card>
    }
}

/// What it said before, and the way back.
#[component]
fn Before(id: CampaignId, campaign: Remote<Campaign>) -> impl IntoView {
    let toasts = use_toasts();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let pages = Pages::new(
        || (),
        move |cursor| {
            let query = RevisionQuery { limit: None, cursor };
            async move { api::campaigns::managed_revisions(id, &query).await }
        },
    );
    let may_revert = Signal::derive(move || {
        campaign.value().is_some_and(|one| {
            matches!(one.page.summary.state, CampaignState::Draft | CampaignState::Published)
        })
    });
    let revert = Callback::new(move |revision: u32| {
        act(
            busy,
            api::campaigns::revert_managed(id, revision),
            move |now| {
                open.set(false);
                toasts.good(say!(revisions.reverted, number = revision.to_string()));
                campaign.set(now);
                pages.restart();
            },
            move |problem| toasts.problem(&problem),
        );
    });
    view! { <Revisions pages vocabulary=CAMPAIGN headed=true may_revert busy on_revert=revert open/> }
}
