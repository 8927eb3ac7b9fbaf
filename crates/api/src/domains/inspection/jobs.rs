//! Work that reads a whole collection, one document after the other.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::inspection::{Census, DanglingReferences, DanglingValue, ReferenceCheck};
use shared::system::JobProgress;

use super::census::{Collector, equality_key};
use super::references::{Check, values_at};
use super::repo::{Choice, Listed};
use super::secrets::{Sensitivity, path_sensitivity};
use super::service::Inspection;
use super::view::render::Renderer;
use crate::http::ApiError;
use crate::infra::jobs::{DuplicateKind, JobContext, JobFailure, Kind, Registry};

/// The census of a collection; the result is a [`Census`].
pub const CENSUS: &str = "inspection.census";
/// References that point to nothing; the result is a [`DanglingReferences`].
pub const REFERENCES: &str = "inspection.references";
/// Dangling values that are told.
const TOLD: usize = 200;
/// Progress is reported after so many documents.
const STEP: u64 = 500;

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The database.
    pub database: String,
    /// The collection.
    pub collection: String,
    /// The question about references, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<ReferenceCheck>,
}

/// Adds this domain's work to what the process can do.
///
/// # Errors
/// When a kind is there already.
pub fn register(registry: &mut Registry, inspection: &Inspection) -> Result<(), DuplicateKind> {
    let eyes = inspection.clone();
    registry.register(Kind::new(CENSUS, move |context| take_census(eyes.clone(), context)))?;
    let eyes = inspection.clone();
    registry.register(Kind::new(REFERENCES, move |context| check_references(eyes.clone(), context)))
}

async fn take_census(eyes: Inspection, context: JobContext) -> Result<Value, JobFailure> {
    let task: Task = context.payload()?;
    let began = eyes.clock.now();
    let listed = eyes.collection(&task.database, &task.collection).await.map_err(failure)?;
    let total = eyes.repo.about(&task.database, &listed).await?;
    let mut documents = eyes.repo.walk(&task.database, &listed, &Choice::default()).await.map_err(failure)?;
    let mut collector = Collector::new();
    while let Some(document) = documents.next().await? {
        collector.see(document);
        step(&context, &task, collector.documents(), total).await?;
    }
    report(&context, &task, collector.documents(), total);
    let documents = collector.documents();
    let (fields, paths_left_out) = collector.tell();
    let at = eyes.clock.now();
    result(&Census {
        at,
        database: task.database,
        collection: task.collection,
        documents,
        fields,
        paths_left_out,
        milliseconds: since(began, at),
    })
}

async fn check_references(eyes: Inspection, context: JobContext) -> Result<Value, JobFailure> {
    let task: Task = context.payload()?;
    let Some(question) = task.check.clone() else {
        return Err(JobFailure::Permanent("the job does not say which field refers to what".to_owned()));
    };
    let began = eyes.clock.now();
    let listed = eyes.collection(&task.database, &task.collection).await.map_err(failure)?;
    let target = eyes.collection(&task.database, &question.target_collection).await.map_err(failure)?;
    let total = eyes.repo.about(&task.database, &listed).await?;
    let root = question.field.split('.').next().unwrap_or_default();
    let choice = Choice { projection: Some(bson::doc! { root: 1, "_id": 1 }), ..Choice::default() };
    let mut documents = eyes.repo.walk(&task.database, &listed, &choice).await.map_err(failure)?;
    let mut check = Check::default();
    while let Some(document) = documents.next().await? {
        if check.see(document, &question.field) {
            look_up(&eyes, &task.database, &target, &question, &mut check).await?;
        }
        step(&context, &task, check.documents, total).await?;
    }
    look_up(&eyes, &task.database, &target, &question, &mut check).await?;
    report(&context, &task, check.documents, total);
    let values = check.values(TOLD);
    let values = values
        .into_iter()
        .map(|dangling| {
            Ok(DanglingValue {
                value: shown(path_sensitivity(&question.field), dangling.value)?,
                count: dangling.count,
                example_id: shown(Sensitivity::Open, dangling.example)?,
            })
        })
        .collect::<Result<_, JobFailure>>()?;
    let at = eyes.clock.now();
    result(&DanglingReferences {
        at,
        database: task.database,
        collection: task.collection,
        check: question,
        documents: check.documents,
        resolved: check.resolved,
        absent: check.absent,
        dangling: check.dangling,
        values,
        milliseconds: since(began, at),
    })
}

/// Looks up the batch and settles it.
async fn look_up(
    eyes: &Inspection,
    database: &str,
    target: &Listed,
    question: &ReferenceCheck,
    check: &mut Check,
) -> Result<(), JobFailure> {
    let mut missing = check.unknown();
    if !missing.is_empty() {
        let field = &question.target_field;
        let mut found = eyes.repo.having(database, target, field, check.batch()).await.map_err(failure)?;
        while !missing.is_empty()
            && let Some(document) = found.next().await?
        {
            for value in values_at(document, field) {
                missing.remove(&equality_key(value));
            }
        }
    }
    check.settle(&missing);
    Ok(())
}

fn shown(named: Sensitivity, value: bson::Bson) -> Result<Value, JobFailure> {
    let raw = bson::RawBson::try_from(value).map_err(|error| JobFailure::Permanent(error.to_string()))?;
    Ok(Renderer::canonical().value("", named, raw.as_raw_bson_ref()))
}

/// Reports now and then, and heeds the order to stop.
async fn step(context: &JobContext, task: &Task, done: u64, total: Option<u64>) -> Result<(), JobFailure> {
    if context.stop().is_cancelled() {
        return Err(JobFailure::Cancelled);
    }
    if done.checked_rem(STEP) == Some(0) {
        report(context, task, done, total);
        // A batch of the driver is walked through without waiting: others get their turn here.
        tokio::task::yield_now().await;
    }
    Ok(())
}

fn report(context: &JobContext, task: &Task, done: u64, total: Option<u64>) {
    context.report(JobProgress {
        phase: "reading".to_owned(),
        item: task.collection.clone(),
        done,
        total: total.map(|total| total.max(done)),
        unit: "documents".to_owned(),
    });
}

fn since(began: jiff::Timestamp, now: jiff::Timestamp) -> u64 {
    u64::try_from(now.duration_since(began).as_millis()).unwrap_or(0)
}

fn result(outcome: &impl Serialize) -> Result<Value, JobFailure> {
    serde_json::to_value(outcome).map_err(|error| JobFailure::Permanent(error.to_string()))
}

/// A refusal would be repeated; a failure of the database may pass.
fn failure(error: ApiError) -> JobFailure {
    let text = error.text(shared::identity::Locale::En).to_owned();
    if error.code().status() >= 500 { JobFailure::Retry(text) } else { JobFailure::Permanent(text) }
}
