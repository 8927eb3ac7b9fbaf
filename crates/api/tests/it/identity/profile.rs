//! Profiles: one's own, and what others may see of it.

use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::identity::{Profile, PublicProfile, Visibility};

use crate::support::TestApp;

const PROFILE: &str = "/api/identity/profile";

#[tokio::test]
async fn a_profile_is_changed_part_by_part_and_parts_are_taken_away() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let body = json!({
        "first_name": "Ana", "last_name": "López", "display_name": " Ana L. ", "bio": "Fotografío mercados.",
        "locale": "en", "time_zone": "america/asuncion", "handle": "Ana.Lopez", "privacy": { "email": "members" },
    });
    let answer = ana.patch(PROFILE, body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let profile: Profile = answer.to();
    assert_eq!(profile.display_name.as_deref(), Some("Ana L."));
    assert_eq!(
        profile.time_zone.as_deref(),
        Some("America/Asuncion"),
        "as the database of time zones writes it"
    );
    assert_eq!(profile.handle.as_deref(), Some("ana.lopez"));
    assert_eq!(profile.privacy.email, Visibility::Members);
    assert_eq!(profile.privacy.phone, Visibility::Private, "what is absent stays");
    assert_eq!(ana.get(PROFILE).await.to::<Profile>(), profile);

    let emptied =
        ana.patch(PROFILE, json!({ "display_name": "", "bio": " ", "time_zone": "", "handle": "" })).await;
    let emptied: Profile = emptied.to();
    assert_eq!(
        (emptied.display_name, emptied.bio, emptied.time_zone, emptied.handle),
        (None, None, None, None)
    );
    assert_eq!((emptied.first_name.as_str(), emptied.locale), ("Ana", profile.locale));
    let id = profile.id.to_string();
    assert_eq!(app.trail(&id).await[1..], ["identity.update_profile", "identity.update_profile"]);
}

#[tokio::test]
async fn wrong_values_are_named_with_what_would_be_right() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    for (field, value) in [
        ("first_name", json!("")),
        ("bio", json!("x".repeat(501))),
        ("time_zone", json!("America/Luque")),
        ("time_zone", json!("UTC+3")),
        ("handle", json!("an")),
        ("handle", json!("ana lopez")),
        ("handle", json!("admin")),
    ] {
        let answer = ana.patch(PROFILE, json!({ field: value })).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], field, "{answer:?}");
    }
    for body in [
        json!({ "email": "x@example.org" }),
        json!({ "privacy": { "bio": "public" } }),
        json!({ "locale": "gn" }),
    ] {
        ana.patch(PROFILE, body).await.assert_problem(ErrorCode::MalformedBody);
    }
    app.anonymous().get(PROFILE).await.assert_problem(ErrorCode::Unauthenticated);
    app.anonymous().patch(PROFILE, json!({})).await.assert_problem(ErrorCode::Unauthenticated);
}

#[tokio::test]
async fn a_handle_has_one_owner_whichever_the_case() {
    let app = TestApp::new().await;
    let (ana, eva) = (app.user("ana@example.org").await, app.user("eva@example.org").await);
    assert_eq!(ana.patch(PROFILE, json!({ "handle": "Mercado4" })).await.status, 200);
    let taken = eva.patch(PROFILE, json!({ "handle": "mercado4" })).await;
    taken.assert_problem(ErrorCode::HandleTaken);
    assert_eq!(taken.json()["fields"][0]["field"], "handle");
    assert_eq!(
        ana.patch(PROFILE, json!({ "handle": "MERCADO4", "bio": "x" })).await.status,
        200,
        "it is hers"
    );
    let (a, b) = futures::join!(
        ana.patch(PROFILE, json!({ "handle": "carrera" })),
        eva.patch(PROFILE, json!({ "handle": "carrera" }))
    );
    let mut codes = [a.status, b.status];
    codes.sort_unstable();
    assert_eq!(codes, [200, 409], "{a:?} {b:?}");
}

