//! What came of a verification, comparison, restore or drill, as sentences with figures.

use leptos::prelude::*;
use serde_json::Value;
use shared::backups::{CollectionComparison, Comparison, Drill, Restoration, Verification};
use shared::system::Job;

use super::drills::certificate;
use crate::components::job::outcome;
use crate::i18n::{say, tr};
use crate::ui::button::ButtonLink;
use crate::ui::card::{Fact, Facts};
use crate::ui::code::inline;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::status::{Tone, Verdict};
use crate::ui::table::{Column, Table, word};
use crate::ui::text::Text;

/// The outcome of a job of the backups, by its kind.
pub(super) fn shown(job: &Job) -> AnyView {
    match job.kind.as_str() {
        "backups.verify" => outcome(job).map(verification).into_any(),
        "backups.compare" => outcome(job).map(|found| comparison(&found)).into_any(),
        "backups.restore" => outcome(job).map(restoration).into_any(),
        "backups.drill" => outcome::<Drill>(job).map(|drill| certificate(&drill)).into_any(),
        _ => ().into_any(),
    }
}

fn verification(found: Verification) -> AnyView {
    let sound = found.digest_matches_record;
    let sha = found.sha256.clone();
    let text = Text::live(move || {
        if !found.digest_matches_record {
            return say!(backups.verified_foreign).to_owned();
        }
        say!(
            backups.verified_sound,
            collections = format::count(found.collections),
            documents = format::count(found.documents),
            time = format::duration(found.milliseconds)
        )
    });
    view! {
        <Verdict text tone=if sound { Tone::Good } else { Tone::Attention }>
            <Facts><Fact label=tr!(backups.verified_sha)><span class="digest">{sha}</span></Fact></Facts>
        </Verdict>
    }
    .into_any()
}

fn comparison_sentence(found: &Comparison) -> String {
    let collections = format::count(found.collections);
    if found.equal {
        return say!(
            backups.compared_equal,
            collections = collections,
            documents = format::count(found.documents),
            time = format::duration(found.milliseconds)
        );
    }
    let count = found.differences.len() + found.missing_collections.len() + found.extra_collections.len();
    say!(backups.compared_different, count = count.to_string(), collections = collections)
}

fn comparison(found: &Comparison) -> AnyView {
    let sentence = found.clone();
    let rows = found.differences.clone();
    let ids = found.differences.iter().map(examples).collect_view();
    let equal = found.equal;
    let (left, right) = (found.left.clone(), found.right.clone());
    let only_left = names(tr!(backups.only_left), &found.missing_collections);
    let only_right = names(tr!(backups.only_right), &found.extra_collections);
    view! {
        <div class="stack">
            <Verdict text=Text::live(move || comparison_sentence(&sentence)) tone=if equal { Tone::Good } else { Tone::Bad }>
                <Facts>
                    <Fact label=tr!(backups.compare_left)>{left}</Fact>
                    <Fact label=tr!(backups.compare_right)>{right}</Fact>
                    {only_left}
                    {only_right}
                </Facts>
            </Verdict>
            {(!rows.is_empty()).then(|| view! {
                <Table label=tr!(backups.job_compare) columns=comparison_columns() rows=rows/>
                {ids}
            })}
        </div>
    }
    .into_any()
}

fn names(label: fn() -> &'static str, names: &[String]) -> AnyView {
    if names.is_empty() {
        return ().into_any();
    }
    let names = names.join(", ");
    view! { <Fact label><code class="breakable">{names}</code></Fact> }.into_any()
}

fn comparison_columns() -> Vec<Column<CollectionComparison>> {
    vec![
        Column::wide(tr!(backups.col_name), |row: &CollectionComparison| {
            let definitions = row.definitions.clone();
            view! {
                <code class="strong breakable">{row.name.clone()}</code>
                {definitions.into_iter().map(|text| view! { <p class="tiny soft breakable">{text}</p> }).collect_view()}
            }
            .into_any()
        }),
        Column::figures(tr!(backups.compare_left), |row| word(format::count(row.left_documents))),
        Column::figures(tr!(backups.compare_right), |row| word(format::count(row.right_documents))),
        Column::figures(tr!(backups.col_missing), |row| word(format::count(row.missing))),
        Column::figures(tr!(backups.col_extra), |row| word(format::count(row.extra))),
        Column::figures(tr!(backups.col_changed), |row| word(format::count(row.changed))),
    ]
}

/// The first `_id`s that differ, folded.
fn examples(row: &CollectionComparison) -> AnyView {
    let lists: [(Text, &Vec<Value>); 3] = [
        (tr!(backups.ids_missing).into(), &row.missing_ids),
        (tr!(backups.ids_extra).into(), &row.extra_ids),
        (tr!(backups.ids_changed).into(), &row.changed_ids),
    ];
    if lists.iter().all(|(_, ids)| ids.is_empty()) {
        return ().into_any();
    }
    let shown = lists
        .into_iter()
        .filter(|(_, ids)| !ids.is_empty())
        .map(|(label, ids)| {
            view! {
                <p class="tiny quiet">{label.read()}</p>
                <ul class="ids" role="list">{ids.iter().map(|id| view! { <li class="mono">{inline(id)}</li> }).collect_view()}</ul>
            }
        })
        .collect_view();
    view! {
        <details class="fold">
            <summary><code>{row.name.clone()}</code></summary>
            <div class="stack tight">{shown}</div>
        </details>
    }
    .into_any()
}

fn restoration(done: Restoration) -> AnyView {
    let equal = done.comparison.equal;
    let href = format!("/admin/inspector/{}", crate::api::encode(&done.database));
    let compared = comparison(&done.comparison);
    let collections = done.collections.len();
    let suspended = (!done.expiry_suspended.is_empty()).then(|| {
        let suspended = names(tr!(backups.restored_suspended), &done.expiry_suspended);
        view! { <Facts>{suspended}</Facts> }
    });
    let text = Text::live(move || {
        say!(
            backups.restored,
            database = done.database.clone(),
            collections = collections.to_string(),
            documents = format::count(done.documents),
            time = format::duration(done.milliseconds)
        )
    });
    view! {
        <div class="stack">
            <Verdict text tone=if equal { Tone::Good } else { Tone::Bad }>
                {suspended}
                <div class="row"><ButtonLink text=tr!(backups.restored_see) href icon=Icon::Database small=true/></div>
            </Verdict>
            {compared}
        </div>
    }
    .into_any()
}
