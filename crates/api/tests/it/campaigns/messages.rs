//! Messages between the two sides of an application: who writes and reads, numbers and pages, marks and counts.

use jiff::SignedDuration;
use serde_json::json;
use shared::campaigns::{Message, OfferSide, ThreadSummary, UnreadMessages};
use shared::error::ErrorCode;
use shared::page::Page;

use super::market::{Market, applied, brand, to};
use super::words::{messages, read, shortlisted, signed, texts, thread, told, write, written};
use crate::support::Client;

const THREADS: &str = "/api/campaigns/threads";

async fn unread(who: &Client, query: &str) -> (u32, u32) {
    let found: UnreadMessages = who.get(&format!("{THREADS}/unread{query}")).await.to();
    (found.threads, found.messages)
}

async fn threads(who: &Client, query: &str) -> Vec<ThreadSummary> {
    let answer = who.get(&format!("{THREADS}{query}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.to::<Page<ThreadSummary>>().items
}

#[tokio::test]
async fn the_two_sides_write_read_and_see_how_far_the_other_has_read() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let (member, viewer) = (market.colleague("member").await, market.colleague("viewer").await);
    let campaign = market.published(json!({})).await;
    let application = applied(&ana, &campaign).await;
    let empty = thread(&market.owner, &application).await;
    assert_eq!((empty.last_number, empty.unread, empty.can_write), (0, 0, true));

    let first = written(&market.owner, &application, " ¡Hola! \n").await;
    assert_eq!((first.number, first.by, first.text.as_str()), (1, OfferSide::Brand, "¡Hola!"));
    assert!(first.yours && first.author_name.as_deref() == Some("Test"));
    let seen = messages(&ana, &application, "").await.items;
    assert!(!seen[0].yours && seen[0].author_name.as_deref() == Some("Test"));
    assert_eq!(unread(&ana, "").await, (1, 1));
    let of_brand = format!("?brand={}", market.brand);
    assert_eq!(unread(&market.owner, &of_brand).await, (0, 0), "who wrote it has nothing new");
    assert_eq!(unread(&member, &of_brand).await, (1, 1), "a colleague has");

    let second = written(&ana, &application, "Hola, ¿cuándo empezamos?").await;
    assert_eq!((second.number, second.by), (2, OfferSide::Creator));
    assert_eq!(second.author_name.as_deref(), Some("ana"));
    assert_eq!(thread(&market.owner, &application).await.unread, 1);
    assert_eq!(thread(&member, &application).await.unread, 2);
    assert_eq!(thread(&ana, &application).await.unread, 1, "one's own are not new");

    // How far somebody has read never goes back, and never beyond the end.
    read(&market.owner, &application, 99).await;
    read(&market.owner, &application, 1).await;
    let owners = thread(&market.owner, &application).await;
    assert_eq!((owners.read, owners.unread, owners.read_by_them), (2, 0, 0));
    assert_eq!(thread(&ana, &application).await.read_by_them, 2);
    read(&member, &application, 1).await;
    assert_eq!(thread(&member, &application).await.unread, 1);
    read(&viewer, &application, 2).await;
    assert_eq!(thread(&viewer, &application).await.unread, 0);
    let zero = json!({ "number": 0 });
    let answer = ana.put(&to(&application, "messages/read"), zero).await;
    answer.assert_problem(ErrorCode::ValidationFailed);

    let listed = threads(&ana, "").await;
    assert_eq!((listed.len(), listed[0].unread, listed[0].last_number), (1, 1, 2));
    assert_eq!(listed[0].with.as_deref(), Some("Yerba Ñandutí"));
    assert_eq!(listed[0].last_text, "Hola, ¿cuándo empezamos?");
    let listed = threads(&viewer, &of_brand).await;
    assert_eq!((listed[0].with.as_deref(), listed[0].unread), (Some("ana"), 0));
    let trail = market.app.trail(&application.summary.id.to_string()).await;
    assert_eq!(trail.iter().filter(|action| *action == "campaigns.send_message").count(), 2);
}

#[tokio::test]
async fn only_the_two_sides_write_and_only_while_there_is_something_to_say() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let viewer = market.colleague("viewer").await;
    let stranger = market.app.user("other@brand.example").await;
    let other = brand(&stranger, "Otra").await;
    let campaign = market.published(json!({})).await;
    let application = applied(&ana, &campaign).await;

    write(&ana, &application, "¿Y?").await.assert_problem(ErrorCode::MoveNotAllowed);
    let standing = thread(&ana, &application).await;
    assert!(!standing.can_write && standing.why_not.unwrap().contains("preseleccione"));
    write(&viewer, &application, "Hola").await.assert_problem(ErrorCode::Forbidden);
    for outsider in [&stranger, &eva] {
        write(outsider, &application, "Hola").await.assert_problem(ErrorCode::NotFound);
        for rest in ["messages", "thread"] {
            outsider.get(&to(&application, rest)).await.assert_problem(ErrorCode::NotFound);
        }
    }
    write(&market.app.anonymous(), &application, "x").await.assert_problem(ErrorCode::Unauthenticated);
    stranger.get(&format!("{THREADS}?brand={}", market.brand)).await.assert_problem(ErrorCode::NotFound);
    stranger
        .get(&format!("{THREADS}/unread?brand={}", market.brand))
        .await
        .assert_problem(ErrorCode::NotFound);
    assert!(threads(&stranger, &format!("?brand={other}")).await.is_empty());
    for wrong in [json!({}), json!({ "text": " \n" }), json!({ "text": "a".repeat(4_001) })] {
        let answer = market.owner.post(&to(&application, "messages"), wrong).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
    }
    written(&market.owner, &application, "Hola").await;
    written(&ana, &application, "Ahora sí").await;
    assert_eq!(messages(&viewer, &application, "").await.items.len(), 2);

    assert_eq!(market.owner.post(&to(&application, "reject"), json!({})).await.status, 200);
    for side in [&market.owner, &ana] {
        write(side, &application, "x").await.assert_problem(ErrorCode::MoveNotAllowed);
        assert_eq!(messages(side, &application, "").await.items.len(), 2, "what was written stays");
    }
    // Work that is done can still be spoken about.
    let confirmed = signed(&market, &eva, &campaign).await;
    market.moved(&campaign, "close").await;
    market.moved(&campaign, "complete").await;
    written(&eva, &confirmed, "Gracias").await;
}

