//! Reports to print: asked for, made by a job, downloaded, and gone after a week.

use std::process::Command;

use bson::{Document, doc};
use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::campaigns::{Report, ReportKind, ReportState};
use shared::error::ErrorCode;
use shared::identity::{Locale, Permission};
use shared::system::JobStatus;

use super::REPORTS;
use crate::campaigns::market::{Market, NOWHERE, user_id};
use crate::metrics::{Post, confirmed, nothing, settled};
use crate::support::{Client, TestApp};

async fn asked(who: &Client, path: &str, body: Value) -> Report {
    let answer = who.post(&format!("{REPORTS}/{path}"), body).await;
    assert_eq!(answer.status, 202, "{path}: {answer:?}");
    answer.to()
}

/// A report that was made, and its file.
async fn printed(app: &TestApp, who: &Client, path: &str, body: Value) -> (Report, Vec<u8>) {
    let report = asked(who, path, body).await;
    let job = app.ended(report.id).await;
    assert_eq!(job.status, JobStatus::Succeeded, "{job:?}");
    let newest = who.get(REPORTS).await.to::<Vec<Report>>().remove(0);
    assert_eq!((newest.id, newest.state), (report.id, ReportState::Ready));
    let url = ticket(who, &newest).await;
    let file = app.anonymous().get(&url).await;
    assert_eq!((file.status, file.header("content-type")), (200, Some("application/pdf")));
    assert_eq!(newest.bytes, Some(file.body.len().try_into().unwrap()));
    app.anonymous().get(&url).await.assert_problem(ErrorCode::LinkExpired);
    (newest, file.body.to_vec())
}

async fn ticket(who: &Client, report: &Report) -> String {
    let answer = who.post_empty(&format!("{REPORTS}/{}/download-ticket", report.id)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["url"].as_str().unwrap().to_owned()
}

/// The words of a file, where `pdftotext` is installed.
fn words(file: &[u8]) -> Option<String> {
    assert!(file.starts_with(b"%PDF-"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, file).unwrap();
    match Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        output => Some(String::from_utf8(output.unwrap().stdout).unwrap().replace('\u{a0}', " ")),
    }
}

#[track_caller]
fn says(file: &[u8], all: &[&str]) {
    let Some(text) = words(file) else { return };
    for one in all {
        assert!(text.contains(one), "{one} is missing in {text}");
    }
}

/// Figures of posts by others in the same campaign: enough for a table that does not end on its page.
async fn others(post: &Post) {
    let figures = post.app().db.database().collection::<Document>("campaign_figures");
    let one = figures.find_one(doc! {}).await.unwrap().unwrap();
    let day: jiff::civil::Date = one.get_str("day").unwrap().parse().unwrap();
    let many = (0..60_u32).map(|number| {
        let id = |kind: u32| format!("01890a5d-ac96-774b-{kind:04}-{number:012}");
        let earlier = day - jiff::Span::new().days(number * 7 % 80);
        let platform = match number % 3 {
            0 => "instagram",
            1 => "tiktok",
            _ => "youtube",
        };
        let mut other = one.clone();
        other.extend(doc! {
            "_id": id(1), "metrics_id": id(2), "application_id": id(3), "creator_id": id(4), "user_id": id(5),
            "platform": platform, "day": earlier.to_string(),
            "views": i64::from(number * number * 37 % 90_000), "reach": i64::from(number * 1_100), "pyg": 250_000_i64,
        });
        other
    });
    figures.insert_many(many).await.unwrap();
}

#[tokio::test]
async fn a_brand_and_a_creator_print_what_a_campaign_brought() {
    let post = Post::new().await;
    let metrics = post.reported(nothing(1)).await;
    let _worker = post.app().work();
    settled(post.ana(), &metrics).await;
    confirmed(post.ana(), &metrics, &[("views", 12_400), ("reach", 9_000), ("likes", 310)]).await;
    let campaign = post.work.campaign.page.summary.id;
    others(&post).await;

    let path = format!("of-campaign/{campaign}");
    let before =
        (post.app().clock.now() - SignedDuration::from_hours(24 * 89)).strftime("%Y-%m-%d").to_string();
    let (report, file) =
        printed(post.app(), post.owner(), &path, json!({ "locale": "es", "from": before })).await;
    assert_eq!((report.kind, report.locale), (ReportKind::Campaign, Locale::Es));
    assert_eq!(report.title, "Reseña de café");
    assert_eq!(report.expires_at, Some(post.app().clock.now() + SignedDuration::from_hours(7 * 24)));
    let spanish =
        ["Reseña de café", "Yerba Ñandutí", "12.400", "9.000", "2,5 %", "₲ 300.000", "ana", "Página 1 de"];
    says(&file, &spanish);
    let (_, file) = printed(post.app(), post.owner(), &path, json!({ "locale": "en", "from": before })).await;
    says(&file, &["12,400", "2.5%", "₲300,000", "Applications", "Page 1 of"]);
    let notices = post.owner().get("/api/notifications/notices").await.json();
    assert_eq!(notices["items"][0]["kind"], "report_ready");

    let (own, file) = printed(post.app(), post.ana(), "mine", json!({ "locale": "es" })).await;
    assert_eq!((own.kind, own.title.as_str()), (ReportKind::Creator, "ana"));
    says(&file, &["ana", "12.400", "Reseña de café", "@av.ana", "5.000", "Asunción"]);

    let staff = post.app().staff(&[Permission::ManageMarketplace]).await;
    let (_, file) = printed(
        post.app(),
        &staff,
        &format!("managed/campaigns/{campaign}"),
        json!({ "locale": "es", "from": before }),
    )
    .await;
    says(&file, &spanish);
    let creator = post.ana().get("/api/creators/me").await.json()["id"].as_str().unwrap().to_owned();
    let (of_ana, _) = printed(post.app(), &staff, &format!("managed/creators/{creator}"), json!({})).await;
    assert_eq!(of_ana.title, "ana");

    // It is nobody's but of who asked for it.
    for stranger in [post.ana(), &staff] {
        let answer = stranger.post_empty(&format!("{REPORTS}/{}/download-ticket", report.id)).await;
        answer.assert_problem(ErrorCode::NotFound);
    }
    let file = post.app().data.path().join(format!("files/reports/{}.pdf", report.id));
    assert!(file.exists());
    let url = ticket(post.owner(), &report).await;
    post.app().clock.advance(SignedDuration::from_hours(7 * 24));
    crate::support::eventually(async || !file.exists()).await;
    post.app().anonymous().get(&url).await.assert_problem(ErrorCode::LinkExpired);
}

#[tokio::test]
async fn who_leaves_a_brand_gets_its_reports_no_more() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let viewer = market.colleague("viewer").await;
    let _worker = market.app.work();
    let path = format!("of-campaign/{}", campaign.page.summary.id);
    let (report, file) = printed(&market.app, &viewer, &path, json!({})).await;
    says(&file, &["Reseña de café"]);
    let member = format!("/api/brands/{}/members/{}", market.brand, user_id(&viewer).await);
    let answer = market.owner.delete(&member).await;
    assert!(answer.status < 300, "{answer:?}");
    let refused = viewer.post_empty(&format!("{REPORTS}/{}/download-ticket", report.id)).await;
    refused.assert_problem(ErrorCode::NotFound);
}

