//! Access tokens: JWTs that say which session speaks, for a quarter of an hour.
//!
//! HS256, fixed: only this API makes and reads them, so a key that both can hold is enough; it is the fastest choice,
//! there is no public key that an attacker could present as a secret, and the old platform's clients know it. A token
//! is read with the key of its `kid`, by our clock, without leeway. It opens nothing by itself: each request loads the
//! session and the account that it names.

mod keys;

use jsonwebtoken::crypto::{sign, verify};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use shared::error::ErrorCode;
use shared::id::{SessionId, UserId, VisitorId};

use crate::app::AppState;
use crate::http::{ApiError, ApiResult};
use crate::infra::ids::new_id;

pub use keys::{Tokens, rotate};

/// Who the tokens are for.
const AUDIENCE: &str = "avenue-api";
/// The media type of access tokens (RFC 9068), in the header.
const MEDIA_TYPE: &str = "at+jwt";
/// The kind of token, in the claims.
const KIND: &str = "access";

/// What a token says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    iss: String,
    aud: String,
    /// The account.
    pub sub: UserId,
    /// The session.
    pub sid: SessionId,
    iat: i64,
    exp: i64,
    /// Ours say no such thing; who does say it is taken at their word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nbf: Option<i64>,
    jti: String,
    typ: String,
    /// Who looks, where it is somebody else than the account (RFC 8693).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
}

/// Who acts through a token that is another account's.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Act {
    /// Their own account.
    pub sub: UserId,
}

/// A token that was made, and how long it is good.
#[derive(Debug)]
pub struct AccessToken {
    /// The token.
    pub text: String,
    /// Seconds until it ends.
    pub expires_in: u32,
}

/// Makes a token for a session.
pub async fn issue(state: &AppState, user: UserId, session: SessionId) -> ApiResult<AccessToken> {
    let expires_in = state.config.identity.access_minutes.saturating_mul(60);
    make(state, user, session, None, expires_in).await
}

/// Makes a token by which `viewer` looks as `user`, good for so many seconds.
pub async fn issue_view(
    state: &AppState,
    user: UserId,
    view: SessionId,
    viewer: UserId,
    expires_in: u32,
) -> ApiResult<AccessToken> {
    make(state, user, view, Some(Act { sub: viewer }), expires_in).await
}

async fn make(
    state: &AppState,
    user: UserId,
    session: SessionId,
    act: Option<Act>,
    expires_in: u32,
) -> ApiResult<AccessToken> {
    let key = state.identity.tokens.signing(state).await?;
    let now = state.clock.now().as_second();
    let claims = Claims {
        iss: state.config.http.public_url.clone(),
        aud: AUDIENCE.to_owned(),
        sub: user,
        sid: session,
        iat: now,
        exp: now.saturating_add(i64::from(expires_in)),
        nbf: None,
        jti: new_id().to_string(),
        typ: KIND.to_owned(),
        act,
    };
    let mut header = Header::new(Algorithm::HS256);
    header.typ = Some(MEDIA_TYPE.to_owned());
    header.kid = Some(key.kid.clone());
    let text = encode(&header, &claims, &key.encoding).map_err(ApiError::internal)?;
    Ok(AccessToken { text, expires_in })
}

/// Reads a token.
///
/// # Errors
/// [`ErrorCode::Unauthenticated`] when it is not one of ours, or no longer good. Why, is not said.
pub async fn read(state: &AppState, token: &str) -> ApiResult<Claims> {
    let refused = || ApiError::new(ErrorCode::Unauthenticated);
    let header = decode_header(token).map_err(|_| refused())?;
    if header.alg != Algorithm::HS256 || header.typ.as_deref() != Some(MEDIA_TYPE) || header.crit.is_some() {
        return Err(refused());
    }
    let kid = header.kid.ok_or_else(refused)?;
    let key = state.identity.tokens.reading(state, &kid).await?.ok_or_else(refused)?;
    let expected = state.identity.tokens.expected(&state.config.http.public_url);
    let claims: Claims = decode(token, &key.decoding, expected).map_err(|_| refused())?.claims;
    let now = state.clock.now().as_second();
    let in_time = claims.iat <= now && now < claims.exp && claims.nbf.is_none_or(|nbf| nbf <= now);
    if in_time && claims.typ == KIND { Ok(claims) } else { Err(refused()) }
}

