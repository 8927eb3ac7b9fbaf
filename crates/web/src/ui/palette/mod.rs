//! Ctrl+K: goes to any page by typing a part of its name.

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::address;
use crate::browser::{self, watch};
use crate::i18n::tr;
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;

/// One place to go to.
#[derive(Clone)]
pub struct Place {
    /// Its name.
    pub text: Text,
    /// A drawing.
    pub icon: Icon,
    /// Where it is.
    pub href: String,
}

/// Without accents and case, as people type when they search.
fn plain(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .map(|c| match c {
            'á' => 'a',
            'é' => 'e',
            'í' => 'i',
            'ó' => 'o',
            'ú' | 'ü' => 'u',
            'ñ' => 'n',
            other => other,
        })
        .collect()
}

/// The palette. It opens by Ctrl+K, or by the signal.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The places.
    places: Arc<dyn Fn() -> Vec<Place> + Send + Sync>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let words = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let places = StoredValue::new(places);
    let found = move || {
        let places = places.get_value();
        let wanted = plain(&words.get());
        let hits: Vec<(String, Icon, String)> = places()
            .into_iter()
            .map(|place| (place.text.get(), place.icon, place.href))
            .filter(|(name, _, href)| plain(name).contains(&wanted) || href.contains(&wanted))
            .take(12)
            .collect();
        hits
    };
    let shortcut = window_event_listener(ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            open.update(|open| *open = !*open);
        }
    });
    on_cleanup(move || shortcut.remove());
    watch(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            words.set(String::new());
            at.set(0);
            browser::ignore(dialog.show_modal());
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let go = move |href: &str| {
        open.set(false);
        address::go(href);
    };
    let key = move |event: ev::KeyboardEvent| {
        let hits = untrack(found);
        let count = hits.len();
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1).checked_rem(count).unwrap_or_default()),
            "ArrowUp" => {
                at.update(|at| *at = (*at + count.saturating_sub(1)).checked_rem(count).unwrap_or_default())
            }
            "Enter" => {
                if let Some((_, _, href)) = hits.get(at.get_untracked()) {
                    go(href);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <dialog node_ref=dialog class="dialog palette" aria-label=tr!(common.go_to) on:close=move |_| open.set(false)>
            <Show when=move || open.get()>
                <div class="palette-search">
                    <IconView icon=Icon::Search/>
                    <input
                        type="text"
                        role="combobox"
                        aria-label=tr!(common.go_to)
                        aria-expanded="true"
                        aria-controls="palette-list"
                        aria-activedescendant=move || format!("palette-{}", at.get())
                        placeholder=tr!(common.go_to)
                        autocomplete="off"
                        autofocus
                        on:keydown=key
                        on:input=move |event| { words.set(event_target_value(&event)); at.set(0); }
                    />
                    <kbd>"Esc"</kbd>
                </div>
                <ul id="palette-list" role="listbox" aria-label=tr!(common.go_to) class="palette-list">
                    {move || found().into_iter().enumerate().map(|(index, (name, icon, href))| view! {
                        <li
                            id=format!("palette-{index}")
                            role="option"
                            aria-selected=move || if at.get() == index { "true" } else { "false" }
                            on:click=move |_| go(&href)
                        >
                            <IconView icon class="small"/>{name}
                        </li>
                    }).collect_view()}
                </ul>
                {move || found().is_empty().then(|| view! { <p class="menu-note" role="status">{tr!(common.nothing_found)}</p> })}
            </Show>
        </dialog>
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::plain;

    #[wasm_bindgen_test]
    fn accents_and_case_do_not_matter() {
        assert_eq!(plain("Auditoría"), "auditoria");
        assert_eq!(plain("DISEÑO"), "diseno");
    }
}
