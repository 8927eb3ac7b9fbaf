//! Finding creators: by brands, and by everybody.

use bson::{Document, doc};
use serde_json::{Value, json};
use shared::creators::CreatorSummary;
use shared::error::ErrorCode;
use shared::identity::Permission;
use shared::page::Page;

use super::support::{CREATORS, PUBLIC, brand, changed, creator, decide, found, networks};
use crate::support::{Client, TestApp};

/// Three creators with a kit; Ana is the oldest.
async fn three(app: &TestApp) -> [Client; 3] {
    let people = [
        ("ana", "Ana Núñez", "Asunción", json!(["es", "gn"]), json!(["food", "travel"])),
        ("eva", "Eva Gómez", "San Lorenzo", json!(["es", "en"]), json!(["beauty"])),
        ("noa", "Ñandú Noa", "Encarnación", json!(["pt"]), json!(["food"])),
    ];
    let mut clients = Vec::new();
    for (word, name, city, languages, categories) in people {
        let client = creator(app, &format!("{word}@example.org"), name).await;
        let handle = format!("{word}.kit");
        let body =
            json!({ "city": city, "languages": languages, "categories": categories, "handle": handle });
        changed(&client, body).await;
        clients.push(client);
    }
    clients.try_into().unwrap_or_else(|_| unreachable!())
}

#[tokio::test]
async fn creators_are_found_by_the_beginning_of_words_without_accents_and_by_filters() {
    let app = TestApp::new().await;
    let acme = brand(&app, "acme@example.org").await;
    let [ana, eva, noa] = three(&app).await;
    networks(&ana, json!([{ "platform": "tiktok", "account": "sabores", "followers": 50_000 }, { "platform": "x", "account": "ana", "followers": 10 }])).await;
    let staff = app.admin().await;
    assert_eq!(decide(&staff, &eva, json!({ "level": "verified" })).await.status, 200);
    changed(&noa, json!({ "availability": { "state": "away", "back_on": "2040-03-09" }, "privacy": { "availability": "public" } })).await;
    let everybody = ["Ñandú Noa", "Eva Gómez", "Ana Núñez"];
    let nobody = app.anonymous();
    for (reader, list) in [(&acme, CREATORS), (&nobody, PUBLIC)] {
        for (query, names) in [
            ("", everybody.as_slice()),
            ("search=NUN", &["Ana Núñez"]),
            ("search=nandu", &["Ñandú Noa"]),
            ("search=%C3%B1and%C3%BA", &["Ñandú Noa"]),
            ("search=sabor", &["Ana Núñez"]),
            ("search=mercado%20an", &["Ana Núñez"]),
            ("search=mercado%20luque", &[]),
            ("search=unez", &[]),
            ("search=.*", everybody.as_slice()),
            ("city=asuncion", &["Ana Núñez"]),
            ("city=SAN%20lorenzo", &["Eva Gómez"]),
            ("city=San", &[]),
            ("category=food", &["Ñandú Noa", "Ana Núñez"]),
            ("language=es", &["Eva Gómez", "Ana Núñez"]),
            ("category=food&language=gn", &["Ana Núñez"]),
            ("level=verified", &["Eva Gómez"]),
            ("level=pro", &[]),
            ("platform=tiktok", &["Ana Núñez"]),
            ("platform=instagram", &["Ñandú Noa", "Eva Gómez"]),
            ("min_followers=2000", &["Ana Núñez"]),
            ("platform=x&min_followers=2000", &[]),
            ("platform=tiktok&min_followers=50000", &["Ana Núñez"]),
            ("availability=away", &["Ñandú Noa"]),
        ] {
            assert_eq!(found(reader, list, query).await, names, "{list}?{query}");
        }
    }
    assert_eq!(found(&acme, CREATORS, "availability=available").await, ["Eva Gómez", "Ana Núñez"]);
    assert!(found(&nobody, PUBLIC, "availability=available").await.is_empty(), "that is for members");
    app.clock.advance(jiff::SignedDuration::from_hours(48));
    assert!(found(&nobody, PUBLIC, "availability=away").await.is_empty());
    assert_eq!(found(&nobody, PUBLIC, "availability=available").await, ["Ñandú Noa"], "back on the very day");
}

