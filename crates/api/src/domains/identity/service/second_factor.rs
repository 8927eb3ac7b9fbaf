//! The second factor of an account: setting it up, using it, turning it off.

use bson::{Bson, DateTime, doc};
use jiff::Timestamp;
use mongodb::ClientSession;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::QrCode;
use qrcode::render::svg;
use shared::error::ErrorCode;
use shared::id::UserId;
use shared::identity::{ConfirmSecondFactor, RecoveryCodes, Role, SecondFactor, SecondFactorSetup};

use super::super::access::CurrentUser;
use super::super::opaque::digest;
use super::super::repo::challenges;
use super::super::repo::second_factors::{self, SecondFactorDoc};
use super::super::repo::users::{self, UserDoc};
use super::super::rules::names::email_key;
use super::super::rules::throttle::CHANGE;
use super::super::rules::{recovery, totp};
use super::mail::{self, Notice};
use super::{account, throttling};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};
use crate::infra::ids::random_bytes;
use crate::said;

/// Who the codes are for, as authenticator apps show it.
const ISSUER: &str = "Avenue";
/// The least size of the QR code, in pixels.
const QR_SIZE: u32 = 220;

/// Whether the platform asks whoever has these roles for a second factor.
pub fn is_required(state: &AppState, roles: &[Role]) -> bool {
    state.config.identity.admin_second_factor.is_required() && roles.contains(&Role::Admin)
}

/// How it stands with one's own.
pub async fn show(state: &AppState, who: &CurrentUser) -> ApiResult<SecondFactor> {
    let user = account::load(state, who).await?;
    let factor = second_factors::find(&state.database, user.id).await?.filter(|factor| factor.confirmed);
    let left = factor.map_or(0, |factor| factor.recovery_codes.len());
    Ok(SecondFactor {
        since: user.second_factor_since.map(|at| at.to_jiff()),
        recovery_codes_left: u32::try_from(left).unwrap_or(u32::MAX),
        required: is_required(state, &user.roles),
    })
}

/// Makes a secret for an authenticator app. It counts once a code of it was shown.
///
/// # Errors
/// [`ErrorCode::Conflict`] when there is a second factor already.
pub async fn begin(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
) -> ApiResult<SecondFactorSetup> {
    let user = account::load(state, who).await?;
    if user.second_factor_since.is_some() {
        return Err(ApiError::new(ErrorCode::Conflict).detail(said!(
            "the second factor is on already; turn it off first",
            "el segundo factor ya está activado; desactivalo primero"
        )));
    }
    let random = random_bytes()?;
    let secret = random.first_chunk::<{ totp::SECRET_BYTES }>().copied().unwrap_or_default();
    in_transaction(&state.db, async |transaction| {
        second_factors::begin(&state.database, transaction, user.id, &secret, state.clock.now()).await?;
        record(state, transaction, context, &user, "identity.begin_second_factor").await
    })
    .await?;
    let text = totp::base32(&secret);
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let otpauth_url = format!(
        "otpauth://totp/{ISSUER}:{}?secret={text}&issuer={ISSUER}&algorithm=SHA1&digits=6&period=30",
        encoded(&user.email)
    );
    let code = QrCode::new(otpauth_url.as_bytes()).map_err(ApiError::internal)?;
    let qr_svg = code.render::<svg::Color<'_>>().min_dimensions(QR_SIZE, QR_SIZE).build();
    Ok(SecondFactorSetup { secret: text, otpauth_url, qr_svg })
}

