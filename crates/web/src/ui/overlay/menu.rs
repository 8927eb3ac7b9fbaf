//! A menu that opens below a button. It is a list of ordinary links and buttons, so that every key works as usual.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Node;

use crate::browser;
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;

/// A button that opens a list. Esc and a press elsewhere close it.
#[component]
pub fn Menu(
    /// What the button says, or its name when it shows only a drawing.
    #[prop(into)]
    label: Text,
    /// A drawing on the button.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Shows only the drawing.
    #[prop(optional)]
    bare: bool,
    /// The list: links and buttons.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let close_elsewhere = window_event_listener(ev::pointerdown, move |event| {
        let inside = root.get_untracked().is_some_and(|root| {
            let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
            root.contains(target.as_ref())
        });
        if !inside {
            open.set(false);
        }
    });
    on_cleanup(move || close_elsewhere.remove());
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            if let Some(button) = button.get_untracked() {
                browser::ignore(button.focus());
            }
        }
    };
    view! {
        <div class="menu" node_ref=root on:keydown=key>
            <button
                node_ref=button
                type="button"
                class="menu-button"
                class:bare=bare
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-label=move || bare.then(|| label.get())
                title=move || bare.then(|| label.get())
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {icon.map(|icon| view! { <IconView icon/> })}
                {(!bare).then(|| view! { <span class="cut">{label.read()}</span><IconView icon=Icon::ChevronDown class="small"/> })}
            </button>
            <Show when=move || open.get()>
                <div class="menu-list" on:click=move |_| open.set(false)>{children()}</div>
            </Show>
        </div>
    }
}
