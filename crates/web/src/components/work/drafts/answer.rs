//! What the brand says of a draft: it is content, asks for changes, or does not take it.

use leptos::prelude::*;
use shared::campaigns::{AskChanges, DeliverableWork, RejectDeliverable};

use super::super::ask::Ask;
use super::Piece;
use crate::api;
use crate::components::arrival::{chunk, on_opening};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::load::act;
use crate::ui::overlay::Dialog;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The buttons, and what they open.
#[component]
pub fn Answer(
    /// Of what.
    piece: Piece,
) -> impl IntoView {
    let toasts = use_toasts();
    let (approving, changing, rejecting) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let busy = RwSignal::new(false);
    let known = piece.known;
    let to_publish = Memo::new(move |_| known.get().is_some_and(|work| work.summary.platform.is_some()));
    // What is published must say that it is advertising: the API approves nothing else.
    let must_say = Memo::new(move |_| to_publish.get() && piece.last().is_some_and(|draft| !draft.disclosed));
    let rounds_left =
        Memo::new(move |_| known.get().is_some_and(|work| work.summary.rounds_used < work.summary.rounds));
    let follows = Text::live(move || {
        let text: fn() -> &'static str = if to_publish.get() {
            tr!(deliverables.approve_text_publish)
        } else {
            tr!(deliverables.approve_text)
        };
        text().to_owned()
    });
    let approve = move |()| {
        act(
            busy,
            api::work::approve(piece.id),
            move |now: DeliverableWork| {
                approving.set(false);
                toasts.good(tr!(deliverables.approved_done)());
                piece.take(now);
            },
            move |problem| {
                approving.set(false);
                toasts.problem(&problem);
                piece.refused(&problem);
            },
        );
    };
    view! {
        {move || {
            let can = piece.can.get();
            view! {
                {(can.answer && must_say.get()).then(|| view! { <p class="notice attention">{tr!(deliverables.must_say)}</p> })}
                {(can.answer && !rounds_left.get()).then(|| view! { <p class="small soft">{tr!(deliverables.rounds_used_up)}</p> })}
                {(can.answer || can.reject).then(|| view! {
                    <div class="row">
                        {(can.answer && !must_say.get()).then(|| view! {
                            <Button text=tr!(deliverables.approve) kind=Kind::Primary on_press=move |()| approving.set(true)/>
                        })}
                        {(can.answer && rounds_left.get()).then(|| view! {
                            <Button text=tr!(deliverables.ask_changes) on_press=move |()| changing.set(true)/>
                        })}
                        <Button text=tr!(deliverables.reject) kind=Kind::Ghost on_press=move |()| rejecting.set(true)/>
                    </div>
                })}
            }
        }}
        <Ask open=approving action=tr!(deliverables.approve) follows busy on_yes=approve/>
        {on_opening(changing, (piece, changing), |_| Box::pin(piece_changes()))}
        {on_opening(rejecting, (piece, rejecting), |_| Box::pin(piece_reject()))}
    }
}

type Opened = (Piece, RwSignal<bool>);

fn show_changes((piece, open): Opened) -> AnyView {
    view! { <ChangesDialog piece open/> }.into_any()
}

fn show_reject((piece, open): Opened) -> AnyView {
    view! { <RejectDialog piece open/> }.into_any()
}

chunk! {
    /// Asking for changes of a draft.
    piece_changes: Opened => show_changes
}

chunk! {
    /// Not taking a draft.
    piece_reject: Opened => show_reject
}

#[component]
fn ChangesDialog(piece: Piece, open: RwSignal<bool>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("changes");
    let note = RwSignal::new(String::new());
    let submit = Callback::new(move |()| {
        form.submit(
            AskChanges { note: note.get_untracked().trim().to_owned() },
            move |body| async move { api::work::ask_changes(piece.id, &body).await },
            move |now: DeliverableWork| {
                open.set(false);
                note.set(String::new());
                toasts.good(tr!(deliverables.changes_asked)());
                piece.take(now);
            },
        );
    });
    view! {
        <Dialog open title=tr!(deliverables.ask_changes)>
            <div class="stack">
                <p class="small soft">{tr!(deliverables.changes_text)}</p>
                <FormView form on_submit=submit>
                    <TextArea form name="note" label=tr!(deliverables.changes_note) value=note rows=5 help=tr!(deliverables.changes_note_help) wrong=tr!(deliverables.changes_note_wrong)/>
                    <div class="row dialog-actions">
                        <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                        <Button text=tr!(deliverables.ask_changes) kind=Kind::Primary submit=true busy=form.busy()/>
                    </div>
                </FormView>
            </div>
        </Dialog>
    }
}

#[component]
fn RejectDialog(piece: Piece, open: RwSignal<bool>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("reject");
    let reason = RwSignal::new(String::new());
    let submit = Callback::new(move |()| {
        form.submit(
            RejectDeliverable { reason: reason.get_untracked().trim().to_owned() },
            move |body| async move { api::work::reject(piece.id, &body).await },
            move |now: DeliverableWork| {
                open.set(false);
                reason.set(String::new());
                toasts.good(tr!(deliverables.rejected_done)());
                piece.take(now);
            },
        );
    });
    view! {
        <Dialog open title=tr!(deliverables.reject)>
            <div class="stack">
                <p>{tr!(deliverables.reject_text)}</p>
                <FormView form on_submit=submit>
                    <TextArea form name="reason" label=tr!(deliverables.reject_reason) value=reason rows=3 help=tr!(deliverables.reject_reason_help) wrong=tr!(deliverables.reject_reason_wrong)/>
                    <div class="row dialog-actions">
                        <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                        <Button text=tr!(deliverables.reject) kind=Kind::Danger submit=true busy=form.busy()/>
                    </div>
                </FormView>
            </div>
        </Dialog>
    }
}
