//! The first administrator, and what the command line does for a locked-out owner.
//!
//! Nothing has a built-in password: a one-time password is made, given to the caller to be printed once, and must be
//! changed at the first sign-in.

use bson::{DateTime, doc};
use secrecy::SecretString;
use shared::error::ErrorCode;
use shared::identity::{Permission, Role};

use super::super::repo::users::{self, UserDoc};
use super::super::repo::{guards, sessions};
use super::super::rules::names::email_key;
use super::register;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, in_transaction};
use crate::infra::ids::random_bytes;
use crate::said;

/// A password that is printed once.
#[derive(Debug)]
pub struct OneTimePassword {
    /// The account.
    pub email: String,
    /// The password.
    pub password: SecretString,
}

/// What the first start found and did.
#[derive(Debug)]
pub enum FirstStart {
    /// The administrator of `AVENUE_ADMIN_EMAIL` is there now.
    Created(OneTimePassword),
    /// There is an administrator.
    AlreadyThere,
    /// There is none, and `AVENUE_ADMIN_EMAIL` does not say who it is to be.
    NoAddress,
}

/// Creates the administrator of `AVENUE_ADMIN_EMAIL` if nobody manages accounts. Of several processes that start at
/// once, one does. An account that has the address already becomes the administrator, with the new password.
///
/// # Errors
/// When the database fails.
pub async fn first_administrator(state: &AppState) -> ApiResult<FirstStart> {
    let someone = in_transaction(&state.db, async |transaction| {
        users::another_manages(&state.database, transaction, None).await
    });
    if someone.await? {
        return Ok(FirstStart::AlreadyThere);
    }
    let Some(email) = state.config.identity.admin_email.as_deref().map(email_key) else {
        return Ok(FirstStart::NoAddress);
    };
    let password = one_time_password()?;
    let new = new_administrator(state, &email, &password).await?;
    let created = in_transaction(&state.db, async |transaction| {
        guards::hold_administrators(&state.database, transaction).await?;
        if users::another_manages(&state.database, transaction, None).await? {
            return Ok(false);
        }
        let id = match users::by_email_within(&state.database, transaction, &email).await? {
            None => {
                users::insert(&state.database, transaction, &new).await?;
                new.id
            }
            Some(old) => {
                sessions::end_all(&state.database, transaction, old.id, None).await?;
                let fields = doc! {
                    "password_hash": &new.password_hash,
                    "must_change_password": true,
                    "roles": ["admin"],
                    "permissions": bson::serialize_to_bson(&new.permissions).map_err(ApiError::internal)?,
                    "status": "active",
                };
                users::update(&state.database, transaction, &old, fields, state.clock.now()).await?;
                old.id
            }
        };
        let what = target("user", id, Some(&email));
        let line = AuditEntry::new(By::system(), "identity.first_administrator", what);
        state.audit.record(line, Some(transaction)).await?;
        Ok(true)
    })
    .await?;
    if created {
        Ok(FirstStart::Created(OneTimePassword { email, password: SecretString::from(password) }))
    } else {
        Ok(FirstStart::AlreadyThere)
    }
}

/// Creates an administrator with every permission: `avenue admin create`.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] when it is no address; [`ErrorCode::EmailTaken`] when there is an account: then its
/// owner's roles are changed in the console, or its password is reset.
pub async fn create_administrator(state: &AppState, email: &str) -> ApiResult<OneTimePassword> {
    let email = email_key(email);
    if !email.contains('@') || email.contains(char::is_whitespace) {
        return Err(ApiError::field("email", "must be an email address"));
    }
    let password = one_time_password()?;
    let new = new_administrator(state, &email, &password).await?;
    in_transaction(&state.db, async |transaction| {
        users::insert(&state.database, transaction, &new).await?;
        let what = target("user", new.id, Some(&email));
        let line = AuditEntry::new(By::command_line(), "identity.create_administrator", what);
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    Ok(OneTimePassword { email, password: SecretString::from(password) })
}

/// Gives an account a one-time password and ends its sessions: `avenue admin reset-password`.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn reset_password(state: &AppState, email: &str) -> ApiResult<OneTimePassword> {
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
    let fields = doc! { "password_hash": hash, "must_change_password": true };
    in_transaction(&state.db, async |transaction| {
        sessions::end_all(&state.database, transaction, user.id, None).await?;
        users::update(&state.database, transaction, &user, fields.clone(), state.clock.now()).await?;
        let what = target("user", user.id, Some(&email));
        let line = AuditEntry::new(By::command_line(), "identity.reset_password_by_command", what);
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    Ok(OneTimePassword { email, password: SecretString::from(password) })
}

async fn new_administrator(state: &AppState, email: &str, password: &str) -> ApiResult<UserDoc> {
    let hash = state.identity.hasher.hash(password.to_owned()).await?;
    let now = DateTime::from_jiff(state.clock.now());
    Ok(UserDoc {
        must_change_password: true,
        roles: vec![Role::Admin],
        permissions: Permission::ALL.to_vec(),
        ..register::blank(email.to_owned(), "Admin".to_owned(), String::new(), hash, now)
    })
}

/// Twenty characters that nobody mistakes for others, in groups: 2^98 possibilities.
pub fn one_time_password() -> ApiResult<String> {
    // 30 characters; bytes from 240 on would make the first ones likelier, and are left out.
    const ALPHABET: &[u8; 30] = b"abcdefghjkmnpqrstuvwxyz2345679";
    let mut characters = Vec::new();
    while characters.len() < 20 {
        let fair = random_bytes()?.into_iter().filter(|byte| *byte < 240);
        characters
            .extend(fair.filter_map(|byte| ALPHABET.get(usize::from(byte % 30)).copied().map(char::from)));
    }
    characters.truncate(20);
    let groups: Vec<String> = characters.chunks(5).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

#[cfg(test)]
mod tests {
    use super::one_time_password;

    #[test]
    fn a_one_time_password_is_four_groups_of_five() {
        let password = one_time_password().unwrap();
        let groups: Vec<_> = password.split('-').collect();
        assert_eq!(groups.len(), 4, "{password}");
        assert!(groups.iter().all(|group| group.len() == 5), "{password}");
        assert_ne!(password, one_time_password().unwrap());
    }
}
