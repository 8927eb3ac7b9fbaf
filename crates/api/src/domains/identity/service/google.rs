//! Going to Google and coming back.
//!
//! A flow is good once, for ten minutes, and only in the browser that began it: its `state` is stored as a digest
//! beside the digest of a secret in that browser's cookie. So nobody can have somebody else finish a flow of theirs
//! (and leave them signed in to the wrong account), nor finish a flow that they overheard.

use bson::DateTime;
use jiff::SignedDuration;
use shared::error::ErrorCode;
use shared::id::{SessionId, UserId};

use super::super::opaque::{digest, well_formed};
use super::super::providers::google::FlowSecrets;
pub use super::super::repo::flows::Purpose;
use super::super::repo::flows::{self, FlowDoc};
use super::admission::Admission;
use super::{doors, linking};
use crate::app::AppState;
use crate::config;
use crate::http::{ApiError, ApiResult, RequestContext};
use crate::infra::ids::random_token;
use crate::said;

/// How long somebody may take at the provider.
const FLOW_FOR: SignedDuration = SignedDuration::from_mins(10);
/// The most bytes of a code.
const MAX_CODE: usize = 2048;

/// Where somebody goes, and what their browser keeps meanwhile.
#[derive(Debug)]
pub struct Departing {
    /// The provider's address.
    pub address: String,
    /// For the cookie.
    pub browser: String,
}

/// What the provider sent back with somebody.
#[derive(Debug, Default)]
pub struct Answer {
    /// What it was given.
    pub state: Option<String>,
    /// What can be exchanged for tokens.
    pub code: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
    /// The provider's name.
    pub iss: Option<String>,
    /// One of these stood twice.
    pub ambiguous: bool,
}

/// Somebody who came back.
#[derive(Debug)]
pub struct Returned {
    /// What they wanted; nobody knows whose flow was not found.
    pub purpose: Option<Purpose>,
    /// What came of it; an [`Admission`] where they wanted to come in.
    pub outcome: ApiResult<Option<Admission>>,
}

/// The configuration.
///
/// # Errors
/// [`ErrorCode::NotConfigured`].
fn configured(state: &AppState) -> ApiResult<&config::Google> {
    state.config.doors.google.as_ref().ok_or_else(|| {
        ApiError::new(ErrorCode::NotConfigured).detail(said!(
            "set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET to sign in with Google",
            "configurá GOOGLE_CLIENT_ID y GOOGLE_CLIENT_SECRET para iniciar sesión con Google"
        ))
    })
}

/// Sends somebody to the provider to come in.
///
/// # Errors
/// [`ErrorCode::NotConfigured`], [`ErrorCode::ProviderUnavailable`], [`ErrorCode::TooManyRequests`].
pub async fn start(
    state: &AppState,
    context: &RequestContext,
    return_to: Option<String>,
) -> ApiResult<Departing> {
    let return_to = return_to.unwrap_or_else(|| "/account".to_owned());
    depart(state, context, Purpose::SignIn { return_to }).await
}

/// Sends an owner to the provider to link an identity.
///
/// # Errors
/// As [`start`], and [`ErrorCode::AlreadyLinked`].
pub async fn start_link(
    state: &AppState,
    context: &RequestContext,
    user_id: UserId,
    session_id: SessionId,
) -> ApiResult<Departing> {
    configured(state)?;
    linking::refuse_second(state, user_id, shared::identity::Provider::Google).await?;
    depart(state, context, Purpose::Link { user_id, session_id }).await
}

async fn depart(state: &AppState, context: &RequestContext, purpose: Purpose) -> ApiResult<Departing> {
    let google = configured(state)?;
    doors::ration(state, context).await?;
    let (flow_state, browser) = (random_token()?, random_token()?);
    let secrets = FlowSecrets { state: &flow_state, browser: &browser };
    let address = state.identity.providers.google.departure(state, google, &secrets).await?;
    let now = state.clock.now();
    let flow = FlowDoc {
        digest: digest(&flow_state),
        browser: digest(&browser),
        issuer: google.issuer.clone(),
        purpose,
        created_at: DateTime::from_jiff(now),
        expires_at: DateTime::from_jiff(now + FLOW_FOR),
    };
    flows::insert(&state.database, &flow).await?;
    Ok(Departing { address, browser })
}

/// Takes in who comes back from the provider. `browser` is what the browser's cookie holds.
pub async fn finish(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    browser: Option<String>,
    answer: Answer,
) -> Returned {
    let found = find(state, browser.as_deref(), &answer).await;
    let (flow, browser) = match found {
        Ok(found) => found,
        Err(error) => return Returned { purpose: None, outcome: Err(error) },
    };
    let outcome = conclude(state, context, device, &browser, &flow, answer).await;
    Returned { purpose: Some(flow.purpose), outcome }
}

/// The flow that an answer belongs to, which is used up by looking for it.
async fn find(state: &AppState, browser: Option<&str>, answer: &Answer) -> ApiResult<(FlowDoc, String)> {
    let gone = || ApiError::new(ErrorCode::LinkExpired);
    configured(state)?;
    if answer.ambiguous {
        return Err(ErrorCode::InvalidIdToken.into());
    }
    let browser = browser.filter(|secret| well_formed(secret)).ok_or_else(gone)?;
    let shown = answer.state.as_deref().filter(|shown| well_formed(shown)).ok_or_else(gone)?;
    let now = state.clock.now();
    let flow = flows::take(&state.database, &digest(shown), &digest(browser), now).await?;
    Ok((flow.ok_or_else(gone)?, browser.to_owned()))
}

async fn conclude(
    state: &AppState,
    context: &RequestContext,
    device: Option<String>,
    browser: &str,
    flow: &FlowDoc,
    answer: Answer,
) -> ApiResult<Option<Admission>> {
    let google = configured(state)?;
    if flow.issuer != google.issuer {
        return Err(ErrorCode::LinkExpired.into());
    }
    if let Some(error) = answer.error {
        let cancelled = error == "access_denied";
        let code = if cancelled { ErrorCode::SignInCancelled } else { ErrorCode::InvalidIdToken };
        return Err(code.into());
    }
    let code = answer.code.filter(|code| !code.is_empty() && code.len() <= MAX_CODE);
    let code = code.ok_or(ErrorCode::InvalidIdToken)?;
    let shown = answer.state.unwrap_or_default();
    let secrets = FlowSecrets { state: &shown, browser };
    let provider = &state.identity.providers.google;
    let who = provider.arrival(state, google, &secrets, code, answer.iss.as_deref()).await?;
    match flow.purpose {
        Purpose::SignIn { .. } => doors::enter(state, context, device, &who).await.map(Some),
        Purpose::Link { user_id, session_id } => {
            linking::link_of_session(state, context, user_id, session_id, &who).await.map(|()| None)
        }
    }
}
