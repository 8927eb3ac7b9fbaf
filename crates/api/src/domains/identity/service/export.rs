//! A copy of one's data: gathered by a job into a ZIP file, downloaded by a ticket, kept for a week.

use std::io::{Cursor, Write};
use std::time::Duration;

use bson::doc;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::backups::DownloadTicket;
use shared::error::ErrorCode;
use shared::id::{JobId, UserId};
use shared::identity::DataExport;
use shared::notifications::Event;
use shared::system::JobProgress;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::access::CurrentUser;
use super::super::jobs::{EXPORT, FORGET_EXPORT};
use super::super::personal_data::{Person, Piece};
use super::super::repo::exports::{self, ExportDoc};
use super::super::repo::users::{self, UserDoc};
use super::super::rules::throttle;
use super::throttling;
use crate::app::{AppState, PERSONAL_DATA};
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::notifications::{NewEmail, Telling, Template};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};
use crate::infra::jobs::{Enqueued, GivenUp, JobContext, JobFailure, NewJob};
use crate::infra::object_store::{Content, Reading};
use crate::said;

/// How long a copy can be downloaded.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// What the tickets are for.
const TICKET: &str = "identity.data_export";
/// Long enough for a browser to follow a link.
const LIFETIME: Duration = Duration::from_secs(60);

#[derive(Debug, Deserialize)]
struct Payload {
    user_id: UserId,
}

#[derive(Debug, Serialize, Deserialize)]
struct Ticket {
    export: JobId,
    email: String,
}

/// Everything about the person of an account that finds them elsewhere.
pub fn person(user: &UserDoc) -> Person {
    let mut emails = user.past_emails.clone();
    emails.push(user.email.clone());
    Person { id: user.id, emails }
}

/// Has a copy gathered.
///
/// # Errors
/// [`ErrorCode::AlreadyRunning`], [`ErrorCode::TooManyRequests`].
pub async fn ask(state: &AppState, context: &RequestContext, who: &CurrentUser) -> ApiResult<DataExport> {
    throttling::take(state, format!("export:{}", who.id), throttle::EXPORT).await?;
    let job = NewJob::new(EXPORT, "data export")
        .payload(doc! { "user_id": who.id.to_string() })
        .unique_key(format!("{EXPORT}:{}", who.id))
        .started_by(who.id);
    let export = in_transaction(&state.db, async |transaction| {
        let Enqueued::New(id) = state.jobs.enqueue(job.clone(), Some(&mut *transaction)).await? else {
            return Err(ApiError::new(ErrorCode::AlreadyRunning)
                .detail(said!("a copy is being gathered already", "ya se está reuniendo una copia")));
        };
        let export = ExportDoc::asked(id, who.id, state.clock.now());
        exports::insert(&state.database, transaction, &export).await?;
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "identity.ask_data_export", target("user", who.id, Some(&who.email)));
        state.audit.record(line, Some(transaction)).await?;
        Ok(export)
    })
    .await?;
    state.jobs.wake();
    Ok(export.to_dto())
}

/// The copies that were asked for lately, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(state: &AppState, who: &CurrentUser) -> ApiResult<Vec<DataExport>> {
    let found = exports::of(&state.database, who.id).await?;
    Ok(found.iter().map(ExportDoc::to_dto).collect())
}

/// A link that downloads the newest copy once.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none to download.
pub async fn ticket(state: &AppState, who: &CurrentUser) -> ApiResult<DownloadTicket> {
    let now = state.clock.now();
    let found = exports::of(&state.database, who.id).await?;
    let there = found.iter().find(|export| export.is_there(now)).ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!(
            "there is no copy to download; ask for one, or wait until it is ready",
            "no hay ninguna copia para descargar; pedí una, o esperá a que esté lista"
        ))
    })?;
    let payload = Ticket { export: there.id, email: who.email.clone() };
    let issued = state.tickets.issue(TICKET, who.id, &payload, LIFETIME).await?;
    let url = format!("/api/identity/data-exports/{}", issued.ticket);
    Ok(DownloadTicket { url, expires_at: issued.expires_at })
}

/// Takes a ticket back for the file that it stands for.
///
/// # Errors
/// [`ErrorCode::LinkExpired`].
pub async fn open(state: &AppState, context: &RequestContext, ticket: &str) -> ApiResult<(u64, Reading)> {
    let gone = || ApiError::new(ErrorCode::LinkExpired);
    let redeemed = state.tickets.redeem::<Ticket>(TICKET, ticket).await?.ok_or_else(gone)?;
    let name = exports::file(redeemed.payload.export);
    let unread = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => gone(),
        _ => ApiError::internal(error),
    };
    let bytes = state.files.head(&name).await.map_err(unread)?.bytes;
    let reader = state.files.get(&name, 0, bytes).await.map_err(unread)?;
    let by = By::person(redeemed.user, &redeemed.payload.email, context);
    let what = target("user", redeemed.user, Some(&redeemed.payload.email));
    state.audit.record(AuditEntry::new(by, "identity.download_data_export", what), None).await?;
    Ok((bytes, reader))
}

