//! Tables: full, empty, failing.

use leptos::prelude::*;
use shared::page::Page;

use super::{Column, Opens, PagedTable, Pages, word};
use crate::api::ApiProblem;
use crate::i18n::tr;
use crate::ui::format;
use crate::ui::kit::Specimen;
use crate::ui::state::Empty;

type Row = (&'static str, u64);

fn columns() -> Vec<Column<Row>> {
    vec![
        Column::wide(tr!(kit.sample_label), |row: &Row| word(row.0)),
        Column::figures(tr!(kit.sample_choice), |row: &Row| word(format::count(row.1))),
    ]
}

/// Tables: full, empty, failing.
#[component]
pub fn Demo() -> impl IntoView {
    let full = Pages::new(
        || (),
        |cursor: Option<String>| async move {
            let next_cursor = cursor.is_none().then(|| "2".to_owned());
            Ok(Page {
                items: vec![("ugc_campaigns", 128), ("ugc_creators", 1_204), ("orders", 0)],
                next_cursor,
            })
        },
    );
    let none = Pages::new(|| (), |_| async { Ok(Page { items: Vec::<Row>::new(), next_cursor: None }) });
    let failing = Pages::new(|| (), |_| async { Err::<Page<Row>, _>(ApiProblem::unreachable()) });
    let empty = || view! { <Empty title=tr!(kit.sample_empty)/> };
    view! {
        <Specimen title=tr!(kit.tables)>
            <PagedTable label=tr!(kit.tables) columns=columns() pages=full empty=empty opens=Opens::here(|_| ())/>
            <PagedTable label=tr!(kit.tables) columns=columns() pages=none empty=empty/>
            <PagedTable label=tr!(kit.tables) columns=columns() pages=failing empty=empty/>
        </Specimen>
    }
}
