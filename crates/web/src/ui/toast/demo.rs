//! Notices.

use leptos::prelude::*;

use super::use_toasts;
use crate::api::ApiProblem;
use crate::i18n::tr;
use crate::ui::button::Button;
use crate::ui::kit::Specimen;

/// Notices of each meaning.
#[component]
pub fn Demo() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <Specimen title=tr!(kit.toasts)>
            <div class="row">
                <Button text=tr!(kit.toast_good) on_press=move |()| toasts.good(tr!(kit.sample_help)())/>
                <Button text=tr!(kit.toast_undo) on_press=move |()| toasts.undoable(tr!(kit.sample_help)(), || ())/>
                <Button text=tr!(kit.toast_info) on_press=move |()| toasts.info(tr!(kit.sample_help)())/>
                <Button text=tr!(kit.toast_bad) on_press=move |()| toasts.problem(&ApiProblem::unreachable())/>
            </div>
        </Specimen>
    }
}
