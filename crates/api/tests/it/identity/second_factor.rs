//! The second factor: setting it up, coming in with it, losing it.

use bson::doc;
use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::error::ErrorCode;
use shared::identity::Permission;

use crate::support::authenticator::Authenticator;
use crate::support::{Answer, Client, PASSWORD, TestApp};

const EMAIL: &str = "ana@example.org";

async fn sign_in(client: &Client) -> Answer {
    client.post("/api/identity/sign-in", json!({ "email": EMAIL, "password": PASSWORD })).await
}

/// Signs in with the password; the challenge that comes back.
async fn challenged(client: &Client) -> String {
    let answer = sign_in(client).await;
    answer.assert_problem(ErrorCode::SecondFactorRequired);
    assert!(client.token().is_none() && client.cookie("avenue_refresh").is_none(), "nobody is in yet");
    answer.json()["second_factor"]["challenge"].as_str().unwrap().to_owned()
}

async fn complete(client: &Client, challenge: &str, code: &str) -> Answer {
    let body = json!({ "challenge": challenge, "code": code });
    client.post("/api/identity/sign-in/second-factor", body).await
}

#[tokio::test]
async fn who_has_a_second_factor_comes_in_with_a_code_and_each_code_is_good_once() {
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    assert_eq!(ana.get("/api/identity/second-factor").await.json()["recovery_codes_left"], 0);
    let phone = Authenticator::set_up(&app, &ana).await;
    assert_eq!(ana.get("/api/identity/me").await.json()["second_factor"], true);
    assert_eq!(app.mails("second_factor_on", EMAIL).await, 1);

    let other = app.anonymous();
    let challenge = challenged(&other).await;
    let used = phone.code(&app);
    complete(&other, &challenge, &used).await.assert_problem(ErrorCode::InvalidSecondFactor);
    app.clock.advance(SignedDuration::from_secs(30));
    let code = phone.code(&app);
    let entry = complete(&other, &challenge, &code).await;
    assert_eq!(entry.status, 200, "{entry:?}");
    assert_eq!(other.get("/api/identity/me").await.json()["email"], EMAIL);
    complete(&other, &challenge, &code).await.assert_problem(ErrorCode::ChallengeExpired);

    let third = app.anonymous();
    let challenge = challenged(&third).await;
    complete(&third, &challenge, &code).await.assert_problem(ErrorCode::InvalidSecondFactor);
    complete(&third, &challenge, &used).await.assert_problem(ErrorCode::InvalidSecondFactor);
    let id = app.stored_user(EMAIL).await.get_str("_id").unwrap().to_owned();
    let trail = app.trail(&id).await;
    assert_eq!(
        trail.iter().filter(|action| *action == "identity.second_factor_refused").count(),
        3,
        "{trail:?}"
    );
}

#[tokio::test]
async fn a_clock_may_be_off_by_one_step_and_no_more() {
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    let phone = Authenticator::set_up(&app, &ana).await;
    app.clock.advance(SignedDuration::from_mins(5));
    for (steps, good) in [(-3, false), (-2, false), (2, false), (3, false), (-1, true), (1, true)] {
        let client = app.anonymous();
        let challenge = challenged(&client).await;
        let answer = complete(&client, &challenge, &phone.code_after(&app, steps)).await;
        assert_eq!(answer.status == 200, good, "{steps} steps: {answer:?}");
    }
}

#[tokio::test]
async fn a_challenge_is_good_for_five_codes_and_five_minutes() {
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    let phone = Authenticator::set_up(&app, &ana).await;
    app.clock.advance(SignedDuration::from_secs(30));
    let thief = app.anonymous();
    let challenge = challenged(&thief).await;
    for _ in 0..5 {
        complete(&thief, &challenge, "000000").await.assert_problem(ErrorCode::InvalidSecondFactor);
    }
    complete(&thief, &challenge, &phone.code(&app)).await.assert_problem(ErrorCode::ChallengeExpired);
    let late = challenged(&thief).await;
    app.clock.advance(SignedDuration::from_mins(5));
    complete(&thief, &late, &phone.code(&app)).await.assert_problem(ErrorCode::ChallengeExpired);
    complete(&thief, "never-given", &phone.code(&app)).await.assert_problem(ErrorCode::ChallengeExpired);
}

#[tokio::test]
async fn guessing_codes_is_rationed_and_does_not_lock_the_owner_out() {
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    let phone = Authenticator::set_up(&app, &ana).await;
    app.clock.advance(SignedDuration::from_secs(30));
    let mut reached = 0;
    for _ in 0..4 {
        let thief = app.anonymous();
        let challenge = challenged(&thief).await;
        for _ in 0..5 {
            let answer = complete(&thief, &challenge, "000000").await;
            match answer.status {
                401 => reached += 1,
                _ => answer.assert_problem(ErrorCode::TooManyRequests),
            }
        }
    }
    assert_eq!(reached, 10);
    ana.set_token(None);
    ana.set_cookie("avenue_refresh", None);
    let challenge = challenged(&ana).await;
    assert_eq!(complete(&ana, &challenge, &phone.code(&app)).await.status, 200, "a known device");
}

