//! Documents as they are: Extended JSON, folded, its BSON types named, not only coloured.

pub mod demo;
pub mod tokens;

use leptos::prelude::*;
use serde_json::Value;

use crate::browser::spawn;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::icon::Icon;
use crate::ui::toast::use_toasts;
use tokens::{Leaf, leaf};

/// How deep a document is open at first.
const OPEN_DEPTH: usize = 2;

/// A document that can be folded and copied.
#[component]
pub fn DocumentView(
    /// The document, in canonical Extended JSON.
    value: Value,
    /// With the button that copies it.
    #[prop(default = true)]
    copy: bool,
) -> impl IntoView {
    let toasts = use_toasts();
    let text = serde_json::to_string_pretty(&value).unwrap_or_default();
    let copy_all = move |()| {
        let text = text.clone();
        spawn(async move {
            if crate::browser::copy(text).await {
                toasts.good(tr!(common.copied)());
            }
        });
    };
    view! {
        <div class="code">
            {copy.then(|| view! {
                <div class="code-tools"><Button text=tr!(common.copy) icon=Icon::Copy small=true kind=Kind::Ghost on_press=copy_all/></div>
            })}
            <div class="code-body">{node(None, value, 0)}</div>
        </div>
    }
}

/// A value in one line, as tables show it.
pub fn inline(value: &Value) -> AnyView {
    match leaf(value) {
        Some(leaf) => leaf_view(leaf),
        None => view! { <span class="code-leaf">{shape(value)}</span> }.into_any(),
    }
}

fn shape(value: &Value) -> String {
    match value {
        Value::Array(items) => say!(common.items, count = items.len().to_string()),
        Value::Object(fields) => say!(common.fields, count = fields.len().to_string()),
        other => other.to_string(),
    }
}

fn leaf_view(leaf: Leaf) -> AnyView {
    let Leaf { kind, text } = leaf;
    view! {
        <span class=format!("code-leaf {}", kind.class()) title=kind.name()>{text}</span>
        <span class="code-type">{kind.name()}</span>
    }
    .into_any()
}

fn key_view(key: Option<String>) -> AnyView {
    match key {
        Some(key) => {
            view! { <span class="code-key">{key}</span><span class="code-colon">":"</span> }.into_any()
        }
        None => ().into_any(),
    }
}

fn node(key: Option<String>, value: Value, depth: usize) -> AnyView {
    if let Some(leaf) = leaf(&value) {
        return view! { <div class="code-line">{key_view(key)}{leaf_view(leaf)}</div> }.into_any();
    }
    let summary = shape(&value);
    let children = match value {
        Value::Array(items) => items
            .into_iter()
            .enumerate()
            .map(|(at, item)| node(Some(at.to_string()), item, depth + 1))
            .collect_view()
            .into_any(),
        Value::Object(fields) => {
            fields.into_iter().map(|(key, value)| node(Some(key), value, depth + 1)).collect_view().into_any()
        }
        _ => ().into_any(),
    };
    if key.is_none() {
        return view! { <div>{children}</div> }.into_any();
    }
    view! {
        <details class="code-fold" open=depth < OPEN_DEPTH>
            <summary class="code-line">{key_view(key)}<span class="code-type">{summary}</span></summary>
            <div class="code-inside">{children}</div>
        </details>
    }
    .into_any()
}
