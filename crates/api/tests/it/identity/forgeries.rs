//! Forged access tokens against every protected operation. Whoever forges knows everything but the key; some know even
//! that, and still say what no token of ours says.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::operations::{Operation, address, is_public, operations};
use crate::support::{Answer, Client, TestApp};

const SECRET: &str = "a-secret-of-the-tests-that-is-long-enough";
const SOMEBODY: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

fn pack(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn mac(message: &str, secret: &[u8], algorithm: hmac::Algorithm) -> String {
    URL_SAFE_NO_PAD.encode(hmac::sign(&hmac::Key::new(algorithm, secret), message.as_bytes()))
}

/// A token with any header and claims, signed by HS256.
fn signed(header: &Value, claims: &Value, secret: &str) -> String {
    let message = format!("{}.{}", pack(header), pack(claims));
    format!("{message}.{}", mac(&message, secret.as_bytes(), hmac::HMAC_SHA256))
}

fn with(what: &Value, changes: Value) -> Value {
    let mut what = what.clone();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            what.as_object_mut().unwrap().remove(name);
        } else {
            what[name] = value.clone();
        }
    }
    what
}

/// The `Authorization` headers of forgers who have seen a good token of their own, and one of somebody else.
fn forgeries(good: &str, others: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = good.split('.').collect();
    let read =
        |part: &str| -> Value { serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap() };
    let (header, claims) = (read(parts[0]), read(parts[1]));
    let others_claims = read(others.split('.').nth(1).unwrap());
    let (iat, exp) = (claims["iat"].as_i64().unwrap(), claims["exp"].as_i64().unwrap());
    let mut all: Vec<(String, String)> = Vec::new();
    let mut add = |what: &str, token: String| all.push((what.to_owned(), format!("Bearer {token}")));

    for algorithm in ["none", "None", "NONE", "nOnE", ""] {
        let head = pack(&with(&header, json!({ "alg": algorithm })));
        add(&format!("algorithm {algorithm:?}, unsigned"), format!("{head}.{}.", parts[1]));
        add(&format!("algorithm {algorithm:?}, signed"), format!("{head}.{}.{}", parts[1], parts[2]));
    }
    for algorithm in ["RS256", "ES256", "PS256", "EdDSA", "HS384", "HS512", "hs256"] {
        let head = with(&header, json!({ "alg": algorithm }));
        add(&format!("algorithm {algorithm}, signed by HS256"), signed(&head, &claims, SECRET));
    }
    for (name, algorithm) in [("HS384", hmac::HMAC_SHA384), ("HS512", hmac::HMAC_SHA512)] {
        let message = format!("{}.{}", pack(&with(&header, json!({ "alg": name }))), parts[1]);
        add(
            &format!("algorithm {name} by our key"),
            format!("{message}.{}", mac(&message, SECRET.as_bytes(), algorithm)),
        );
    }
    let kid = header["kid"].as_str().unwrap().to_owned();
    for (what, secret) in [
        ("another key", "another-secret-that-is-also-long-enough"),
        ("an empty key", ""),
        ("the key's name", kid.as_str()),
        ("the issuer", claims["iss"].as_str().unwrap()),
        ("the word secret", "secret"),
    ] {
        add(&format!("signed by {what}"), signed(&header, &claims, secret));
    }
    for kid in [
        json!(null),
        json!(""),
        json!("k1"),
        json!("../../../../dev/null"),
        json!("' OR '1'='1"),
        json!({ "$ne": null }),
        json!(["k1"]),
        json!(1),
        json!("\u{0}"),
        json!("http://evil.example/key"),
    ] {
        add(
            &format!("the key's name {kid}, signed by nothing"),
            signed(&with(&header, json!({ "kid": kid })), &claims, ""),
        );
        add(
            &format!("the key's name {kid}, signed by our key"),
            signed(&with(&header, json!({ "kid": kid })), &claims, SECRET),
        );
    }
    let own = "a-key-of-the-forgers-that-is-long-enough";
    let jwk = json!({ "kty": "oct", "k": URL_SAFE_NO_PAD.encode(own), "kid": kid, "alg": "HS256" });
    for extra in [
        json!({ "jku": "https://evil.example/keys" }),
        json!({ "jwk": jwk }),
        json!({ "x5u": "https://evil.example/cert" }),
        json!({ "x5c": ["AAAA"] }),
    ] {
        add(&format!("a key of its own: {extra}"), signed(&with(&header, extra), &claims, own));
    }
    for changes in [
        json!({ "crit": ["exp"] }),
        json!({ "crit": [] }),
        json!({ "typ": "JWT" }),
        json!({ "typ": null }),
        json!({ "typ": "application/at+jwt" }),
        json!({ "typ": "AT+JWT" }),
        json!({ "alg": null }),
        json!({ "alg": ["HS256"] }),
    ] {
        add(&format!("a header that says {changes}"), signed(&with(&header, changes), &claims, SECRET));
    }
    for changes in [
        json!({ "exp": iat }),
        json!({ "exp": iat - 1 }),
        json!({ "exp": -1 }),
        json!({ "exp": "never" }),
        json!({ "exp": null }),
        json!({ "exp": exp.to_string() }),
        json!({ "iat": iat + 60 }),
        json!({ "iat": null }),
        json!({ "nbf": iat + 60 }),
        json!({ "aud": "another-api" }),
        json!({ "aud": ["avenue-api", "another-api"] }),
        json!({ "aud": null }),
        json!({ "aud": "AVENUE-API" }),
        json!({ "iss": "https://evil.example" }),
        json!({ "iss": null }),
        json!({ "iss": format!("{}/", claims["iss"].as_str().unwrap()) }),
        json!({ "typ": "refresh" }),
        json!({ "typ": null }),
        json!({ "jti": null }),
        json!({ "sub": null }),
        json!({ "sub": SOMEBODY }),
        json!({ "sub": "admin" }),
        json!({ "sub": "аdmin" }),
        json!({ "sid": null }),
        json!({ "sid": SOMEBODY }),
        json!({ "sid": others_claims["sid"] }),
        json!({ "sub": others_claims["sub"] }),
        json!({ "sid": { "$ne": null } }),
    ] {
        add(&format!("by our key, claims {changes}"), signed(&header, &with(&claims, changes), SECRET));
    }
    let double = claims.to_string().replacen(
        '{',
        &format!("{{\"sub\":\"{}\",", others_claims["sub"].as_str().unwrap()),
        1,
    );
    let message = format!("{}.{}", parts[0], URL_SAFE_NO_PAD.encode(double));
    add("the account twice", format!("{message}.{}", mac(&message, SECRET.as_bytes(), hmac::HMAC_SHA256)));
    let richer = pack(&with(&claims, json!({ "exp": exp + 999 })));
    add("claims exchanged", format!("{}.{richer}.{}", parts[0], parts[2]));
    add(
        "the signature of somebody else's token",
        format!("{}.{}.{}", parts[0], parts[1], others.rsplit('.').next().unwrap()),
    );
    add("the header as claims", format!("{}.{}.{}", parts[1], parts[0], parts[2]));
    add("no signature", format!("{}.{}.", parts[0], parts[1]));
    add("two parts", format!("{}.{}", parts[0], parts[1]));
    add("four parts", format!("{good}.{}", parts[2]));
    add("five parts", format!("{}.{}.{}.{}.{}", parts[0], parts[0], parts[0], parts[1], parts[2]));
    add("a signature of zeros", format!("{}.{}.{}", parts[0], parts[1], URL_SAFE_NO_PAD.encode([0; 32])));
    for cut in [1, 2, 22, 42] {
        add(&format!("a signature that lacks {cut}"), good[..good.len() - cut].to_owned());
    }
    add("a padded signature", format!("{good}="));
    add("a padded header", format!("{}==.{}.{}", parts[0], parts[1], parts[2]));
    add("another spelling of the signature", respelled(good));
    add("a space inside", format!("{}. {}.{}", parts[0], parts[1], parts[2]));
    add("a tab inside", format!("{}.\t{}.{}", parts[0], parts[1], parts[2]));
    add("a letter that looks alike", good.replacen('e', "е", 1));
    add("capitals", good.to_uppercase());
    add("twice", format!("{good} {good}"));
    add("twice, with a comma", format!("{good},{good}"));
    add("in quotes", format!("\"{good}\""));
    add("empty", String::new());
    for scheme in ["Basic", "Token", "JWT", "Bearer:", "DPoP"] {
        all.push((format!("the scheme {scheme}"), format!("{scheme} {good}")));
    }
    all.push(("no scheme".to_owned(), good.to_owned()));
    all
}