#[tokio::test]
async fn a_report_is_for_whom_its_subject_is_for_and_one_at_a_time() {
    let market = Market::new().await;
    let campaign = market.published(json!({})).await;
    let path = format!("of-campaign/{}", campaign.page.summary.id);
    let (ana, nobody) = (market.creator("ana").await, market.app.anonymous());
    let post =
        async |who: &Client, path: &str, body: Value| who.post(&format!("{REPORTS}/{path}"), body).await;
    post(&nobody, &path, json!({})).await.assert_problem(ErrorCode::Unauthenticated);
    post(&ana, &path, json!({})).await.assert_problem(ErrorCode::NotFound);
    post(&market.owner, &format!("of-campaign/{NOWHERE}"), json!({}))
        .await
        .assert_problem(ErrorCode::NotFound);
    post(&market.owner, "mine", json!({})).await.assert_problem(ErrorCode::ProfileIncomplete);
    let staff = market.app.staff(&[Permission::ManageUsers]).await;
    for managed in [format!("managed/campaigns/{NOWHERE}"), format!("managed/creators/{NOWHERE}")] {
        post(&staff, &managed, json!({})).await.assert_problem(ErrorCode::Forbidden);
        post(&market.app.admin().await, &managed, json!({})).await.assert_problem(ErrorCode::NotFound);
    }
    for wrong in [json!({ "from": "yesterday" }), json!({ "from": "2026-02-01", "to": "2026-01-01" })] {
        post(&market.owner, &path, wrong).await.assert_problem(ErrorCode::ValidationFailed);
    }
    // Nobody works yet: what is asked for twice is one report, and there is nothing to download.
    let first = asked(&market.owner, &path, json!({})).await;
    let again = asked(&market.owner, &path, json!({})).await;
    assert_eq!((first.id, first.state), (again.id, ReportState::Printing));
    let answer = market.owner.post_empty(&format!("{REPORTS}/{}/download-ticket", first.id)).await;
    answer.assert_problem(ErrorCode::NotFound);
    assert_eq!(ana.get(REPORTS).await.to::<Vec<Report>>(), []);
}