/// What a token must say to be one that `issuer` gave.
fn expected_from(issuer: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_audience(&[AUDIENCE]);
    validation.set_issuer(&[issuer]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The library reads the machine's clock; ours is asked by whoever reads the token.
    validation.validate_exp = false;
    validation
}

/// Heads or tails for a text: always the same for the same text, and only we can tell which.
pub async fn coin(state: &AppState, text: &str) -> ApiResult<bool> {
    let key = state.identity.tokens.signing(state).await?;
    let message = format!("coin:{text}");
    let signature = sign(message.as_bytes(), &key.encoding, Algorithm::HS256).map_err(ApiError::internal)?;
    Ok(signature.bytes().fold(0, |parity, byte| parity ^ byte).count_ones() % 2 == 0)
}

/// The signed id of somebody without an account: `<id>.<kid>.<signature>`.
pub async fn seal(state: &AppState, visitor: VisitorId) -> ApiResult<String> {
    let key = state.identity.tokens.signing(state).await?;
    let signature = sign(&sealed_text(visitor, &key.kid), &key.encoding, Algorithm::HS256);
    Ok(format!("{visitor}.{}.{}", key.kid, signature.map_err(ApiError::internal)?))
}

/// Who a signed id stands for; `None` when it is not one of ours. A key that signs no more is enough: who signs up weeks
/// after the first visit is still the same visitor.
pub async fn unsealed(state: &AppState, text: &str) -> ApiResult<Option<VisitorId>> {
    let mut parts = text.split('.');
    let (Some(visitor), Some(kid), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Ok(None);
    };
    let Ok(visitor) = visitor.parse::<VisitorId>() else { return Ok(None) };
    let Some(key) = state.identity.tokens.sealing(state, kid).await? else { return Ok(None) };
    let good = verify(signature, &sealed_text(visitor, kid), &key.decoding, Algorithm::HS256);
    Ok(good.unwrap_or(false).then_some(visitor))
}

/// What no token can be taken for: tokens are two texts without a colon, joined by a dot.
fn sealed_text(visitor: VisitorId, kid: &str) -> Vec<u8> {
    format!("visitor:{visitor}:{kid}").into_bytes()
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use jsonwebtoken::DecodingKey;
    use serde_json::Value;

    use super::*;

    /// Whether a vector's signature passes what a token's does, names aside.
    fn passes(token: &str, key: &DecodingKey) -> bool {
        let Ok(header) = decode_header(token) else { return false };
        let Some((message, signature)) = token.rsplit_once('.') else { return false };
        header.alg == Algorithm::HS256
            && header.crit.is_none()
            && message.split_once('.').is_some_and(|(_, claims)| URL_SAFE_NO_PAD.decode(claims).is_ok())
            && verify(signature, message.as_bytes(), key, Algorithm::HS256).unwrap_or(false)
    }

    /// Two vectors about padding have lost it and are, letter for letter, a valid one of their group. (Padding is among
    /// the forgeries of our own.)
    fn is_the_valid_one(tests: &[Value], test: &Value) -> bool {
        let valid = |other: &&Value| other["result"] == "valid" && other["jws"] == test["jws"];
        test["result"] == "invalid" && tests.iter().any(|other| valid(&other))
    }

    #[test]
    fn of_wycheproofs_vectors_no_invalid_one_passes_and_the_valid_ones_of_our_kind_do() {
        let files = [
            include_str!("../../../../tests/fixtures/wycheproof/json_web_signature_test.json"),
            include_str!("../../../../tests/fixtures/wycheproof/json_web_crypto_test.json"),
        ];
        let (mut passed, mut valid, mut invalid, mut left_out) = (0, 0, 0, 0);
        for file in files {
            let file: Value = serde_json::from_str(file).unwrap();
            for group in file["testGroups"].as_array().unwrap() {
                let key = &group["private"];
                let ours = key["kty"] == "oct" && key["alg"] == "HS256";
                // With a key of another kind its bytes stand in for a secret: algorithm confusion.
                let secret = match key["k"].as_str() {
                    Some(secret) => URL_SAFE_NO_PAD.decode(secret).unwrap_or_default(),
                    None => group.get("public").unwrap_or(key).to_string().into_bytes(),
                };
                let key = DecodingKey::from_secret(&secret);
                let tests = group["tests"].as_array().unwrap();
                for test in tests {
                    let Some(token) = test["jws"].as_str() else { continue };
                    if is_the_valid_one(tests, test) {
                        left_out += 1;
                        continue;
                    }
                    let found = passes(token, &key);
                    if test["result"] == "valid" {
                        valid += usize::from(ours);
                        passed += usize::from(found);
                        assert!(ours || !found, "{} {}", group["comment"], test["tcId"]);
                    } else {
                        invalid += 1;
                        assert!(!found, "{} {}: {}", group["comment"], test["tcId"], test["comment"]);
                    }
                }
            }
        }
        println!("Wycheproof, HS256: 0 of {invalid} invalid passed; {passed} of {valid} valid ones did");
        assert_eq!(left_out, 2);
        assert!(passed >= 6 && invalid > 300, "{passed} of {valid} valid, {invalid} invalid");
    }
}
