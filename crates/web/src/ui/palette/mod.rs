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
    /// What kind of thing it is, or where it stands.
    pub note: Option<Text>,
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

/// A place as it stands in the list now.
struct Shown {
    name: String,
    icon: Icon,
    note: Option<String>,
    href: String,
}

impl From<Place> for Shown {
    fn from(place: Place) -> Self {
        Self { name: place.text.get(), icon: place.icon, note: place.note.map(Text::get), href: place.href }
    }
}

/// The palette. Who shows it opens it, by a button and by Ctrl+K.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The places, of which those are shown whose name holds what is typed.
    places: Arc<dyn Fn() -> Vec<Place> + Send + Sync>,
    /// What is typed, for who finds more by it.
    #[prop(default = RwSignal::new(String::new()))]
    words: RwSignal<String>,
    /// What was found by it elsewhere, after the places.
    #[prop(optional, into)]
    hits: Signal<Vec<Place>>,
    /// What is to be said of that: that it is under way, or that it failed.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    /// What one can do here.
    #[prop(into)]
    label: Text,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let at = RwSignal::new(0_usize);
    let places = StoredValue::new(places);
    let found = move || {
        let places = places.get_value();
        let wanted = plain(&words.get());
        let own = places().into_iter().map(Shown::from);
        let own = own.filter(|shown| plain(&shown.name).contains(&wanted) || shown.href.contains(&wanted));
        own.take(12).chain(hits.get().into_iter().map(Shown::from)).collect::<Vec<_>>()
    };
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
                if let Some(shown) = hits.get(at.get_untracked()) {
                    go(&shown.href);
                }
            }
            _ => return,
        }
        browser::show(&format!("palette-{}", at.get_untracked()));
        event.prevent_default();
    };
    view! {
        <dialog node_ref=dialog class="dialog palette" aria-label=label.read() on:close=move |_| open.set(false)>
            <Show when=move || open.get()>
                <div class="palette-search">
                    <IconView icon=Icon::Search/>
                    <input
                        type="text"
                        role="combobox"
                        aria-label=label.read()
                        aria-expanded="true"
                        aria-controls="palette-list"
                        aria-activedescendant=move || (!found().is_empty()).then(|| format!("palette-{}", at.get()))
                        placeholder=label.read()
                        autocomplete="off"
                        autofocus
                        on:keydown=key
                        on:input=move |event| { words.set(event_target_value(&event)); at.set(0); }
                    />
                    <kbd>"Esc"</kbd>
                </div>
                <ul id="palette-list" role="listbox" aria-label=label.read() class="palette-list">
                    {move || found().into_iter().enumerate().map(|(index, shown)| {
                        let Shown { name, icon, note, href } = shown;
                        view! {
                            <li
                                id=format!("palette-{index}")
                                role="option"
                                aria-selected=move || if at.get() == index { "true" } else { "false" }
                                on:click=move |_| go(&href)
                            >
                                <IconView icon class="small"/>
                                <span class="grow breakable">{name}</span>
                                {note.map(|note| view! { <span class="tiny quiet">{note}</span> })}
                            </li>
                        }
                    }).collect_view()}
                </ul>
                <p class="menu-note" role="status">
                    {move || note.get().or_else(|| found().is_empty().then(|| tr!(common.nothing_found)().to_owned()))}
                </p>
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
