//! Google by OpenID Connect: authorisation code with PKCE, `state`, `nonce` and one exact redirect address.
//!
//! The protocol is the crate's; here is what it leaves to its user: what is kept and for how long, which algorithm is
//! accepted (RS256, whatever the provider's description says), `azp`, `at_hash`, the age of the token, and the `iss` of
//! the answer (RFC 9207), so that no other provider's code is taken for Google's.

use std::sync::Arc;
use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use oauth2::{
    AccessToken, AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, TokenResponse as _,
};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier,
    CoreJsonWebKeySet, CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AccessTokenHash, ClaimsVerificationError, IssuerUrl, LocalizedClaim, Nonce, SignatureVerificationError,
    TokenResponse,
};
use secrecy::ExposeSecret;
use serde_json::Value;
use sha2::{Digest, Sha256};
use shared::identity::Provider;

use super::fetch::{Fetcher, Trouble};
use super::shelf::Shelf;
use super::{Identified, untrue};
use crate::app::AppState;
use crate::config;
use crate::http::{ApiError, ApiResult};

/// Where the provider sends people back to, below the public address.
pub const CALLBACK: &str = "/api/identity/google/callback";

/// How far the provider's clock may be ahead of ours.
const LEEWAY: SignedDuration = SignedDuration::from_secs(60);
/// How old an ID token may be that was made for the code that we have just exchanged.
const OLDEST: SignedDuration = SignedDuration::from_mins(10);

/// What is kept of the provider.
#[derive(Debug, Default)]
pub struct Google {
    description: Shelf<Description>,
    keys: Shelf<CoreJsonWebKeySet>,
}

/// What the provider says of itself.
struct Description {
    metadata: CoreProviderMetadata,
    /// Its answers name it (RFC 9207).
    names_itself: bool,
}

/// What belongs to one flow: its `state`, and the secret of the browser that began it. What else the protocol needs is
/// made of the two, so that nobody who reads the database could finish a flow.
pub struct FlowSecrets<'a> {
    /// Goes to the provider and comes back.
    pub state: &'a str,
    /// Stays in the browser's cookie.
    pub browser: &'a str,
}

impl FlowSecrets<'_> {
    fn derived(&self, purpose: &str) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{purpose}:{}:{}", self.browser, self.state)))
    }

    fn nonce(&self) -> Nonce {
        Nonce::new(self.derived("nonce"))
    }

    fn verifier(&self) -> PkceCodeVerifier {
        PkceCodeVerifier::new(self.derived("pkce"))
    }
}

/// The client, set up for this provider and our redirect address.
macro_rules! client {
    ($state:expr, $google:expr, $metadata:expr) => {
        CoreClient::from_provider_metadata(
            $metadata,
            ClientId::new($google.client_id.clone()),
            Some(ClientSecret::new($google.client_secret.expose_secret().to_owned())),
        )
        .set_redirect_uri(
            RedirectUrl::new(format!("{}{CALLBACK}", $state.config.http.public_url))
                .map_err(ApiError::internal)?,
        )
    };
}

