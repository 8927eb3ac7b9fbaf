//! Who applied, a column for each place where an application can stand.

use leptos::prelude::*;
use shared::brands::BrandRole;
use shared::campaigns::{ApplicationQuery, ApplicationState, ApplicationSummary, Campaign, CampaignState};
use shared::id::{BrandId, CampaignId};

use super::Page;
use crate::api;
use crate::areas::brand::shell::workspace::use_workspace;
use crate::components::campaigns::{SnapshotLine, words};
use crate::components::live::use_live;
use crate::i18n::tr;
use crate::ui::button::{Button, ButtonLink};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::state::Empty;
use crate::ui::status::Badge;
use crate::ui::table::{PagedCards, Pages};
use crate::ui::toast::use_toasts;

/// What a card on the board needs to know of the board.
#[derive(Clone, Copy)]
struct Around {
    brand: BrandId,
    campaign: Remote<Campaign>,
    /// Counts the moves, so that every column is read again.
    moves: RwSignal<u32>,
    may_decide: Memo<bool>,
}

/// The columns.
#[component]
pub fn Board(
    /// Whose.
    brand: BrandId,
    /// Of which campaign.
    id: CampaignId,
    /// The campaign.
    campaign: Remote<Campaign>,
) -> impl IntoView {
    let workspace = use_workspace();
    let moves = RwSignal::new(0_u32);
    let state = Memo::new(move |_| campaign.value().map(|one| one.page.summary.state));
    let may_decide = Memo::new(move |_| {
        let in_work = matches!(state.get(), Some(CampaignState::Published | CampaignState::Closed));
        in_work && workspace.may(BrandRole::Member)
    });
    provide_context(Around { brand, campaign, moves, may_decide });
    move || {
        if state.get() == Some(CampaignState::Draft) {
            return view! { <Empty title=tr!(writing.board_draft) text=tr!(writing.board_draft_text) icon=Icon::Users/> }.into_any();
        }
        view! {
            <div class="board">
                <Lane id state=ApplicationState::Applied/>
                <Lane id state=ApplicationState::Shortlisted/>
                <Lane id state=ApplicationState::Confirmed/>
            </div>
            <details class="board-ended">
                <summary>{tr!(writing.board_ended)}</summary>
                <div class="board">
                    <Lane id state=ApplicationState::Rejected/>
                    <Lane id state=ApplicationState::Withdrawn/>
                </div>
            </details>
        }
        .into_any()
    }
}

/// One column.
#[component]
fn Lane(id: CampaignId, state: ApplicationState) -> impl IntoView {
    let Around { moves, campaign, .. } = expect_context();
    let live = use_live();
    let pages = Pages::new(
        move || {
            moves.track();
            live.track();
        },
        move |cursor| async move {
            let query = ApplicationQuery { state: Some(state), limit: Some(20), cursor };
            api::campaigns::applications(id, &query).await
        },
    );
    let count = move || {
        campaign.value().map(|one| {
            let counts = one.applications;
            let count = match state {
                ApplicationState::Applied => counts.applied,
                ApplicationState::Shortlisted => counts.shortlisted,
                ApplicationState::Confirmed => counts.confirmed,
                ApplicationState::Rejected => counts.rejected,
                ApplicationState::Withdrawn => counts.withdrawn,
            };
            format::count(u64::from(count))
        })
    };
    let name = words::application_state(state);
    let none = move || view! { <p class="lane-none small quiet">{tr!(writing.lane_none)}</p> };
    view! {
        <section class="lane">
            <h2 class="lane-head">{name}" "<span class="figures quiet">{count}</span></h2>
            <PagedCards label=name pages card=card empty=none/>
        </section>
    }
}

fn card(one: &ApplicationSummary) -> AnyView {
    view! { <Applicant one=one.clone()/> }.into_any()
}

/// One applicant: who, what was offered, and the next step.
#[component]
fn Applicant(one: ApplicationSummary) -> impl IntoView {
    let Around { brand, campaign, moves, may_decide } = expect_context();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let (id, state, at) = (one.id, one.state, one.created_at);
    let href = Page::Applicant(one.campaign_id, id).address(brand);
    let shortlist = move |()| {
        act(
            busy,
            api::campaigns::shortlist(id),
            move |_| {
                toasts.good(tr!(writing.shortlisted)());
                moves.update(|moves| *moves = moves.wrapping_add(1));
                campaign.reload();
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let (decide, job) = (href.clone(), href.clone());
    view! {
        <article class="applicant">
            <h3 class="applicant-name">
                <a href=href>
                    {match one.creator.as_ref() {
                        Some(creator) => creator.name.clone().into_any(),
                        None => view! { {tr!(writing.erased)} }.into_any(),
                    }}
                </a>
            </h3>
            {one.creator.map(|creator| view! { <SnapshotLine creator/> })}
            {one.offer.map(|offer| view! {
                <p class="small">
                    <Badge text=words::side(offer.by)/>" "
                    <span class="strong figures">{move || words::compensation(&offer.compensation)}</span>
                </p>
            })}
            <p class="tiny quiet"><time datetime=at.to_string()>{move || format::ago(at)}</time></p>
            {(state == ApplicationState::Confirmed).then(|| view! {
                <div class="row tight"><ButtonLink text=tr!(work.open) href=job small=true/></div>
            })}
            {move || may_decide.get().then(|| {
                let decide = decide.clone();
                match state {
                    ApplicationState::Applied => view! {
                        <div class="row tight">
                            <Button text=tr!(writing.shortlist) small=true busy on_press=shortlist/>
                            <ButtonLink text=tr!(writing.look) href=decide small=true/>
                        </div>
                    }.into_any(),
                    ApplicationState::Shortlisted => view! {
                        <div class="row tight"><ButtonLink text=tr!(writing.decide) href=decide small=true/></div>
                    }.into_any(),
                    ApplicationState::Confirmed | ApplicationState::Rejected | ApplicationState::Withdrawn => ().into_any(),
                }
            })}
        </article>
    }
}
