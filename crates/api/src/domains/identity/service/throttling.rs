//! Asking the buckets of tries, in the words of the use cases.

use shared::error::ErrorCode;
use shared::id::UserId;

use super::super::opaque::digest;
use super::super::repo::{sessions, throttle, users::UserDoc};
use super::super::rules::networks::network_of;
use super::super::rules::throttle::{ACCOUNT, ADDRESS, Decision, KNOWN, Limit};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, RequestContext};
use crate::infra::ids::new_id;
use crate::said;

/// A try that was taken from a bucket.
#[derive(Debug)]
pub struct Try {
    key: String,
    limit: Limit,
}

impl Try {
    /// Puts it back: whoever made it was right.
    pub async fn put_back(self, state: &AppState) -> ApiResult<()> {
        throttle::put_back(&state.database, &self.key, self.limit).await
    }
}

/// Takes a try from a bucket.
///
/// # Errors
/// [`ErrorCode::TooManyRequests`] with the time to come back.
pub async fn take(state: &AppState, key: String, limit: Limit) -> ApiResult<Try> {
    match throttle::take(&state.database, &key, state.clock.now(), limit).await? {
        Decision::Admitted(_) => Ok(Try { key, limit }),
        Decision::Refused(wait) => {
            let seconds = u64::try_from(wait.as_secs()).unwrap_or_default().saturating_add(1);
            Err(ApiError::new(ErrorCode::TooManyRequests)
                .detail(said!(
                    "too many attempts; try again in {seconds} seconds",
                    "demasiados intentos; probá de nuevo en {seconds} s"
                ))
                .retry_after(std::time::Duration::from_secs(seconds)))
        }
    }
}

/// Takes a try from the bucket of the address that the request comes from.
pub async fn take_for_address(
    state: &AppState,
    context: &RequestContext,
    what: &str,
    limit: Limit,
) -> ApiResult<Try> {
    take(state, format!("{what}:address:{}", network_of(&context.ip)), limit).await
}

/// Takes the try that a second factor's code costs, from the bucket of the device if it is one that the account knows.
pub async fn take_for_code(state: &AppState, user: &UserDoc, device: Option<&str>) -> ApiResult<Try> {
    let known = device.map(digest).filter(|device| user.devices.contains(device));
    match known {
        Some(device) => take(state, format!("second_factor:device:{}:{device}", user.id), KNOWN).await,
        None => take(state, format!("second_factor:account:{}", user.id), ACCOUNT).await,
    }
}

/// Takes the two tries that guessing a password costs. `user` is the account, if there is one: the same is asked and
/// the same is counted where there is none.
pub async fn take_for_guess(
    state: &AppState,
    context: &RequestContext,
    email: &str,
    user: Option<&UserDoc>,
    device: Option<&str>,
) -> ApiResult<[Try; 2]> {
    let of_address = take_for_address(state, context, "sign_in", ADDRESS).await?;
    let network = network_of(&context.ip);
    let asked = user.map_or_else(|| UserId::new(new_id()), |user| user.id);
    let network_known = sessions::has_network(&state.database, asked, &network).await?;
    let device = device.map(digest);
    let known_device = device.filter(|device| user.is_some_and(|user| user.devices.contains(device)));
    let account = digest(email);
    let (key, limit) = match known_device {
        Some(device) => (format!("sign_in:device:{account}:{device}"), KNOWN),
        None if network_known => (format!("sign_in:network:{account}:{network}"), KNOWN),
        None => (format!("sign_in:account:{account}"), ACCOUNT),
    };
    Ok([of_address, take(state, key, limit).await?])
}