impl Google {
    /// Where somebody goes to sign in.
    ///
    /// # Errors
    /// [`shared::error::ErrorCode::ProviderUnavailable`].
    pub async fn departure(
        &self,
        state: &AppState,
        google: &config::Google,
        secrets: &FlowSecrets<'_>,
    ) -> ApiResult<String> {
        let description = self.description(state, google).await?;
        let client = client!(state, google, description.metadata.clone());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&secrets.verifier());
        let (flow_state, nonce) = (secrets.state.to_owned(), secrets.nonce());
        let (address, _, _) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || CsrfToken::new(flow_state), || nonce)
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .add_extra_param("prompt", "select_account")
            .set_pkce_challenge(challenge)
            .url();
        Ok(address.into())
    }

    /// Who came back with this code.
    ///
    /// # Errors
    /// [`shared::error::ErrorCode::ProviderUnavailable`], [`shared::error::ErrorCode::InvalidIdToken`],
    /// [`shared::error::ErrorCode::EmailUnverified`].
    pub async fn arrival(
        &self,
        state: &AppState,
        google: &config::Google,
        secrets: &FlowSecrets<'_>,
        code: String,
        iss: Option<&str>,
    ) -> ApiResult<Identified> {
        let description = self.description(state, google).await?;
        match iss {
            Some(iss) if iss != google.issuer => return Err(untrue("the answer is another provider's")),
            None if description.names_itself => return Err(untrue("the answer does not name the provider")),
            _ => {}
        }
        let client = client!(state, google, description.metadata.clone());
        let fetcher = state.identity.providers.fetcher();
        let send = |request: HttpRequest| fetcher.send(request);
        let exchange = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(ApiError::internal)?
            .set_pkce_verifier(secrets.verifier());
        let tokens = exchange.request_async(&send).await.map_err(|error| match error {
            RequestTokenError::Request(trouble) => trouble.into(),
            // What the provider says of it names no secret: the code was used, or is not ours.
            RequestTokenError::ServerResponse(answer) => {
                tracing::warn!(error = ?answer.error(), "the provider refused the code");
                untrue("the provider refused the code")
            }
            RequestTokenError::Parse(error, _) => untrue(error),
            RequestTokenError::Other(error) => untrue(error),
        })?;
        let token = tokens.id_token().ok_or_else(|| untrue("there is no ID token"))?;
        let nonce = secrets.nonce();
        let keys = self.keys(state, &description).await?;
        let claims = match verify(state, google, &keys, token, tokens.access_token(), &nonce) {
            Err(Untrue(Reason::UnknownKey)) => {
                let keys = self.new_keys(state, &description).await?;
                verify(state, google, &keys, token, tokens.access_token(), &nonce)
                    .map_err(|error| untrue(error.0))?
                    .clone()
            }
            other => other.map_err(|error| untrue(error.0))?.clone(),
        };
        identified(google, &claims)
    }

    async fn description(&self, state: &AppState, google: &config::Google) -> ApiResult<Arc<Description>> {
        let fetcher = state.identity.providers.fetcher();
        let fetch = async || describe(fetcher, &google.issuer).await;
        Ok(self.description.get(&state.clock, fetch).await?)
    }

    async fn keys(&self, state: &AppState, description: &Description) -> ApiResult<Arc<CoreJsonWebKeySet>> {
        let fetcher = state.identity.providers.fetcher();
        let address = description.metadata.jwks_uri().as_str();
        Ok(self.keys.get(&state.clock, async || fetcher.json(address).await).await?)
    }

    async fn new_keys(
        &self,
        state: &AppState,
        description: &Description,
    ) -> ApiResult<Arc<CoreJsonWebKeySet>> {
        let fetcher = state.identity.providers.fetcher();
        let address = description.metadata.jwks_uri().as_str();
        Ok(self.keys.renew(&state.clock, async || fetcher.json(address).await).await?)
    }
}

/// Reads the provider's description. One that names somebody else, or unsafe addresses, is none.
async fn describe(fetcher: &Fetcher, issuer: &str) -> Result<(Description, SignedDuration), Trouble> {
    let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let (json, lifetime) = fetcher.json::<Value>(&address).await?;
    let names_itself =
        json.get("authorization_response_iss_parameter_supported").and_then(Value::as_bool).unwrap_or(false);
    let metadata: CoreProviderMetadata =
        serde_json::from_value(json).map_err(|error| Trouble::Malformed(error.to_string()))?;
    if metadata.issuer().as_str() != issuer {
        return Err(Trouble::Malformed(format!(
            "it calls itself {}, not {issuer}",
            metadata.issuer().as_str()
        )));
    }
    let token_endpoint = metadata.token_endpoint().map(|endpoint| endpoint.as_str());
    let addresses = [
        metadata.authorization_endpoint().as_str(),
        token_endpoint.unwrap_or_default(),
        metadata.jwks_uri().as_str(),
    ];
    if let Some(unsafe_one) = addresses.into_iter().find(|address| !config::is_safe(address)) {
        return Err(Trouble::Malformed(format!("\"{unsafe_one}\" is not safe")));
    }
    Ok((Description { metadata, names_itself }, lifetime))
}

/// Why a token is not true.
#[derive(Debug)]
struct Untrue(Reason);