#[tokio::test]
async fn pages_neither_lose_nor_repeat_and_wrong_queries_are_named() {
    let app = TestApp::new().await;
    let acme = brand(&app, "acme@example.org").await;
    three(&app).await;
    for list in [CREATORS, PUBLIC] {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page: Page<CreatorSummary> =
                acme.get(&format!("{list}?limit=1&category=food{cursor}")).await.to();
            seen.extend(page.items.into_iter().map(|creator| creator.name));
            let Some(next) = page.next_cursor else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen, ["Ñandú Noa", "Ana Núñez"]);
        for (query, code) in [
            ("cursor=nonsense", ErrorCode::ValidationFailed),
            ("limit=0", ErrorCode::ValidationFailed),
            ("limit=101", ErrorCode::ValidationFailed),
            ("language=spanish", ErrorCode::ValidationFailed),
            ("category=money", ErrorCode::MalformedQuery),
            ("level=best", ErrorCode::MalformedQuery),
            ("min_followers=-1", ErrorCode::MalformedQuery),
            ("color=red", ErrorCode::MalformedQuery),
        ] {
            acme.get(&format!("{list}?{query}")).await.assert_problem(code);
        }
    }
}

/// Part × visibility × list: nobody is found by what the list's readers may not see, nor does a line show it.
#[tokio::test]
async fn nobody_is_found_by_what_they_hide() {
    let app = TestApp::new().await;
    let (acme, nobody) = (brand(&app, "acme@example.org").await, app.anonymous());
    let ana = creator(&app, "ana@example.org", "Nora Kit").await;
    changed(&ana, json!({ "handle": "nora.kit", "availability": { "state": "limited" } })).await;
    let mut cells = 0;
    for (part, query, word) in [
        ("bio", "search=mercado", "mercado"),
        ("city", "search=asuncion", "Asunción"),
        ("city", "city=asuncion", "Asunción"),
        ("languages", "language=gn", "gn"),
        ("networks", "search=ana", "instagram"),
        ("networks", "platform=instagram", "instagram"),
        ("followers", "min_followers=1000", "\"followers\":1200"),
        ("availability", "availability=limited", "limited"),
    ] {
        for visibility in ["public", "members", "private"] {
            let mut privacy: Value = json!({});
            for name in ["bio", "city", "languages", "networks", "followers", "availability"] {
                // Followers show only where their accounts do.
                let open = name == "networks" && part == "followers";
                privacy[name] = json!(if open { "public" } else { "private" });
            }
            privacy[part] = json!(visibility);
            changed(&ana, json!({ "privacy": privacy })).await;
            for (reader, list, sees) in
                [(&acme, CREATORS, visibility != "private"), (&nobody, PUBLIC, visibility == "public")]
            {
                let names = found(reader, list, query).await;
                assert_eq!(names.len(), usize::from(sees), "{list}?{query} with {part} {visibility}");
                let line = reader.get(list).await.json()["items"][0].to_string();
                assert!(line.contains("Nora Kit"), "the control: without a filter they are there");
                // A summary shows neither the text nor the languages.
                let in_line = sees && !matches!(part, "bio" | "languages");
                assert_eq!(line.contains(word), in_line, "{part} {visibility}: {line}");
                cells += 1;
            }
        }
    }
    println!("hidden parts: {cells} cells of part × visibility × list");
}

#[tokio::test]
async fn only_who_wishes_it_is_complete_and_in_use_stands_in_a_list() {
    let app = TestApp::new().await;
    let (acme, nobody, staff) = (brand(&app, "acme@example.org").await, app.anonymous(), app.admin().await);
    let ana = creator(&app, "ana@example.org", "Ana").await;
    let stands = async || (found(&acme, CREATORS, "").await.len(), found(&nobody, PUBLIC, "").await.len());
    assert_eq!(stands().await, (1, 0), "without a kit nobody is public");
    changed(&ana, json!({ "handle": "ana.kit" })).await;
    assert_eq!(stands().await, (1, 1));
    changed(&ana, json!({ "discoverable": false })).await;
    assert_eq!(stands().await, (0, 0));
    changed(&ana, json!({ "discoverable": true, "bio": "Poco." })).await;
    assert_eq!(stands().await, (0, 0));
    changed(&ana, json!({ "bio": "Cocino con lo que hay en el mercado." })).await;
    assert_eq!(stands().await, (1, 1));
    decide(&staff, &ana, json!({ "status": "hidden", "reason": "Cuenta falsa." })).await;
    assert_eq!(stands().await, (0, 0));
    decide(&staff, &ana, json!({ "status": "active" })).await;
    let users = app.db.collection::<Document>("users");
    let suspend = doc! { "$set": { "status": "suspended" } };
    users.update_one(doc! { "email": "ana@example.org" }, suspend).await.unwrap();
    assert_eq!(stands().await, (0, 0), "nor whose account is not in use");
}