#[tokio::test]
async fn messages_come_in_pages_or_after_a_number() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let campaign = market.published(json!({})).await;
    let application = shortlisted(&market, &ana, &campaign).await;
    for number in 1..=7 {
        let who = if number % 2 == 0 { &ana } else { &market.owner };
        assert_eq!(written(who, &application, &number.to_string()).await.number, number);
    }
    let numbers = |page: &Page<Message>| -> Vec<u32> { page.items.iter().map(|one| one.number).collect() };
    let first = messages(&ana, &application, "?limit=3").await;
    assert_eq!(numbers(&first), [7, 6, 5]);
    let cursor = first.next_cursor.unwrap();
    let second = messages(&ana, &application, &format!("?limit=3&cursor={cursor}")).await;
    assert_eq!(numbers(&second), [4, 3, 2]);
    let cursor = second.next_cursor.unwrap();
    let third = messages(&ana, &application, &format!("?limit=3&cursor={cursor}")).await;
    assert_eq!((numbers(&third), &third.next_cursor), (vec![1], &None));
    assert_eq!(numbers(&messages(&ana, &application, "?after=5").await), [6, 7]);
    assert_eq!(numbers(&messages(&ana, &application, "?after=0&limit=2").await), [1, 2]);
    assert!(messages(&ana, &application, "?after=7").await.items.is_empty());
    let both = format!("{}?after=1&cursor={cursor}", to(&application, "messages"));
    ana.get(&both).await.assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn somebody_is_told_once_until_they_read() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let viewer = market.colleague("viewer").await;
    let campaign = market.published(json!({})).await;
    let application = shortlisted(&market, &ana, &campaign).await;
    for text in ["uno", "dos", "tres"] {
        written(&market.owner, &application, text).await;
    }
    assert_eq!(told(&ana, "message_").await, ["message_to_creator"]);
    read(&ana, &application, 2).await;
    written(&market.owner, &application, "cuatro").await;
    assert_eq!(told(&ana, "message_").await.len(), 1, "something was new already");
    read(&ana, &application, 4).await;
    written(&market.owner, &application, "cinco").await;
    assert_eq!(told(&ana, "message_").await.len(), 2);
    written(&ana, &application, "¡Voy!").await;
    assert_eq!(told(&market.owner, "message_").await, ["message_to_brand"]);
    assert!(told(&viewer, "message_").await.is_empty(), "who only looks is not told");
}

#[tokio::test]
async fn nobody_writes_more_than_a_person_can() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let campaign = market.published(json!({})).await;
    let application = shortlisted(&market, &ana, &campaign).await;
    for number in 0..30 {
        written(&ana, &application, &number.to_string()).await;
    }
    let refused = write(&ana, &application, "una más").await;
    refused.assert_problem(ErrorCode::TooManyRequests);
    assert!(refused.header("retry-after").is_some());
    written(&market.owner, &application, "a mí no me cuentan las tuyas").await;
    market.app.clock.advance(SignedDuration::from_secs(2));
    written(&ana, &application, "ahora sí").await;
    write(&ana, &application, "y otra").await.assert_problem(ErrorCode::TooManyRequests);
    assert_eq!(texts(&ana, &application).await.len(), 32);
}

