//! Opening an account.

use bson::DateTime;
use shared::id::UserId;
use shared::identity::{Register, UserStatus};

use super::super::opaque;
use super::super::repo::users::UserDoc;
use super::super::repo::{in_transaction, users};
use super::super::rules::names::{email_key, search_words};
use super::entry::{self, Entry};
use crate::app::AppState;
use crate::http::{ApiResult, RequestContext};
use crate::infra::ids::new_id;

/// Opens an account and lets its owner in.
///
/// # Errors
/// [`shared::error::ErrorCode::EmailTaken`], [`shared::error::ErrorCode::WeakPassword`].
pub async fn register(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    body: Register,
) -> ApiResult<Entry> {
    let mark = entry::device_mark(device)?;
    let hash = state.identity.hasher.hash(body.password).await?;
    let now = DateTime::from_jiff(state.clock.now());
    let email = email_key(&body.email);
    let user = UserDoc {
        id: UserId::new(new_id()),
        search: search_words(&email, &body.first_name, &body.last_name),
        email,
        email_verified: false,
        password_hash: hash,
        must_change_password: false,
        first_name: body.first_name,
        last_name: body.last_name,
        roles: vec![body.role],
        permissions: Vec::new(),
        status: UserStatus::Active,
        locale: body.locale,
        level: 1,
        total_points: 0,
        current_streak: 0,
        longest_streak: 0,
        conversion_credits: 0,
        devices: vec![opaque::digest(&mark)],
        created_at: now,
        updated_at: now,
        last_sign_in_at: Some(now),
        revision: 1,
    };
    let opened = in_transaction(&state.database, async |transaction| {
        users::insert(&state.database, transaction, &user).await?;
        entry::open_session(state, transaction, &user, context).await
    })
    .await?;
    let answer = entry::answer(state, &user, opened.id).await?;
    Ok(Entry { answer, refresh: opened.refresh.text(), device: Some(mark) })
}