/// Turns it on with a first code, and gives the recovery codes.
///
/// # Errors
/// [`ErrorCode::InvalidSecondFactor`]; [`ErrorCode::NotFound`] when none is being set up;
/// [`ErrorCode::TooManyRequests`].
pub async fn confirm(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: &ConfirmSecondFactor,
) -> ApiResult<RecoveryCodes> {
    let none = || {
        ApiError::new(ErrorCode::NotFound).detail(said!(
            "begin with POST /api/identity/second-factor",
            "empezá con POST /api/identity/second-factor"
        ))
    };
    let user = account::load(state, who).await?;
    let taken = throttling::take(state, format!("second_factor:confirm:{}", user.id), CHANGE).await?;
    let factor = second_factors::find(&state.database, user.id).await?;
    let factor = factor.filter(|factor| !factor.confirmed).ok_or_else(none)?;
    let now = state.clock.now();
    let step = totp::typed(&body.code)
        .and_then(|code| totp::step_of_code(&factor.totp_secret.bytes, &code, now))
        .ok_or(ErrorCode::InvalidSecondFactor)?;
    let codes = new_codes()?;
    let digests = digests(user.id, &codes);
    in_transaction(&state.db, async |transaction| {
        if !second_factors::confirm(&state.database, transaction, &factor, step, &digests).await? {
            return Err(none());
        }
        let fields = doc! { "second_factor_since": DateTime::from_jiff(now) };
        users::update(&state.database, transaction, &user, fields, now).await?;
        mail::notice(state, transaction, &user, context, Notice::SecondFactorOn).await?;
        record(state, transaction, context, &user, "identity.turn_on_second_factor").await
    })
    .await?;
    taken.put_back(state).await?;
    state.jobs.wake();
    Ok(RecoveryCodes { codes })
}

/// Makes new recovery codes; those before are worth nothing.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no second factor.
pub async fn renew_recovery_codes(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
) -> ApiResult<RecoveryCodes> {
    let user = account::load(state, who).await?;
    let codes = new_codes()?;
    let digests = digests(user.id, &codes);
    in_transaction(&state.db, async |transaction| {
        if !second_factors::renew_recovery_codes(&state.database, transaction, user.id, &digests).await? {
            return Err(not_on());
        }
        record(state, transaction, context, &user, "identity.renew_recovery_codes").await
    })
    .await?;
    Ok(RecoveryCodes { codes })
}

/// Turns one's own off.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none; [`ErrorCode::Forbidden`] when the platform asks the account for one.
pub async fn turn_off(state: &AppState, context: &RequestContext, who: &CurrentUser) -> ApiResult<()> {
    let user = account::load(state, who).await?;
    if is_required(state, &user.roles) {
        return Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
            "administrators of this platform need a second factor",
            "en esta plataforma, quienes administran necesitan un segundo factor"
        )));
    }
    in_transaction(&state.db, async |transaction| {
        remove(state, transaction, &user).await?;
        mail::notice(state, transaction, &user, context, Notice::SecondFactorOff).await?;
        record(state, transaction, context, &user, "identity.turn_off_second_factor").await
    })
    .await?;
    state.jobs.wake();
    Ok(())
}

/// Takes away the second factor of somebody who has lost it. Its owner hears of it.
///
/// # Errors
/// [`ErrorCode::NotFound`]; [`ErrorCode::Forbidden`] when the account may do what `who` may not: else who manages accounts
/// could make way to more rights than their own.
pub async fn reset(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: UserId,
) -> ApiResult<()> {
    let user = users::by_id(&state.database, id).await?.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?;
    if user.permissions.iter().any(|permission| !who.permissions.contains(permission)) {
        return Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
            "only somebody with all of the account's permissions can take its second factor away",
            "solo alguien con todos los permisos de la cuenta puede quitarle el segundo factor"
        )));
    }
    in_transaction(&state.db, async |transaction| {
        remove(state, transaction, &user).await?;
        mail::second_factor_reset(state, transaction, &user).await?;
        let by = By::person(who.id, &who.email, context);
        let what = target("user", user.id, Some(&user.email));
        let line = AuditEntry::new(by, "identity.reset_second_factor", what);
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    state.jobs.wake();
    Ok(())
}

/// Takes the second factor away from who is locked out: `avenue admin reset-second-factor`, for whoever runs the machine.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such account, or it has none.
pub async fn reset_by_command(state: &AppState, email: &str) -> ApiResult<()> {
    let email = email_key(email);
    let user = users::by_email(&state.database, &email).await?;
    let user = user.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!(
            "there is no account with the address {email}",
            "no hay ninguna cuenta con el correo {email}"
        ))
    })?;
    in_transaction(&state.db, async |transaction| {
        remove(state, transaction, &user).await?;
        mail::second_factor_reset(state, transaction, &user).await?;
        let what = target("user", user.id, Some(&user.email));
        let line = AuditEntry::new(By::command_line(), "identity.reset_second_factor", what);
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    state.jobs.wake();
    Ok(())
}

/// What was accepted as the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// A code of the app.
    Code,
    /// A recovery code.
    Recovery,
}