/// The job: asks every domain, packs what they give, and tells the person.
///
/// # Errors
/// Why there is no copy.
pub async fn gather(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { user_id } = job.payload()?;
    let user = users::by_id(&state.database, user_id).await.map_err(retry)?;
    let user = user.filter(|user| user.erased_at.is_none());
    let user = user.ok_or_else(|| JobFailure::Permanent("the account is gone".to_owned()))?;
    let person = person(&user);
    let mut pieces = Vec::new();
    let total = u64::try_from(PERSONAL_DATA.len()).ok();
    for (done, data) in (0_u64..).zip(PERSONAL_DATA) {
        job.report(JobProgress {
            phase: "reading".to_owned(),
            item: data.domain.to_owned(),
            done,
            total,
            unit: "domains".to_owned(),
        });
        for piece in (data.collect)(&state, &person).await.map_err(retry)? {
            pieces.push((format!("{}/{}", data.domain, piece.name), piece));
        }
    }
    let files: Vec<_> =
        pieces.iter().map(|(name, piece)| json!({ "name": name, "bytes": piece.bytes.len() })).collect();
    let about = json!({ "account": user_id, "gathered_at": state.clock.now(), "files": files });
    let about = Piece::json("about.json", &about).map_err(retry)?;
    pieces.insert(0, ("about.json".to_owned(), about));
    let packed = tokio::task::spawn_blocking(move || pack(&pieces)).await;
    let packed = packed.map_err(|error| JobFailure::Retry(error.to_string()))?;
    let packed =
        packed.map_err(|error| JobFailure::Permanent(format!("the file could not be packed: {error}")))?;
    finish(&state, &user, job.id(), packed).await
}

fn pack(pieces: &[(String, Piece)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, piece) in pieces {
        zip.start_file(name.as_str(), SimpleFileOptions::default())?;
        zip.write_all(&piece.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

async fn finish(state: &AppState, user: &UserDoc, id: JobId, packed: Vec<u8>) -> Result<Value, JobFailure> {
    let bytes = u64::try_from(packed.len()).unwrap_or(u64::MAX);
    let placed = |error| JobFailure::Retry(format!("the place for files failed: {error}"));
    // An earlier run may have got as far; what it gathered is older.
    state.files.delete(&exports::file(id)).await.map_err(placed)?;
    state.files.put(&exports::file(id), Content::of(&packed, "application/zip")).await.map_err(placed)?;
    let until = state.clock.now() + KEPT;
    let forget = NewJob::new(FORGET_EXPORT, "data export")
        .payload(doc! { "export": id.to_string() })
        .unique_key(format!("{FORGET_EXPORT}:{id}"))
        .run_at(until);
    // Asked for first: a copy that nobody removes is worse than a removal that finds none.
    state.jobs.enqueue(forget, None).await?;
    exports::ready(&state.database, id, bytes, until).await.map_err(retry)?;
    tell(state, user, id, until).await?;
    Ok(json!({ "bytes": bytes, "expires_at": until }))
}

async fn tell(state: &AppState, user: &UserDoc, id: JobId, until: Timestamp) -> Result<(), JobFailure> {
    let template = Template::ExportReady { name: user.first_name.clone(), expires_at: until };
    let send_key = format!("{}:{id}", template.name());
    let email = NewEmail { template, locale: user.locale, to: user.email.clone(), send_key };
    state.notifications.queue_email(email, None).await?;
    let telling = Telling::one(user.id, format!("export_ready:{id}"), Event::ExportReady {});
    Ok(state.notifications.tell(telling, None).await?)
}

/// The job that removes a copy when its week is over.
///
/// # Errors
/// When the place for files fails.
pub async fn forget(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    #[derive(Deserialize)]
    struct Which {
        export: JobId,
    }
    let Which { export } = job.payload()?;
    let removed = state.files.delete(&exports::file(export)).await;
    removed.map_err(|error| JobFailure::Retry(format!("the place for files failed: {error}")))?;
    Ok(json!({ "removed": export }))
}

/// What follows when there is no copy.
///
/// # Errors
/// When the database fails.
pub async fn given_up(state: AppState, job: GivenUp) -> Result<(), String> {
    exports::failed(&state.database, job.id).await.map_err(|error| error.to_string())
}

fn retry(error: ApiError) -> JobFailure {
    JobFailure::Retry(error.sentence())
}
