//! Telling people something: each once, with the deed or not at all; reading, marking, putting away.

use api::infra::db::{Aborted, in_transaction};
use bson::doc;
use futures::future::join_all;
use shared::error::ErrorCode;
use shared::id::{NoticeId, UserId};
use shared::notifications::{Level, NoticeQuery, Topic};
use uuid::Uuid;

use super::{NOTICES, id_of, notices, said, tell, telling, unread};
use crate::support::TestApp;

const ALL: NoticeQuery = NoticeQuery { unread: None, archived: None, limit: None, cursor: None };
const UNREAD: NoticeQuery = NoticeQuery { unread: Some(true), archived: None, limit: None, cursor: None };
const AWAY: NoticeQuery = NoticeQuery { unread: None, archived: Some(true), limit: None, cursor: None };

#[tokio::test]
async fn each_person_is_told_each_thing_once() {
    let app = TestApp::new().await;
    let (ana, eva) = (app.user("ana@example.org").await, app.user("eva@example.org").await);
    let (a, e) = (id_of(&ana).await, id_of(&eva).await);
    // Two hundred at once tell the same, and as a control twenty tell something else each.
    let (both, only) = ([a, e, a], [a]);
    join_all((0..200).map(|_| tell(&app, &both, "same"))).await;
    let others: Vec<String> = (0..20).map(|number| format!("other {number}")).collect();
    join_all(others.iter().map(|other| tell(&app, &only, other))).await;
    let mut told = said(&ana, &NoticeQuery { limit: Some(100), ..ALL }).await;
    told.sort_unstable();
    let mut expected = others;
    expected.push("same".to_owned());
    expected.sort_unstable();
    assert_eq!(told, expected);
    assert_eq!(said(&eva, &ALL).await, ["same"]);
    // Somebody new is told what others were told already.
    let leo = app.user("leo@example.org").await;
    tell(&app, &[a, id_of(&leo).await], "same").await;
    assert_eq!((said(&leo, &ALL).await, unread(&ana).await), (vec!["same".to_owned()], 21));
}

#[tokio::test]
async fn a_notice_says_what_the_table_says() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    tell(&app, &[id_of(&ana).await], "it is\nbroken").await;
    let notice = notices(&ana, &ALL).await.remove(0);
    assert_eq!(
        (notice.kind.as_str(), notice.topic, notice.level),
        ("avatar_refused", Topic::Account, Level::Attention)
    );
    assert_eq!(notice.text_es, "No se pudo usar la foto que enviaste. Probá con otra.");
    assert_eq!(notice.text_en, "The picture that you sent cannot be used: it is\nbroken");
    assert_eq!((notice.link.as_deref(), notice.at), (Some("/account"), app.clock.now()));
    assert!(notice.read_at.is_none() && !notice.archived && !notice.quiet);
    tell(&app, &[id_of(&ana).await], &"x".repeat(5000)).await;
    assert_eq!(notices(&ana, &ALL).await[0].text_en.chars().count(), 500);
}

#[tokio::test]
async fn what_is_not_committed_is_not_told() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let to = [id_of(&ana).await];
    for (why, goes_well) in [("given up", false), ("done", true)] {
        let told = in_transaction::<(), mongodb::error::Error, _>(&app.db, async |session| {
            app.state.notifications.tell(telling(&to, why), Some(session)).await?;
            if goes_well { Ok(()) } else { Err(Aborted::Refused(mongodb::error::Error::custom("no"))) }
        })
        .await;
        assert_eq!(told.is_ok(), goes_well);
    }
    assert_eq!(said(&ana, &ALL).await, ["done"]);
}

#[tokio::test]
async fn whoever_is_gone_is_passed_over() {
    let app = TestApp::new().await;
    let (ana, eva) = (app.user("ana@example.org").await, app.user("eva@example.org").await);
    let (a, e) = (id_of(&ana).await, id_of(&eva).await);
    let users = app.db.collection::<bson::Document>("users");
    let erased = doc! { "$set": { "erased_at": bson::DateTime::now() } };
    users.update_one(doc! { "_id": e.to_string() }, erased).await.unwrap();
    tell(&app, &[e, UserId::new(Uuid::nil()), a], "news").await;
    assert_eq!(said(&ana, &ALL).await, ["news"]);
    let stored = app.db.collection::<bson::Document>("notices").count_documents(doc! {}).await.unwrap();
    assert_eq!(stored, 1);
}

#[tokio::test]
async fn a_crowd_is_told_in_parts() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let mut crowd = vec![id_of(&ana).await];
    // As many as two transactions and one more; accounts copied from one that is real.
    let users = app.db.collection::<bson::Document>("users");
    let real = users.find_one(doc! { "email": "ana@example.org" }).await.unwrap().unwrap();
    let copies: Vec<bson::Document> = (0..200_u128)
        .map(|number| {
            let id = UserId::new(Uuid::from_u128(number + 1));
            crowd.push(id);
            let mut copy = real.clone();
            copy.insert("_id", id.to_string());
            copy.insert("email", format!("{number}@example.org"));
            copy
        })
        .collect();
    users.insert_many(copies).await.unwrap();
    for _ in 0..2 {
        tell(&app, &crowd, "everybody").await;
    }
    let stored = app.db.collection::<bson::Document>("notices").count_documents(doc! {}).await.unwrap();
    assert_eq!(stored, 201);
}