/// Uses a code up: one of the app, or a recovery code.
///
/// # Errors
/// [`ErrorCode::InvalidSecondFactor`] when it is wrong or was used.
pub async fn spend(
    state: &AppState,
    transaction: &mut ClientSession,
    factor: &SecondFactorDoc,
    shown: &str,
    now: Timestamp,
) -> ApiResult<Accepted> {
    let wrong = || ApiError::new(ErrorCode::InvalidSecondFactor);
    if let Some(code) = totp::typed(shown) {
        let step = totp::step_of_code(&factor.totp_secret.bytes, &code, now).ok_or_else(wrong)?;
        let unused = second_factors::use_step(&state.database, transaction, factor, step).await?;
        return if unused { Ok(Accepted::Code) } else { Err(wrong()) };
    }
    let code = recovery::typed(shown).ok_or_else(wrong)?;
    let code = digest_of(factor.user_id, &code);
    let unused =
        second_factors::use_recovery_code(&state.database, transaction, factor.user_id, &code).await?;
    if unused { Ok(Accepted::Recovery) } else { Err(wrong()) }
}

/// Tells the owner that a recovery code was used, and records it.
pub async fn tell_recovery(
    state: &AppState,
    transaction: &mut ClientSession,
    context: &RequestContext,
    user: &UserDoc,
    before: &SecondFactorDoc,
) -> ApiResult<()> {
    let left = before.recovery_codes.len().saturating_sub(1);
    mail::notice(state, transaction, user, context, Notice::RecoveryCodeUsed { left }).await?;
    record(state, transaction, context, user, "identity.use_recovery_code").await
}

async fn remove(state: &AppState, transaction: &mut ClientSession, user: &UserDoc) -> ApiResult<()> {
    if !second_factors::remove(&state.database, transaction, user.id).await? {
        return Err(not_on());
    }
    challenges::withdraw(&state.database, transaction, user.id).await?;
    let fields = doc! { "second_factor_since": Bson::Null };
    users::update(&state.database, transaction, user, fields, state.clock.now()).await?;
    Ok(())
}

async fn record(
    state: &AppState,
    transaction: &mut ClientSession,
    context: &RequestContext,
    user: &UserDoc,
    action: &'static str,
) -> ApiResult<()> {
    let by = By::person(user.id, &user.email, context);
    let line = AuditEntry::new(by, action, target("user", user.id, Some(&user.email)));
    Ok(state.audit.record(line, Some(transaction)).await?)
}

fn not_on() -> ApiError {
    ApiError::new(ErrorCode::NotFound)
        .detail(said!("the account has no second factor", "la cuenta no tiene segundo factor"))
}

fn new_codes() -> ApiResult<Vec<String>> {
    let code = || Ok(recovery::write(&random_bytes()?));
    std::iter::repeat_with(code).take(recovery::HOW_MANY).collect()
}

fn digests(user: UserId, codes: &[String]) -> Vec<String> {
    codes.iter().map(|code| digest_of(user, code)).collect()
}

/// The digest of a code is of its account too, so that one that is copied into another account is worth nothing.
fn digest_of(user: UserId, code: &str) -> String {
    digest(&format!("{user}:{code}"))
}
