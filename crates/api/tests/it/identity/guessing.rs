//! Guessing passwords: it is rationed, it does not lock the owner out, and it tells nothing.

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::json;
use shared::error::ErrorCode;

use crate::support::proof::{Dice, cases};
use crate::support::{Answer, Client, PASSWORD, TestApp};

async fn try_with(client: &Client, email: &str, password: &str) -> Answer {
    client.post("/api/identity/sign-in", json!({ "email": email, "password": password })).await
}

/// 10,000 guesses from 1,000 addresses within an hour, or a tenth of the guesses.
#[tokio::test]
async fn guesses_from_everywhere_are_rationed_and_the_owner_still_gets_in() {
    let mut dice = Dice::new();
    let guesses = cases(10_000);
    let pause = SignedDuration::from_hours(1) / i32::try_from(guesses).unwrap();
    let app = TestApp::new().await;
    let owner = app.user("ana@example.org").await;
    let attacker = app.anonymous();
    let (mut through, mut entries) = (0, 0);
    for guess in 0..guesses {
        let address = dice.below(1_000);
        let request = attacker.request(Method::POST, "/api/identity/sign-in");
        // What stands last was seen by the proxy.
        let request =
            request.header("x-forwarded-for", &format!("100.{}.{}.7", address / 100, address % 100));
        let body = json!({ "email": "ana@example.org", "password": format!("Adivinada-{guess}") });
        let answer = request.json(body).send().await;
        match answer.status {
            401 => through += 1,
            _ => {
                answer.assert_problem(ErrorCode::TooManyRequests);
                assert!(answer.header("retry-after").unwrap().parse::<u64>().unwrap() <= 121);
            }
        }
        if dice.below(guesses) < 20 {
            entries += 1;
            assert_eq!(try_with(&owner, "ana@example.org", PASSWORD).await.status, 200, "a known device");
        }
        app.clock.advance(pause);
    }
    println!(
        "{through} of {guesses} guesses reached the password; the owner came in {entries} times of {entries}"
    );
    assert!((30..=100).contains(&through), "{through}");
    assert!(entries > 0);
    let cookieless = app.anonymous().at_ip(owner.ip());
    assert_eq!(try_with(&cookieless, "ana@example.org", PASSWORD).await.status, 200, "a known network");
}

#[tokio::test]
async fn an_owner_elsewhere_gets_in_through_a_reset_link() {
    let app = TestApp::new().await;
    app.user("ana@example.org").await;
    for _ in 0..11 {
        try_with(&app.anonymous(), "ana@example.org", "Adivinada-1").await;
    }
    let abroad = app.anonymous();
    let refused = try_with(&abroad, "ana@example.org", PASSWORD).await;
    refused.assert_problem(ErrorCode::TooManyRequests);
    abroad.post("/api/identity/password/forgot", json!({ "email": "ana@example.org" })).await;
    crate::support::eventually(async || app.mails("reset_password", "ana@example.org").await == 1).await;
    let token = app.mailed_tokens("reset_password", "ana@example.org").await.remove(0);
    let body = json!({ "token": token, "new_password": "Lluvia&Tereré-8-ya" });
    assert_eq!(abroad.post("/api/identity/password/reset", body).await.status, 204);
    assert_eq!(try_with(&abroad, "ana@example.org", "Lluvia&Tereré-8-ya").await.status, 200);
}

#[tokio::test]
async fn one_address_is_rationed_whatever_it_guesses() {
    let app = TestApp::new().await;
    let attacker = app.anonymous();
    let mut statuses = Vec::new();
    for account in 0..31 {
        statuses.push(try_with(&attacker, &format!("a{account}@example.org"), "Adivinada-1").await.status);
    }
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 30);
    assert_eq!(statuses.last(), Some(&429));
}

#[tokio::test]
async fn a_known_device_is_rationed_too() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    for _ in 0..10 {
        try_with(&ana, "ana@example.org", "Adivinada-1").await.assert_problem(ErrorCode::InvalidCredentials);
    }
    try_with(&ana, "ana@example.org", PASSWORD).await.assert_problem(ErrorCode::TooManyRequests);
    app.clock.advance(SignedDuration::from_mins(1));
    assert_eq!(try_with(&ana, "ana@example.org", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn fifty_guesses_at_once_are_no_more_than_the_bucket_holds() {
    let app = TestApp::new().await;
    app.user("ana@example.org").await;
    let attackers: Vec<_> = (0..50).map(|_| app.anonymous()).collect();
    let guesses = attackers.iter().map(|one| try_with(one, "ana@example.org", "Adivinada-1"));
    let answers = futures::future::join_all(guesses).await;
    let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((count(401), count(429)), (10, 40), "{answers:?}");
}

/// Processor time that this process has used, in nanoseconds. Unlike the time on the wall it does not depend on what
/// else the machine does, and hashing is all that takes long here; both kinds of refusal ask the database the same.
fn processor_time() -> u64 {
    let threads = std::fs::read_dir("/proc/self/task").unwrap().flatten();
    let used = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("schedstat")).ok());
    used.filter_map(|line| line.split_whitespace().next()?.parse::<u64>().ok()).sum()
}

#[tokio::test]
async fn the_time_of_a_refusal_does_not_tell_whether_there_is_an_account() {
    let app = TestApp::new().await;
    app.user("ana@example.org").await;
    try_with(&app.anonymous(), "warm@example.org", "Adivinada-1").await;
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for round in 0..60 {
        let mut turns = [("ana@example.org", &mut known), ("eva@example.org", &mut unknown)];
        if round % 2 == 1 {
            turns.reverse();
        }
        for (email, times) in turns {
            let client = app.anonymous();
            let before = processor_time();
            assert_eq!(try_with(&client, email, "Adivinada-1").await.status, 401, "round {round}");
            times.push(processor_time().saturating_sub(before));
        }
        app.clock.advance(SignedDuration::from_mins(2));
    }
    let median = |times: &mut Vec<u64>| {
        times.sort_unstable();
        times[times.len() / 2]
    };
    let (known, unknown) = (median(&mut known), median(&mut unknown));
    assert!(known > 1_000_000, "the control: hashing takes more than a millisecond, not {known} ns");
    let difference = known.abs_diff(unknown) * 100 / known.max(unknown);
    assert!(difference < 10, "known {known} ns, unknown {unknown} ns: {difference} %");
}
