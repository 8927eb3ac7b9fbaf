//! Counting deliveries: never beyond the limit, told at 80 and 100 %.

use api::domains::brands::use_delivery;
use api::http::ApiResult;
use api::infra::db::{Aborted, in_transaction};
use bson::doc;
use futures::future::join_all;
use jiff::SignedDuration;
use serde_json::json;
use shared::brands::{BrandPackages, PackageMonth, UseAlert};
use shared::error::ErrorCode;
use shared::id::BrandId;

use super::{at, brand, join, notices};
use crate::support::proof::{Dice, cases};
use crate::support::{Client, PASSWORD, TestApp};

/// Uses one delivery in a transaction of its own, as another domain does.
async fn use_one(app: &TestApp, brand: BrandId) -> ApiResult<()> {
    in_transaction(&app.db, async |session| {
        use_delivery(&app.state, session, brand).await.map_err(|error| {
            match error.cause_as::<mongodb::error::Error>().cloned() {
                Some(error) => Aborted::Database(error),
                None => Aborted::Refused(error),
            }
        })
    })
    .await
    .map_err(Aborted::into_inner)
}

/// A brand with so many deliveries a month.
async fn with_package(owner: &Client, staff: &Client, deliveries: u32, months: u32) -> BrandId {
    let id = brand(owner, "Lurdes").await.id;
    let package = json!({ "plan": "starter", "deliveries_a_month": deliveries, "months": months });
    let answer = staff.post(&at(id, "/package"), package).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    id
}

async fn month(who: &Client, id: BrandId) -> PackageMonth {
    let packages: BrandPackages = who.get(&at(id, "/package")).await.to();
    *packages.current.unwrap().current_month().unwrap()
}

async fn told(app: &TestApp, id: BrandId) -> u64 {
    let notices = app.db.collection::<bson::Document>("notices");
    notices.count_documents(doc! { "link": format!("/brand/{id}/package") }).await.unwrap()
}

#[tokio::test]
async fn two_hundred_parallel_uses_of_the_last_delivery_and_exactly_one_succeeds() {
    let app = TestApp::new().await;
    let (owner, staff) = (app.user("owner@example.org").await, app.admin().await);
    let mut dice = Dice::new();
    for seed in 0..cases(20) {
        let limit = 1 + dice.below(6);
        let id = with_package(&owner, &staff, limit, 1 + dice.below(3)).await;
        for _ in 1..limit {
            use_one(&app, id).await.unwrap();
        }
        let outcomes = join_all((0..200).map(|_| use_one(&app, id))).await;
        let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(done, 1, "seed {seed}, limit {limit}: {outcomes:?}");
        for refused in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
            assert_eq!(refused.code(), ErrorCode::LimitReached, "seed {seed}: {refused:?}");
        }
        let month = month(&owner, id).await;
        assert_eq!((month.used, month.percent, month.alert), (limit, 100, Some(UseAlert::Full)));
        // Below five, 80 % of them is all of them.
        assert_eq!(told(&app, id).await, if limit < 5 { 1 } else { 2 }, "each alert is told once");
    }
}

/// The control: what is there is given to all.
#[tokio::test]
async fn as_many_uses_at_once_as_are_left_all_succeed() {
    let app = TestApp::new().await;
    let (owner, staff) = (app.user("owner@example.org").await, app.admin().await);
    let id = with_package(&owner, &staff, 20, 1).await;
    let outcomes = join_all((0..20).map(|_| use_one(&app, id))).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(month(&owner, id).await.used, 20);
    assert_eq!(told(&app, id).await, 2);
}

