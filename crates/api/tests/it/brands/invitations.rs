//! Invitations into a workspace.

use bson::doc;
use futures::future::join_all;
use jiff::SignedDuration;
use serde_json::json;
use shared::brands::{BrandInvitation, BrandInvitationPreview, BrandMember, BrandMembership, BrandRole};
use shared::error::ErrorCode;

use super::{NOWHERE, at, brand, invite, join, notices};
use crate::support::{Client, PASSWORD, TestApp};

const SHOW: &str = "/api/brands/invitations/show";
const ACCEPT: &str = "/api/brands/invitations/accept";

async fn members(who: &Client, path: &str) -> Vec<(String, BrandRole)> {
    let members: Vec<BrandMember> = who.get(path).await.to();
    members.into_iter().map(|member| (member.email, member.role)).collect()
}

#[tokio::test]
async fn who_is_invited_by_mail_sees_what_into_and_comes_in() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let token = invite(&app, &owner, id, "Eva@Example.org", "member").await;
    assert_eq!(app.mails("brand_invitation", "eva@example.org").await, 1);
    let open: Vec<BrandInvitation> = owner.get(&at(id, "/invitations")).await.to();
    assert_eq!((open[0].email.as_str(), open[0].role, open.len()), ("eva@example.org", BrandRole::Member, 1));
    assert_eq!(open[0].expires_at, app.clock.now() + SignedDuration::from_hours(7 * 24));
    // The link's secret is in no list, and only its digest in the database of the domain.
    let listed = owner.get(&at(id, "/invitations")).await;
    assert!(!String::from_utf8(listed.body).unwrap().contains(&token));
    let stored = app.db.collection::<bson::Document>("brand_invitations");
    assert!(!stored.find_one(doc! {}).await.unwrap().unwrap().to_string().contains(&token));

    let preview: BrandInvitationPreview = app.anonymous().post(SHOW, json!({ "token": token })).await.to();
    assert_eq!((preview.company.as_str(), preview.role), ("Lurdes", BrandRole::Member));
    app.anonymous().post(ACCEPT, json!({ "token": token })).await.assert_problem(ErrorCode::Unauthenticated);
    let eva = app.user("eva@example.org").await;
    let answer = eva.post(ACCEPT, json!({ "token": token })).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let membership: BrandMembership = answer.to();
    assert_eq!((membership.brand_id, membership.role), (id, BrandRole::Member));
    assert_eq!(eva.get(&at(id, "")).await.json()["your_role"], "member");
    assert_eq!(
        members(&owner, &at(id, "/members")).await,
        [
            ("owner@example.org".to_owned(), BrandRole::Owner),
            ("eva@example.org".to_owned(), BrandRole::Member)
        ]
    );
    assert_eq!(notices(&owner).await, ["brand_joined"]);
    assert!(owner.get(&at(id, "/invitations")).await.to::<Vec<BrandInvitation>>().is_empty());
    // Used up.
    eva.post(ACCEPT, json!({ "token": token })).await.assert_problem(ErrorCode::LinkExpired);
    app.anonymous().post(SHOW, json!({ "token": token })).await.assert_problem(ErrorCode::LinkExpired);
    assert_eq!(app.mailed_tokens("brand_invitation", "eva@example.org").await, Vec::<String>::new());
    assert_eq!(
        app.trail(&id.to_string()).await,
        ["brands.create_brand", "brands.invite", "brands.accept_invitation"]
    );
}

#[tokio::test]
async fn only_the_address_that_was_invited_comes_in() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let token = invite(&app, &owner, id, "eva@example.org", "admin").await;
    let thief = app.user("thief@example.org").await;
    thief.post(ACCEPT, json!({ "token": token })).await.assert_problem(ErrorCode::Forbidden);
    thief.get(&at(id, "")).await.assert_problem(ErrorCode::NotFound);
    for wrong in ["nonsense", &"a".repeat(43), &token.to_uppercase()] {
        thief.post(ACCEPT, json!({ "token": wrong })).await.assert_problem(ErrorCode::LinkExpired);
        thief.post(SHOW, json!({ "token": wrong })).await.assert_problem(ErrorCode::LinkExpired);
    }
    thief.post(SHOW, json!({ "token": "" })).await.assert_problem(ErrorCode::ValidationFailed);
    let eva = app.user("eva@example.org").await;
    assert_eq!(eva.post(ACCEPT, json!({ "token": token })).await.status, 200, "the link is good still");
}