#[tokio::test]
async fn who_is_erased_takes_their_words_along() {
    let market = Market::new().await;
    let ana = market.creator("anahi").await;
    let member = market.colleague("member").await;
    let campaign = market.published(json!({})).await;
    let application = shortlisted(&market, &ana, &campaign).await;
    written(&ana, &application, "mi secreto").await;
    written(&member, &application, "el mío").await;
    written(&market.owner, &application, "lo de la marca").await;
    let copy = super::personal::copied(&market, &super::market::user_id(&ana).await, "x@x.example").await;
    let said = copy.iter().find(|(name, _)| name == "messages.json").unwrap();
    assert!(said.1.to_string().contains("mi secreto") && !said.1.to_string().contains("el mío"));
    for who in [&ana, &member] {
        super::personal::forget(&market, &super::market::user_id(who).await).await;
    }
    let left = messages(&market.owner, &application, "?limit=100").await.items;
    let found: Vec<(&str, bool)> = left.iter().map(|one| (one.text.as_str(), one.erased)).collect();
    assert_eq!(found, [("lo de la marca", false), ("", true), ("", true)]);
    assert!(left[1..].iter().all(|one| one.author_name.is_none()));
    write(&market.owner, &application, "¿Hay alguien?").await.assert_problem(ErrorCode::MoveNotAllowed);
    for collection in ["campaign_messages", "campaign_threads", "campaign_reads"] {
        let stored = market.stored(collection, bson::doc! {}).await;
        let text = format!("{stored:?}");
        assert!(!text.contains("secreto") && !text.contains("anahi"), "{collection}: {text}");
    }
}

#[tokio::test]
async fn nothing_reads_a_collection_from_end_to_end() {
    const OURS: [&str; 7] = [
        "campaign_ratings",
        "campaign_threads",
        "campaign_messages",
        "campaign_reads",
        "campaign_blocks",
        "abuse_cases",
        "abuse_reports",
    ];
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let staff = market.app.admin().await;
    let database = market.app.db.database();
    let scans_alone = bson::doc! { "profile": 1, "filter": { "planSummary": "COLLSCAN" } };
    database.run_command(scans_alone).await.unwrap();
    let (_, work) = super::words::done(&market, &[&ana]).await;
    let application = &work[0];
    written(&market.owner, application, "hola").await;
    let second = written(&ana, application, "hola").await;
    read(&market.owner, application, 2).await;
    for query in ["", "?after=0", "?limit=1"] {
        messages(&ana, application, query).await;
    }
    thread(&ana, application).await;
    threads(&ana, "").await;
    threads(&market.owner, &format!("?brand={}", market.brand)).await;
    unread(&ana, "").await;
    assert_eq!(ana.put(&to(application, "block"), json!(null)).await.status, 204);
    assert_eq!(ana.delete(&to(application, "block")).await.status, 204);
    super::words::rated(&market.owner, application, super::words::of_creator([5, 5, 5])).await;
    let rating = super::words::rated(&ana, application, super::words::of_brand([5, 5, 5])).await;
    let list = format!("{}/of-creator/{}", super::words::RATINGS, application.summary.creator_id);
    ana.get(&list).await;
    staff.get(&format!("{}/managed?hidden=false", super::words::RATINGS)).await;
    for (kind, id) in [("message", second.id.to_string()), ("rating", rating.id.to_string())] {
        let body = json!({ "target": { "kind": kind, "id": id }, "reason": "spam" });
        assert_eq!(market.owner.post("/api/abuse/reports", body).await.status, 201);
    }
    market.owner.get("/api/abuse/reports/mine").await;
    let cases = staff.get("/api/abuse/cases?kind=rating").await.json();
    let case = cases["items"][0]["id"].as_str().unwrap().to_owned();
    staff.get(&format!("/api/abuse/cases/{case}")).await;
    let decision = json!({ "decision": "hide", "reason": "Prueba." });
    assert_eq!(staff.post(&format!("/api/abuse/cases/{case}/decide"), decision).await.status, 200);
    staff.get("/api/abuse/cases?decided=true").await;
    let id = super::market::user_id(&ana).await;
    super::personal::copied(&market, &id, "ana@creators.example").await;
    super::personal::forget(&market, &id).await;
    assert_eq!(super::plans::scans(&market, &OURS).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_brand_in_the_trash_is_not_written_to() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let campaign = market.published(json!({})).await;
    let application = shortlisted(&market, &ana, &campaign).await;
    written(&ana, &application, "Hola").await;
    let trashed = bson::doc! { "$set": { "state": "trashed" } };
    let brands = market.app.db.collection::<bson::Document>("brands");
    brands.update_one(bson::doc! { "_id": &market.brand }, trashed).await.unwrap();
    write(&ana, &application, "¿Hola?").await.assert_problem(ErrorCode::MoveNotAllowed);
}
