//! How much anybody may ask for.

use jiff::SignedDuration;
use serde_json::json;
use shared::error::ErrorCode;

use crate::support::{Answer, Client, TestApp};

const PLACE: &str = "/api/openapi.json";

fn left(answer: &Answer, policy: &str) -> Option<u32> {
    let limits = answer.header("ratelimit")?;
    let own = limits.split(", ").find(|limit| limit.starts_with(&format!("\"{policy}\"")))?;
    own.split(";r=").nth(1)?.split(';').next()?.parse().ok()
}

#[tokio::test]
async fn whoever_sends_too_much_is_told_when_to_come_back_and_is_then_let_in() {
    let app = TestApp::with(&[("AVENUE_LIMIT_ADDRESS", "5"), ("AVENUE_LIMIT_USER", "7")]).await;
    let (nobody, other) = (app.anonymous(), app.anonymous());
    for left in (0..5).rev() {
        let answer = nobody.get(PLACE).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.header("ratelimit-policy"), Some("\"address\";q=5;w=60"));
        assert_eq!(
            answer.header("ratelimit"),
            Some(format!("\"address\";r={left};t={}", 12 * (5 - left)).as_str())
        );
    }
    let refused = nobody.get(PLACE).await;
    refused.assert_problem(ErrorCode::TooManyRequests);
    assert_eq!(refused.header("retry-after"), Some("12"));
    assert_eq!(refused.header("ratelimit"), Some("\"address\";r=0;t=60"));
    assert!(refused.header("x-request-id").is_some() && refused.header("content-security-policy").is_some());
    assert_eq!(other.get(PLACE).await.status, 200, "another address");
    assert_eq!(nobody.get("/api/health").await.status, 200, "probes are not limited");
    assert_eq!(nobody.get("/").await.code(), "route_not_found", "nor are files");
    app.clock.advance(SignedDuration::from_millis(11_999));
    assert_eq!(nobody.get(PLACE).await.status, 429);
    app.clock.advance(SignedDuration::from_millis(1));
    assert_eq!(nobody.get(PLACE).await.status, 200);

    // An account has its own count, wherever it comes from.
    app.clock.advance(SignedDuration::from_mins(5));
    let ana = app.user("ana@example.org").await;
    let elsewhere = app.anonymous();
    elsewhere.set_token(ana.token().as_deref());
    let answer = ana.get("/api/identity/me").await;
    assert_eq!((answer.status, left(&answer, "user"), left(&answer, "address")), (200, Some(6), None));
    for _ in 0..6 {
        assert_eq!(elsewhere.get("/api/identity/me").await.status, 200);
    }
    ana.get("/api/identity/me").await.assert_problem(ErrorCode::TooManyRequests);
    assert_eq!(app.user("eva@example.org").await.get("/api/identity/me").await.status, 200);
}

#[tokio::test]
async fn what_starts_work_has_a_limit_of_its_own_and_a_forged_token_the_network_s() {
    let app = TestApp::with(&[("AVENUE_LIMIT_WORK", "2"), ("AVENUE_LIMIT_NETWORK", "9")]).await;
    let (admin, forger) = (app.admin().await, app.anonymous());
    let body = json!({ "database": "nothing-of-that-name" });
    for _ in 0..2 {
        assert_eq!(admin.post("/api/backups", &body).await.status, 422);
    }
    let refused = admin.post("/api/backups", &body).await;
    refused.assert_problem(ErrorCode::TooManyRequests);
    assert_eq!(refused.header("retry-after"), Some("30"));
    assert_eq!(admin.get("/api/backups").await.status, 200, "reading is no work");

    forger.set_token(Some("nonsense"));
    for _ in 0..9 {
        forger.get("/api/identity/me").await.assert_problem(ErrorCode::Unauthenticated);
    }
    forger.get("/api/identity/me").await.assert_problem(ErrorCode::TooManyRequests);
}

/// What a client writes into `X-Forwarded-For` gets it nothing, with any number of proxies before us.
#[tokio::test]
async fn a_spoofed_address_gains_nothing() {
    for proxies in 0..=3_usize {
        let app =
            TestApp::with(&[("AVENUE_LIMIT_ADDRESS", "3"), ("AVENUE_TRUSTED_PROXIES", &proxies.to_string())])
                .await;
        let ask = async |written: String, client: &str| {
            // What the proxies add after what the client wrote: the client's address, then their own.
            let mut hops: Vec<String> = if written.is_empty() { vec![] } else { vec![written] };
            if proxies > 0 {
                hops.push(client.to_owned());
                hops.extend((1..proxies).map(|proxy| format!("10.9.9.{proxy}")));
            }
            let mut request = reqwest::Client::new().get(format!("{}{PLACE}", app.url));
            if !hops.is_empty() {
                request = request.header("x-forwarded-for", hops.join(", "));
            }
            request.send().await.unwrap().status().as_u16()
        };
        let mut let_in = 0;
        for number in 0..20 {
            let written = match number % 4 {
                0 => format!("203.0.113.{number}"),
                1 => format!("2001:db8:{number}::1, 198.51.100.{number}"),
                2 => String::new(),
                _ => format!("nonsense, {}", "198.51.100.7, ".repeat(number)),
            };
            let_in += u32::from(ask(written, "192.0.2.1").await == 200);
        }
        assert_eq!(let_in, 3, "with {proxies} proxies");
        // The control: somebody else behind the same proxies is let in.
        assert_eq!(ask(String::new(), "192.0.2.2").await == 200, proxies > 0, "with {proxies} proxies");
    }
}

#[tokio::test]
async fn a_household_s_ipv6_network_is_one_sender() {
    let app = TestApp::with(&[("AVENUE_LIMIT_ADDRESS", "2")]).await;
    let at = |ip: &str| Client::new(app.url.clone(), ip.to_owned());
    assert_eq!(at("2001:db8:1:2::1").get(PLACE).await.status, 200);
    assert_eq!(at("2001:db8:1:2::2").get(PLACE).await.status, 200);
    assert_eq!(at("2001:db8:1:2:aaaa::3").get(PLACE).await.status, 429);
    assert_eq!(at("2001:db8:1:3::1").get(PLACE).await.status, 200);
}

/// A client that waits as it is told is let in, whatever the rate; in the time of the clock that the platform goes by.
#[tokio::test]
async fn an_obedient_client_gets_no_second_429() {
    let mut refusals = 0;
    for rate in [1_u32, 7, 59, 60, 61, 120, 600, 997, 3000] {
        let app = TestApp::with(&[("AVENUE_LIMIT_ADDRESS", &rate.to_string())]).await;
        let client = app.anonymous();
        let mut waited = false;
        for number in 0..rate.min(200) * 2 + 20 {
            let answer = client.get("/api/nothing").await;
            assert!(!(waited && answer.status == 429), "refused again at a rate of {rate}");
            waited = answer.status == 429;
            if waited {
                refusals += 1;
                let seconds = answer.header("retry-after").unwrap().parse().unwrap();
                app.clock.advance(SignedDuration::from_secs(seconds));
            } else if number % 3 == 0 {
                app.clock.advance(SignedDuration::from_millis(1));
            }
        }
    }
    println!("{refusals} refusals, each followed by an answer");
    assert!(refusals > 100, "the control: {refusals} refusals");
}
