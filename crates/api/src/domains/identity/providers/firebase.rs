//! Firebase's ID tokens, as its documentation wants them checked: RS256 by a key of the published set, for our
//! project, from its issuer, by a subject, authenticated in the past, made in the past, not over.

use std::collections::HashMap;

use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;
use serde_json::Value;
use shared::identity::Provider;

use super::fetch::Trouble;
use super::shelf::Shelf;
use super::{Identified, untrue};
use crate::app::AppState;
use crate::config;
use crate::http::ApiResult;

/// How far Google's clock may be ahead of ours.
const LEEWAY: i64 = 5;
/// The longest that a token is good (one hour).
const LONGEST: i64 = 3600;
/// The shortest key that signs.
const MIN_MODULUS_BYTES: usize = 256;
/// 65537, which every key of Google's has: with 1 anything would be its own signature.
const EXPONENT: &str = "AQAB";

/// What is kept of Firebase: its keys by their names.
#[derive(Debug, Default)]
pub struct Firebase {
    keys: Shelf<Keys>,
}

type Keys = HashMap<String, DecodingKey>;

/// What a token says, as far as we ask.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    /// Checked by the library too; a list of several is refused because this is one text.
    #[serde(rename = "aud")]
    _aud: String,
    sub: String,
    exp: i64,
    iat: i64,
    auth_time: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    email_verified: bool,
    #[serde(default)]
    name: Option<String>,
}

impl Firebase {
    /// Who a token speaks for.
    ///
    /// # Errors
    /// [`shared::error::ErrorCode::ProviderUnavailable`], [`shared::error::ErrorCode::InvalidIdToken`],
    /// [`shared::error::ErrorCode::EmailUnverified`].
    pub async fn read(
        &self,
        state: &AppState,
        firebase: &config::Firebase,
        token: &str,
    ) -> ApiResult<Identified> {
        let header = decode_header(token).map_err(untrue)?;
        let typed = header.typ.as_deref().is_none_or(|typ| typ.eq_ignore_ascii_case("JWT"));
        if header.alg != Algorithm::RS256 || !typed || header.crit.is_some() {
            return Err(untrue("the header is not one of Firebase's"));
        }
        let kid = header.kid.ok_or_else(|| untrue("no key is named"))?;
        let fetcher = state.identity.providers.fetcher();
        let fetch = async || {
            let (set, lifetime) = fetcher.json::<Value>(&firebase.keys_url).await?;
            Ok((signing_keys(&set)?, lifetime))
        };
        let mut keys = self.keys.get(&state.clock, fetch).await?;
        if !keys.contains_key(&kid) {
            keys = self.keys.renew(&state.clock, fetch).await?;
        }
        let key = keys.get(&kid).ok_or_else(|| untrue("the key is unknown"))?;
        let claims: Claims = decode(token, key, &expected(&firebase.project_id)).map_err(untrue)?.claims;
        in_time(&claims, state.clock.now().as_second()).map_err(untrue)?;
        if claims.sub.len() > 128 {
            return Err(untrue("the subject is too long"));
        }
        let email = claims.email.as_deref();
        let who =
            Identified::new(Provider::Firebase, &claims.iss, &claims.sub, email, claims.email_verified)?;
        Ok(who.named(None, None, claims.name.as_deref()))
    }
}

fn expected(project: &str) -> Validation {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[project]);
    validation.set_issuer(&[format!("https://securetoken.google.com/{project}")]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The library reads the machine's clock; ours is asked in `in_time`.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation
}

fn in_time(claims: &Claims, now: i64) -> Result<(), &'static str> {
    let ahead = now.saturating_add(LEEWAY);
    if claims.exp <= now {
        Err("it is over")
    } else if claims.iat > ahead || claims.nbf.is_some_and(|nbf| nbf > ahead) {
        Err("it was made in the future")
    } else if claims.auth_time > ahead || claims.auth_time <= 0 {
        Err("nobody has authenticated yet")
    } else if claims.exp.saturating_sub(claims.iat) > LONGEST {
        Err("it would be good for longer than any of Firebase's")
    } else {
        Ok(())
    }
}

/// The keys of a set that sign by RS256; others are left out.
fn signing_keys(set: &Value) -> Result<Keys, Trouble> {
    let malformed = |why: &str| Trouble::Malformed(why.to_owned());
    let listed = set.get("keys").and_then(Value::as_array).ok_or_else(|| malformed("there is no JWK set"))?;
    let mut keys = Keys::new();
    for key in listed {
        let Ok(key) = serde_json::from_value::<Jwk>(key.clone()) else { continue };
        let Some(name) = key.common.key_id.clone() else { continue };
        if !signs(&key) {
            continue;
        }
        let Ok(decoding) = DecodingKey::from_jwk(&key) else { continue };
        if keys.insert(name, decoding).is_some() {
            return Err(malformed("two keys have one name"));
        }
    }
    if keys.is_empty() {
        return Err(malformed("no key of the set signs by RS256"));
    }
    Ok(keys)
}

