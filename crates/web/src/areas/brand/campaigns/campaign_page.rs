//! One campaign as its brand sees it: what can be done with it, who applied, how everybody sees it, what was signed when.

use leptos::prelude::*;
use shared::campaigns::{ApplicationCounts, Campaign, CampaignPage as Shown, ReportKind};
use shared::error::ErrorCode;
use shared::id::{BrandId, CampaignId};

use super::Page;
use super::acts::Acts;
use super::board::Board;
use super::history::History;
use super::versions::Versions;
use crate::address::query_signal;
use crate::api;
use crate::browser::follow;
use crate::components::arrival::{chunk, part};
use crate::components::campaigns::{CampaignBadge, CampaignView, Deadline};
use crate::components::live::use_live;
use crate::components::reports::{List, Print, Sheet, TakeAlong};
use crate::i18n::{say, tr};
use crate::ui::button::{ButtonLink, Kind};
use crate::ui::card::Stat;
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Empty, Failure, Skeleton, loaded};
use crate::ui::status::{Badge, Tone};
use crate::ui::tabs::{Tab, Tabs};
use crate::ui::text::Text;
use crate::ui::trail::{PageHead, Step};

/// The page.
#[component]
pub fn CampaignPage(
    /// Whose.
    brand: BrandId,
    /// Which.
    id: CampaignId,
) -> impl IntoView {
    let live = use_live();
    let campaign = Remote::new(move || {
        live.track();
        api::campaigns::own(id)
    });
    let there = Memo::new(move |_| campaign.value().is_some());
    move || {
        if there.get() {
            return view! { <Whole brand id campaign/> }.into_any();
        }
        match campaign.get() {
            Load::Failed(problem) if problem.is(ErrorCode::NotFound) => view! {
                <h1 class="hidden-visually">{tr!(campaigns.gone)}</h1>
                <Empty title=tr!(campaigns.gone) text=tr!(writing.gone_text) icon=Icon::Search>
                    <ButtonLink text=tr!(writing.title) href=Page::List.address(brand) kind=Kind::Primary/>
                </Empty>
            }
            .into_any(),
            Load::Failed(problem) => view! {
                <h1 class="hidden-visually">{tr!(campaigns.one)}</h1>
                <Failure problem on_retry=Callback::new(move |()| campaign.reload())/>
            }
            .into_any(),
            Load::Waiting | Load::Ready(_) => view! { <Skeleton lines=8/> }.into_any(),
        }
    }
}

#[component]
fn Whole(brand: BrandId, id: CampaignId, campaign: Remote<Campaign>) -> impl IntoView {
    let title = Text::live(move || campaign.value().map(|one| one.page.summary.title).unwrap_or_default());
    let (tab, set_tab) = query_signal("tab");
    let chosen = Signal::derive(move || tab.get().unwrap_or_else(|| "applicants".to_owned()));
    let choose = Callback::new(move |key: &'static str| {
        set_tab.set((key != "applicants").then(|| key.to_owned()));
    });
    provide_context(Here { id, campaign });
    let print = Print { kind: ReportKind::Campaign, path: format!("of-campaign/{id}") };
    let sheets = vec![Sheet::new(List::Applications, format!("of-campaign/{id}/applications"), &[])];
    view! {
        <PageHead title trail=vec![Step::new(tr!(writing.title), Page::List.address(brand))]>
            <TakeAlong sheets=Signal::stored(sheets) print=Some(print)/>
            <Acts brand campaign/>
        </PageHead>
        {move || campaign.value().map(|one| view! { <Standing campaign=one/> })}
        <Tabs
            label=tr!(writing.parts)
            tabs=vec![
                Tab::new("applicants", tr!(writing.tab_applicants)),
                Tab::new("campaign", tr!(writing.tab_campaign)),
                Tab::new("versions", tr!(writing.tab_versions)),
                Tab::new("history", tr!(revisions.title)),
            ]
            chosen
            on_choose=choose
        >
            {move || match chosen.get().as_str() {
                "campaign" => part(|()| Box::pin(brand_campaign_preview())),
                "versions" => part(|()| Box::pin(brand_campaign_versions())),
                "history" => part(|()| Box::pin(brand_campaign_history())),
                _ => view! { <Board brand id campaign/> }.into_any(),
            }}
        </Tabs>
    }
}

/// The campaign that the page is about, for the chunks of its tabs.
#[derive(Clone, Copy)]
struct Here {
    id: CampaignId,
    campaign: Remote<Campaign>,
}

fn show_preview((): ()) -> AnyView {
    let Here { id, campaign } = expect_context();
    view! { <Preview id campaign/> }.into_any()
}

fn show_versions((): ()) -> AnyView {
    let Here { id, campaign } = expect_context();
    view! { <Versions id campaign/> }.into_any()
}

fn show_history((): ()) -> AnyView {
    let Here { id, campaign } = expect_context();
    view! { <History id campaign/> }.into_any()
}

chunk! {
    /// A campaign as everybody sees it.
    brand_campaign_preview: () => show_preview
}

chunk! {
    /// The versions of a brief that were published.
    brand_campaign_versions: () => show_versions
}

chunk! {
    /// What a campaign was before.
    brand_campaign_history: () => show_history
}

/// Where it stands, until when, and how many are where.
#[component]
fn Standing(campaign: Campaign) -> impl IntoView {
    let Campaign { page, applications, archived_at, .. } = campaign;
    let Shown { summary, cancel_reason, .. } = page;
    let ApplicationCounts { applied, shortlisted, confirmed, .. } = applications;
    let (state, slots) = (summary.state, summary.slots);
    let count = |count: u32| Text::from(count.to_string());
    let of_slots = Text::live(move || {
        say!(writing.of_slots, confirmed = confirmed.to_string(), slots = slots.to_string())
    });
    view! {
        <p class="row tight">
            <CampaignBadge state/>
            {archived_at.map(|_| view! { <Badge text=tr!(writing.archived) tone=Tone::Neutral icon=Icon::Archive/> })}
            <span class="small"><Deadline campaign=summary/></span>
        </p>
        {cancel_reason.map(|reason| view! {
            <p class="notice bad">{tr!(campaigns.cancelled_because)}" "{reason}</p>
        })}
        <div class="stats">
            <Stat label=tr!(writing.col_new) value=count(applied)/>
            <Stat label=tr!(writing.col_shortlisted) value=count(shortlisted)/>
            <Stat label=tr!(writing.col_confirmed) value=of_slots/>
        </div>
    }
}

/// How everybody sees it, or would.
#[component]
fn Preview(id: CampaignId, campaign: Remote<Campaign>) -> impl IntoView {
    let revision = Memo::new(move |_| campaign.value().map(|one| one.revision));
    let shown = Remote::new(move || {
        follow(revision);
        api::campaigns::preview(id)
    });
    view! {
        <p class="notice">{tr!(writing.preview_text)}</p>
        {loaded(shown, 8, |page| view! { <CampaignView page aside=|| ()/> }.into_any())}
    }
}