/// The same signature with other bits after its end.
fn respelled(token: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (start, last) = token.split_at(token.len() - 1);
    let place = ALPHABET.iter().position(|byte| *byte == last.as_bytes()[0]).unwrap();
    format!("{start}{}", char::from(ALPHABET[place ^ 1]))
}

async fn call(operation: &Operation, client: &Client, authorization: &str) -> Answer {
    let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
    let request = client.request(method, &address(&operation.path));
    let request = if operation.method == "GET" { request } else { request.json(json!({})) };
    request.header("authorization", authorization).send().await
}

#[tokio::test]
async fn no_forgery_opens_any_protected_operation() {
    let app = TestApp::with(&[("AVENUE_JWT_SECRET", SECRET)]).await;
    let mut admin = app.admin().await;
    let other = app.admin().await;
    let nobody = app.anonymous();
    let protected: Vec<_> = operations().into_iter().filter(|operation| !is_public(operation)).collect();
    let forgeries = forgeries(&admin.token().unwrap(), &other.token().unwrap());
    assert!(protected.len() > 50 && forgeries.len() > 30, "{} operations", protected.len());
    let mut tried = 0;
    for operation in &protected {
        for (what, authorization) in &forgeries {
            let answer = call(operation, &nobody, authorization).await;
            let found = (answer.status, answer.code());
            assert_eq!(found, (401, "unauthenticated".to_owned()), "{}: {what}", operation.id());
            tried += 1;
        }
    }
    let control = |operation: &Operation, answer: &Answer| {
        assert_ne!(answer.code(), "unauthenticated", "{}: {answer:?}", operation.id());
    };
    for operation in &protected {
        let token = admin.token().unwrap();
        control(operation, &call(operation, &nobody, &format!("Bearer {token}")).await);
        if operation.id().starts_with("sign_out") {
            admin = app.admin().await;
        }
    }
    println!(
        "{} forgeries × {} protected operations = {tried} calls: 0 accepted; a real token passes on all",
        forgeries.len(),
        protected.len()
    );
}