fn signs(key: &Jwk) -> bool {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let AlgorithmParameters::RSA(rsa) = &key.algorithm else { return false };
    let long_enough = URL_SAFE_NO_PAD.decode(&rsa.n).is_ok_and(|n| n.len() >= MIN_MODULUS_BYTES);
    let usual_exponent = rsa.e == EXPONENT;
    let for_signing = key.common.public_key_use.as_ref().is_none_or(|it| *it == PublicKeyUse::Signature);
    let by_rs256 = key.common.key_algorithm.is_none_or(|it| it == jsonwebtoken::jwk::KeyAlgorithm::RS256);
    let verifies = key
        .common
        .key_operations
        .as_ref()
        .is_none_or(|all| all.contains(&jsonwebtoken::jwk::KeyOperations::Verify));
    long_enough && usual_exponent && for_signing && by_rs256 && verifies
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use jsonwebtoken::crypto::verify;
    use serde_json::json;

    use super::*;

    /// Whether a vector's signature passes what a token's does: its header, the choice of the key, the check.
    fn passes(token: &str, set: &Value) -> bool {
        let Ok(keys) = signing_keys(set) else { return false };
        let Ok(header) = decode_header(token) else { return false };
        let Some((message, signature)) = token.rsplit_once('.') else { return false };
        let key = header.kid.as_ref().and_then(|kid| keys.get(kid));
        header.alg == Algorithm::RS256
            && header.crit.is_none()
            && message.split_once('.').is_some_and(|(_, claims)| URL_SAFE_NO_PAD.decode(claims).is_ok())
            && key.is_some_and(|key| {
                verify(signature, message.as_bytes(), key, Algorithm::RS256).unwrap_or(false)
            })
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
            include_str!("../../../../tests/fixtures/wycheproof/json_web_key_test.json"),
            include_str!("../../../../tests/fixtures/wycheproof/json_web_crypto_test.json"),
        ];
        let (mut valid, mut passed, mut invalid, mut left_out) = (0, 0, 0, 0);
        for file in files {
            let file: Value = serde_json::from_str(file).unwrap();
            for group in file["testGroups"].as_array().unwrap() {
                let key = group.get("public").or_else(|| group.get("private")).unwrap();
                let set = if key["keys"].is_array() { key.clone() } else { json!({ "keys": [key] }) };
                let tests = group["tests"].as_array().unwrap();
                for test in tests {
                    let Some(token) = test["jws"].as_str() else { continue };
                    // Whether the maker of a key made it well is not ours to find out: the set is the provider's own.
                    if group["comment"] == "jws_rsa_roca_key" || is_the_valid_one(tests, test) {
                        left_out += 1;
                        continue;
                    }
                    let found = passes(token, &set);
                    if test["result"] == "valid" {
                        valid += usize::from(key["alg"] == "RS256");
                        passed += usize::from(found);
                    } else {
                        invalid += 1;
                        assert!(!found, "{} {}: {}", group["comment"], test["tcId"], test["comment"]);
                    }
                }
            }
        }
        println!(
            "Wycheproof, RS256: 0 of {invalid} invalid passed; {passed} valid ones did ({valid} by RS256 keys)"
        );
        assert_eq!(left_out, 4);
        assert!(passed >= 6 && invalid > 300, "{passed} of {valid} valid, {invalid} invalid");
    }

    #[test]
    fn keys_that_do_not_sign_are_left_out() {
        let n = "A".repeat(342);
        let key = |changes: Value| {
            let mut key =
                json!({ "kty": "RSA", "n": n, "e": "AQAB", "kid": "a", "alg": "RS256", "use": "sig" });
            for (name, value) in changes.as_object().unwrap() {
                key[name] = value.clone();
            }
            signing_keys(&json!({ "keys": [key] })).is_ok()
        };
        assert!(key(json!({})), "the control");
        for wrong in [
            json!({ "use": "enc" }),
            json!({ "alg": "RS512" }),
            json!({ "alg": "HS256" }),
            json!({ "kid": null }),
            json!({ "n": "A".repeat(171) }),
            json!({ "e": "AQ" }),
            json!({ "kty": "oct", "k": "AAAA" }),
            json!({ "key_ops": ["encrypt"] }),
        ] {
            assert!(!key(wrong.clone()), "{wrong}");
        }
        let twice = json!({ "kty": "RSA", "n": n, "e": "AQAB", "kid": "a" });
        assert!(signing_keys(&json!({ "keys": [twice, twice] })).is_err());
        assert!(signing_keys(&json!({ "a": "-----BEGIN CERTIFICATE-----" })).is_err());
    }
}