#[tokio::test]
async fn notices_are_marked_put_away_and_put_back() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let to = [id_of(&ana).await];
    for why in ["a", "b", "c"] {
        tell(&app, &to, why).await;
    }
    assert_eq!(
        (said(&ana, &ALL).await, unread(&ana).await),
        (["c", "b", "a"].map(str::to_owned).to_vec(), 3)
    );
    let listed = notices(&ana, &ALL).await;
    let (c, b) = (listed[0].id, listed[1].id);
    let first_mark = app.clock.now();
    for _ in 0..2 {
        assert_eq!(ana.post_empty(&format!("{NOTICES}/{b}/read")).await.status, 204);
        app.clock.advance(jiff::SignedDuration::from_secs(1));
    }
    assert_eq!(notices(&ana, &ALL).await[1].read_at, Some(first_mark), "the first mark stands");
    assert_eq!((said(&ana, &UNREAD).await, unread(&ana).await), (["c", "a"].map(str::to_owned).to_vec(), 2));

    let away = format!("{NOTICES}/{c}/archive");
    for _ in 0..2 {
        assert_eq!(ana.post_empty(&away).await.status, 204);
    }
    assert_eq!((said(&ana, &ALL).await, unread(&ana).await), (["b", "a"].map(str::to_owned).to_vec(), 1));
    let put_away = notices(&ana, &AWAY).await;
    assert!(put_away.len() == 1 && put_away[0].archived && put_away[0].read_at.is_some(), "{put_away:?}");
    assert_eq!(ana.delete(&away).await.status, 204);
    assert_eq!(said(&ana, &ALL).await, ["c", "b", "a"]);

    assert_eq!(ana.post_empty(&format!("{NOTICES}/read-all")).await.status, 204);
    assert_eq!((said(&ana, &UNREAD).await, unread(&ana).await), (vec![], 0));
    assert!(notices(&ana, &AWAY).await.is_empty());
}

#[tokio::test]
async fn nobody_touches_the_notices_of_somebody_else() {
    let app = TestApp::new().await;
    let (ana, eva) = (app.user("ana@example.org").await, app.user("eva@example.org").await);
    tell(&app, &[id_of(&ana).await], "hers").await;
    let id = notices(&ana, &ALL).await[0].id;
    let nobody = app.anonymous();
    let mut acts: Vec<String> = ["read", "archive"].map(|act| format!("{NOTICES}/{id}/{act}")).to_vec();
    acts.push(format!("{NOTICES}/{}/read", NoticeId::new(Uuid::nil())));
    acts.push(format!("{NOTICES}/7/read"));
    for act in &acts {
        eva.post_empty(act).await.assert_problem(ErrorCode::NotFound);
        nobody.post_empty(act).await.assert_problem(ErrorCode::Unauthenticated);
    }
    eva.delete(&format!("{NOTICES}/{id}/archive")).await.assert_problem(ErrorCode::NotFound);
    assert_eq!(eva.post_empty(&format!("{NOTICES}/read-all")).await.status, 204);
    assert_eq!((unread(&ana).await, unread(&eva).await), (1, 0));
    assert!(notices(&eva, &ALL).await.is_empty());
    for path in [NOTICES, "/api/notifications/unread"] {
        nobody.get(path).await.assert_problem(ErrorCode::Unauthenticated);
    }
    ana.get(&format!("{NOTICES}?cursor=nonsense")).await.assert_problem(ErrorCode::ValidationFailed);
    ana.get(&format!("{NOTICES}?limit=0")).await.assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn a_count_goes_to_a_hundred() {
    let app = TestApp::new().await;
    let ana = app.user("ana@example.org").await;
    let to = [id_of(&ana).await];
    for number in 0..101 {
        tell(&app, &to, &number.to_string()).await;
    }
    assert_eq!(unread(&ana).await, 100);
    assert_eq!(notices(&ana, &NoticeQuery { limit: Some(100), ..ALL }).await.len(), 100);
}

#[tokio::test]
async fn no_question_scans_the_notices() {
    let app = TestApp::new().await;
    let inbox = doc! { "user": "x", "shelf": null };
    let with = |field: &str, value: bson::Bson| {
        let mut filter = inbox.clone();
        filter.insert(field, value);
        filter
    };
    let newest = |filter: bson::Document| doc! { "find": "notices", "filter": filter, "sort": { "_id": -1 } };
    for question in [
        newest(doc! { "user": "x" }),
        newest(inbox.clone()),
        newest(with("_id", doc! { "$lt": "x" }.into())),
        newest(with("_id", doc! { "$gt": "x" }.into())),
        newest(with("read_at", bson::Bson::Null)),
        newest(doc! { "user": "x", "shelf": "archive" }),
        newest(doc! { "user": "x", "digest_due": { "$exists": true } }),
        doc! { "find": "notices", "filter": { "digest_due": { "$lte": bson::DateTime::from_millis(0) } } },
        doc! { "find": "notices", "filter": { "key": { "$in": ["x"] } } },
        doc! { "count": "notices", "query": with("read_at", bson::Bson::Null), "limit": 100 },
    ] {
        let explain = doc! { "explain": question.clone(), "verbosity": "queryPlanner" };
        let plan = app.db.database().run_command(explain).await.unwrap();
        let plan =
            plan.get_document("queryPlanner").unwrap().get_document("winningPlan").unwrap().to_string();
        let by_index = plan.contains("IXSCAN") || plan.contains("COUNT_SCAN");
        assert!(by_index && !plan.contains("COLLSCAN") && !plan.contains("\"SORT\""), "{question}: {plan}");
    }
}
