//! The languages that somebody speaks, the best first.

use leptos::prelude::*;

use crate::components::creators::words::LANGUAGES;
use crate::i18n::{say, tr};
use crate::ui::form::{Choices, Form, Group, Options, SelectOption};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;

/// The most languages.
const MOST: usize = 10;

/// The chosen ones in their order, each with a way to take it away, and a list to add from.
#[component]
pub fn LanguagesField(
    /// Its form.
    form: Form,
    /// The codes with a space between.
    value: RwSignal<String>,
) -> impl IntoView {
    let chosen = move || value.with(|codes| codes.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    let add = move |code: String| {
        if !code.is_empty() && untrack(chosen).len() < MOST {
            value.update(|codes| *codes = format!("{codes} {code}"));
        }
    };
    let remove = move |code: &str| {
        let kept: Vec<_> = untrack(chosen).into_iter().filter(|one| one != code).collect();
        value.set(kept.join(" "));
    };
    let options = Options::live(move || {
        let chosen = chosen();
        let open = LANGUAGES.iter().filter(|code| !chosen.iter().any(|one| one == *code));
        let mut named: Vec<_> = open.map(|code| (format::language(code), *code)).collect();
        // The most spoken here come first; the others as the alphabet has them.
        if let Some(others) = named.get_mut(4..) {
            others.sort();
        }
        let first = SelectOption::new("", tr!(creator.language_add));
        let rest = named.into_iter().map(|(name, code)| SelectOption::new(code, name));
        std::iter::once(first).chain(rest).collect()
    });
    view! {
        <Group form name="languages" label=tr!(creators.languages) help=tr!(creator.languages_help) wrong=tr!(creator.languages_wrong)>
            <ol class="picked" role="list">
                {move || chosen().into_iter().map(|code| {
                    let (shown, named) = (code.clone(), code.clone());
                    let label = Text::live(move || say!(creator.language_remove, name = format::language(&named)));
                    view! {
                        <li>
                            <button type="button" class="picked-one" aria-label=label.read() title=label.read() on:click=move |_| remove(&code)>
                                {move || format::language(&shown)}
                                <IconView icon=Icon::X class="small"/>
                            </button>
                        </li>
                    }
                }).collect_view()}
            </ol>
            <label class="picked-add">
                <span class="hidden-visually">{tr!(creator.language_add)}</span>
                <Choices options value=Signal::stored(String::new()) on_change=Callback::new(add)/>
            </label>
        </Group>
    }
}
