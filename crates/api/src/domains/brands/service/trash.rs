//! Brands that are thrown away, brought back, and closed for good when their time is over.

use bson::{DateTime, doc};
use futures::FutureExt;
use mongodb::ClientSession;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::brands::{BrandRole, TrashedBrand};
use shared::error::ErrorCode;
use shared::id::{BrandId, UserId};

use super::super::jobs::CLOSE;
use super::super::repo::document::{BrandDoc, TrashedDoc};
use super::super::repo::{brands, invitations, members, packages, revisions, trash};
use super::tell;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, in_sendable_transaction, in_transaction};
use crate::infra::jobs::{JobContext, JobFailure, NewJob};
use crate::said;

/// Throws a brand away: nobody works in it and nobody sees its page, until it is brought back. After
/// [`DAYS_IN_TRASH`](shared::brands::DAYS_IN_TRASH) days it is closed for good. Its members are told. The staff gives a
/// reason; its owner needs none.
///
/// # Errors
/// [`ErrorCode::NotFound`] when it is not open.
pub async fn put(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    brand: BrandId,
    reason_of_staff: Option<&str>,
) -> ApiResult<TrashedBrand> {
    let put = in_transaction(&state.db, async |transaction| {
        let put = put_within(state, transaction, context, who, brand, reason_of_staff).await?;
        put.ok_or_else(|| ApiError::new(ErrorCode::NotFound))
    })
    .await?;
    put.to_trashed().ok_or_else(|| ApiError::internal("a brand in the trash is not there"))
}

/// The same in the caller's transaction; `None` when it is not open.
///
/// # Errors
/// When the database fails.
pub async fn put_within(
    state: &AppState,
    session: &mut ClientSession,
    context: &RequestContext,
    who: &CurrentUser,
    brand: BrandId,
    reason_of_staff: Option<&str>,
) -> ApiResult<Option<BrandDoc>> {
    let at = DateTime::from_jiff(state.clock.now());
    let trashed = TrashedDoc { at, by: who.id, by_staff: reason_of_staff.is_some() };
    let job = NewJob::new(CLOSE, "brand")
        .payload(doc! { "brand_id": brand.to_string(), "trashed_at": at })
        .unique_key(format!("{CLOSE}:{brand}:{}", at.timestamp_millis()))
        .max_attempts(50)
        .run_at(trashed.closes_at());
    let Some(after) = trash::put(&state.database, session, brand, trashed).await? else { return Ok(None) };
    state.jobs.enqueue(job, Some(&mut *session)).await?;
    tell_members(state, session, who.id, &after, at, true).await?;
    let line = AuditEntry::new(By::person(who.id, &who.email, context), "brands.trash_brand", what(&after))
        .details(json!({ "reason": reason_of_staff, "closes_at": trashed.closes_at() }));
    state.audit.record(line, Some(session)).await?;
    Ok(Some(after))
}

/// Brings a brand back as it was. Its members are told.
///
/// # Errors
/// [`ErrorCode::NotFound`] when it is not in the trash; [`ErrorCode::Forbidden`] when the staff threw it away and
/// somebody else asks.
pub async fn take_back(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    brand: BrandId,
    is_staff: bool,
) -> ApiResult<()> {
    in_transaction(&state.db, async |transaction| {
        let at = DateTime::from_jiff(state.clock.now());
        let before = trash::take_back(&state.database, transaction, brand, at).await?;
        let before = before.ok_or_else(|| {
            ApiError::new(ErrorCode::NotFound)
                .detail(said!("there is no such brand in the trash", "esa marca no está en la papelera"))
        })?;
        if !is_staff && before.trashed.is_some_and(|trashed| trashed.by_staff) {
            return Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
                "the platform's staff threw this brand away; write to them to have it back",
                "el equipo de la plataforma envió esta marca a la papelera; escribiles para recuperarla"
            )));
        }
        tell_members(state, transaction, who.id, &before, at, false).await?;
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "brands.restore_brand", what(&before));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await
}

/// Tells everybody who works in a brand, but whoever did it.
async fn tell_members(
    state: &AppState,
    transaction: &mut ClientSession,
    doer: UserId,
    brand: &BrandDoc,
    at: DateTime,
    gone: bool,
) -> ApiResult<()> {
    let members = members::of_brand_within(&state.database, transaction, brand.id).await?;
    let to = members.into_iter().map(|member| member.user_id).filter(|user| *user != doer).collect();
    Ok(state.notifications.tell(tell::trashed(to, brand, at, gone), Some(transaction)).await?)
}

/// The brands in the trash that somebody owns, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn mine(state: &AppState, owner: UserId) -> ApiResult<Vec<TrashedBrand>> {
    let memberships = members::of_user(&state.database, owner).await?;
    let owned = memberships.iter().filter(|member| member.in_trash && member.role == BrandRole::Owner);
    let owned: Vec<BrandId> = owned.map(|member| member.brand_id).collect();
    let found = brands::by_ids(&state.database, &owned).await?;
    let mut trashed: Vec<TrashedBrand> = found.iter().filter_map(BrandDoc::to_trashed).collect();
    trashed.sort_by_key(|brand| std::cmp::Reverse(brand.trashed_at));
    Ok(trashed)
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Payload {
    brand_id: BrandId,
    trashed_at: DateTime,
}

/// The job: closes a brand for good, unless it was brought back. Begun again, it goes on.
///
/// # Errors
/// When the database or the place for files failed.
pub async fn close(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { brand_id, trashed_at } = job.payload()?;
    let closed = in_sendable_transaction(&state.db, state.clone(), move |session, state: &mut AppState| {
        async move {
            let Some(held) = trash::hold(&state.database, session, brand_id, trashed_at).await? else {
                return Ok(false);
            };
            close_within(state, session, &held).await?;
            let line = AuditEntry::new(By::system(), "brands.close_brand", what(&held));
            state.audit.record(line, Some(session)).await?;
            Ok(true)
        }
        .boxed()
    })
    .await
    .map_err(retry)?;
    // An earlier run may have got as far, and not further.
    let gone = closed || brands::any(&state.database, brand_id).await.map_err(retry)?.is_none_or(is_closed);
    if gone {
        remove_what_is_left(&state, brand_id).await.map_err(retry)?;
    }
    Ok(json!({ "closed": gone }))
}

fn is_closed(brand: BrandDoc) -> bool {
    brand.closed_at.is_some()
}

/// Closes a brand in the transaction: nobody works in it, nobody can come in, nothing can be used.
///
/// # Errors
/// When the database fails.
pub async fn close_within(state: &AppState, session: &mut ClientSession, brand: &BrandDoc) -> ApiResult<()> {
    let now = state.clock.now();
    members::remove_all(&state.database, session, brand.id).await?;
    invitations::revoke_all(&state.database, session, brand.id).await?;
    packages::end(&state.database, session, brand.id, now).await?;
    brands::close(&state.database, session, brand.id, now).await
}

/// Removes what a closed brand does not need: files and revisions. Doing it again changes nothing.
///
/// # Errors
/// When the database or the place for files fails.
pub async fn remove_what_is_left(state: &AppState, brand: BrandId) -> ApiResult<()> {
    revisions::remove_all(&state.database, brand).await?;
    state.media.remove_avatars(brand, None).await.map_err(ApiError::internal)
}

fn what(brand: &BrandDoc) -> shared::audit::Target {
    target("brand", brand.id, Some(brand.company()))
}

fn retry(error: ApiError) -> JobFailure {
    JobFailure::Retry(error.sentence())
}
