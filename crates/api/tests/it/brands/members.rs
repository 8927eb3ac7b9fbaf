//! Who works in a brand: listed, given another role, removed; ownership handed over.

use bson::doc;
use futures::future::join_all;
use serde_json::json;
use shared::brands::{BrandMember, BrandMembership, BrandRole};
use shared::error::ErrorCode;
use shared::id::BrandId;

use super::{NOWHERE, at, brand, id_of, join, notices};
use crate::support::{Client, TestApp};

struct House {
    app: TestApp,
    id: BrandId,
    owner: Client,
    admin: Client,
    viewer: Client,
}

async fn house() -> House {
    let app = TestApp::new().await;
    let owner = app.user("owner@example.org").await;
    let id = brand(&owner, "Lurdes").await.id;
    let admin = join(&app, &owner, id, "admin@example.org", "admin").await;
    let viewer = join(&app, &owner, id, "viewer@example.org", "viewer").await;
    House { app, id, owner, admin, viewer }
}

async fn member(house: &House, who: &Client) -> String {
    at(house.id, &format!("/members/{}", id_of(who).await))
}

/// How many owners a brand has.
async fn owners(house: &House) -> u64 {
    let members = house.app.db.collection::<bson::Document>("brand_members");
    let owners = doc! { "brand_id": house.id.to_string(), "role": "owner" };
    members.count_documents(owners).await.unwrap()
}

#[tokio::test]
async fn a_member_is_listed_with_name_and_role_and_gets_another_one() {
    let house = house().await;
    let members: Vec<BrandMember> = house.viewer.get(&at(house.id, "/members")).await.to();
    let listed: Vec<_> =
        members.iter().map(|member| (member.email.as_str(), member.role, member.you)).collect();
    assert_eq!(
        listed,
        [
            ("owner@example.org", BrandRole::Owner, false),
            ("admin@example.org", BrandRole::Admin, false),
            ("viewer@example.org", BrandRole::Viewer, true),
        ]
    );
    assert_eq!(members[0].name, "Test Person");
    let path = member(&house, &house.viewer).await;
    let answer = house.admin.patch(&path, json!({ "role": "member" })).await;
    assert_eq!((answer.status, answer.to::<BrandMember>().role), (200, BrandRole::Member));
    let mine: Vec<BrandMembership> = house.viewer.get("/api/brands/mine").await.to();
    assert_eq!(mine[0].role, BrandRole::Member, "from the next request on");
    assert_eq!(notices(&house.viewer).await, ["brand_role_changed"]);
    // The same again is no news.
    assert_eq!(house.admin.patch(&path, json!({ "role": "member" })).await.status, 200);
    assert_eq!(notices(&house.viewer).await.len(), 1);
    house.viewer.patch(&path, json!({ "role": "admin" })).await.assert_problem(ErrorCode::Forbidden);
    house.owner.patch(&path, json!({ "role": "owner" })).await.assert_problem(ErrorCode::ValidationFailed);
    let nobody = at(house.id, &format!("/members/{NOWHERE}"));
    house.owner.patch(&nobody, json!({ "role": "viewer" })).await.assert_problem(ErrorCode::NotFound);
    let stranger = house.app.user("stranger@example.org").await;
    stranger.patch(&path, json!({ "role": "viewer" })).await.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn who_is_removed_is_refused_at_the_next_request() {
    let house = house().await;
    let path = member(&house, &house.viewer).await;
    let admin = member(&house, &house.admin).await;
    house.viewer.delete(&admin).await.assert_problem(ErrorCode::Forbidden);
    assert_eq!(house.admin.delete(&path).await.status, 204);
    house.viewer.get(&at(house.id, "")).await.assert_problem(ErrorCode::NotFound);
    house.admin.delete(&path).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(notices(&house.viewer).await, ["brand_removed"]);
    // Whoever wants to leaves.
    assert_eq!(house.admin.delete(&admin).await.status, 204);
    assert_eq!(notices(&house.admin).await, Vec::<String>::new());
    let left: Vec<BrandMember> = house.owner.get(&at(house.id, "/members")).await.to();
    assert_eq!(left.len(), 1);
    let trail = house.app.trail(&house.id.to_string()).await;
    assert_eq!(trail.iter().filter(|action| *action == "brands.remove_member").count(), 2);
}

#[tokio::test]
async fn the_owner_stays_until_the_brand_is_handed_over() {
    let house = house().await;
    let owner = member(&house, &house.owner).await;
    for who in [&house.owner, &house.admin] {
        who.delete(&owner).await.assert_problem(ErrorCode::LastOne);
        who.patch(&owner, json!({ "role": "admin" })).await.assert_problem(ErrorCode::LastOne);
    }
    let path = at(house.id, "/owner");
    let to = |user: String| json!({ "user_id": user });
    let heir = id_of(&house.viewer).await.to_string();
    house.admin.post(&path, to(heir.clone())).await.assert_problem(ErrorCode::Forbidden);
    let stranger = house.app.user("stranger@example.org").await;
    for wrong in [id_of(&house.owner).await, id_of(&stranger).await] {
        let answer = house.owner.post(&path, to(wrong.to_string())).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], "user_id");
    }
    let answer = house.owner.post(&path, to(heir)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(house.viewer.get(&at(house.id, "")).await.json()["your_role"], "owner");
    assert_eq!(house.owner.get(&at(house.id, "")).await.json()["your_role"], "admin");
    assert_eq!(owners(&house).await, 1);
    assert_eq!(notices(&house.viewer).await, ["brand_role_changed"]);
    // Who was it can leave now.
    assert_eq!(house.owner.delete(&owner).await.status, 204);
    assert!(house.app.trail(&house.id.to_string()).await.contains(&"brands.hand_over".to_owned()));
}

#[tokio::test]
async fn handed_over_to_many_at_once_a_brand_has_one_owner() {
    let house = house().await;
    let path = at(house.id, "/owner");
    let heirs = [id_of(&house.admin).await, id_of(&house.viewer).await];
    let tries = (0..20).map(|n| {
        let (owner, path) = (&house.owner, &path);
        let heir = heirs[n % 2];
        async move { owner.post(path, json!({ "user_id": heir })).await }
    });
    let answers = join_all(tries).await;
    let done = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(done, 1, "{answers:?}");
    assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 403 | 409)), "{answers:?}");
    assert_eq!(owners(&house).await, 1);
}

#[tokio::test]
async fn two_who_remove_each_other_at_once_leave_the_owner() {
    let house = house().await;
    let other = join(&house.app, &house.owner, house.id, "other@example.org", "admin").await;
    let (a, b) = (member(&house, &house.admin).await, member(&house, &other).await);
    let (one, two) = futures::join!(house.admin.delete(&b), other.delete(&a));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 404], "who is gone decides nothing any more: {one:?} {two:?}");
    assert_eq!(owners(&house).await, 1);
}
