//! A list that comes in pages, shown as cards instead of rows.

use std::sync::Arc;

use leptos::prelude::*;

use super::paged_view;
use super::pages::Pages;
use crate::ui::kept::Kept;
use crate::ui::text::Text;

/// Cards of a list that comes in pages.
#[component]
pub fn PagedCards<T: Clone + Send + Sync + 'static>(
    /// What the cards are of, for screen readers.
    #[prop(into)]
    label: Text,
    /// The list.
    pages: Pages<T>,
    /// What a card shows.
    card: fn(&T) -> AnyView,
    /// What to show when there is nothing.
    #[prop(into)]
    empty: ViewFn,
) -> impl IntoView {
    let pages = pages.reading();
    let rows = pages.items();
    let draw = move |row: &Kept| row.of::<T>().map(card);
    let list = move || {
        view! {
            <ul class="card-list" role="list" aria-label=label.read()>
                {move || rows.with(|rows| rows.iter().map(|row| view! { <li>{draw(row)}</li> }).collect_view())}
            </ul>
        }
        .into_any()
    };
    paged_view(Arc::new(list), pages, empty)
}