#[tokio::test]
async fn use_is_told_at_eighty_and_at_a_hundred_percent_to_who_manages_the_brand() {
    let app = TestApp::new().await;
    let (owner, staff) = (app.user("owner@example.org").await, app.admin().await);
    let id = with_package(&owner, &staff, 10, 1).await;
    let admin = join(&app, &owner, id, "admin@example.org", "admin").await;
    let member = join(&app, &owner, id, "member@example.org", "member").await;
    for email in ["owner@example.org", "admin@example.org"] {
        app.prove_address(email).await;
    }
    let of_use = async |who: &Client| {
        let kinds = notices(who).await;
        kinds.iter().filter(|kind| kind.starts_with("brand_use")).count()
    };
    for used in 1..=10_u32 {
        use_one(&app, id).await.unwrap();
        let month = month(&member, id).await;
        let alert = match used {
            0..8 => None,
            8..10 => Some(UseAlert::Almost),
            _ => Some(UseAlert::Full),
        };
        assert_eq!((month.used, month.percent, month.alert), (used, used * 10, alert));
        let expected = [0, 1, 2][usize::from(used >= 8) + usize::from(used >= 10)];
        assert_eq!((of_use(&owner).await, of_use(&admin).await), (expected, expected), "after {used}");
    }
    assert_eq!(of_use(&member).await, 0, "whoever does not manage the brand is left in peace");
    for email in ["owner@example.org", "admin@example.org"] {
        assert_eq!(app.mails("notice", email).await, 2);
    }
    assert_eq!(use_one(&app, id).await.unwrap_err().code(), ErrorCode::LimitReached);
    assert_eq!(of_use(&owner).await, 2);
}

#[tokio::test]
async fn each_month_begins_anew_and_after_the_last_one_nothing_is_left() {
    let app = TestApp::new().await;
    let (owner, staff) = (app.user("owner@example.org").await, app.admin().await);
    let id = with_package(&owner, &staff, 1, 2).await;
    let code = async || use_one(&app, id).await.map_err(|error| error.code());
    assert_eq!(code().await, Ok(()));
    assert_eq!(code().await, Err(ErrorCode::LimitReached));
    let over = month(&owner, id).await.until.duration_since(app.clock.now());
    app.clock.advance(over - SignedDuration::from_secs(1));
    assert_eq!(code().await, Err(ErrorCode::LimitReached));
    app.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(code().await, Ok(()));
    let again = json!({ "email": "owner@example.org", "password": PASSWORD });
    assert_eq!(owner.post("/api/identity/sign-in", again).await.status, 200);
    let packages: BrandPackages = owner.get(&at(id, "/package")).await.to();
    let used: Vec<_> =
        packages.current.unwrap().months.iter().map(|month| (month.used, month.current)).collect();
    assert_eq!(used, [(1, false), (1, true)]);
    assert_eq!(told(&app, id).await, 2, "one for each month");
    let over = month(&owner, id).await.until.duration_since(app.clock.now());
    app.clock.advance(over);
    assert_eq!(code().await, Err(ErrorCode::LimitReached));
}

#[tokio::test]
async fn without_a_package_and_in_the_trash_nothing_is_used() {
    let app = TestApp::new().await;
    let (owner, staff) = (app.user("owner@example.org").await, app.admin().await);
    let bare = brand(&owner, "Sin paquete").await.id;
    assert_eq!(use_one(&app, bare).await.unwrap_err().code(), ErrorCode::LimitReached);
    let id = with_package(&owner, &staff, 3, 1).await;
    use_one(&app, id).await.unwrap();
    assert_eq!(owner.delete(&at(id, "")).await.status, 200);
    assert_eq!(use_one(&app, id).await.unwrap_err().code(), ErrorCode::NotFound);
    assert_eq!(owner.post_empty(&at(id, "/restore")).await.status, 200);
    use_one(&app, id).await.unwrap();
    assert_eq!(month(&owner, id).await.used, 2);
    assert_eq!(staff.delete(&at(id, "/package")).await.status, 200);
    assert_eq!(use_one(&app, id).await.unwrap_err().code(), ErrorCode::LimitReached);
}

#[tokio::test]
async fn what_came_to_nothing_used_nothing() {
    let app = TestApp::new().await;
    let (owner, staff) = (app.user("owner@example.org").await, app.admin().await);
    let id = with_package(&owner, &staff, 1, 1).await;
    let undone: Result<(), Aborted<&str>> = in_transaction(&app.db, async |session| {
        use_delivery(&app.state, session, id).await.unwrap();
        Err(Aborted::Refused("something else did not hold"))
    })
    .await;
    assert!(undone.is_err());
    assert_eq!((month(&owner, id).await.used, told(&app, id).await), (0, 0));
    assert_eq!(app.mails("brand_use", "owner@example.org").await, 0);
    use_one(&app, id).await.unwrap();
}
