//! References that point to nothing.

use leptos::prelude::*;
use shared::id::JobId;
use shared::inspection::{DanglingReferences, DanglingValue, ReferenceCheck};
use shared::system::Job;

use super::collection_page::Place;
use crate::address::query_signal;
use crate::api;
use crate::components::job::{JobWatch, outcome};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::code::inline;
use crate::ui::form::{Form, FormView, Options, Select, SelectOption, TextField};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::status::{Tone, Verdict};
use crate::ui::table::{Column, Table, word};
use crate::ui::text::Text;

/// Asks, and shows what points to nothing. The job is in the address.
#[component]
pub fn ReferencesTab(place: Place) -> impl IntoView {
    let (job, set_job) = query_signal("job");
    let watched = Memo::new(move |_| job.get().and_then(|id| id.parse::<JobId>().ok()));
    let form = Form::new("references");
    let field = RwSignal::new(String::new());
    let target = RwSignal::new(String::new());
    let target_field = RwSignal::new("_id".to_owned());
    let here = StoredValue::new(place);
    let collections = Remote::new(move || {
        let place = here.get_value();
        async move { api::inspection::collections(&place.database).await }
    });
    let options = Options::live(move || {
        std::iter::once(SelectOption::new("", "—"))
            .chain(
                collections
                    .value()
                    .unwrap_or_default()
                    .into_iter()
                    .map(|row| SelectOption::new(row.name.clone(), row.name)),
            )
            .collect::<Vec<_>>()
    });
    let submit = move |()| {
        let place = here.get_value();
        let body = ReferenceCheck {
            field: field.get_untracked().trim().to_owned(),
            target_collection: target.get_untracked(),
            target_field: target_field.get_untracked().trim().to_owned(),
        };
        let ask = move |body: ReferenceCheck| async move {
            api::inspection::references(&place.database, &place.collection, &body).await
        };
        form.submit(body, ask, move |job| set_job.set(Some(job.id.to_string())));
    };
    view! {
        <div class="stack">
            <Card>
                <FormView form on_submit=submit>
                    <p class="small soft">{tr!(inspection.references_text)}</p>
                    <div class="pair">
                        <TextField form name="field" label=tr!(inspection.reference_field) value=field code=true wrong=tr!(inspection.reference_field_wrong) placeholder="creator_id"/>
                        <Select form name="target_collection" label=tr!(inspection.reference_collection) value=target options/>
                        <TextField form name="target_field" label=tr!(inspection.reference_target) value=target_field code=true wrong=tr!(inspection.reference_field_wrong)/>
                    </div>
                    <div class="row"><Button text=tr!(inspection.reference_start) kind=Kind::Primary icon=Icon::Link2Off submit=true busy=form.busy()/></div>
                </FormView>
            </Card>
            {move || watched.get().map(|id| view! { <JobWatch id label=tr!(inspection.tab_references) result=shown/> })}
        </div>
    }
}

fn columns() -> Vec<Column<DanglingValue>> {
    vec![
        Column::wide(tr!(inspection.col_value), |row: &DanglingValue| {
            view! { <span class="mono breakable">{inline(&row.value)}</span> }.into_any()
        }),
        Column::figures(tr!(inspection.col_count), |row| word(format::count(row.count))),
        Column::new(tr!(inspection.col_example), |row| {
            view! { <span class="mono breakable">{inline(&row.example_id)}</span> }.into_any()
        }),
    ]
}

fn shown(job: &Job) -> AnyView {
    outcome::<DanglingReferences>(job).map(found).into_any()
}

fn found(found: DanglingReferences) -> impl IntoView {
    let (documents, resolved, absent, dangling) =
        (found.documents, found.resolved, found.absent, found.dangling);
    let text = Text::live(move || {
        if dangling == 0 {
            say!(inspection.reference_clean, resolved = format::count(resolved))
        } else {
            say!(inspection.reference_dangling, dangling = format::count(dangling))
        }
    });
    let check = found.check;
    view! {
        <div class="stack">
            <Verdict text tone=if dangling == 0 { Tone::Good } else { Tone::Attention }>
                <p class="small soft"><code>{check.field}" → "{check.target_collection}"."{check.target_field}</code></p>
                <p class="small soft figures">
                    {move || say!(
                        inspection.reference_facts,
                        documents = format::count(documents),
                        resolved = format::count(resolved),
                        absent = format::count(absent)
                    )}
                </p>
            </Verdict>
            {(!found.values.is_empty()).then(|| view! {
                <Card flush=true><Table label=tr!(inspection.tab_references) columns=columns() rows=found.values/></Card>
            })}
        </div>
    }
}
