//! Writing a message. What is typed stays on this device until it is sent.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use shared::campaigns::{Message, SendMessage};

use super::rules::sends;
use super::talk::Talk;
use super::uploads::{PickFiles, UploadList, Uploads};
use crate::api;
use crate::browser::{self, watch};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::icon::Icon;
use crate::ui::toast::use_toasts;

/// The form.
#[component]
pub fn Composer(talk: Talk) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("message");
    let place = StoredValue::new(format!("avenue.message.{}.{}", talk.side.as_str(), talk.id));
    let text = RwSignal::new(place.with_value(|place| browser::stored(place)).unwrap_or_default());
    let uploads = Uploads::new(talk.id);
    watch(move || {
        let typed = text.get();
        place.with_value(|place| {
            if typed.is_empty() {
                browser::forget(place);
            } else {
                browser::store(place, &typed);
            }
        });
    });
    let submit = Callback::new(move |()| {
        if uploads.is_sending() {
            toasts.info(tr!(talk.wait_for_files)());
            return;
        }
        let body = SendMessage { text: text.get_untracked(), attachments: uploads.ids() };
        let sent = body.clone();
        let id = talk.id;
        form.submit(
            body,
            move |body| async move { api::messages::send(id, &body).await },
            move |message: Message| {
                // What was typed meanwhile is the beginning of another.
                if text.get_untracked() == sent.text {
                    text.set(String::new());
                }
                uploads.used(&sent.attachments);
                talk.wrote(message);
            },
        );
    });
    let key = move |event: KeyboardEvent| {
        if sends(&event.key(), event.ctrl_key(), event.meta_key()) && !event.is_composing() {
            event.prevent_default();
            submit.run(());
        }
    };
    view! {
        <div class="talk-composer" on:keydown=key>
            <FormView form on_submit=submit>
                <TextArea form name="text" label=tr!(talk.message) value=text rows=3 help=tr!(talk.message_help) wrong=tr!(talk.message_wrong)/>
                <UploadList uploads/>
                <div class="row between">
                    <PickFiles uploads/>
                    <Button text=tr!(talk.send) icon=Icon::Send kind=Kind::Primary submit=true busy=form.busy()/>
                </div>
            </FormView>
        </div>
    }
}
