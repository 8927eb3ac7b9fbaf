//! What lies over the page: dialogs, side panels, typed confirmations. The browser's own `<dialog>` keeps the focus
//! inside, closes on Esc and gives the focus back.

pub mod confirm;
pub mod demo;
pub mod menu;

use leptos::html;
use leptos::prelude::*;

use crate::browser::{self, watch};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::icon::Icon;
use crate::ui::text::Text;

pub use confirm::TypedConfirmation;
pub use menu::Menu;

/// How it lies over the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Place {
    /// In the middle.
    #[default]
    Middle,
    /// At the side, as tall as the window.
    Side,
}

/// A dialog or side panel. Its content exists only while it is open.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it is about.
    #[prop(into)]
    title: Text,
    /// Where it lies.
    #[prop(optional)]
    place: Place,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    watch(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            browser::ignore(dialog.show_modal());
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    // A press beside the panel meets the dialog element itself, never one of its children.
    let press = move |event: leptos::ev::MouseEvent| {
        if let (Some(target), Some(dialog)) = (event.target(), dialog.get_untracked())
            && place == Place::Side
            && target == ****dialog
        {
            open.set(false);
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class=if place == Place::Side { "dialog side" } else { "dialog" }
            aria-label=title.read()
            on:close=move |_| open.set(false)
            on:click=press
        >
            <Show when=move || open.get()>
                <div class="dialog-frame">
                    <header class="dialog-head">
                        <h2 class="dialog-title grow">{title.read()}</h2>
                        <Button text=tr!(common.close) icon=Icon::X bare=true small=true kind=Kind::Ghost on_press=move |()| open.set(false)/>
                    </header>
                    <div class="dialog-body">{children()}</div>
                </div>
            </Show>
        </dialog>
    }
}
