//! The collections of a database with their figures.

use std::sync::Arc;

use leptos::prelude::*;
use shared::inspection::{CollectionKind, CollectionSummary};

use crate::address::query_signal;
use crate::api;
use crate::areas::admin::context::use_databases;
use crate::components::filters::FilterText;
use crate::i18n::{say, tr};
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::state::{Empty, Skeleton, loaded};
use crate::ui::status::{Badge, Tone};
use crate::ui::table::{Column, Opens, Rows, Table, word};
use crate::ui::text::Text;
use crate::ui::trail::PageHead;

/// What kind of collection, in a word; nothing for an ordinary one.
pub fn kind_badge(kind: CollectionKind) -> AnyView {
    let text: fn() -> &'static str = match kind {
        CollectionKind::Collection => return ().into_any(),
        CollectionKind::Capped => tr!(inspection.kind_capped),
        CollectionKind::View => tr!(inspection.kind_view),
        CollectionKind::Timeseries => tr!(inspection.kind_timeseries),
    };
    view! { <Badge text tone=Tone::Info/> }.into_any()
}

/// When it was last written to, and how that is known.
pub fn last_write(summary: &CollectionSummary) -> AnyView {
    let Some(at) = summary.last_write else { return word("—") };
    let field = summary.last_write_field.clone();
    let title = move || match &field {
        Some(field) => {
            format!("{} · {}", format::exact(at), say!(inspection.last_write_from, field = field.clone()))
        }
        None => format::exact(at),
    };
    view! { <time datetime=at.to_string() title=title>{move || format::ago(at)}</time> }.into_any()
}

fn columns() -> Vec<Column<CollectionSummary>> {
    vec![
        Column::wide(tr!(inspection.col_name), |row: &CollectionSummary| {
            view! { <code class="breakable">{row.name.clone()}</code>" "{kind_badge(row.kind)} }.into_any()
        }),
        Column::figures(tr!(inspection.col_documents), |row| {
            word(row.documents.map_or_else(|| "—".to_owned(), format::count))
        }),
        Column::figures(tr!(inspection.col_data), |row| word(format::bytes(row.data_bytes))),
        Column::figures(tr!(inspection.col_average), |row| word(format::bytes(row.average_bytes))),
        Column::figures(tr!(inspection.col_storage), |row| word(format::bytes(row.storage_bytes))),
        Column::figures(tr!(inspection.col_indexes), |row| word(format::count(row.indexes))),
        Column::new(tr!(inspection.col_last_write), last_write),
    ]
}

/// The collections of a database.
#[component]
pub fn CollectionsPage(
    /// The database; without one, the chosen one.
    database: Option<String>,
) -> impl IntoView {
    let databases = use_databases();
    if let Some(name) = &database {
        databases.choose(name);
    }
    let database = Memo::new(move |_| database.clone().or_else(|| databases.name()));
    view! {
        <PageHead
            title=Text::live(move || database.get().unwrap_or_else(|| tr!(admin.inspector)().to_owned()))
            text=tr!(inspection.text)
        >
            <Badge text=tr!(inspection.read_only) tone=Tone::Neutral icon=Icon::Eye/>
        </PageHead>
        {move || match database.get() {
            Some(database) => view! { <Collections database/> }.into_any(),
            None => view! { <Skeleton lines=8/> }.into_any(),
        }}
    }
}

#[component]
fn Collections(database: String) -> impl IntoView {
    let name = StoredValue::new(database);
    let collections = Remote::new(move || {
        let name = name.get_value();
        async move { api::inspection::collections(&name).await }
    });
    loaded(collections, 10, move |rows| {
        if rows.is_empty() {
            return view! { <Empty title=tr!(inspection.empty) icon=Icon::Database/> }.into_any();
        }
        view! { <Listing database=name.get_value() rows/> }.into_any()
    })
}

#[component]
fn Listing(database: String, rows: Vec<CollectionSummary>) -> impl IntoView {
    let (search, set_search) = query_signal("search");
    let count = u64::try_from(rows.len()).unwrap_or_default();
    let documents: u64 = rows.iter().filter_map(|row| row.documents).sum();
    let bytes: u64 = rows.iter().map(|row| row.data_bytes).sum();
    let wanted = Memo::new(move |_| search.get().unwrap_or_default());
    let matching = Arc::new(move || {
        let wanted = wanted.get().to_lowercase();
        rows.iter().filter(|row| row.name.to_lowercase().contains(&wanted)).cloned().collect::<Vec<_>>()
    });
    let shown = Arc::clone(&matching);
    let shown = Rows::live(move || shown());
    let prefix = format!("/admin/inspector/{}", api::encode(&database));
    let href = move |row: &CollectionSummary| format!("{prefix}/{}", api::encode(&row.name));
    view! {
        <Card flush=true>
            <div class="filters">
                <FilterText
                    label=tr!(inspection.search)
                    value=wanted
                    live=true
                    on_change=move |text: String| set_search.set((!text.is_empty()).then_some(text))
                />
                <p class="small soft figures filters-note" role="status">
                    {move || say!(
                        inspection.total,
                        collections = format::count(count),
                        documents = format::count(documents),
                        bytes = format::bytes(bytes)
                    )}
                </p>
            </div>
            <Table label=tr!(admin.collections) columns=columns() rows=shown opens=Opens::page(href)/>
            {move || matching().is_empty().then(|| view! { <Empty title=tr!(inspection.nothing_found) icon=Icon::Search/> })}
        </Card>
    }
}
