//! Throwing a creator's profile away, and bringing it back.

use leptos::prelude::*;
use shared::creators::{Creator, TRASH_DAYS, TrashManagedCreator, Trashed};
use shared::id::CreatorId;

use crate::api;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::overlay::Dialog;
use crate::ui::status::{Tone, Verdict};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// Says that a profile lies in the trash, and brings it back.
#[component]
pub fn InTrash(id: CreatorId, trashed: Trashed, remote: Remote<Creator>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let (until, by_staff) = (trashed.until, trashed.by_staff);
    let restore = move |()| {
        act(
            busy,
            api::creators::restore_managed(id),
            move |now| {
                toasts.good(tr!(managed_creators.restored)());
                remote.set(now);
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let text = Text::live(move || {
        let until = format::day(until);
        if by_staff {
            say!(managed_creators.trashed_by_staff, until = until)
        } else {
            say!(managed_creators.trashed_by_owner, until = until)
        }
    });
    view! {
        <Verdict text tone=Tone::Bad>
            {trashed.reason.map(|reason| view! { <p class="breakable">{reason}</p> })}
            <div class="row"><Button text=tr!(managed_creators.restore) icon=Icon::Undo2 busy on_press=restore/></div>
        </Verdict>
    }
}

/// Throws a profile away, with the reason that its owner reads.
#[component]
pub fn TrashCard(now: Creator, remote: Remote<Creator>) -> impl IntoView {
    let asking = RwSignal::new(false);
    let (id, revision) = (now.id, now.revision);
    let days = TRASH_DAYS.to_string();
    let text = Text::live(move || say!(managed_creators.trash_text, days = days.clone()));
    let title = StoredValue::new(now.name);
    view! {
        <Card title=tr!(managed_creators.trash) text>
            <Button text=tr!(managed_creators.trash) kind=Kind::Danger icon=Icon::Trash2 on_press=move |()| asking.set(true)/>
        </Card>
        <Dialog open=asking title=Text::live(move || say!(managed_creators.trash_title, name = title.get_value()))>
            <div class="stack">
                <p>{text.read()}</p>
                <Reason id revision open=asking remote/>
            </div>
        </Dialog>
    }
}

#[component]
fn Reason(id: CreatorId, revision: u32, open: RwSignal<bool>, remote: Remote<Creator>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("trash");
    let reason = RwSignal::new(String::new());
    let submit = move |()| {
        let body = TrashManagedCreator { reason: reason.get_untracked().trim().to_owned(), revision };
        form.submit(
            body,
            move |body| async move { api::creators::trash_managed(id, &body).await },
            move |now: Creator| {
                open.set(false);
                toasts.good(tr!(managed_creators.trashed_now)());
                remote.set(now);
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <TextArea form name="reason" label=tr!(managed_creators.reason) value=reason rows=3 help=tr!(managed_creators.trash_reason_help) wrong=tr!(managed_creators.reason_needed)/>
            <div class="row dialog-actions">
                <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                <Button text=tr!(managed_creators.trash) kind=Kind::Danger submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}
