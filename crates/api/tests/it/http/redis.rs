//! Limits and cache over a real Redis, and without it when it dies.

use std::cell::Cell;
use std::time::{Duration, Instant};

use api::infra::cache::Kind;
use serde_json::json;
use shared::id::UserId;

use crate::support::redis::RedisServer;
use crate::support::{Client, TestApp, eventually};

const PLACE: &str = "/api/openapi.json";
const PROFILE: Kind = Kind::minutes("test_profile", 30);
const PUBLIC: Kind = Kind::minutes("public_profile", 60);

/// A platform of two processes that share a database and a Redis.
async fn two(redis: &RedisServer, settings: &[(&str, &str)]) -> (TestApp, TestApp) {
    let url = redis.url();
    let mut settings = settings.to_vec();
    settings.push(("REDIS_URL", &url));
    let one = TestApp::with(&settings).await;
    let two = TestApp::over(one.db.clone(), &settings).await;
    for app in [&one, &two] {
        eventually(async || app.state.redis.as_ref().unwrap().is_up()).await;
    }
    (one, two)
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_count_together() {
    let redis = RedisServer::start();
    let (one, two) = two(&redis, &[("AVENUE_LIMIT_ADDRESS", "6")]).await;
    let clients = [
        Client::new(one.url.clone(), "192.0.2.1".to_owned()),
        Client::new(two.url.clone(), "192.0.2.1".to_owned()),
    ];
    for number in 0..6 {
        let answer = clients[number % 2].get(PLACE).await;
        assert_eq!(answer.status, 200, "request {number}");
        assert!(
            answer.header("ratelimit").unwrap().starts_with(&format!("\"address\";r={}", 5 - number)),
            "{number}"
        );
    }
    for client in &clients {
        let refused = client.get(PLACE).await;
        assert_eq!((refused.status, refused.header("retry-after")), (429, Some("10")));
    }
    // The control: what they count alone is each its own.
    let (one, two) = (
        TestApp::with(&[("AVENUE_LIMIT_ADDRESS", "1")]).await,
        TestApp::with(&[("AVENUE_LIMIT_ADDRESS", "1")]).await,
    );
    for app in [&one, &two] {
        assert_eq!(Client::new(app.url.clone(), "192.0.2.1".to_owned()).get(PLACE).await.status, 200);
    }
}

/// By the server's clock, which no test holds: whoever comes back when told is let in.
#[tokio::test(flavor = "multi_thread")]
async fn an_obedient_client_gets_no_second_429_of_redis_either() {
    let redis = RedisServer::start();
    let (one, two) = two(&redis, &[("AVENUE_LIMIT_ADDRESS", "120")]).await;
    let clients = [
        Client::new(one.url.clone(), "192.0.2.1".to_owned()),
        Client::new(two.url.clone(), "192.0.2.1".to_owned()),
    ];
    let (mut refusals, mut number) = (0, 0);
    while refusals < 4 {
        number += 1;
        let answer = clients[number % 2].get("/api/nothing").await;
        if answer.status == 429 {
            refusals += 1;
            let seconds = answer.header("retry-after").unwrap().parse().unwrap();
            tokio::time::sleep(Duration::from_secs(seconds)).await;
            let after = clients[number % 2].get("/api/nothing").await.status;
            assert_eq!(after, 404, "after waiting for {seconds} s");
        }
    }
    println!("{refusals} refusals, each followed by an answer, among {number} requests");
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_may_die_hang_and_come_back_under_load() {
    let mut redis = RedisServer::start();
    let (one, two) =
        two(&redis, &[("AVENUE_LIMIT_ADDRESS", "1000000"), ("AVENUE_LIMIT_USER", "1000000")]).await;
    let ana = one.user("ana@example.org").await;
    let token = ana.token();
    let admin = one.admin().await;
    let health = async || {
        let parts = admin.get("/api/health").await.json()["parts"].as_array().unwrap().clone();
        let part = parts.iter().find(|part| part["name"] == "redis").unwrap().clone();
        (part["status"].as_str().unwrap().to_owned(), part["finding"]["kind"].as_str().unwrap().to_owned())
    };
    assert_eq!(health().await, ("ok".to_owned(), "answers".to_owned()));
    let done = Cell::new(false);
    let (asked, slowest) = (Cell::new(0_u32), Cell::new(Duration::ZERO));
    let load = (0..8).map(|number| {
        let app = if number % 2 == 0 { &one } else { &two };
        let client = Client::new(app.url.clone(), format!("192.0.2.{number}"));
        client.set_token(token.as_deref());
        let (done, asked, slowest) = (&done, &asked, &slowest);
        async move {
            while !done.get() {
                let began = Instant::now();
                let answer = client.get("/api/identity/me").await;
                assert_eq!(answer.status, 200, "{answer:?}");
                assert!(answer.header("ratelimit").is_some());
                asked.set(asked.get() + 1);
                slowest.set(slowest.get().max(began.elapsed()));
            }
        }
    });
    let trouble = async {
        for round in 0..3 {
            let up = asked.get();
            eventually(async || asked.get() >= up + 40).await;
            if round == 1 {
                redis.freeze()
            } else {
                redis.kill()
            }
            let down = asked.get();
            eventually(async || asked.get() >= down + 40).await;
            assert_eq!(health().await, ("degraded".to_owned(), "away".to_owned()), "it says so");
            if round == 1 {
                redis.thaw()
            } else {
                redis.start_again()
            }
            for app in [&one, &two] {
                eventually(async || app.state.redis.as_ref().unwrap().is_up()).await;
            }
            assert_eq!(health().await, ("ok".to_owned(), "answers".to_owned()), "it comes back by itself");
        }
        done.set(true);
    };
    futures::join!(futures::future::join_all(load), trouble);
    println!(
        "{} requests through 2 deaths and 1 hang of Redis, all answered; the slowest took {:?}",
        asked.get(),
        slowest.get()
    );
    let lost = one.state.redis.as_ref().unwrap().losses();
    assert!(lost >= 3, "the control: it was lost {lost} times");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_cached_is_kept_for_all_and_forgotten_by_all() {
    let mut redis = RedisServer::start();
    let (one, two) = two(&redis, &[]).await;
    let admin = two.admin().await;
    let ana = "01890a5d-ac96-774b-bcce-b302099a8057".parse::<UserId>().unwrap().to_string();
    let loads = Cell::new(0_u32);
    let get = async |app: &TestApp, kind: Kind, subject: &str| -> u32 {
        let load = async {
            loads.set(loads.get() + 1);
            Ok::<_, ()>(loads.get())
        };
        app.state.cache.get(kind, subject, load).await.unwrap()
    };
    let first = get(&one, PROFILE, &ana).await;
    assert_eq!(get(&one, PROFILE, &ana).await, first);
    assert_eq!(get(&two, PROFILE, &ana).await, first, "another process has it too");
    let public = get(&two, PUBLIC, &ana).await;
    let eva = get(&one, PROFILE, "eva").await;

    let forget = admin.delete(&format!("/api/v1/advanced/cache/user/{ana}")).await;
    assert_eq!(forget.status, 204, "{forget:?}");
    let second = get(&one, PROFILE, &ana).await;
    assert!(second > first, "forgotten by the other process");
    assert!(get(&one, PUBLIC, &ana).await > public, "of every kind");
    assert_eq!(get(&two, PROFILE, "eva").await, eva, "hers alone");

    let public = get(&one, PUBLIC, "eva").await;
    assert_eq!(admin.delete("/api/v1/advanced/cache/public-profiles").await.status, 204);
    assert!(get(&one, PUBLIC, "eva").await > public);
    assert_eq!(get(&one, PROFILE, "eva").await, eva, "of that kind alone");
    assert_eq!(one.trail(&ana).await, ["system.forget_cache"]);

    // What is being loaded while it is forgotten is not kept.
    let racing = async {
        one.state.cache.forget_subject("race").await;
        Ok::<_, ()>(0_u32)
    };
    assert_eq!(one.state.cache.get(PROFILE, "race", racing).await, Ok(0));
    assert!(get(&one, PROFILE, "race").await > 0);

    // What was forgotten while Redis was frozen is not seen when it is back.
    let before = get(&one, PROFILE, &ana).await;
    redis.freeze();
    one.state.cache.forget_subject(&ana).await;
    let meanwhile = get(&one, PROFILE, &ana).await;
    assert!(meanwhile > before, "memory does instead");
    assert_eq!(get(&one, PROFILE, &ana).await, meanwhile);
    redis.thaw();
    eventually(async || one.state.redis.as_ref().unwrap().is_up()).await;
    assert!(get(&one, PROFILE, &ana).await > meanwhile, "what Redis still had is forgotten");
    redis.kill();
}

#[tokio::test]
async fn without_redis_each_process_keeps_its_own() {
    let app = TestApp::new().await;
    let parts = app.admin().await.get("/api/health").await.json();
    let redis =
        parts["parts"].as_array().unwrap().iter().find(|part| part["name"] == "redis").unwrap().clone();
    assert_eq!(
        (&redis["status"], &redis["finding"]["kind"]),
        (&json!("not_configured"), &json!("not_shared"))
    );
    let load = |value: u32| async move { Ok::<_, ()>(value) };
    let cache = &app.state.cache;
    assert_eq!(cache.get(PROFILE, "ana", load(1)).await, Ok(1));
    assert_eq!(cache.get(PROFILE, "ana", load(2)).await, Ok(1));
    cache.forget_subject("ana").await;
    assert_eq!(cache.get(PROFILE, "ana", load(3)).await, Ok(3));
    cache.forget_kind("test_profile").await;
    assert_eq!(cache.get(PROFILE, "ana", load(4)).await, Ok(4));
    assert_eq!(cache.get(PROFILE, "eva", async { Err::<u32, _>("broken") }).await, Err("broken"));
}
