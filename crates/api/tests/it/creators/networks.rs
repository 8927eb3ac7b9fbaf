//! The one list of accounts of networks.

use serde_json::json;
use shared::creators::{Creator, Platform};
use shared::error::ErrorCode;

use super::support::{beginner, decide, networks, own};
use crate::support::TestApp;

const NETWORKS: &str = "/api/creators/me/networks";

#[tokio::test]
async fn an_address_and_a_name_with_its_sign_become_the_name() {
    let app = TestApp::new().await;
    let ana = beginner(&app, "ana@example.org", "Ana").await;
    let list = json!([
        { "platform": "instagram", "account": "https://www.instagram.com/Lurdes.py?igsh=MXZ0&utm_source=qr", "followers": 12_400 },
        { "platform": "tiktok", "account": "@lurdes" },
        { "platform": "youtube", "account": "https://www.youtube.com/channel/UCabcdefghijklmnopqrstUV" },
        { "platform": "x", "account": "twitter.com/Lurdes_PY" },
    ]);
    let creator = networks(&ana, list).await;
    let kept: Vec<_> =
        creator.networks.iter().map(|one| (one.platform, one.handle.as_str(), one.url.as_str())).collect();
    assert_eq!(
        kept,
        [
            (Platform::Instagram, "lurdes.py", "https://www.instagram.com/lurdes.py"),
            (Platform::TikTok, "lurdes", "https://www.tiktok.com/@lurdes"),
            (
                Platform::YouTube,
                "UCabcdefghijklmnopqrstUV",
                "https://www.youtube.com/channel/UCabcdefghijklmnopqrstUV"
            ),
            (Platform::X, "lurdes_py", "https://x.com/lurdes_py"),
        ]
    );
    assert_eq!((creator.networks[0].followers, creator.networks[0].verified), (Some(12_400), false));
    // Asked for again with what was answered, nothing changes.
    let again = json!([{ "platform": "instagram", "account": creator.networks[0].url, "followers": 12_400 }]);
    assert_eq!(networks(&ana, again).await.networks, creator.networks[..1]);
}

#[tokio::test]
async fn what_names_no_account_is_refused_with_the_right_form() {
    let app = TestApp::new().await;
    let ana = beginner(&app, "ana@example.org", "Ana").await;
    for (platform, account, word) in [
        ("instagram", "https://www.instagram.com/p/Cabc123/", "ana.lopez"),
        ("instagram", "https://www.tiktok.com/@ana", "choose TikTok"),
        ("instagram", "https://wa.me/595981123456", "ana.lopez"),
        ("instagram", "javascript:alert(1)", "ana.lopez"),
        ("tiktok", "https://vm.tiktok.com/ZMabc/", "@ana.lopez"),
        ("youtube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "@analopez"),
        ("x", "", "@ana_lopez"),
    ] {
        let good = json!({ "platform": "facebook", "account": "ana.lopez" });
        let body = json!({ "networks": [good, { "platform": platform, "account": account }] });
        let answer = ana.put(NETWORKS, body).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        let wrong = &answer.json()["fields"][0];
        assert_eq!(wrong["field"], "networks[1].account", "{answer:?}");
        assert!(wrong["message"].as_str().unwrap().contains(word), "{answer:?}");
    }
    let twice = json!({ "networks": [
        { "platform": "x", "account": "ana" }, { "platform": "x", "account": "https://twitter.com/ANA" },
    ] });
    let answer = ana.put(NETWORKS, twice).await;
    answer.assert_problem(ErrorCode::ValidationFailed);
    assert!(answer.json()["fields"][0]["message"].as_str().unwrap().contains("twice"), "{answer:?}");
    let many: Vec<_> =
        (0..17).map(|number| json!({ "platform": "x", "account": format!("ana_{number}") })).collect();
    ana.put(NETWORKS, json!({ "networks": many })).await.assert_problem(ErrorCode::ValidationFailed);
    for body in [
        json!({ "networks": [{ "platform": "x", "account": "ana", "verified": true }] }),
        json!({ "networks": [{ "platform": "orkut", "account": "ana" }] }),
        json!({ "networks": [{ "platform": "x", "account": "ana", "followers": -1 }] }),
    ] {
        ana.put(NETWORKS, body).await.assert_problem(ErrorCode::MalformedBody);
    }
    assert!(own(&ana).await.networks.is_empty());
    app.anonymous().put(NETWORKS, json!({ "networks": [] })).await.assert_problem(ErrorCode::Unauthenticated);
}

#[tokio::test]
async fn an_account_stays_verified_as_long_as_it_stands_in_the_list() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let ana = beginner(&app, "ana@example.org", "Ana").await;
    networks(&ana, json!([{ "platform": "x", "account": "ana", "followers": 5 }])).await;
    let proof = json!({ "networks": [{ "platform": "x", "handle": "ana", "verified": true }] });
    assert!(decide(&staff, &ana, proof.clone()).await.to::<Creator>().networks[0].verified);
    let more = json!([{ "platform": "tiktok", "account": "ana" }, { "platform": "x", "account": "https://x.com/ANA", "followers": 9 }]);
    let after = networks(&ana, more).await;
    let verified: Vec<_> = after.networks.iter().map(|one| (one.followers, one.verified)).collect();
    assert_eq!(verified, [(None, false), (Some(9), true)]);
    networks(&ana, json!([])).await;
    let back = networks(&ana, json!([{ "platform": "x", "account": "ana" }])).await;
    assert!(!back.networks[0].verified, "who gives an account up proves it again");
}

#[tokio::test]
async fn one_account_is_verified_for_one_creator() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let (ana, eva) =
        (beginner(&app, "ana@example.org", "Ana").await, beginner(&app, "eva@example.org", "Eva").await);
    for client in [&ana, &eva] {
        networks(client, json!([{ "platform": "x", "account": "mercado" }])).await;
    }
    let proof = json!({ "networks": [{ "platform": "x", "handle": "mercado", "verified": true }] });
    let (one, other) =
        futures::join!(decide(&staff, &ana, proof.clone()), decide(&staff, &eva, proof.clone()));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{one:?} {other:?}");
    let (lost, loser, winner) = if one.status == 409 { (one, &ana, &eva) } else { (other, &eva, &ana) };
    lost.assert_problem(ErrorCode::NetworkTaken);
    let taken_away = json!({ "networks": [{ "platform": "x", "handle": "mercado", "verified": false }] });
    assert_eq!(decide(&staff, winner, taken_away).await.status, 200);
    assert_eq!(decide(&staff, loser, proof).await.status, 200, "the control: it is free again");
}
