//! A field that takes a file.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

use super::{Field, Form};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;

/// One file of the person's device, by choosing or by dropping it on the field.
#[component]
pub fn FileField(
    /// Its form.
    form: Form,
    /// The field's path in the DTO.
    name: &'static str,
    /// What the person sees above it.
    #[prop(into)]
    label: Text,
    /// Which files, such as `.gz,.zst`.
    accept: &'static str,
    /// A word on what it is for.
    #[prop(optional, into)]
    help: Option<Text>,
    /// What to do with the file.
    on_file: UnsyncCallback<File>,
) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let take = move |event: leptos::ev::Event| {
        let file = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            .and_then(|input| input.files())
            .and_then(|files| files.get(0));
        if let Some(file) = file {
            #[expect(
                clippy::as_conversions,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a size is whole and not negative"
            )]
            let size = file.size() as u64;
            chosen.set(format!("{} · {}", file.name(), format::bytes(size)));
            on_file.run(file);
        }
    };
    view! {
        <Field form name label help>
            <input id=form.field_id(name) class="input file" type="file" name=name accept=accept on:change=take/>
            <p class="field-help">{chosen}</p>
        </Field>
    }
}

/// The pictures that the API takes.
pub const PICTURES: &str = "image/png,image/jpeg,image/gif,image/webp";

/// A button that opens the device's files; the file goes on its way at once.
#[component]
pub fn PickFile(
    /// What it does: an infinitive.
    #[prop(into)]
    text: Text,
    /// Which files, such as `image/png`.
    accept: &'static str,
    /// A file is on its way.
    #[prop(into)]
    busy: Signal<bool>,
    /// What to do with the file.
    on_file: UnsyncCallback<File>,
) -> impl IntoView {
    let take = move |event: leptos::ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            on_file.run(file);
        }
        // So that the same file can be sent again.
        input.set_value("");
    };
    view! {
        <label class="button pick-file" class:busy=busy>
            <IconView icon=Icon::Upload class="small"/>
            <span class="button-text">{text.read()}</span>
            <input type="file" accept=accept disabled=busy on:change=take/>
        </label>
    }
}
