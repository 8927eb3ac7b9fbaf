//! Asking once more before something that cannot be taken back.

use leptos::prelude::*;

use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::overlay::Dialog;
use crate::ui::text::Text;

/// A dialog that says what follows, and does it.
#[component]
pub fn Ask(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What is done: an infinitive, also on the button.
    #[prop(into)]
    action: Text,
    /// What follows.
    #[prop(into)]
    follows: Text,
    /// The work is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// What to do.
    #[prop(into)]
    on_yes: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open title=action>
            <div class="stack">
                <p>{follows.read()}</p>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                    <Button text=action kind=Kind::Primary busy on_press=on_yes/>
                </div>
            </div>
        </Dialog>
    }
}
