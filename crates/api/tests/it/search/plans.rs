//! Every look of a search goes through an index, whatever else there is.

use bson::{Document, doc};

use crate::support::TestApp;

fn begun(field: &str) -> Document {
    doc! { field: { "$elemMatch": { "$gte": "lu", "$lt": "lu\u{10FFFF}" } } }
}

fn wrong(field: &str) -> Document {
    doc! { field: { "$in": ["lucia", "luca", "luci"] } }
}

/// How a query is answered.
async fn plan(app: &TestApp, collection: &str, among: Document, look: Document, hint: Document) -> String {
    let find = doc! { "find": collection, "filter": { "$and": [among, look] }, "hint": hint, "limit": 60 };
    app.db.database().run_command(doc! { "explain": find }).await.unwrap().to_string()
}

#[tokio::test]
async fn no_look_reads_a_whole_collection() {
    let app = TestApp::new().await;
    let states = || doc! { "state": { "$in": ["open", "trashed", "closed"] } };
    for (collection, among, look, hint) in [
        ("users", doc! {}, begun("search"), doc! { "search": 1, "_id": -1 }),
        ("users", doc! {}, wrong("misspelt"), doc! { "misspelt": 1, "_id": -1 }),
        (
            "creators",
            doc! { "found.trashed": false },
            begun("found.names"),
            doc! { "found.trashed": 1, "found.names": 1, "_id": -1 },
        ),
        (
            "creators",
            doc! { "found.trashed": false },
            wrong("found.misspelt"),
            doc! { "found.trashed": 1, "found.misspelt": 1, "_id": -1 },
        ),
        (
            "creators",
            doc! { "found.open": true },
            begun("found.everyone.words"),
            doc! { "found.open": 1, "found.everyone.words": 1, "_id": -1 },
        ),
        (
            "creators",
            doc! { "found.open": true },
            wrong("found.misspelt"),
            doc! { "found.open": 1, "found.misspelt": 1, "_id": -1 },
        ),
        ("brands", states(), begun("search"), doc! { "state": 1, "search": 1, "_id": -1 }),
        ("brands", states(), wrong("misspelt"), doc! { "state": 1, "misspelt": 1, "_id": -1 }),
        (
            "campaigns",
            states(),
            begun("content.search"),
            doc! { "state": 1, "content.search": 1, "published_at": -1, "_id": -1 },
        ),
        (
            "campaigns",
            states(),
            wrong("content.misspelt"),
            doc! { "state": 1, "content.misspelt": 1, "_id": -1 },
        ),
        (
            "campaigns",
            doc! { "brand_id": { "$in": ["x", "y"] } },
            begun("content.search"),
            doc! { "brand_id": 1, "content.search": 1, "_id": -1 },
        ),
        (
            "campaigns",
            doc! { "brand_id": { "$in": ["x", "y"] } },
            wrong("content.misspelt"),
            doc! { "brand_id": 1, "content.misspelt": 1, "_id": -1 },
        ),
        (
            "campaign_applications",
            doc! {},
            doc! { "user_id": { "$in": ["x"] } },
            doc! { "user_id": 1, "_id": -1 },
        ),
        (
            "campaign_applications",
            doc! {},
            doc! { "campaign_id": { "$in": ["x"] } },
            doc! { "campaign_id": 1, "_id": 1 },
        ),
    ] {
        let plan = plan(&app, collection, among, look.clone(), hint).await;
        assert!(plan.contains("IXSCAN") && !plan.contains("COLLSCAN"), "{collection} {look}: {plan}");
        // The words themselves bound the range, not only who is looked among.
        assert!(!plan.contains("MinKey, MaxKey\"], \"_id\""), "{collection} {look}: {plan}");
    }
    // The control: the same question without its index reads everything.
    let find = doc! { "find": "users", "filter": begun("devices") };
    let plan = app.db.database().run_command(doc! { "explain": find }).await.unwrap().to_string();
    assert!(plan.contains("COLLSCAN"), "{plan}");
}
