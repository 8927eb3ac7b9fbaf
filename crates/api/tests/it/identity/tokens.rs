//! Access tokens: what is refused.

use api::domains::identity::rotate_signing_key;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use shared::error::ErrorCode;

use crate::support::{Client, TestApp};

const SECRET: &str = "a-secret-of-the-tests-that-is-long-enough";

/// Header and claims of a token.
fn parts(token: &str) -> (Value, Value) {
    let mut parts = token.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).unwrap());
    let mut next = || serde_json::from_slice(&parts.next().unwrap()).unwrap();
    (next(), next())
}

/// A token with any header and claims, signed with our own secret.
fn forge(header: &Value, claims: &Value, secret: &str, algorithm: Algorithm) -> String {
    let mut signed = Header::new(algorithm);
    signed.typ = header["typ"].as_str().map(str::to_owned);
    signed.kid = header["kid"].as_str().map(str::to_owned);
    encode(&signed, claims, &EncodingKey::from_secret(secret.as_bytes())).unwrap()
}

async fn me(client: &Client, token: &str) -> crate::support::Answer {
    client.set_token(Some(token));
    client.get("/api/identity/me").await
}

#[tokio::test]
async fn a_token_says_what_it_must_and_no_more() {
    let app = TestApp::with(&[("AVENUE_JWT_SECRET", SECRET)]).await;
    let ana = app.user("ana@example.org").await;
    let (header, claims) = parts(&ana.token().unwrap());
    assert_eq!((&header["alg"], &header["typ"]), (&json!("HS256"), &json!("at+jwt")));
    assert!(header["kid"].is_string());
    let mut names: Vec<_> = claims.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["aud", "exp", "iat", "iss", "jti", "sid", "sub", "typ"]);
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 900);
}

#[tokio::test]
async fn forged_tokens_are_refused() {
    let app = TestApp::with(&[("AVENUE_JWT_SECRET", SECRET)]).await;
    let ana = app.user("ana@example.org").await;
    let good = ana.token().unwrap();
    let (header, claims) = parts(&good);
    let control = forge(&header, &claims, SECRET, Algorithm::HS256);
    assert_eq!(me(&ana, &control).await.status, 200, "the control: a token made here is as good");

    let with = |what: &Value, field: &str, value: Value| {
        let mut what = what.clone();
        what[field] = value;
        what
    };
    let signed = |header: &Value, claims: &Value| forge(header, claims, SECRET, Algorithm::HS256);
    let mut forgeries = vec![
        (
            "another secret",
            forge(&header, &claims, "another-secret-that-is-also-long-enough", Algorithm::HS256),
        ),
        ("HS384", forge(&header, &claims, SECRET, Algorithm::HS384)),
        ("HS512", forge(&header, &claims, SECRET, Algorithm::HS512)),
        ("no kid", signed(&with(&header, "kid", Value::Null), &claims)),
        ("another kid", signed(&with(&header, "kid", json!("k1")), &claims)),
        ("typ of the header", signed(&with(&header, "typ", json!("JWT")), &claims)),
        ("no typ in the header", signed(&with(&header, "typ", Value::Null), &claims)),
        ("typ of the claims", signed(&header, &with(&claims, "typ", json!("refresh")))),
        ("audience", signed(&header, &with(&claims, "aud", json!("another-api")))),
        ("issuer", signed(&header, &with(&claims, "iss", json!("https://evil.example")))),
        (
            "made in the future",
            signed(&header, &with(&claims, "iat", json!(claims["iat"].as_i64().unwrap() + 60))),
        ),
        ("no end", signed(&header, &with(&claims, "exp", Value::Null))),
        (
            "another account",
            signed(&header, &with(&claims, "sub", json!("01890a5d-ac96-774b-bcce-b302099a8057"))),
        ),
        (
            "another session",
            signed(&header, &with(&claims, "sid", json!("01890a5d-ac96-774b-bcce-b302099a8057"))),
        ),
        ("cut", good[..good.len() - 2].to_owned()),
        ("empty", String::new()),
        ("nonsense", "nonsense".to_owned()),
    ];
    let pack = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signature = good.rsplit('.').next().unwrap();
    for algorithm in ["none", "None", "RS256", "ES256", "EdDSA"] {
        let header = pack(&with(&header, "alg", json!(algorithm)));
        forgeries.push(("algorithm, unsigned", format!("{header}.{}.", pack(&claims))));
        forgeries.push(("algorithm, signed", format!("{header}.{}.{signature}", pack(&claims))));
    }
    let richer = with(&claims, "sub", json!("01890a5d-ac96-774b-bcce-b302099a8057"));
    forgeries.push(("claims exchanged", format!("{}.{}.{signature}", pack(&header), pack(&richer))));
    for (what, token) in forgeries {
        let answer = me(&ana, &token).await;
        assert_eq!((answer.status, answer.code().as_str()), (401, "unauthenticated"), "{what}: {answer:?}");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"avenue\""));
    }
}

#[tokio::test]
async fn a_token_ends_to_the_second() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    app.clock.advance(SignedDuration::from_secs(899));
    assert_eq!(ana.get("/api/identity/me").await.status, 200);
    app.clock.advance(SignedDuration::from_secs(1));
    ana.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
}

#[tokio::test]
async fn a_new_key_signs_at_once_and_the_old_one_is_read_while_its_tokens_live() {
    let app = TestApp::new().await;
    let other =
        TestApp::over(app.db.clone(), &[("AVENUE_PUBLIC_URL", &app.state.config.http.public_url)]).await;
    let ana = app.user("ana@example.org").await;
    let old = ana.token().unwrap();
    let elsewhere = other.anonymous();
    assert_eq!(me(&elsewhere, &old).await.status, 200, "two processes have one key");

    rotate_signing_key(&app.state).await.unwrap();
    assert_eq!(me(&ana, &old).await.status, 200);
    let eva = app.user("eva@example.org").await;
    let new = eva.token().unwrap();
    assert_ne!(parts(&old).0["kid"], parts(&new).0["kid"]);
    other.clock.advance(SignedDuration::from_secs(2));
    app.clock.advance(SignedDuration::from_secs(2));
    assert_eq!(me(&elsewhere, &new).await.status, 200, "the other process learns of the new key");
    assert_eq!(me(&elsewhere, &old).await.status, 200);

    app.clock.advance(SignedDuration::from_mins(30));
    assert_eq!(ana.post_empty("/api/identity/refresh").await.status, 200);
    let (header, mut claims) = parts(&ana.token().unwrap());
    assert_eq!(header["kid"], parts(&new).0["kid"]);
    let keys = app.db.database().collection::<bson::Document>("identity_keys");
    let first = keys.find_one(bson::doc! { "_id": 1 }).await.unwrap().unwrap();
    let secret = first.get_binary_generic("secret").unwrap();
    claims["jti"] = json!("forged with the retired key");
    let mut header = Header::new(Algorithm::HS256);
    (header.typ, header.kid) = (Some("at+jwt".to_owned()), Some("k1".to_owned()));
    let forged = encode(&header, &claims, &EncodingKey::from_secret(secret)).unwrap();
    me(&ana, &forged).await.assert_problem(ErrorCode::Unauthenticated);
}
