//! Packages: granted, prolonged and ended by the staff, and shown with their use.

use jiff::SignedDuration;
use serde_json::json;
use shared::brands::{BrandPackages, PackagePlan, PackageState};
use shared::error::ErrorCode;

use super::{NOWHERE, at, brand};
use crate::support::TestApp;

#[tokio::test]
async fn a_package_is_granted_prolonged_and_ended_and_its_brand_sees_it() {
    let app = TestApp::new().await;
    let (owner, staff) = (app.user("owner@example.org").await, app.admin().await);
    let id = brand(&owner, "Lurdes").await.id;
    let path = at(id, "/package");
    assert_eq!(owner.get(&path).await.to::<BrandPackages>(), BrandPackages::default());
    staff.delete(&path).await.assert_problem(ErrorCode::NotFound);
    staff.post(&at(id, "/package/prolong"), json!({ "months": 1 })).await.assert_problem(ErrorCode::NotFound);

    let answer = staff.post(&path, json!({ "plan": "growth", "months": 2 })).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let seen: BrandPackages = owner.get(&path).await.to();
    assert_eq!(answer.to::<BrandPackages>(), seen);
    let package = seen.current.unwrap();
    assert_eq!((package.plan, package.deliveries_a_month), (PackagePlan::Growth, 15));
    assert_eq!((package.state, package.months.len()), (PackageState::Running, 2));
    assert_eq!(package.starts_at, app.clock.now());
    let month = package.current_month().unwrap();
    assert_eq!((month.number, month.used, month.percent, month.alert), (1, 0, 0, None));
    assert_eq!(package.ends_at, package.months[1].until);
    staff.post(&path, json!({ "plan": "pro", "months": 1 })).await.assert_problem(ErrorCode::Conflict);

    let longer = staff.post(&at(id, "/package/prolong"), json!({ "months": 10 })).await;
    assert_eq!(longer.to::<BrandPackages>().current.unwrap().months.len(), 12);
    let much = staff.post(&at(id, "/package/prolong"), json!({ "months": 25 })).await;
    much.assert_problem(ErrorCode::LimitReached);
    let ended: BrandPackages = staff.delete(&path).await.to();
    assert!(ended.current.is_none());
    assert_eq!((ended.past[0].state, ended.past[0].ended_at), (PackageState::Ended, Some(app.clock.now())));
    let own = json!({ "plan": "enterprise", "deliveries_a_month": 500, "months": 1 });
    let next: BrandPackages = staff.post(&path, own).await.to();
    assert_eq!((next.current.unwrap().deliveries_a_month, next.past.len()), (500, 1));
    assert_eq!(
        app.trail(&id.to_string()).await,
        [
            "brands.create_brand",
            "brands.grant_package",
            "brands.prolong_package",
            "brands.end_package",
            "brands.grant_package"
        ]
    );
}

#[tokio::test]
async fn a_package_that_ran_out_makes_room_for_the_next() {
    let app = TestApp::new().await;
    let (owner, staff) = (app.user("owner@example.org").await, app.admin().await);
    let id = brand(&owner, "Lurdes").await.id;
    let path = at(id, "/package");
    let granted = staff.post(&path, json!({ "plan": "starter", "months": 1 })).await.to::<BrandPackages>();
    let ends_at = granted.current.unwrap().ends_at;
    assert!(ends_at.duration_since(app.clock.now()) >= SignedDuration::from_hours(31 * 24 - 1), "{ends_at}");
    app.clock.advance(ends_at.duration_since(app.clock.now()));
    let staff = app.admin().await;
    staff.post(&at(id, "/package/prolong"), json!({ "months": 1 })).await.assert_problem(ErrorCode::NotFound);
    staff.delete(&path).await.assert_problem(ErrorCode::NotFound);
    let next: BrandPackages = staff.post(&path, json!({ "plan": "pro", "months": 1 })).await.to();
    assert_eq!(next.current.unwrap().plan, PackagePlan::Pro);
    assert_eq!(next.past[0].state, PackageState::RunOut);
}

#[tokio::test]
async fn what_cannot_be_granted_is_refused() {
    let app = TestApp::new().await;
    let (owner, staff) = (app.user("owner@example.org").await, app.admin().await);
    let id = brand(&owner, "Lurdes").await.id;
    let path = at(id, "/package");
    for wrong in [
        json!({ "plan": "pro", "months": 0 }),
        json!({ "plan": "pro", "months": 37 }),
        json!({ "plan": "pro", "months": 1, "deliveries_a_month": 0 }),
        json!({ "plan": "pro", "months": 1, "deliveries_a_month": 10_001 }),
    ] {
        staff.post(&path, wrong).await.assert_problem(ErrorCode::ValidationFailed);
    }
    staff.post(&path, json!({ "plan": "gold", "months": 1 })).await.assert_problem(ErrorCode::MalformedBody);
    let nowhere = format!("/api/brands/{NOWHERE}/package");
    let good = json!({ "plan": "pro", "months": 1 });
    staff.post(&nowhere, &good).await.assert_problem(ErrorCode::NotFound);
    staff.post("/api/brands/7/package", &good).await.assert_problem(ErrorCode::NotFound);
    // Of many at once, one is granted.
    let answers = futures::future::join_all((0..20).map(|_| staff.post(&path, &good))).await;
    let done = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(done, 1, "{answers:?}");
    assert!(answers.iter().all(|answer| matches!(answer.status, 201 | 409)), "{answers:?}");
}
