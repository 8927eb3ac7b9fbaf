//! The indexes and options of a collection.

use leptos::prelude::*;
use shared::inspection::{CollectionDetail, Index};

use crate::i18n::{say, tr};
use crate::ui::card::Card;
use crate::ui::code::DocumentView;
use crate::ui::format;
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::table::{Column, Table, word};

fn columns() -> Vec<Column<Index>> {
    vec![
        Column::new(tr!(inspection.col_index), |index: &Index| {
            view! { <code class="strong breakable">{index.name.clone()}</code> }.into_any()
        }),
        Column::wide(tr!(inspection.definition), |index| {
            view! { <DocumentView value=index.definition.clone() copy=false/> }.into_any()
        }),
        Column::figures(tr!(inspection.col_size), |index| word(format::bytes(index.bytes))),
        Column::figures(tr!(inspection.col_uses), |index| {
            word(index.uses.map_or_else(|| "—".to_owned(), format::count))
        }),
    ]
}

/// Indexes and options.
#[component]
pub fn IndexesTab(detail: Remote<CollectionDetail>) -> impl IntoView {
    loaded(detail, 4, |detail| {
        let masked = detail.masked_fields;
        view! {
            <div class="stack">
                {(!masked.is_empty()).then(|| view! { <p class="small soft">{move || say!(inspection.masked, fields = masked.join(", "))}</p> })}
                <Card flush=true><Table label=tr!(inspection.col_indexes) columns=columns() rows=detail.indexes/></Card>
                <Card title=tr!(inspection.options)><DocumentView value=detail.options/></Card>
            </div>
        }
        .into_any()
    })
}