/// Field × visibility × reader: the whole table, on real answers.
#[tokio::test]
async fn every_field_shows_to_exactly_whom_it_is_open() {
    let app = TestApp::new().await;
    let (ana, eva, nobody) =
        (app.user("ana@example.org").await, app.user("eva@example.org").await, app.anonymous());
    ana.patch(PROFILE, json!({ "handle": "ana", "time_zone": "America/Asuncion" })).await;
    assert_eq!(ana.put("/api/identity/avatar", json!({ "preset": "lapacho" })).await.status, 200);
    let users = app.db.collection::<bson::Document>("users");
    let phone = bson::doc! { "$set": { "phone": "+595981123456" } };
    users.update_one(bson::doc! { "email": "ana@example.org" }, phone).await.unwrap();
    let shown = [
        ("names", "first_name"),
        ("avatar", "avatar"),
        ("locale", "locale"),
        ("time_zone", "time_zone"),
        ("email", "email"),
        ("phone", "phone"),
        ("member_since", "member_since"),
    ];
    let mut cells = 0;
    for (field, key) in shown {
        for visibility in ["public", "members", "private"] {
            // Everything else is closed, so that nothing shows by another way.
            let mut privacy: Value = shown
                .iter()
                .map(|(name, _)| ((*name).to_owned(), json!("private")))
                .collect::<serde_json::Map<_, _>>()
                .into();
            privacy[field] = json!(visibility);
            assert_eq!(ana.patch(PROFILE, json!({ "privacy": privacy })).await.status, 200);
            for (reader, sees) in
                [(&ana, true), (&eva, visibility != "private"), (&nobody, visibility == "public")]
            {
                let answer = reader.get("/api/identity/profiles/ANA").await;
                assert_eq!(answer.status, 200, "{answer:?}");
                let profile = answer.json();
                assert_eq!(profile.get(key).is_some(), sees, "{field} {visibility}: {profile}");
                let mine = profile["yours"] == json!(true);
                let text = profile.to_string();
                let (email_shown, names_shown) = (sees && field == "email", sees && field == "names");
                if !mine && !email_shown {
                    assert!(!text.contains("example.org"), "{field} {visibility}: {text}");
                }
                if !mine && !names_shown {
                    assert!(
                        !text.contains("Person") && profile["name"] == "ana",
                        "{field} {visibility}: {text}"
                    );
                }
                cells += 1;
            }
        }
    }
    println!("privacy: {cells} cells of field × visibility × reader");
    assert_eq!(cells, 7 * 3 * 3);
}

#[tokio::test]
async fn a_profile_has_a_tag_and_is_gone_with_its_handle_or_its_account() {
    let app = TestApp::new().await;
    let (ana, nobody) = (app.user("ana@example.org").await, app.anonymous());
    let path = "/api/identity/profiles/ana.l";
    nobody.get(path).await.assert_problem(ErrorCode::NotFound);
    ana.patch(PROFILE, json!({ "handle": "ana.l", "display_name": "Ana" })).await;
    let answer = nobody.get(path).await;
    assert_eq!(answer.to::<PublicProfile>().name, "Ana");
    let tag = answer.header("etag").unwrap().to_owned();
    let again = nobody.request(reqwest::Method::GET, path).header("if-none-match", &tag).send().await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    let mine = ana.request(reqwest::Method::GET, path).header("if-none-match", &tag).send().await;
    assert_eq!(mine.status, 200, "another reader sees another profile");

    let users = app.db.collection::<bson::Document>("users");
    let suspend = bson::doc! { "$set": { "status": "suspended" } };
    users.update_one(bson::doc! { "email": "ana@example.org" }, suspend).await.unwrap();
    nobody.get(path).await.assert_problem(ErrorCode::NotFound);
    let explain = bson::doc! { "explain": { "find": "users", "filter": { "profile.handle": "ana.l", "status": "active" } } };
    let plan = app.db.database().run_command(explain).await.unwrap().to_string();
    assert!(plan.contains("IXSCAN") && !plan.contains("COLLSCAN"), "{plan}");
}
