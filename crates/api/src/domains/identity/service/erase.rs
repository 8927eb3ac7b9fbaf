//! Erasing a person whose account was closed two weeks ago. What is kept, and why, stands in `docs/privacy.md`.

use bson::DateTime;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::id::UserId;
use shared::identity::{Locale, UserStatus};

use super::super::repo::erasure;
use super::super::repo::users::UserDoc;
use super::export;
use super::register::blank;
use crate::app::{AppState, PERSONAL_DATA};
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult};
use crate::infra::ids::random_token;
use crate::infra::jobs::{JobContext, JobFailure};

#[derive(Debug, Deserialize)]
struct Payload {
    user_id: UserId,
}

/// The job. Begun again, it goes on: each domain may forget twice, and the account, which knows whom to forget, goes
/// last.
///
/// # Errors
/// When a domain could not forget.
pub async fn erase(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { user_id } = job.payload()?;
    let begun = erasure::begin(&state.database, user_id, state.clock.now()).await.map_err(retry)?;
    let Some(user) = begun else {
        // Taken back, or asked for again with a later date: that has a job of its own.
        return Ok(json!({ "erased": false }));
    };
    let person = export::person(&user);
    for data in PERSONAL_DATA {
        (data.forget)(&state, &person).await.map_err(retry)?;
    }
    state.jobs.forget_subjects(&person.emails).await?;
    let left = without_person(&state, &user).await.map_err(retry)?;
    let what = target("user", user_id, None);
    state.audit.record(AuditEntry::new(By::system(), "identity.erase_person", what), None).await?;
    erasure::leave_id(&state.database, &left).await.map_err(retry)?;
    tracing::info!(user = %user_id, "the person of account {user_id} was erased");
    Ok(json!({ "erased": true }))
}

/// What is left: the id, so that what refers to it still does, and when it began and ended.
async fn without_person(state: &AppState, user: &UserDoc) -> ApiResult<UserDoc> {
    let email = format!("erased-{}@erased.invalid", user.id);
    let password_hash = state.identity.hasher.hash(random_token()?).await?;
    let now = DateTime::from_jiff(state.clock.now());
    Ok(UserDoc {
        id: user.id,
        search: Vec::new(),
        misspelt: Vec::new(),
        status: UserStatus::Suspended,
        locale: Locale::default(),
        created_at: user.created_at,
        erased_at: Some(now),
        revision: user.revision.saturating_add(1),
        ..blank(email, String::new(), String::new(), password_hash, now)
    })
}

fn retry(error: ApiError) -> JobFailure {
    JobFailure::Retry(error.sentence())
}
