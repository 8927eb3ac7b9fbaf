//! Documents by filter, fields and order; one of them in a side panel; exports of what is shown.

use garde::Validate;
use leptos::prelude::*;
use serde_json::Value;
use shared::inspection::{DocumentPage, DocumentQuery, ExportFormat, ExportQuery};
use shared::page::Page;

use super::collection_page::Place;
use crate::address::query_signal;
use crate::api;
use crate::browser;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::code::{DocumentView, inline};
use crate::ui::form::{Form, FormView, TextField};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::kept::Held;
use crate::ui::load::act;
use crate::ui::overlay::{Dialog, Menu, Place as DialogPlace};
use crate::ui::state::Empty;
use crate::ui::table::{Column, Opens, PagedTable, Pages};
use crate::ui::toast::use_toasts;

/// How many fields of a document its row shows.
const PREVIEWED: usize = 5;

/// What the person typed, as the three texts of a query.
#[derive(Clone, Default, PartialEq, Eq, Validate)]
struct Question {
    #[garde(custom(json_object))]
    filter: String,
    #[garde(custom(json_object))]
    projection: String,
    #[garde(custom(json_object))]
    sort: String,
}

fn json_object(text: &str, _: &()) -> garde::Result {
    if text.is_empty() || matches!(serde_json::from_str::<Value>(text), Ok(Value::Object(_))) {
        return Ok(());
    }
    Err(garde::Error::new("must be a JSON object"))
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn columns() -> Vec<Column<Value>> {
    vec![
        Column::new(tr!(inspection.col_id), |document: &Value| match document.get("_id") {
            Some(id) => view! { <span class="mono breakable">{inline(id)}</span> }.into_any(),
            None => view! { <span class="quiet">"—"</span> }.into_any(),
        }),
        Column::wide(tr!(inspection.col_content), preview),
    ]
}

fn preview(document: &Value) -> AnyView {
    let fields = document.as_object().into_iter().flatten().filter(|(key, _)| *key != "_id");
    let shown = fields
        .take(PREVIEWED)
        .map(|(key, value)| {
            view! { <span class="preview-field"><span class="code-key">{key.clone()}</span>" "{inline(value)}</span> }
        })
        .collect_view();
    view! { <span class="preview mono">{shown}</span> }.into_any()
}

/// Documents of a collection.
#[component]
pub fn DocumentsTab(place: Place) -> impl IntoView {
    let (filter, set_filter) = query_signal("filter");
    let (projection, set_projection) = query_signal("projection");
    let (sort, set_sort) = query_signal("sort");
    let question = Memo::new(move |_| Question {
        filter: filter.get().unwrap_or_default(),
        projection: projection.get().unwrap_or_default(),
        sort: sort.get().unwrap_or_default(),
    });
    let facts = RwSignal::new(None::<(Option<u64>, Vec<String>)>);
    let here = StoredValue::new(place);
    let pages = Pages::new(
        move || question.track(),
        move |cursor| {
            let place = here.get_value();
            let asked = question.get_untracked();
            let query = DocumentQuery {
                filter: some(&asked.filter),
                projection: some(&asked.projection),
                sort: some(&asked.sort),
                limit: Some(20),
                cursor,
            };
            async move {
                let DocumentPage { documents, matching, masked_fields, next_cursor } =
                    api::inspection::documents(&place.database, &place.collection, &query).await?;
                let _gone = facts.try_set(Some((matching, masked_fields)));
                Ok(Page { items: documents, next_cursor })
            }
        },
    );
    let apply = Callback::new(move |asked: Question| {
        set_filter.set(some(&asked.filter));
        set_projection.set(some(&asked.projection));
        set_sort.set(some(&asked.sort));
    });
    let opened = Held::<Value>::new();
    let panel = RwSignal::new(false);
    let empty = move || {
        let title = if question.get() == Question::default() {
            tr!(inspection.documents_none)
        } else {
            tr!(inspection.documents_empty)
        };
        view! { <Empty title icon=Icon::FileJson/> }
    };
    view! {
        <Card flush=true>
            <div class="query"><QueryForm asked=question apply/></div>
            <div class="query-foot">
                <p class="small soft figures grow" role="status">
                    {move || facts.get().map(|(matching, masked)| {
                        let count = match matching {
                            Some(count) => say!(inspection.matching, count = format::count(count)),
                            None => say!(inspection.matching_unknown).to_owned(),
                        };
                        if masked.is_empty() { count } else { format!("{count}. {}", say!(inspection.masked, fields = masked.join(", "))) }
                    })}
                </p>
                <ExportMenu here question/>
            </div>
            <PagedTable
                label=tr!(inspection.tab_documents)
                columns=columns()
                pages
                empty
                opens=Opens::here(move |document| { opened.set(document); panel.set(true); })
            />
        </Card>
        <Dialog open=panel title=tr!(inspection.document) place=DialogPlace::Side>
            {move || opened.get().map(|value| view! { <DocumentView value/> })}
        </Dialog>
    }
}

#[component]
fn QueryForm(asked: Memo<Question>, apply: Callback<Question>) -> impl IntoView {
    let form = Form::new("query");
    let start = asked.get_untracked();
    let filter = RwSignal::new(start.filter);
    let projection = RwSignal::new(start.projection);
    let sort = RwSignal::new(start.sort);
    let typed = move || Question {
        filter: filter.get_untracked().trim().to_owned(),
        projection: projection.get_untracked().trim().to_owned(),
        sort: sort.get_untracked().trim().to_owned(),
    };
    let submit = move |()| {
        form.submit(typed(), |question| async move { Ok(question) }, move |question| apply.run(question));
    };
    let clear = move |()| {
        for text in [filter, projection, sort] {
            text.set(String::new());
        }
        form.clear();
        apply.run(Question::default());
    };
    view! {
        <FormView form on_submit=submit>
            <TextField form name="filter" label=tr!(inspection.filter) value=filter code=true optional=true help=tr!(inspection.filter_help) wrong=tr!(inspection.json_wrong) placeholder=r#"{ "status": "pending" }"#/>
            <div class="pair">
                <TextField form name="projection" label=tr!(inspection.projection) value=projection code=true optional=true wrong=tr!(inspection.json_wrong) placeholder=r#"{ "email": 1 }"#/>
                <TextField form name="sort" label=tr!(inspection.sort) value=sort code=true optional=true wrong=tr!(inspection.json_wrong) placeholder=r#"{ "created_at": -1 }"#/>
            </div>
            <div class="row">
                <Button text=tr!(inspection.run) kind=Kind::Primary icon=Icon::Filter submit=true/>
                {move || (asked.get() != Question::default()).then(|| view! { <Button text=tr!(common.clear) kind=Kind::Ghost on_press=clear/> })}
            </div>
        </FormView>
    }
}

#[component]
fn ExportMenu(here: StoredValue<Place>, question: Memo<Question>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let export = move |format: ExportFormat| {
        let place = here.get_value();
        let asked = question.get_untracked();
        let query = ExportQuery {
            format,
            filter: some(&asked.filter),
            projection: some(&asked.projection),
            sort: some(&asked.sort),
        };
        act(
            busy,
            async move { api::inspection::export_ticket(&place.database, &place.collection, &query).await },
            move |ticket| {
                browser::download(&api::absolute(&ticket.url));
                toasts.good(tr!(inspection.export_started)());
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let formats = [
        (ExportFormat::Ndjson, "NDJSON", Icon::FileJson),
        (ExportFormat::Csv, "CSV", Icon::Table2),
        (ExportFormat::Ejson, "Extended JSON", Icon::FileJson),
    ];
    view! {
        <Menu label=tr!(inspection.export) icon=Icon::Download>
            {formats.map(|(format, name, icon)| view! {
                <button type="button" on:click=move |_| export(format)><IconView icon class="small"/>{name}</button>
            }).collect_view()}
            <p class="menu-note">{tr!(inspection.export_note)}</p>
        </Menu>
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::json_object;

    #[wasm_bindgen_test]
    fn a_query_is_empty_or_a_json_object() {
        assert!(json_object("", &()).is_ok() && json_object(r#"{"a": {"$gt": 1}}"#, &()).is_ok());
        for wrong in ["[]", "1", "{a: 1}", "{", "null"] {
            assert!(json_object(wrong, &()).is_err(), "{wrong}");
        }
    }
}