#[derive(Debug, thiserror::Error)]
enum Reason {
    #[error("the key is unknown")]
    UnknownKey,
    #[error(transparent)]
    Claims(ClaimsVerificationError),
    #[error("{0}")]
    Ours(&'static str),
}

/// What a token says, if it is the provider's, for us, for this flow, and of now.
fn verify<'a>(
    state: &AppState,
    google: &config::Google,
    keys: &CoreJsonWebKeySet,
    token: &'a CoreIdToken,
    access_token: &AccessToken,
    nonce: &Nonce,
) -> Result<&'a CoreIdTokenClaims, Untrue> {
    let ours = |why| Untrue(Reason::Ours(why));
    let now = state.clock.now();
    let issuer = IssuerUrl::new(google.issuer.clone()).map_err(|_| ours("the issuer is no address"))?;
    let keys = CoreJsonWebKeySet::new(keys.keys().clone());
    let verifier =
        CoreIdTokenVerifier::new_public_client(ClientId::new(google.client_id.clone()), issuer, keys)
            .set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256])
            .set_time_fn(move || SystemTime::from(now).into())
            .set_issue_time_verifier_fn(move |at| of_now(at.timestamp(), now));
    let claims = token.claims(&verifier, nonce).map_err(|error| {
        Untrue(match error {
            ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
                Reason::UnknownKey
            }
            other => Reason::Claims(other),
        })
    })?;
    if claims.audiences().len() != 1 {
        return Err(ours("the token is for others too"));
    }
    if claims.authorized_party().is_some_and(|party| party.as_str() != google.client_id) {
        return Err(ours("the token was given to somebody else"));
    }
    if let Some(expected) = claims.access_token_hash() {
        let algorithm = token.signing_alg().map_err(|_| ours("the token is not signed"))?;
        let key = token.signing_key(&verifier).map_err(|_| ours("the key is unknown"))?;
        let found = AccessTokenHash::from_token(access_token, algorithm, key);
        if found.ok().as_ref() != Some(expected) {
            return Err(ours("the access token is another one"));
        }
    }
    Ok(claims)
}

/// Whether a token that was made then was made for the code that we have just exchanged.
fn of_now(made: i64, now: Timestamp) -> Result<(), String> {
    let age = SignedDuration::from_secs(now.as_second().saturating_sub(made));
    if age < -LEEWAY {
        Err("it was made in the future".to_owned())
    } else if age > OLDEST {
        Err("it was made too long ago".to_owned())
    } else {
        Ok(())
    }
}

fn identified(google: &config::Google, claims: &CoreIdTokenClaims) -> ApiResult<Identified> {
    fn first<T: Clone>(name: Option<&LocalizedClaim<T>>) -> Option<T> {
        let name = name?;
        name.get(None).or_else(|| name.iter().next().map(|(_, name)| name)).cloned()
    }
    let email = claims.email().map(|email| email.as_str());
    let verified = claims.email_verified() == Some(true);
    let who = Identified::new(Provider::Google, &google.issuer, claims.subject().as_str(), email, verified)?;
    let (given, family, whole) =
        (first(claims.given_name()), first(claims.family_name()), first(claims.name()));
    Ok(who.named(
        given.as_ref().map(|name| name.as_str()),
        family.as_ref().map(|name| name.as_str()),
        whole.as_ref().map(|name| name.as_str()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_flow_needs_is_made_of_its_two_secrets() {
        let of = |state, browser| FlowSecrets { state, browser };
        let flow = of("s", "b");
        assert_eq!(flow.derived("nonce"), of("s", "b").derived("nonce"));
        for other in [of("s", "c"), of("t", "b")] {
            assert_ne!(flow.derived("nonce"), other.derived("nonce"));
            assert_ne!(flow.derived("pkce"), other.derived("pkce"));
        }
        assert_ne!(flow.derived("nonce"), flow.derived("pkce"));
        // RFC 7636: 43 to 128 characters.
        assert_eq!(flow.derived("pkce").len(), 43);
    }

    #[test]
    fn a_token_is_of_now() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let at = |offset: i64| of_now(now.as_second() + offset, now);
        assert!(at(0).is_ok() && at(60).is_ok() && at(-600).is_ok());
        assert!(at(61).is_err() && at(-601).is_err());
        assert!(of_now(i64::MIN, now).is_err() && of_now(i64::MAX, now).is_err());
    }
}
