//! What is held of a person: their copy, and their erasure.

use api::app::PERSONAL_DATA;
use api::domains::identity::Person;
use bson::{Document, doc};
use futures::TryStreamExt;
use serde_json::{Value, json};
use shared::identity::Me;

use super::support::{changed, creator, own};
use crate::support::{Client, TestApp};

async fn person(client: &Client) -> Person {
    let me: Me = client.get("/api/identity/me").await.to();
    Person { id: me.id, emails: vec![me.email] }
}

/// The collections with a document that holds one of these words.
async fn holding(app: &TestApp, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for name in app.db.database().list_collection_names().await.unwrap() {
        let all = app.db.database().collection::<Document>(&name).find(doc! {}).await.unwrap();
        let all: Vec<Document> = all.try_collect().await.unwrap();
        if all.iter().map(ToString::to_string).any(|text| words.iter().any(|word| text.contains(word))) {
            found.push(name);
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn a_copy_holds_the_profile_and_its_earlier_states_and_an_erasure_leaves_nothing() {
    let app = TestApp::new().await;
    let (ana, eva) = (
        creator(&app, "ana@example.org", "Anahí Yegros").await,
        creator(&app, "eva@example.org", "Eva").await,
    );
    changed(&ana, json!({ "bio": "Fotografío las calles de mi barrio.", "handle": "anahi.fotos" })).await;
    let data = PERSONAL_DATA.iter().find(|data| data.domain == "creators").unwrap();
    let pieces = (data.collect)(&app.state, &person(&ana).await).await.unwrap();
    let names: Vec<_> = pieces.iter().map(|piece| piece.name.as_str()).collect();
    assert_eq!(names, ["creator.json", "revisions.json"]);
    let profile: Value = serde_json::from_slice(&pieces[0].bytes).unwrap();
    assert_eq!(profile["bio"], "Fotografío las calles de mi barrio.");
    let earlier: Value = serde_json::from_slice(&pieces[1].bytes).unwrap();
    assert_eq!(earlier[0]["creator"]["bio"], "Cocino con lo que hay en el mercado.");
    assert_eq!(earlier.as_array().unwrap().len(), 3);
    let customer = app.user("noa@example.org").await;
    assert!((data.collect)(&app.state, &person(&customer).await).await.unwrap().is_empty());

    let words = ["Anahí", "Yegros", "Fotografío", "fotografio", "anahi.fotos"];
    assert_eq!(holding(&app, &words).await, ["audit_events", "creator_revisions", "creators"]);
    for _ in 0..2 {
        (data.forget)(&app.state, &person(&ana).await).await.unwrap();
    }
    assert_eq!(holding(&app, &words).await, Vec::<String>::new());
    assert_eq!(own(&eva).await.name, "Eva", "others are left alone");
    let revisions = app.db.collection::<Document>("creator_revisions");
    assert_eq!(revisions.count_documents(doc! {}).await.unwrap(), 2, "Eva's");
}
