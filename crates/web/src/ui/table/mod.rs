//! Tables: sticky header, cursor pages, a row that opens its thing, and every state designed. On a phone each row
//! becomes a card whose values carry their names.

mod cards;
pub mod demo;
mod opens;
pub mod pages;

use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;
use shared::time::Timestamp;

use crate::i18n::{say, tr};
use crate::ui::button::Button;
use crate::ui::format;
use crate::ui::kept::Kept;
use crate::ui::state::{Failure, Skeleton};
use crate::ui::text::Text;

pub use cards::PagedCards;
pub use opens::Opens;
pub use pages::Pages;

use opens::Opening;
use pages::Reading;

/// One column.
pub struct Column<T: 'static> {
    title: Text,
    class: &'static str,
    cell: fn(&T) -> AnyView,
}

impl<T: 'static> Column<T> {
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

    fn drawn(self) -> Drawn {
        let cell = self.cell;
        let draw = move |row: &Kept| row.of::<T>().map(cell).into_any();
        Drawn { title: self.title, class: self.class, draw: Box::new(draw) }
    }
}

/// A column that knows its rows' type without naming it: there is one table in the app, not one for each type.
struct Drawn {
    title: Text,
    class: &'static str,
    draw: Box<dyn Fn(&Kept) -> AnyView + Send + Sync>,
}

type Columns = Arc<[Drawn]>;

fn drawn<T: 'static>(columns: Vec<Column<T>>) -> Columns {
    columns.into_iter().map(Column::drawn).collect()
}

/// The rows of a table. Copy it freely.
pub struct Rows<T> {
    rows: Signal<Vec<Kept>>,
    of: PhantomData<fn() -> T>,
}

impl<T: Send + Sync + 'static> Rows<T> {
    /// Rows that depend on what the closure reads.
    pub fn live(rows: impl Fn() -> Vec<T> + Send + Sync + 'static) -> Self {
        Self { rows: Signal::derive(move || rows().into_iter().map(Kept::new).collect()), of: PhantomData }
    }
}

impl<T: Send + Sync + 'static> From<Vec<T>> for Rows<T> {
    fn from(rows: Vec<T>) -> Self {
        Self { rows: Signal::stored(rows.into_iter().map(Kept::new).collect()), of: PhantomData }
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
pub fn Table<T: Send + Sync + 'static>(
    /// What the table is of, for screen readers.
    #[prop(into)]
    label: Text,
    /// The columns; the first names the row.
    columns: Vec<Column<T>>,
    /// The rows.
    #[prop(into)]
    rows: Rows<T>,
    /// What a row opens.
    #[prop(optional)]
    opens: Opens<T>,
) -> impl IntoView {
    table_view(label, &drawn(columns), rows.rows, opens.kind())
}

fn table_view(label: Text, columns: &Columns, rows: Signal<Vec<Kept>>, opening: Opening) -> AnyView {
    let heads = columns
        .iter()
        .map(|column| view! { <th scope="col" class=column.class>{column.title.read()}</th> })
        .collect_view();
    let columns = Arc::clone(columns);
    let opens = opening.opens();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=label.read()>
            <table class="table" class:opens=opens>
                <thead><tr>{heads}</tr></thead>
                <tbody>
                    {move || rows.get().iter().map(|row| row_view(&columns, row, &opening)).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row_view(columns: &Columns, row: &Kept, opening: &Opening) -> AnyView {
    let cells = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let content = (column.draw)(row);
            let content = if at == 0 { opening.around(content, row) } else { content };
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
    /// What a row opens.
    #[prop(optional)]
    opens: Opens<T>,
) -> impl IntoView {
    let (columns, opening, rows) = (drawn(columns), opens.kind(), pages.reading().items());
    let body = move || table_view(label, &columns, rows, opening.clone());
    paged_view(Arc::new(body), pages.reading(), empty)
}

/// A list that comes in pages, a line for each of its things.
#[component]
pub fn PagedList<T: Clone + Send + Sync + 'static>(
    /// What the list is of, for screen readers.
    #[prop(into)]
    label: Text,
    /// The list.
    pages: Pages<T>,
    /// The line of a thing: an `<li>`.
    line: Callback<T, AnyView>,
    /// What to show when there is nothing.
    #[prop(into)]
    empty: ViewFn,
) -> impl IntoView {
    let rows = pages.reading().items();
    let draw = move |row: &Kept| row.of::<T>().cloned().map(|thing| line.run(thing)).into_any();
    paged_view(list_body(label, rows, Arc::new(draw)), pages.reading(), empty)
}

fn list_body(
    label: Text,
    rows: Signal<Vec<Kept>>,
    draw: Arc<dyn Fn(&Kept) -> AnyView + Send + Sync>,
) -> Body {
    Arc::new(move || {
        let draw = Arc::clone(&draw);
        let lines = move || rows.get().iter().map(|row| draw(row)).collect_view();
        view! { <ul class="announcements" role="list" aria-label=label.read()>{lines}</ul> }.into_any()
    })
}

/// What a list looks like when there is something in it.
type Body = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// A list that comes in pages, in the state that it is in; the body shows what was read, once there is something.
fn paged_view(body: Body, pages: Reading, empty: ViewFn) -> AnyView {
    let rows = pages.items();
    let has_rows = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let nothing = move || !has_rows.get() && !pages.loading() && pages.problem().is_none();
    let shown = move || {
        let count = format::count(rows.with(|rows| u64::try_from(rows.len()).unwrap_or(u64::MAX)));
        if pages.has_more() {
            say!(common.shown_more, count = count)
        } else {
            say!(common.shown_all, count = count)
        }
    };
    view! {
        <div class="paged" aria-busy=move || if pages.loading() { "true" } else { "false" }>
            {move || has_rows.get().then(|| body())}
            {move || pages.problem().map(|problem| view! {
                <div class="paged-state"><Failure problem on_retry=Callback::new(move |()| pages.more())/></div>
            })}
            {move || (!has_rows.get() && pages.loading()).then(|| view! { <div class="paged-state"><Skeleton lines=6/></div> })}
            {move || nothing().then(|| empty.run())}
            {move || has_rows.get().then(|| view! {
                <div class="paged-foot">
                    <span class="figures" role="status">{shown}</span>
                    {move || pages.has_more().then(|| view! {
                        <Button text=tr!(common.more) small=true busy=Signal::derive(move || pages.loading()) on_press=move |()| pages.more()/>
                    })}
                </div>
            })}
        </div>
    }
    .into_any()
}
