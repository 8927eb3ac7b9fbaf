//! Accounts of people who are made up, for trying the platform and for measuring it.
//!
//! None of them has a password, so that nobody can come in by one that is known: [`give_password`] makes one that is
//! printed once. None of their addresses is proven, so that nothing is ever mailed to them.

use bson::{DateTime, doc};
use jiff::Timestamp;
use secrecy::SecretString;
use shared::error::ErrorCode;
use shared::id::UserId;
use shared::identity::{Permission, Role};

use super::OneTimePassword;
use super::repo::sessions;
use super::repo::users::{self, UserDoc};
use super::rules::names::email_key;
use super::service::bootstrap::one_time_password;
use super::service::register::blank;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, in_transaction};
use crate::infra::bulk::Bulk;
use crate::infra::chance::Chance;
use crate::said;

/// Somebody who is made up.
#[derive(Debug, Clone, Copy)]
pub struct MadeUp<'a> {
    /// The address of the account.
    pub email: &'a str,
    /// Given name.
    pub first_name: &'a str,
    /// Family name.
    pub last_name: &'a str,
    /// As what they act; an administrator gets every permission.
    pub role: Role,
    /// When the account was opened.
    pub since: Timestamp,
}

/// Opens the account of somebody who is made up; gives its id.
///
/// # Errors
/// When it is nothing that the database can hold.
pub fn open_account(bulk: &mut Bulk, chance: &mut Chance, person: &MadeUp<'_>) -> ApiResult<UserId> {
    let (email, since) = (email_key(person.email), DateTime::from_jiff(person.since));
    let (first_name, last_name) = (person.first_name.to_owned(), person.last_name.to_owned());
    let user = UserDoc {
        id: UserId::new(chance.id(person.since)),
        roles: vec![person.role],
        permissions: if person.role == Role::Admin { Permission::ALL.to_vec() } else { Vec::new() },
        last_sign_in_at: Some(since),
        ..blank(email, first_name, last_name, String::new(), since)
    };
    let users = users::collection(bulk.database());
    bulk.add(&users, &user)?;
    Ok(user.id)
}

/// Gives an account a password that is printed once, and ends its sessions.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn give_password(state: &AppState, email: &str) -> ApiResult<OneTimePassword> {
    let email = email_key(email);
    let user = users::by_email(&state.database, &email).await?;
    let user = user.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!(
            "there is no account with the address {email}",
            "no hay ninguna cuenta con el correo {email}"
        ))
    })?;
    let password = one_time_password()?;
    let hash = state.identity.hasher.hash(password.clone()).await?;
    in_transaction(&state.db, async |transaction| {
        sessions::end_all(&state.database, transaction, user.id, None).await?;
        let fields = doc! { "password_hash": &hash };
        users::update(&state.database, transaction, &user, fields, state.clock.now()).await?;
        let what = target("user", user.id, Some(&email));
        let line = AuditEntry::new(By::command_line(), "identity.give_demo_password", what);
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    Ok(OneTimePassword { email, password: SecretString::from(password) })
}