#[tokio::test]
async fn brands_and_the_staff_look_for_creators_and_nobody_else_does() {
    let app = TestApp::new().await;
    creator(&app, "ana@example.org", "Ana").await;
    let eva = app.user("eva@example.org").await;
    let clerk = app.staff(&[Permission::ManageUsers]).await;
    for (client, code) in [
        (&app.anonymous(), ErrorCode::Unauthenticated),
        (&eva, ErrorCode::Forbidden),
        (&clerk, ErrorCode::Forbidden),
    ] {
        client.get(CREATORS).await.assert_problem(code);
    }
    let staff = app.staff(&[Permission::ManageMarketplace]).await;
    assert_eq!(found(&staff, CREATORS, "").await, ["Ana"]);
    assert_eq!(app.anonymous().get(PUBLIC).await.status, 200);
}

#[tokio::test]
async fn no_list_of_creators_reads_them_all() {
    let app = TestApp::new().await;
    let words = doc! { "$elemMatch": { "$gte": "an", "$lt": "an\u{10FFFF}" } };
    let mut filters = vec![
        doc! { "user_id": "x" },
        doc! { "profile.handle": "ana" },
        doc! { "verified": { "$in": ["x:ana"] }, "_id": { "$ne": "x" } },
        doc! { "$and": [{ "found.trashed": false }] },
        doc! { "$and": [{ "found.trashed": true }, { "_id": { "$lt": "x" } }] },
        doc! { "$and": [{ "found.trashed": false }, { "found.names": words.clone() }] },
        doc! { "$and": [{ "found.trashed": false }, { "found.complete": true }] },
        doc! { "$and": [{ "found.trashed": false }, { "level": "pro" }] },
        doc! { "$and": [{ "found.trashed": false }, { "status": "hidden" }] },
    ];
    for (shown, sought) in [("found.listed", "found.members"), ("found.open", "found.everyone")] {
        let field = |name: &str| format!("{sought}.{name}");
        for part in [
            doc! { "_id": { "$lt": "x" } },
            doc! { field("words"): words.clone() },
            doc! { field("city"): "luque" },
            doc! { field("languages"): "es" },
            doc! { field("reach.platform"): "x" },
            doc! { field("reach.followers"): { "$gte": 9_i64 } },
            doc! { field("reach"): { "$elemMatch": { "platform": "x", "followers": { "$gte": 9_i64 } } } },
            doc! { "profile.categories": "food" },
            doc! { "level": "pro" },
            doc! { field("availability.state"): "away" },
        ] {
            filters.push(doc! { "$and": [{ shown: true }, part] });
        }
    }
    for filter in filters {
        let find = doc! { "find": "creators", "filter": filter.clone(), "sort": { "_id": -1 }, "limit": 21 };
        let plan = app.db.database().run_command(doc! { "explain": find }).await.unwrap().to_string();
        assert!(plan.contains("IXSCAN") && !plan.contains("COLLSCAN"), "{filter}: {plan}");
    }
    let of_one = doc! { "creator_id": "x", "revision": { "$lt": 9_i64 } };
    let find = doc! { "find": "creator_revisions", "filter": of_one, "sort": { "revision": -1 } };
    let plan = app.db.database().run_command(doc! { "explain": find }).await.unwrap();
    let plan = plan.get_document("queryPlanner").unwrap().get_document("winningPlan").unwrap().to_string();
    assert!(plan.contains("IXSCAN") && !plan.contains("\"SORT\""), "{plan}");
}
