//! A field that takes a file.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

use super::{Field, Form};
use crate::ui::format;
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
