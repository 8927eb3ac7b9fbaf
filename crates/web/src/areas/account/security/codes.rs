//! Recovery codes, shown once.

use leptos::prelude::*;
use shared::identity::RecoveryCodes;

use crate::browser::{self, spawn};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::icon::Icon;
use crate::ui::toast::use_toasts;

/// The codes, and the ways to keep them.
#[component]
pub fn Codes(
    /// The codes.
    codes: RecoveryCodes,
    /// They are kept.
    kept: Callback<()>,
) -> impl IntoView {
    let toasts = use_toasts();
    let text = StoredValue::new(format!("{}\n", codes.codes.join("\n")));
    let copy = move |()| {
        spawn(async move {
            if browser::copy(text.get_value()).await {
                toasts.good(tr!(common.copied)());
            }
        });
    };
    view! {
        <div class="stack">
            <h3>{tr!(security.codes_title)}</h3>
            <p>{tr!(security.codes_text)}</p>
            <ul class="factor-codes" role="list">
                {codes.codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}
            </ul>
            <div class="row">
                <Button text=tr!(common.copy) icon=Icon::Copy on_press=copy/>
                <Button text=tr!(security.download) icon=Icon::Download on_press=move |()| browser::save("avenue-recovery-codes.txt", &text.get_value())/>
                <Button text=tr!(security.print) on_press=move |()| browser::print()/>
            </div>
            <div class="row"><Button text=tr!(security.codes_kept) kind=Kind::Primary on_press=move |()| kept.run(())/></div>
        </div>
    }
}
