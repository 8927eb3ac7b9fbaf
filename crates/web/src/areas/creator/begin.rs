//! Becoming a creator.

use leptos::prelude::*;
use shared::creators::{CreateCreator, Creator};

use super::context::use_own;
use crate::api;
use crate::browser::spawn;
use crate::components::arrival::chunk;
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextField};
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

chunk! {
    /// Becoming a creator.
    pub creator_begin: () => show
}

fn show((): ()) -> AnyView {
    view! { <Begin/> }.into_any()
}

/// What it brings, and the one thing that it begins with.
#[component]
fn Begin() -> impl IntoView {
    let own = use_own();
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new("become");
    let known = untrack(|| session.me());
    let known = known.map(|me| format!("{} {}", me.first_name, me.last_name).trim().to_owned());
    let name = RwSignal::new(known.unwrap_or_default());
    let submit = move |()| {
        let body = CreateCreator { name: name.get_untracked().trim().to_owned() };
        form.submit(
            body,
            |body| async move { api::creators::create(&body).await },
            move |made: Creator| {
                toasts.good(tr!(creator.begun)());
                own.take(made);
                // The account may act as a creator from now on.
                spawn(async move { session.reload().await });
            },
        );
    };
    let brings: [(Icon, Text, Text); 3] = [
        (Icon::Globe, tr!(creator.brings_kit).into(), tr!(creator.brings_kit_text).into()),
        (Icon::ListChecks, tr!(creator.brings_work).into(), tr!(creator.brings_work_text).into()),
        (Icon::EyeOff, tr!(creator.brings_privacy).into(), tr!(creator.brings_privacy_text).into()),
    ];
    view! {
        <div class="become">
            <div class="stack loose">
                <div class="stack">
                    <h1 class="display become-title">{tr!(creator.begin_title)}</h1>
                    <p class="soft become-text">{tr!(creator.begin_text)}</p>
                </div>
                <ul class="stack" role="list">
                    {brings.map(|(icon, title, text)| view! {
                        <li class="become-line">
                            <span class="become-icon"><IconView icon/></span>
                            <div><p class="strong">{title.read()}</p><p class="small soft">{text.read()}</p></div>
                        </li>
                    }).collect_view()}
                </ul>
            </div>
            <div class="become-card">
                <FormView form on_submit=submit>
                    <TextField form name="name" label=tr!(creator.name) value=name help=tr!(creator.name_help) wrong=tr!(creator.name_wrong) autocomplete="nickname"/>
                    <Button text=tr!(creator.begin) kind=Kind::Primary submit=true busy=form.busy()/>
                    <p class="field-help">{tr!(creator.begin_note)}</p>
                </FormView>
            </div>
        </div>
    }
}
