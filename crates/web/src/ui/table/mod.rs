//! Tables: sticky header, cursor pages, a row that opens its thing, and every state designed. On a phone each row
//! becomes a card whose values carry their names.

pub mod demo;
pub mod pages;

use leptos::prelude::*;
use shared::time::Timestamp;

use crate::i18n::{say, tr};
use crate::ui::button::Button;
use crate::ui::format;
use crate::ui::state::{Failure, Skeleton};
use crate::ui::text::Text;

pub use pages::Pages;

/// Where a row leads.
pub type RowLink<T> = Callback<T, String>;

/// One column.
pub struct Column<T: 'static> {
    title: Text,
    class: &'static str,
    cell: fn(&T) -> AnyView,
}

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Column<T> {}

impl<T> Column<T> {
    /// A column of words.
    pub fn new(title: impl Into<Text>, cell: fn(&T) -> AnyView) -> Self {
        Self { title: title.into(), class: "", cell }
    }

    /// A column of figures: aligned at the end, digits of one width.
    pub fn figures(title: impl Into<Text>, cell: fn(&T) -> AnyView) -> Self {
        Self { title: title.into(), class: "figure", cell }
    }

    /// A column that takes the room that is left.
    pub fn wide(title: impl Into<Text>, cell: fn(&T) -> AnyView) -> Self {
        Self { title: title.into(), class: "wide", cell }
    }
}

/// A word as a cell.
pub fn word(text: impl Into<String>) -> AnyView {
    text.into().into_any()
}

/// An instant as a cell: exact on hover.
pub fn instant(at: Timestamp) -> AnyView {
    view! { <time datetime=at.to_string() title=format::exact(at)>{move || format::moment(at)}</time> }
        .into_any()
}

/// A table of everything that there is.
#[component]
pub fn Table<T: Clone + Send + Sync + 'static>(
    /// What the table is of, for screen readers.
    #[prop(into)]
    label: Text,
    /// The columns; the first names the row.
    columns: Vec<Column<T>>,
    /// The rows.
    #[prop(into)]
    rows: Signal<Vec<T>>,
    /// Where a row leads; its first cell becomes the link.
    #[prop(optional, into)]
    href: Option<RowLink<T>>,
    /// Opens a row.
    #[prop(optional, into)]
    on_open: Option<Callback<T>>,
) -> impl IntoView {
    let heads = columns.clone();
    let columns = StoredValue::new(columns);
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=label.read()>
            <table class="table" class:opens=href.is_some() || on_open.is_some()>
                <thead>
                    <tr>{heads.into_iter().map(|column| view! { <th scope="col" class=column.class>{column.title.read()}</th> }).collect_view()}</tr>
                </thead>
                <tbody>
                    {move || {
                        let columns = columns.get_value();
                        rows.get().into_iter().map(|row| row_view(&columns, row, href, on_open)).collect_view()
                    }}
                </tbody>
            </table>
        </div>
    }
}

fn row_view<T: Clone + Send + Sync + 'static>(
    columns: &[Column<T>],
    row: T,
    href: Option<RowLink<T>>,
    on_open: Option<Callback<T>>,
) -> AnyView {
    let cells = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let content = (column.cell)(&row);
            let content = match (at, href, on_open) {
                (0, Some(href), _) => {
                    view! { <a class="table-open" href=href.run(row.clone())>{content}</a> }.into_any()
                }
                (0, None, Some(on_open)) => {
                    let row = row.clone();
                    let open = move |_| on_open.run(row.clone());
                    view! { <button type="button" class="table-open" on:click=open>{content}</button> }
                        .into_any()
                }
                _ => content,
            };
            view! { <td class=column.class data-label=column.title.read()>{content}</td> }
        })
        .collect_view();
    view! { <tr>{cells}</tr> }.into_any()
}

/// A table of a list that comes in pages.
#[component]
pub fn PagedTable<T: Clone + Send + Sync + 'static>(
    /// What the table is of, for screen readers.
    #[prop(into)]
    label: Text,
    /// The columns; the first names the row.
    columns: Vec<Column<T>>,
    /// The list.
    pages: Pages<T>,
    /// What to show when there is nothing.
    #[prop(into)]
    empty: ViewFn,
    /// Where a row leads; its first cell becomes the link.
    #[prop(optional, into)]
    href: Option<RowLink<T>>,
    /// Opens a row.
    #[prop(optional, into)]
    on_open: Option<Callback<T>>,
) -> impl IntoView {
    let columns = StoredValue::new(columns);
    let rows = pages.items();
    let has_rows = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let table = move || {
        let columns = columns.get_value();
        match (href, on_open) {
            (Some(href), _) => view! { <Table label columns rows href/> }.into_any(),
            (None, Some(on_open)) => view! { <Table label columns rows on_open/> }.into_any(),
            (None, None) => view! { <Table label columns rows/> }.into_any(),
        }
    };
    view! {
        <div class="paged" aria-busy=move || if pages.loading() { "true" } else { "false" }>
            {move || has_rows.get().then(table)}
            {move || pages.problem().map(|problem| view! {
                <div class="paged-state"><Failure problem on_retry=Callback::new(move |()| pages.more())/></div>
            })}
            {move || (!has_rows.get() && pages.loading()).then(|| view! { <div class="paged-state"><Skeleton lines=6/></div> })}
            {move || (!has_rows.get() && !pages.loading() && pages.problem().is_none()).then(|| empty.run())}
            {move || has_rows.get().then(|| view! {
                <div class="paged-foot">
                    <span class="figures" role="status">
                        {move || {
                            let shown = format::count(rows.with(|rows| u64::try_from(rows.len()).unwrap_or(u64::MAX)));
                            if pages.has_more() { say!(common.shown_more, count = shown) } else { say!(common.shown_all, count = shown) }
                        }}
                    </span>
                    {move || pages.has_more().then(|| view! {
                        <Button text=tr!(common.more) small=true busy=Signal::derive(move || pages.loading()) on_press=move |()| pages.more()/>
                    })}
                </div>
            })}
        </div>
    }
}
