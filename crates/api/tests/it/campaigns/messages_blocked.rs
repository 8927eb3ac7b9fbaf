//! Blocking the other side.

use serde_json::json;
use shared::campaigns::OfferSide;
use shared::error::ErrorCode;

use super::market::{Market, to};
use super::words::{messages, shortlisted, thread, write, written};
use crate::support::Client;

async fn block(who: &Client, application: &shared::campaigns::Application) {
    assert_eq!(who.put(&to(application, "block"), json!(null)).await.status, 204);
}

async fn unblock(who: &Client, application: &shared::campaigns::Application) {
    assert_eq!(who.delete(&to(application, "block")).await.status, 204);
}

#[tokio::test]
async fn where_one_side_blocks_neither_writes_and_both_are_told_which() {
    let market = Market::new().await;
    let (ana, eva) = (market.creator("ana").await, market.creator("eva").await);
    let (member, viewer) = (market.colleague("member").await, market.colleague("viewer").await);
    let campaign = market.published(json!({})).await;
    let application = shortlisted(&market, &ana, &campaign).await;
    let hers = shortlisted(&market, &eva, &campaign).await;
    let another = market.published(json!({ "title": "Otra campaña" })).await;
    let second = shortlisted(&market, &ana, &another).await;
    written(&market.owner, &application, "Hola").await;

    block(&ana, &application).await;
    block(&ana, &application).await;
    let refused = write(&market.owner, &application, "¿Por qué?").await;
    refused.assert_problem(ErrorCode::MessagesBlocked);
    assert!(refused.json()["detail"].as_str().unwrap().contains("te bloqueó"), "{refused:?}");
    let refused = write(&ana, &application, "x").await;
    refused.assert_problem(ErrorCode::MessagesBlocked);
    assert!(refused.json()["detail"].as_str().unwrap().contains("Bloqueaste"), "{refused:?}");
    write(&member, &second, "por acá").await.assert_problem(ErrorCode::MessagesBlocked);
    written(&member, &hers, "con otra sí").await;
    let standing = thread(&market.owner, &second).await;
    assert!(!standing.can_write && standing.blocks.len() == 1);
    assert_eq!(standing.blocks[0].by, OfferSide::Creator);
    assert_eq!(messages(&market.owner, &application, "").await.items.len(), 1, "what was written stays");

    // A side lifts its own block, not the other's.
    unblock(&market.owner, &application).await;
    write(&market.owner, &application, "x").await.assert_problem(ErrorCode::MessagesBlocked);
    block(&member, &application).await;
    unblock(&ana, &second).await;
    unblock(&ana, &second).await;
    let refused = write(&ana, &application, "¿Hola?").await;
    refused.assert_problem(ErrorCode::MessagesBlocked);
    assert!(refused.json()["detail"].as_str().unwrap().contains("te bloqueó"), "{refused:?}");
    // What somebody decided for the brand, a colleague lifts.
    unblock(&market.owner, &application).await;
    written(&ana, &application, "Volví").await;

    let address = to(&application, "block");
    viewer.put(&address, json!(null)).await.assert_problem(ErrorCode::Forbidden);
    eva.put(&address, json!(null)).await.assert_problem(ErrorCode::NotFound);
    eva.delete(&address).await.assert_problem(ErrorCode::NotFound);
    let trail = market.app.trail(&application.summary.id.to_string()).await;
    let blocks: Vec<&str> =
        trail.iter().map(String::as_str).filter(|action| action.ends_with("block_messages")).collect();
    let expected = ["campaigns.block_messages", "campaigns.block_messages", "campaigns.unblock_messages"];
    assert_eq!(blocks, expected, "what changed nothing leaves no trace here");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_after_a_block() {
    let market = Market::new().await;
    let ana = market.creator("ana").await;
    let campaign = market.published(json!({})).await;
    let application = shortlisted(&market, &ana, &campaign).await;
    for round in 0..10 {
        written(&ana, &application, "antes").await;
        let writing =
            futures::future::join_all((0..5).map(|_| write(&market.owner, &application, "durante")));
        let (_, answers) = futures::join!(block(&ana, &application), writing);
        let before = messages(&ana, &application, "?limit=100").await.items.len();
        for answer in &answers {
            assert!(matches!(answer.status, 201 | 409), "round {round}: {answer:?}");
        }
        write(&market.owner, &application, "después").await.assert_problem(ErrorCode::MessagesBlocked);
        assert_eq!(messages(&ana, &application, "?limit=100").await.items.len(), before);
        unblock(&ana, &application).await;
        market.app.clock.advance(jiff::SignedDuration::from_secs(60));
    }
}
