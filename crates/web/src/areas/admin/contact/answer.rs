//! Answering a message: by mail, or saying that it happened elsewhere.

use leptos::prelude::*;
use shared::contact::{AnswerContactMessage, ContactMessage};
use shared::id::ContactMessageId;

use crate::api;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::toast::use_toasts;

/// The form.
#[component]
pub fn AnswerCard(
    /// Which message.
    id: ContactMessageId,
    /// The message as it is then.
    message: Remote<ContactMessage>,
) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("answer");
    let words = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        let body = AnswerContactMessage { words: Some(words.get_untracked().trim().to_owned()) };
        form.submit(
            body,
            move |body| async move { api::contact::answer(id, &body).await },
            move |now: ContactMessage| {
                toasts.good(tr!(contact.answered_now)());
                message.set(now);
            },
        );
    });
    let elsewhere = move |()| {
        act(
            busy,
            async move { api::contact::answer(id, &AnswerContactMessage::default()).await },
            move |now| {
                toasts.good(tr!(contact.elsewhere_done)());
                message.set(now);
            },
            move |problem| toasts.problem(&problem),
        );
    };
    view! {
        <Card title=tr!(contact.answer) text=tr!(contact.answer_text)>
            <div class="stack">
                <FormView form on_submit=submit>
                    <TextArea form name="words" label=tr!(contact.answer_words) value=words rows=7 wrong=tr!(contact.answer_wrong)/>
                    <div class="row"><Button text=tr!(contact.answer_send) icon=Icon::Send kind=Kind::Primary submit=true busy=form.busy()/></div>
                </FormView>
                <div class="row">
                    <Button text=tr!(contact.elsewhere) small=true busy on_press=elsewhere/>
                    <span class="field-help">{tr!(contact.elsewhere_help)}</span>
                </div>
            </div>
        </Card>
    }
}
