//! The marketplace in figures.

use bson::{Document, doc};
use jiff::SignedDuration;
use serde_json::json;
use shared::campaigns::ApplicationCounts;
use shared::identity::Permission;
use shared::overview::{CampaignCounts, Overview};

use crate::campaigns::market::{Market, applied};
use crate::support::{Client, TestApp};

async fn figures(staff: &Client) -> Overview {
    let answer = staff.get("/api/overview").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to()
}

#[tokio::test]
async fn sign_ups_campaigns_and_applications_are_counted_where_and_when_they_are() {
    let market = Market::new().await;
    let staff = market.app.staff(&[Permission::ManageMarketplace]).await;
    let ana = market.creator("ana").await;
    let first = market.published(json!({})).await;
    market.draft(json!({})).await;
    applied(&ana, &first).await;
    market.app.clock.advance(SignedDuration::from_hours(48));
    for somebody in [&staff, &market.owner] {
        assert_eq!(somebody.post_empty("/api/identity/refresh").await.status, 200);
    }
    let eva = market.creator("eva").await;
    let application = applied(&eva, &first).await;
    let path = format!("/api/campaigns/applications/{}/withdraw", application.summary.id);
    assert_eq!(eva.post_empty(&path).await.status, 200);

    let found = figures(&staff).await;
    assert_eq!(found.campaigns, CampaignCounts { draft: 1, published: 1, ..CampaignCounts::default() });
    let counts = ApplicationCounts { applied: 1, withdrawn: 1, ..ApplicationCounts::default() };
    assert_eq!(found.applications, counts);
    assert_eq!((found.days.len(), found.days[29].day.as_str()), (30, "2040-03-09"));
    // Owner, administrator who granted the package, staff and ana; two days later eva.
    assert_eq!((found.days[27].sign_ups, found.days[28].sign_ups, found.days[29].sign_ups), (4, 0, 1));
    assert_eq!(found.days[27].applications, ApplicationCounts { applied: 1, ..ApplicationCounts::default() });
    assert_eq!(
        found.days[29].applications,
        ApplicationCounts { withdrawn: 1, ..ApplicationCounts::default() }
    );

    // What was counted a moment ago is not counted again; then it is.
    market.draft(json!({})).await;
    assert_eq!(figures(&staff).await, found);
    market.app.state.cache.forget_kind("overview").await;
    assert_eq!(figures(&staff).await.campaigns.draft, 2);
    assert_eq!(eva.get("/api/overview").await.status, 403);
    assert_eq!(market.app.staff(&[Permission::ManageUsers]).await.get("/api/overview").await.status, 403);
}

#[tokio::test]
async fn a_day_is_one_of_paraguay() {
    let app = TestApp::new().await;
    let staff = app.staff(&[Permission::ManageMarketplace]).await;
    let users = app.db.collection::<Document>("users");
    // Half an hour after midnight there, which is later in the world.
    let late: jiff::Timestamp = "2040-03-06T02:30:00Z".parse().unwrap();
    users
        .update_many(doc! {}, doc! { "$set": { "created_at": bson::DateTime::from_jiff(late) } })
        .await
        .unwrap();
    let found = figures(&staff).await;
    let days: Vec<_> = found.days.iter().filter(|day| day.sign_ups > 0).collect();
    assert_eq!(days.len(), 1);
    assert_eq!(days[0].day, "2040-03-05");
}

#[tokio::test]
async fn everything_is_counted_on_indexes_alone() {
    let app = TestApp::new().await;
    let day = doc! { "$dateToString": { "date": "$created_at", "format": "%Y-%m-%d", "timezone": "America/Asuncion" } };
    let since = doc! { "$gte": bson::DateTime::MIN };
    for (collection, found, group, hint) in [
        (
            "users",
            doc! { "created_at": since.clone() },
            doc! { "_id": day.clone(), "count": { "$sum": 1 } },
            doc! { "created_at": 1 },
        ),
        (
            "campaign_applications",
            doc! { "state": { "$in": ["applied", "rejected"] }, "created_at": since },
            doc! { "_id": { "day": day, "state": "$state" }, "count": { "$sum": 1 } },
            doc! { "state": 1, "created_at": 1 },
        ),
        (
            "campaigns",
            doc! { "state": "draft" },
            doc! { "_id": 1, "n": { "$sum": 1 } },
            doc! { "state": 1, "_id": -1 },
        ),
        (
            "campaign_applications",
            doc! { "state": "applied" },
            doc! { "_id": 1, "n": { "$sum": 1 } },
            doc! { "state": 1, "created_at": 1 },
        ),
    ] {
        let pipeline = [doc! { "$match": found.clone() }, doc! { "$group": group }];
        let ask = doc! { "aggregate": collection, "pipeline": pipeline.to_vec(), "cursor": {}, "hint": hint };
        let plan = app.db.database().run_command(doc! { "explain": ask }).await.unwrap().to_string();
        assert!(plan.contains("IXSCAN") || plan.contains("COUNT_SCAN"), "{collection} {found}: {plan}");
        assert!(!plan.contains("COLLSCAN") && !plan.contains("FETCH"), "{collection} {found}: {plan}");
    }
}
