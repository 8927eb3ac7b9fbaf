//! The mails of the domain, queued in the transaction of what they tell about.

use bson::DateTime;
use jiff::SignedDuration;
use mongodb::ClientSession;
use shared::identity::Locale;

use super::super::opaque::digest;
use super::super::repo::links::{self, LinkDoc, LinkKind};
use super::super::repo::users::UserDoc;
use crate::app::AppState;
use crate::domains::notifications::{NewEmail, Template};
use crate::http::{ApiError, ApiResult, RequestContext};
use crate::infra::ids::{new_id, random_token};

/// How long a link that proves an address is good.
const VERIFY_FOR: SignedDuration = SignedDuration::from_hours(48);
/// How long a link that resets a password is good.
const RESET_FOR: SignedDuration = SignedDuration::from_hours(1);

/// Mails a one-time link.
pub async fn link(
    state: &AppState,
    transaction: &mut ClientSession,
    user: &UserDoc,
    kind: LinkKind,
) -> ApiResult<()> {
    let token = random_token()?;
    let now = state.clock.now();
    let expires_at = match kind {
        LinkKind::VerifyEmail => now + VERIFY_FOR,
        LinkKind::ResetPassword => now + RESET_FOR,
        LinkKind::ChangeEmail | LinkKind::UndoEmail => {
            return Err(ApiError::internal("no link of this file"));
        }
    };
    let link = LinkDoc {
        digest: digest(&token),
        kind,
        user_id: user.id,
        email: user.email.clone(),
        created_at: DateTime::from_jiff(now),
        expires_at: DateTime::from_jiff(expires_at),
    };
    links::insert(&state.database, transaction, &link).await?;
    let name = user.first_name.clone();
    let template = match kind {
        LinkKind::VerifyEmail => Template::VerifyEmail { name, token, expires_at },
        _ => Template::ResetPassword { name, token, expires_at },
    };
    queue(state, transaction, user, template, &link.digest).await
}

/// Tells the owner that the password is another one now.
pub async fn password_changed(
    state: &AppState,
    transaction: &mut ClientSession,
    user: &UserDoc,
    context: &RequestContext,
) -> ApiResult<()> {
    let template = Template::PasswordChanged {
        name: user.first_name.clone(),
        at: state.clock.now(),
        ip: context.ip.clone(),
    };
    queue(state, transaction, user, template, &new_id().to_string()).await
}

/// Tells the owner that somebody tried to register with the address.
pub async fn account_exists(
    state: &AppState,
    transaction: &mut ClientSession,
    user: &UserDoc,
) -> ApiResult<()> {
    let template = Template::AccountExists { name: user.first_name.clone() };
    queue(state, transaction, user, template, &new_id().to_string()).await
}

/// Tells the owner that a session was ended because its token was shown twice.
pub async fn session_revoked(
    state: &AppState,
    transaction: &mut ClientSession,
    user: &UserDoc,
    context: &RequestContext,
) -> ApiResult<()> {
    let template = Template::SessionRevoked {
        name: user.first_name.clone(),
        at: state.clock.now(),
        ip: context.ip.clone(),
        device: context.user_agent.clone(),
    };
    queue(state, transaction, user, template, &new_id().to_string()).await
}

/// What an owner is told because it may have been somebody else.
#[derive(Debug, Clone, Copy)]
pub enum Notice {
    /// The second factor was turned on.
    SecondFactorOn,
    /// It was turned off.
    SecondFactorOff,
    /// A recovery code was used.
    RecoveryCodeUsed {
        /// How many are left.
        left: usize,
    },
}

/// Tells the owner of an account what was done with it.
pub async fn notice(
    state: &AppState,
    transaction: &mut ClientSession,
    user: &UserDoc,
    context: &RequestContext,
    notice: Notice,
) -> ApiResult<()> {
    let (name, at, ip) = (user.first_name.clone(), state.clock.now(), context.ip.clone());
    let template = match notice {
        Notice::SecondFactorOn => Template::SecondFactorOn { name, at, ip },
        Notice::SecondFactorOff => Template::SecondFactorOff { name, at, ip },
        Notice::RecoveryCodeUsed { left } => {
            let left = u64::try_from(left).unwrap_or_default();
            Template::RecoveryCodeUsed { name, at, ip, left }
        }
    };
    queue(state, transaction, user, template, &new_id().to_string()).await
}

/// Tells the owner of an account that somebody of the administration took the second factor away.
pub async fn second_factor_reset(
    state: &AppState,
    transaction: &mut ClientSession,
    user: &UserDoc,
) -> ApiResult<()> {
    let template = Template::SecondFactorReset { name: user.first_name.clone(), at: state.clock.now() };
    queue(state, transaction, user, template, &new_id().to_string()).await
}

/// Tells the owner of an account that there is a new key for it.
pub async fn api_key_created(
    state: &AppState,
    transaction: &mut ClientSession,
    user: &UserDoc,
    context: &RequestContext,
    key: &str,
) -> ApiResult<()> {
    let template = Template::ApiKeyCreated {
        name: user.first_name.clone(),
        key: key.to_owned(),
        at: state.clock.now(),
        ip: context.ip.clone(),
    };
    queue(state, transaction, user, template, &new_id().to_string()).await
}

/// Tells the owner something, once for each `key`.
pub async fn queue(
    state: &AppState,
    transaction: &mut ClientSession,
    user: &UserDoc,
    template: Template,
    key: &str,
) -> ApiResult<()> {
    queue_to(state, transaction, &user.email, user.locale, template, key).await
}

/// The same to an address that is not the account's, or not any more.
pub async fn queue_to(
    state: &AppState,
    transaction: &mut ClientSession,
    to: &str,
    locale: Locale,
    template: Template,
    key: &str,
) -> ApiResult<()> {
    let send_key = format!("{}:{key}", template.name());
    let email = NewEmail { template, locale, to: to.to_owned(), send_key };
    state.notifications.queue_email(email, Some(transaction)).await?;
    Ok(())
}
