//! What each creator delivers: as many lines as it takes.

use leptos::prelude::*;
use shared::creators::Platform;

use super::typed::{Row, Typed};
use crate::components::campaigns::words;
use crate::components::creators::words::key;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Choices, Form, Group, SelectOption};
use crate::ui::icon::Icon;
use crate::ui::text::Text;

/// The most lines.
const MOST: usize = 20;

/// The lines, and the button for one more.
#[component]
pub fn Deliverables(
    /// The form.
    form: Form,
    /// What is typed.
    typed: Typed,
) -> impl IntoView {
    let full = Signal::derive(move || typed.rows.with(|rows| rows.len() >= MOST));
    let lines = move || typed.rows.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <Group form name="brief.deliverables" label=tr!(campaigns.brief_deliverables) help=tr!(writing.deliverables_help) wrong=tr!(writing.deliverables_wrong)>
            <ol class="deliverables" role="list">
                <For each=lines key=|(index, row)| (*index, row.id) let((index, row))>
                    <Line typed index row/>
                </For>
            </ol>
            <div class="row">
                <Button text=tr!(writing.deliverable_add) icon=Icon::Plus small=true disabled=full on_press=move |()| typed.add_row()/>
            </div>
        </Group>
    }
}

#[component]
fn Line(typed: Typed, index: usize, row: Row) -> impl IntoView {
    let kinds: Vec<SelectOption> = words::DELIVERABLES
        .iter()
        .map(|kind| SelectOption::new(key(kind), words::deliverable_kind(*kind)))
        .collect();
    let platforms: Vec<SelectOption> = std::iter::once(SelectOption::new("", tr!(writing.not_published)))
        .chain(Platform::ALL.iter().map(|one| SelectOption::new(one.as_str(), one.name())))
        .collect();
    let only = Signal::derive(move || typed.rows.with(|rows| rows.len() < 2));
    let remove = move |()| typed.rows.update(|rows| rows.retain(|other| other.id != row.id));
    let number = (index + 1).to_string();
    let legend = Text::live(move || say!(writing.deliverable, number = number.clone()));
    view! {
        <li>
            <div class="deliverable" role="group" aria-label=legend.read()>
                <label class="field">
                    <span class="field-label">{tr!(writing.deliverable_count)}</span>
                    <input class="input figures" inputmode="numeric" autocomplete="off" prop:value=row.count on:input=move |event| row.count.set(event_target_value(&event))/>
                </label>
                <label class="field">
                    <span class="field-label">{tr!(writing.deliverable_kind)}</span>
                    <Choices options=kinds.into() value=row.kind.into() on_change=Callback::new(move |word| row.kind.set(word))/>
                </label>
                <label class="field">
                    <span class="field-label">{tr!(campaigns.network)}</span>
                    <Choices options=platforms.into() value=row.platform.into() on_change=Callback::new(move |word| row.platform.set(word))/>
                </label>
                <label class="field deliverable-note">
                    <span class="field-label">{tr!(writing.deliverable_note)}<span class="field-optional">{tr!(common.optional)}</span></span>
                    <input class="input" autocomplete="off" maxlength="500" prop:value=row.note on:input=move |event| row.note.set(event_target_value(&event))/>
                </label>
                <Button text=tr!(writing.deliverable_remove) icon=Icon::Trash2 bare=true kind=Kind::Ghost disabled=only on_press=remove/>
            </div>
        </li>
    }
}
