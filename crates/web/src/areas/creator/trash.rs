//! The trash: a profile goes there, and comes back for as long as it lies there.

use leptos::prelude::*;
use shared::creators::{Creator, TRASH_DAYS};

use super::context::{Own, use_own};
use crate::api;
use crate::browser::spawn;
use crate::components::arrival::chunk;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::act;
use crate::ui::overlay::Dialog;
use crate::ui::state::Empty;
use crate::ui::text::Text;
use crate::ui::toast::{Toasts, use_toasts};

chunk! {
    /// A profile in the trash.
    pub creator_trash: () => show
}

fn show((): ()) -> AnyView {
    view! { <Thrown/> }.into_any()
}

/// What the area shows while the profile lies in the trash.
#[component]
fn Thrown() -> impl IntoView {
    let own = use_own();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let trashed = own.now().and_then(|creator| creator.trashed);
    let by_staff = trashed.as_ref().is_some_and(|trashed| trashed.by_staff);
    let reason = trashed.as_ref().and_then(|trashed| trashed.reason.clone());
    let until = trashed.map(|trashed| trashed.until);
    let text = Text::live(move || {
        let until = until.map(format::day).unwrap_or_default();
        if by_staff {
            say!(creator.thrown_by_staff, until = until)
        } else {
            say!(creator.thrown_text, until = until)
        }
    });
    let restore = move |()| {
        act(
            busy,
            api::creators::bring_back(),
            move |now| {
                own.take(now);
                toasts.good(tr!(creator.restored)());
            },
            move |problem| toasts.problem(&problem),
        );
    };
    view! {
        <h1 class="hidden-visually">{tr!(creator.thrown)}</h1>
        <Empty title=tr!(creator.thrown) text=text icon=Icon::Trash2>
            {reason.map(|reason| view! { <p class="breakable">{tr!(creator.thrown_reason)}" "{reason}</p> })}
            {(!by_staff).then(|| view! { <Button text=tr!(creator.restore) icon=Icon::Undo2 kind=Kind::Primary busy on_press=restore/> })}
        </Empty>
    }
}

/// Brings it back from the notice that it was thrown away, which outlives the card.
fn undo(own: Own, toasts: Toasts) {
    spawn(async move {
        match api::creators::bring_back().await {
            Ok(now) => {
                own.take(now);
                toasts.good(tr!(creator.restored)());
            }
            Err(problem) => toasts.problem(&problem),
        }
    });
}

/// The card that throws the profile away.
#[component]
pub fn TrashCard() -> impl IntoView {
    let own = use_own();
    let toasts = use_toasts();
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let throw = move |()| {
        act(
            busy,
            api::creators::throw_away(),
            move |now: Creator| {
                asking.set(false);
                own.take(now);
                toasts.undoable(tr!(creator.thrown_now)(), move || undo(own, toasts));
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let days = TRASH_DAYS.to_string();
    let consequence = Text::live(move || say!(creator.throw_text, days = days.clone()));
    view! {
        <Card title=tr!(creator.throw) text=consequence>
            <Button text=tr!(creator.throw) icon=Icon::Trash2 on_press=move |()| asking.set(true)/>
        </Card>
        <Dialog open=asking title=tr!(creator.throw)>
            <div class="stack">
                <p>{consequence.read()}</p>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| asking.set(false)/>
                    <Button text=tr!(creator.throw) kind=Kind::Danger busy on_press=throw/>
                </div>
            </div>
        </Dialog>
    }
}