#[tokio::test]
async fn a_wrong_password_does_not_tell_that_there_is_a_second_factor() {
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    Authenticator::set_up(&app, &ana).await;
    app.user("eva@example.org").await;
    let mut told = Vec::new();
    for email in [EMAIL, "eva@example.org", "nobody@example.org"] {
        let body = json!({ "email": email, "password": "Otra-clave-1" });
        let mut answer = app.anonymous().post("/api/identity/sign-in", body).await.json();
        answer.as_object_mut().unwrap().remove("request_id");
        told.push(answer);
    }
    assert!(
        told.iter().all(|answer| *answer == told[0] && answer["code"] == "invalid_credentials"),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_recovery_code_works_once_however_many_show_it_at_once() {
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    let phone = Authenticator::set_up(&app, &ana).await;
    assert_eq!(phone.recovery.len(), 10);
    let code = phone.recovery[0].as_str();
    let clients: Vec<Client> = (0..20).map(|_| app.anonymous()).collect();
    let mut challenges = Vec::new();
    for client in &clients {
        challenges.push(challenged(client).await);
        // So that the account's bucket holds for all: what is raced for here is the code.
        app.db.collection::<bson::Document>("identity_throttle").delete_many(doc! {}).await.unwrap();
    }
    let body = |challenge: &str| json!({ "challenge": challenge, "code": code });
    let known = ana.cookie("avenue_device").unwrap();
    let shows = clients.iter().zip(&challenges).enumerate().map(|(turn, (client, challenge))| {
        // Half come from a device that is known: two buckets hold for twenty.
        if turn % 2 == 0 {
            client.set_cookie("avenue_device", Some(&known));
        }
        client.post("/api/identity/sign-in/second-factor", body(challenge))
    });
    let answers = futures::future::join_all(shows).await;
    let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
    println!("of 20 uses at once: {} in, {} refused, {} rationed", count(200), count(401), count(429));
    assert_eq!((count(200), count(200) + count(401) + count(429)), (1, 20), "{answers:?}");
    assert_eq!(app.mails("recovery_code_used", EMAIL).await, 1);
    assert_eq!(ana.get("/api/identity/second-factor").await.json()["recovery_codes_left"], 9);

    app.db.collection::<bson::Document>("identity_throttle").delete_many(doc! {}).await.unwrap();
    let next = app.anonymous();
    let challenge = challenged(&next).await;
    complete(&next, &challenge, code).await.assert_problem(ErrorCode::InvalidSecondFactor);
    let typed = phone.recovery[1].to_uppercase().replace('-', " ");
    assert_eq!(complete(&next, &challenge, &typed).await.status, 200);

    let renewed = ana.post_empty("/api/identity/second-factor/recovery-codes").await.json();
    let old = app.anonymous();
    let challenge = challenged(&old).await;
    complete(&old, &challenge, &phone.recovery[2]).await.assert_problem(ErrorCode::InvalidSecondFactor);
    assert_eq!(complete(&old, &challenge, renewed["codes"][2].as_str().unwrap()).await.status, 200);
}

#[tokio::test]
async fn it_proves_who_one_is_and_is_turned_off_by_who_is_fresh() {
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    let phone = Authenticator::set_up(&app, &ana).await;
    app.clock.advance(SignedDuration::from_mins(11));
    let off = "/api/identity/second-factor";
    ana.delete(off).await.assert_problem(ErrorCode::FreshSignInRequired);
    let prove = async |body: Value| ana.post("/api/identity/prove", body).await;
    let missing = prove(json!({ "password": PASSWORD })).await;
    missing.assert_problem(ErrorCode::ValidationFailed);
    assert_eq!(missing.json()["fields"][0]["field"], "code");
    prove(json!({ "code": "000000" })).await.assert_problem(ErrorCode::InvalidSecondFactor);
    let code = phone.code(&app);
    let wrong = prove(json!({ "code": code, "password": "Otra-clave-1" })).await;
    wrong.assert_problem(ErrorCode::InvalidCredentials);
    assert_eq!(prove(json!({ "code": code })).await.status, 204);
    prove(json!({ "code": code })).await.assert_problem(ErrorCode::InvalidSecondFactor);
    ana.post_empty(off).await.assert_problem(ErrorCode::Conflict);
    assert_eq!(ana.delete(off).await.status, 204);
    ana.delete(off).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(app.mails("second_factor_off", EMAIL).await, 1);
    assert_eq!(sign_in(&app.anonymous()).await.status, 200, "the password is enough again");
}

#[tokio::test]
async fn one_that_is_not_confirmed_counts_for_nothing() {
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    let first = Authenticator::begin(&ana).await;
    assert_eq!(sign_in(&app.anonymous()).await.status, 200);
    let second = Authenticator::begin(&ana).await;
    let confirm =
        async |code: String| ana.post("/api/identity/second-factor/confirm", json!({ "code": code })).await;
    confirm(first.code(&app)).await.assert_problem(ErrorCode::InvalidSecondFactor);
    confirm("nonsense".to_owned()).await.assert_problem(ErrorCode::InvalidSecondFactor);
    assert_eq!(confirm(second.code(&app)).await.status, 200);
    confirm(second.code(&app)).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn what_is_shown_and_stored() {
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    let setup = ana.post_empty("/api/identity/second-factor").await.json();
    let secret = setup["secret"].as_str().unwrap();
    let url = setup["otpauth_url"].as_str().unwrap();
    assert_eq!(
        url,
        format!(
            "otpauth://totp/Avenue:ana%40example%2Eorg?secret={secret}&issuer=Avenue&algorithm=SHA1&digits=6&period=30"
        )
    );
    assert!(setup["qr_svg"].as_str().unwrap().contains("<svg"));
    let phone = Authenticator::set_up(&app, &ana).await;
    let factors = app.db.collection::<bson::Document>("identity_second_factors");
    let stored = factors.find_one(doc! {}).await.unwrap().unwrap().to_string();
    for code in &phone.recovery {
        assert!(
            !stored.contains(code.as_str()) && !stored.contains(&code.replace('-', "")),
            "only digests are stored"
        );
    }
    let eyes = app.admin().await;
    let path = format!(
        "/api/inspection/databases/{}/collections/identity_second_factors/documents",
        app.db.database().name()
    );
    let seen = eyes.get(&path).await;
    assert_eq!(seen.status, 200, "{seen:?}");
    let text = String::from_utf8(seen.body.clone()).unwrap();
    assert!(text.contains("$masked") && text.contains("totp_secret"), "{text}");
    let raw = factors.find_one(doc! {}).await.unwrap().unwrap();
    let raw = raw.get_binary_generic("totp_secret").unwrap();
    use base64::Engine;
    assert!(!text.contains(&base64::engine::general_purpose::STANDARD.encode(raw)), "the inspector masks it");
}

#[tokio::test]
async fn an_administrator_takes_it_away_but_not_from_who_may_more() {
    let app = TestApp::new().await;
    let owner = app.admin().await;
    let helper = app.staff(&[Permission::ManageUsers]).await;
    let ana = app.user(EMAIL).await;
    Authenticator::set_up(&app, &ana).await;
    Authenticator::set_up(&app, &owner).await;
    let id = async |client: &Client| {
        client.get("/api/identity/me").await.json()["id"].as_str().unwrap().to_owned()
    };
    let of = |id: &str| format!("/api/identity/users/{id}/second-factor");
    let (of_owner, of_ana) = (of(&id(&owner).await), of(&id(&ana).await));
    helper.delete(&of_owner).await.assert_problem(ErrorCode::Forbidden);
    ana.delete(&of_owner).await.assert_problem(ErrorCode::Forbidden);
    assert_eq!(helper.delete(&of_ana).await.status, 204);
    helper.delete(&of_ana).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(app.mails("second_factor_reset", EMAIL).await, 1);
    assert_eq!(sign_in(&app.anonymous()).await.status, 200);
}

#[tokio::test]
async fn whoever_runs_the_machine_helps_a_locked_out_owner() {
    use api::domains::identity::reset_second_factor;
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    Authenticator::set_up(&app, &ana).await;
    reset_second_factor(&app.state, "Ana@Example.org").await.unwrap();
    assert_eq!(sign_in(&app.anonymous()).await.status, 200);
    assert_eq!(app.mails("second_factor_reset", EMAIL).await, 1);
    for nobody in [EMAIL, "nobody@example.org"] {
        let refused = reset_second_factor(&app.state, nobody).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn a_changed_password_ends_what_was_begun_with_the_old_one() {
    let app = TestApp::new().await;
    let ana = app.user(EMAIL).await;
    let phone = Authenticator::set_up(&app, &ana).await;
    app.clock.advance(SignedDuration::from_secs(30));
    let thief = app.anonymous();
    let challenge = challenged(&thief).await;
    let body = json!({ "current_password": PASSWORD, "new_password": "Lluvia&Tereré-8-ya" });
    assert_eq!(ana.post("/api/identity/password/change", body).await.status, 204);
    complete(&thief, &challenge, &phone.code(&app)).await.assert_problem(ErrorCode::ChallengeExpired);
}

#[tokio::test]
async fn where_it_is_required_an_administrator_sets_it_up_before_anything_else() {
    let app = TestApp::with(&[("AVENUE_ADMIN_SECOND_FACTOR", "required")]).await;
    let admin = app.admin().await;
    admin.get("/api/backups").await.assert_problem(ErrorCode::SecondFactorSetupRequired);
    admin.get("/api/identity/profile").await.assert_problem(ErrorCode::SecondFactorSetupRequired);
    assert_eq!(admin.get("/api/identity/me").await.json()["second_factor_required"], true);
    assert_eq!(admin.get("/api/identity/second-factor").await.json()["required"], true);
    Authenticator::set_up(&app, &admin).await;
    assert_eq!(admin.get("/api/backups").await.status, 200);
    assert_eq!(admin.get("/api/identity/me").await.json()["second_factor_required"], false);
    admin.delete("/api/identity/second-factor").await.assert_problem(ErrorCode::Forbidden);
    let ana = app.user(EMAIL).await;
    assert_eq!(ana.get("/api/identity/sessions").await.status, 200, "others are not asked");
}
