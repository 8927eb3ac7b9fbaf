//! What other domains ask of this one.

use api::domains::creators::{note_delivery, of_user, snapshot};
use bson::{Document, doc};
use serde_json::json;
use shared::creators::{CreatorStatus, MissingPart, OnTime};
use shared::error::ErrorCode;
use shared::id::CreatorId;

use super::support::{ME, NOBODY, beginner, changed, creator, decide, own};
use crate::support::TestApp;

#[tokio::test]
async fn a_card_says_who_can_apply_and_a_snapshot_keeps_what_is_hidden_from_others() {
    let app = TestApp::new().await;
    let staff = app.admin().await;
    let (ana, eva) =
        (creator(&app, "ana@example.org", "Ana").await, beginner(&app, "eva@example.org", "Eva").await);
    let private = json!({ "privacy": { "bio": "private", "networks": "private", "city": "private" } });
    let profile = changed(&ana, private).await;
    let card = of_user(&app.state, profile.user_id).await.unwrap().unwrap();
    assert_eq!((card.id, card.complete, card.status), (profile.id, true, CreatorStatus::Active));
    assert_eq!((card.city.as_deref(), card.networks[0].followers), (Some("Asunción"), Some(1_200)));
    let card = of_user(&app.state, own(&eva).await.user_id).await.unwrap().unwrap();
    assert!(!card.complete && card.missing.contains(&MissingPart::Bio));

    let taken = snapshot(&app.state, profile.id).await.unwrap();
    assert_eq!((taken.bio, taken.networks.len()), (profile.bio.clone(), 1));
    assert_eq!(taken.taken_at, app.clock.now());
    decide(&staff, &ana, json!({ "status": "hidden", "reason": "Cuenta falsa." })).await;
    assert_eq!(of_user(&app.state, profile.user_id).await.unwrap().unwrap().status, CreatorStatus::Hidden);

    assert_eq!(ana.delete(ME).await.status, 200);
    assert_eq!(of_user(&app.state, profile.user_id).await.unwrap(), None);
    let gone = snapshot(&app.state, profile.id).await.unwrap_err();
    assert_eq!(gone.code(), ErrorCode::NotFound);
    let nobody: CreatorId = NOBODY.parse().unwrap();
    assert_eq!(snapshot(&app.state, nobody).await.unwrap_err().code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn deliveries_are_counted_in_the_transaction_that_accepts_them() {
    let app = TestApp::new().await;
    let ana = creator(&app, "ana@example.org", "Ana").await;
    let id = own(&ana).await.id;
    assert_eq!(own(&ana).await.on_time, None);
    let mut session = app.db.client().start_session().await.unwrap();
    for on_time in [true, true, false] {
        session.start_transaction().await.unwrap();
        note_delivery(&app.state, &mut session, id, on_time).await.unwrap();
        session.commit_transaction().await.unwrap();
    }
    session.start_transaction().await.unwrap();
    note_delivery(&app.state, &mut session, id, false).await.unwrap();
    session.abort_transaction().await.unwrap();
    assert_eq!(own(&ana).await.on_time, Some(OnTime { percent: 66, deliveries: 3 }));
    // A change of the profile that was read before does not take them back.
    changed(&ana, json!({ "city": "Luque" })).await;
    assert_eq!(own(&ana).await.on_time.unwrap().deliveries, 3);

    let nobody: CreatorId = NOBODY.parse().unwrap();
    session.start_transaction().await.unwrap();
    note_delivery(&app.state, &mut session, nobody, true).await.unwrap();
    session.commit_transaction().await.unwrap();
    let creators = app.db.collection::<Document>("creators");
    assert_eq!(creators.count_documents(doc! {}).await.unwrap(), 1, "nobody is made by counting");
}
