//! What something said before: a list, and the difference of one revision in a side panel.

use leptos::prelude::*;
use serde_json::Value;
use shared::audit::Change;
use shared::revision::Revision;

use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::kept::Held;
use crate::ui::overlay::{Dialog, Place};
use crate::ui::state::Empty;
use crate::ui::status::{Badge, Tone};
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant};
use crate::ui::text::Text;

/// Stands between a part and where in it something is.
pub const DEEPER: &str = " · ";

/// How a domain calls what it says.
#[derive(Clone, Copy)]
pub struct Vocabulary {
    /// What a field is called. What stands behind ` · ` in it is a part of what stands before.
    pub field: fn(&str) -> Text,
    /// What a revision changed, with those names; see [`changed`].
    pub changed: fn(&Revision) -> AnyView,
    /// One of a list in words.
    pub item: fn(&Value) -> String,
    /// What going back to a revision does.
    pub revert_text: fn() -> &'static str,
}

/// A value of a field in words.
fn value_words(vocabulary: Vocabulary, value: &Value) -> String {
    let nothing = || tr!(revisions.nothing)().to_owned();
    match value {
        Value::Null => nothing(),
        Value::Bool(true) => tr!(common.yes)().to_owned(),
        Value::Bool(false) => tr!(common.no)().to_owned(),
        Value::String(text) if text.is_empty() => nothing(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => nothing(),
        Value::Array(items) => items.iter().map(vocabulary.item).collect::<Vec<_>>().join("\n"),
        other => other.to_string(),
    }
}

/// The parts that changed, each once: of what stands deeper, the part that it belongs to.
fn parts(fields: &[Text]) -> String {
    let mut told: Vec<String> = Vec::new();
    for field in fields {
        let name = field.get();
        let part = name.split(DEEPER).next().unwrap_or_default();
        if !told.iter().any(|known| known == part) {
            told.push(part.to_owned());
        }
    }
    told.join(", ")
}

/// What a revision changed, in words.
pub fn changed(revision: &Revision, name: fn(&str) -> Text) -> AnyView {
    let fields: Vec<Text> = revision.changes.iter().map(|change| name(&change.field)).collect();
    view! { <span class="breakable">{move || parts(&fields)}</span> }.into_any()
}

fn columns(vocabulary: Vocabulary) -> Vec<Column<Revision>> {
    vec![
        Column::new(tr!(revisions.col_revision), |revision: &Revision| {
            let (number, current) = (revision.revision, revision.current);
            view! {
                <span class="row tight">
                    <span class="figures">{move || say!(revisions.one, number = number.to_string())}</span>
                    {current.then(|| view! { <Badge text=tr!(revisions.now) tone=Tone::Good/> })}
                </span>
            }
            .into_any()
        }),
        Column::new(tr!(revisions.col_when), |revision| instant(revision.at)),
        Column::new(tr!(revisions.col_who), |revision| who(revision.by_name.clone())),
        Column::wide(tr!(revisions.col_changes), vocabulary.changed),
    ]
}

fn who(name: Option<String>) -> AnyView {
    match name {
        Some(name) => view! { <span class="breakable">{name}</span> }.into_any(),
        None => view! { <span class="quiet">{tr!(revisions.account_gone)}</span> }.into_any(),
    }
}

/// The revisions, newest first, and the way back to one of them.
#[component]
pub fn Revisions(
    /// The list.
    pages: Pages<Revision>,
    /// How what it says is called.
    vocabulary: Vocabulary,
    /// Whether it says itself what it is; else the page does.
    #[prop(optional)]
    headed: bool,
    /// Whether the reader can go back to one of them.
    #[prop(into)]
    may_revert: Signal<bool>,
    /// Going back is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Goes back to a revision.
    on_revert: Callback<u32>,
    /// Whether its difference is on screen.
    open: RwSignal<bool>,
) -> impl IntoView {
    let chosen = Held::<Revision>::new();
    let panel = Text::live(move || match chosen.get() {
        Some(chosen) => say!(revisions.one, number = chosen.revision.to_string()),
        None => tr!(revisions.title)().to_owned(),
    });
    let back = move |revision: &Revision| {
        let number = revision.revision;
        (may_revert.get() && !revision.current).then(|| {
            view! {
                <div class="stack tight">
                    <p class="small quiet">{vocabulary.revert_text}</p>
                    <div class="row">
                        <Button text=tr!(revisions.revert) kind=Kind::Primary icon=Icon::History busy on_press=move |()| on_revert.run(number)/>
                    </div>
                </div>
            }
        })
    };
    let list = view! {
        <PagedTable
            label=tr!(revisions.title)
            columns=columns(vocabulary)
            pages
            empty=|| view! { <Empty title=tr!(revisions.empty) icon=Icon::History/> }
            opens=Opens::here(move |revision| { chosen.set(revision); open.set(true); })
        />
    };
    view! {
        {if headed {
            view! { <Card flush=true title=tr!(revisions.title)>{list}</Card> }.into_any()
        } else {
            view! { <Card flush=true>{list}</Card> }.into_any()
        }}
        <Dialog open title=panel place=Place::Side>
            {move || chosen.get().map(|revision| view! {
                <div class="stack">
                    {difference(vocabulary, &revision)}
                    {back(&revision)}
                </div>
            })}
        </Dialog>
    }
}

fn difference(vocabulary: Vocabulary, revision: &Revision) -> AnyView {
    let at = revision.at;
    view! {
        <p class="small">
            {who(revision.by_name.clone())}" · "
            <time datetime=at.to_string()>{move || format::exact(at)}</time>
        </p>
        <div class="stack tight">{revision.changes.iter().cloned().map(|change| change_view(vocabulary, change)).collect_view()}</div>
    }
    .into_any()
}

fn change_view(vocabulary: Vocabulary, change: Change) -> impl IntoView {
    let Change { field, before, after } = change;
    view! {
        <div class="change">
            <p class="change-field">{(vocabulary.field)(&field).read()}</p>
            <dl>
                <div class="change-side before"><dt>{tr!(revisions.before)}</dt><dd class="change-words">{move || value_words(vocabulary, &before)}</dd></div>
                <div class="change-side after"><dt>{tr!(revisions.after)}</dt><dd class="change-words">{move || value_words(vocabulary, &after)}</dd></div>
            </dl>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{DEEPER, Vocabulary, changed, parts, value_words};
    use crate::i18n::{Locale, choose, tr};
    use crate::ui::text::Text;

    #[wasm_bindgen_test]
    fn a_part_is_told_once_and_a_value_in_words() {
        let owner = Owner::new();
        owner.set();
        choose(Locale::es);
        let deeper = |part: &str| Text::from(format!("Plazos{DEEPER}{part}"));
        assert_eq!(
            parts(&[deeper("ship_days"), deeper("video_days"), "Título".to_owned().into()]),
            "Plazos, Título"
        );
        let vocabulary = Vocabulary {
            field: |field| field.to_owned().into(),
            changed: |revision| changed(revision, |field| field.to_owned().into()),
            item: |item| format!("<{item}>"),
            revert_text: tr!(campaigns.revert_text),
        };
        let words = |value| value_words(vocabulary, &value);
        assert_eq!(words(json!([1, 2])), "<1>\n<2>");
        assert_eq!(words(json!(true)), "Sí");
        for nothing in [json!(null), json!([]), json!("")] {
            assert_eq!(words(nothing), "Nada");
        }
    }
}