#[tokio::test]
async fn a_link_expires_is_taken_back_and_gives_way_to_a_newer_one() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let first = invite(&app, &owner, id, "eva@example.org", "viewer").await;
    let second = invite(&app, &owner, id, "eva@example.org", "member").await;
    let show = async |token: &str| app.anonymous().post(SHOW, json!({ "token": token })).await;
    show(&first).await.assert_problem(ErrorCode::LinkExpired);
    assert_eq!(show(&second).await.to::<BrandInvitationPreview>().role, BrandRole::Member);
    let open: Vec<BrandInvitation> = owner.get(&at(id, "/invitations")).await.to();
    assert_eq!(open.len(), 1);
    let other = brand(&owner, "Otra").await.id;
    let path = |of, invitation: &str| at(of, &format!("/invitations/{invitation}"));
    let invitation = open[0].id.to_string();
    owner.delete(&path(other, &invitation)).await.assert_problem(ErrorCode::NotFound);
    owner.delete(&path(id, NOWHERE)).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(owner.delete(&path(id, &invitation)).await.status, 204);
    owner.delete(&path(id, &invitation)).await.assert_problem(ErrorCode::NotFound);
    show(&second).await.assert_problem(ErrorCode::LinkExpired);

    let third = invite(&app, &owner, id, "eva@example.org", "viewer").await;
    app.clock.advance(SignedDuration::from_hours(7 * 24) - SignedDuration::from_secs(1));
    assert_eq!(show(&third).await.status, 200);
    app.clock.advance(SignedDuration::from_secs(1));
    show(&third).await.assert_problem(ErrorCode::LinkExpired);
    let eva = app.user("eva@example.org").await;
    eva.post(ACCEPT, json!({ "token": third })).await.assert_problem(ErrorCode::LinkExpired);
}

#[tokio::test]
async fn what_cannot_be_invited_is_refused() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let path = at(id, "/invitations");
    let wish = |email: &str, role: &str| json!({ "email": email, "role": role });
    owner.post(&path, wish("eva", "viewer")).await.assert_problem(ErrorCode::ValidationFailed);
    owner.post(&path, wish("eva@example.org", "owner")).await.assert_problem(ErrorCode::ValidationFailed);
    owner.post(&path, wish("eva@example.org", "king")).await.assert_problem(ErrorCode::MalformedBody);
    owner.post(&path, wish("Owner@Example.org", "viewer")).await.assert_problem(ErrorCode::Conflict);
    assert_eq!(app.mails("brand_invitation", "eva@example.org").await, 0);
    for _ in 0..5 {
        invite(&app, &owner, id, "eva@example.org", "viewer").await;
    }
    let sixth = owner.post(&path, wish("eva@example.org", "viewer")).await;
    sixth.assert_problem(ErrorCode::TooManyRequests);
    assert!(sixth.header("retry-after").is_some());
    for number in 0..45 {
        invite(&app, &owner, id, &format!("p{number}@example.org"), "viewer").await;
    }
    let more = owner.post(&path, wish("one-more@example.org", "viewer")).await;
    more.assert_problem(ErrorCode::TooManyRequests);
    // Another brand has room, until its person has invited a hundred times.
    let (second, third) = (brand(&owner, "Otra").await.id, brand(&owner, "Tercera").await.id);
    for number in 0..50 {
        invite(&app, &owner, second, &format!("q{number}@example.org"), "viewer").await;
    }
    let more = owner.post(&at(third, "/invitations"), wish("one-more@example.org", "viewer")).await;
    more.assert_problem(ErrorCode::TooManyRequests);
    app.clock.advance(SignedDuration::from_hours(24));
    // Whoever comes back the next day signs in again.
    let again = json!({ "email": "owner@example.org", "password": PASSWORD });
    assert_eq!(owner.post("/api/identity/sign-in", again).await.status, 200);
    invite(&app, &owner, id, "one-more@example.org", "viewer").await;
}

#[tokio::test]
async fn accepted_many_times_at_once_it_lets_in_once() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let token = invite(&app, &owner, id, "eva@example.org", "member").await;
    let eva = app.user("eva@example.org").await;
    let body = json!({ "token": token });
    let answers = join_all((0..40).map(|_| eva.post(ACCEPT, &body))).await;
    let done = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(done, 1, "{answers:?}");
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        answer.assert_problem(ErrorCode::LinkExpired);
    }
    assert_eq!(members(&owner, &at(id, "/members")).await.len(), 2);
    assert_eq!(notices(&owner).await, ["brand_joined"]);
}

#[tokio::test]
async fn who_works_there_already_keeps_the_role() {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let eva = join(&app, &owner, id, "eva@example.org", "admin").await;
    // Mailed to another address of hers meanwhile.
    let token = invite(&app, &owner, id, "eva@example.net", "viewer").await;
    let users = app.db.collection::<bson::Document>("users");
    let moved = doc! { "$set": { "email": "eva@example.net" } };
    users.update_one(doc! { "email": "eva@example.org" }, moved).await.unwrap();
    let answer = eva.post(ACCEPT, json!({ "token": token })).await;
    assert_eq!(answer.to::<BrandMembership>().role, BrandRole::Admin);
    assert_eq!(members(&owner, &at(id, "/members")).await.len(), 2);
}
