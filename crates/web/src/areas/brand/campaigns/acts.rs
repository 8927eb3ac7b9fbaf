//! What can be done with a campaign where it stands: publish, close, complete, cancel, put away, copy, change.

use std::future::Future;

use leptos::prelude::*;
use shared::brands::BrandRole;
use shared::campaigns::{Campaign, CampaignState};
use shared::id::{BrandId, CampaignId};

use super::Page;
use super::cancel_dialog::CancelDialog;
use crate::address;
use crate::api::{self, ApiResult};
use crate::areas::brand::shell::workspace::use_workspace;
use crate::i18n::tr;
use crate::ui::button::{Button, ButtonLink, Kind};
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Remote, act};
use crate::ui::overlay::{Dialog, Menu};
use crate::ui::text::Text;
use crate::ui::toast::{Toasts, use_toasts};

/// A move that is asked about before it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Publish,
    Close,
    Complete,
}

impl Move {
    /// What the button says, what follows, and what is said when it was done.
    fn words(self) -> [fn() -> &'static str; 3] {
        match self {
            Self::Publish => [tr!(writing.publish), tr!(writing.publish_text), tr!(writing.published)],
            Self::Close => [tr!(writing.close), tr!(writing.close_text), tr!(writing.closed)],
            Self::Complete => [tr!(writing.complete), tr!(writing.complete_text), tr!(writing.completed)],
        }
    }

    async fn make(self, id: CampaignId) -> ApiResult<Campaign> {
        match self {
            Self::Publish => api::campaigns::publish(id).await,
            Self::Close => api::campaigns::close(id).await,
            Self::Complete => api::campaigns::complete(id).await,
        }
    }
}

/// The one next move of a campaign there, if there is one.
const fn next(state: CampaignState) -> Option<Move> {
    match state {
        CampaignState::Draft => Some(Move::Publish),
        CampaignState::Published => Some(Move::Close),
        CampaignState::Closed => Some(Move::Complete),
        CampaignState::Completed | CampaignState::Cancelled => None,
    }
}

/// The buttons and what they open.
#[component]
pub fn Acts(
    /// Whose.
    brand: BrandId,
    /// The campaign.
    campaign: Remote<Campaign>,
) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let may_write = Memo::new(move |_| workspace.may(BrandRole::Member));
    let may_cancel = Memo::new(move |_| workspace.may(BrandRole::Admin));
    let now = Memo::new(move |_| {
        campaign.value().map(|one| (one.page.summary.id, one.page.summary.state, one.archived_at.is_some()))
    });
    let asked = RwSignal::new(None::<Move>);
    let (asking, cancelling) = (RwSignal::new(false), RwSignal::new(false));
    // A dialog that is closed meanwhile does not lose what a move answers.
    let (moving, busy) = (RwSignal::new(false), RwSignal::new(false));
    let ask = Callback::new(move |what: Move| {
        asked.set(Some(what));
        asking.set(true);
    });
    let copy = Callback::new(move |id: CampaignId| {
        act(
            busy,
            api::campaigns::duplicate(id),
            move |copy: Campaign| {
                toasts.good(tr!(writing.duplicated)());
                address::go(&Page::Edit(copy.page.summary.id).address(brand));
            },
            move |problem| toasts.problem(&problem),
        );
    });
    let buttons = move |(id, state, archived): (CampaignId, CampaignState, bool)| {
        let written = matches!(state, CampaignState::Draft | CampaignState::Published);
        let cancels =
            matches!(state, CampaignState::Draft | CampaignState::Published | CampaignState::Closed);
        let stored =
            matches!(state, CampaignState::Draft | CampaignState::Completed | CampaignState::Cancelled);
        view! {
            {next(state).map(|what| {
                let [text, ..] = what.words();
                let kind = if what == Move::Close { Kind::Secondary } else { Kind::Primary };
                view! { <Button text kind on_press=move |()| ask.run(what)/> }
            })}
            {written.then(|| view! {
                <ButtonLink text=tr!(writing.edit) href=Page::Edit(id).address(brand) icon=Icon::ScrollText/>
            })}
            <Menu label=tr!(writing.more)>
                {(state != CampaignState::Draft).then(|| view! {
                    <a href=format!("/campaigns/{id}")><IconView icon=Icon::Eye class="small"/>{tr!(writing.public_page)}</a>
                })}
                <button type="button" on:click=move |_| copy.run(id)><IconView icon=Icon::Copy class="small"/>{tr!(writing.duplicate)}</button>
                {stored.then(|| {
                    let (text, icon): (fn() -> &'static str, Icon) = if archived {
                        (tr!(writing.restore), Icon::ArchiveRestore)
                    } else {
                        (tr!(writing.archive), Icon::Archive)
                    };
                    view! { <button type="button" on:click=move |_| put_away(campaign, id, !archived, busy, toasts)><IconView icon class="small"/>{text}</button> }
                })}
                {move || (cancels && may_cancel.get()).then(|| view! {
                    <hr/>
                    <button type="button" on:click=move |_| cancelling.set(true)><IconView icon=Icon::CircleX class="small"/>{tr!(writing.cancel)}</button>
                })}
            </Menu>
        }
    };
    let title = Text::live(move || {
        asked.get().map(Move::words).map(|[text, ..]| text().to_owned()).unwrap_or_default()
    });
    view! {
        {move || may_write.get().then(|| now.get().map(buttons))}
        <Dialog open=asking title>
            {move || asked.get().zip(now.get()).map(|(what, (id, ..))| view! { <Ask what id campaign open=asking busy=moving/> })}
        </Dialog>
        <CancelDialog campaign open=cancelling/>
    }
}

/// Says what follows, and does it.
#[component]
fn Ask(
    what: Move,
    id: CampaignId,
    campaign: Remote<Campaign>,
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let [action, follows, done] = what.words();
    let make = move |()| {
        turn(busy, what.make(id), campaign, toasts, move || {
            open.set(false);
            toasts.good(done());
        });
    };
    view! {
        <div class="stack">
            <p>{follows}</p>
            <div class="row dialog-actions">
                <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                <Button text=action kind=Kind::Primary busy on_press=make/>
            </div>
        </div>
    }
}

/// Runs a move and shows the campaign as it is then. One that was refused is read again: somebody was faster.
fn turn(
    busy: RwSignal<bool>,
    request: impl Future<Output = ApiResult<Campaign>> + 'static,
    campaign: Remote<Campaign>,
    toasts: Toasts,
    done: impl FnOnce() + 'static,
) {
    act(
        busy,
        request,
        move |now| {
            campaign.set(now);
            done();
        },
        move |problem| {
            toasts.problem(&problem);
            if problem.status == 409 {
                campaign.reload();
            }
        },
    );
}

/// Puts a campaign away or takes it out again; each can be undone by the other.
fn put_away(campaign: Remote<Campaign>, id: CampaignId, away: bool, busy: RwSignal<bool>, toasts: Toasts) {
    let request = async move {
        if away { api::campaigns::archive(id).await } else { api::campaigns::restore(id).await }
    };
    act(
        busy,
        request,
        move |now: Campaign| {
            campaign.set(now);
            let text = if away { tr!(writing.was_archived) } else { tr!(writing.was_restored) };
            toasts.undoable(text(), move || put_away(campaign, id, !away, busy, toasts));
        },
        move |problem| toasts.problem(&problem),
    );
}
