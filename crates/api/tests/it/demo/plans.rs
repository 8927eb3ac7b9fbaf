//! Every list and board of the marketplace is read as people read it, over a marketplace that is filled, while the server
//! notes each query; then it is asked how it finds what each of them wants. None may look at a whole collection, and none may
//! sort in memory what has no bound.

use std::collections::{BTreeMap, BTreeSet};

use bson::{Bson, Document, doc};
use futures::TryStreamExt;
use serde_json::Value;

use super::market::{all, filled, people, text};
use crate::support::operations::{Operation, operations};
use crate::support::{Client, TestApp};

/// Collections of the marketplace.
const WATCHED: &[&str] = &["brand", "campaign", "creator", "notice", "notification", "abuse"];

/// Ranges that an index cannot give in the order of their list: what begins with a word, and fees above one. Here the server
/// chooses by trying whether it walks the list in its order and leaves out what does not fit, or takes what fits and keeps the
/// first page of it while it looks. So such a sort may be, as long as it keeps no more than a page.
const RANGES: &[(&str, &str)] = &[
    ("brands", "search"),
    ("campaigns", "content.search"),
    ("campaigns", "content.fee"),
    ("creators", "found.names"),
    ("creators", "found.members.words"),
    ("creators", "found.everyone.words"),
];

/// The most that a page of a list holds, and one more.
const PAGE: i64 = 101;

/// One query that the server noted, without the values: two that differ in them are one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    collection: String,
    words: String,
}

#[tokio::test]
async fn no_query_scans_or_sorts_without_bound() {
    let (app, _) = filled().await;
    let [brand, creator, admin] = people(&app).await;
    // Not every application has these.
    let brand_id = first(&brand, "/api/brands/mine").await["brand_id"].as_str().unwrap().to_owned();
    let mut rare = Vec::new();
    for collection in ["campaign_shipments", "campaign_rights", "campaign_metrics"] {
        rare.push(id_of(&app, collection, &brand_id).await);
    }
    let rare: [String; 3] = rare.try_into().unwrap();
    watch(&app).await;
    let asked = ask_everything(&app, &brand, &creator, &admin, rare).await;
    let noted = noted(&app).await;
    let mut wrong = Vec::new();
    for (shape, command) in &noted {
        if let Some(why) = why_bad(&app, shape, command).await {
            wrong.push(format!("{why}: {} {}", shape.collection, shape.words));
        }
    }
    println!("{} requests, {} kinds of query", asked, noted.len());
    assert!(wrong.is_empty(), "{} of {} kinds of query:\n{}", wrong.len(), noted.len(), wrong.join("\n"));
    assert!(noted.len() > 60, "{} kinds of query", noted.len());

    // Control: a query that no index serves is found by the same means, and so is a sort of everything.
    let applications = app.db.database().collection::<Document>("campaign_applications");
    applications.find_one(doc! { "message": "x" }).await.unwrap();
    applications.find(doc! { "campaign_id": { "$gt": "" } }).sort(doc! { "message": 1 }).await.unwrap();
    let mut found = Vec::new();
    for (shape, command) in self::noted(&app).await.iter().filter(|(shape, _)| !noted.contains_key(shape)) {
        found.extend(why_bad(&app, shape, command).await);
    }
    found.sort_unstable();
    assert_eq!(found, ["it looks at the whole collection", "it sorts in memory"]);
}

/// Has the server note every command from now on.
async fn watch(app: &TestApp) {
    let database = app.db.database();
    database
        .run_command(doc! { "create": "system.profile", "capped": true, "size": 256 * 1024 * 1024 })
        .await
        .unwrap();
    database.run_command(doc! { "profile": 2 }).await.unwrap();
}

/// What was noted of the marketplace: one command of each shape.
async fn noted(app: &TestApp) -> BTreeMap<Shape, Document> {
    let profile = app.db.database().collection::<Document>("system.profile");
    let noted: Vec<Document> = profile.find(doc! {}).await.unwrap().try_collect().await.unwrap();
    let mut shapes = BTreeMap::new();
    for entry in noted {
        let Some((_, collection)) = text(&entry, "ns").split_once('.') else { continue };
        if !WATCHED.iter().any(|begin| collection.starts_with(begin)) {
            continue;
        }
        let Ok(command) = entry.get_document("command") else { continue };
        for verb in ["find", "aggregate", "count", "distinct"] {
            if command.contains_key(verb) {
                let words = format!("{verb} {} sort {:?}", shape_of(command), command.get("sort"));
                shapes.insert(Shape { collection: collection.to_owned(), words }, command.clone());
            }
        }
    }
    shapes
}

/// The filter without its values.
fn shape_of(command: &Document) -> String {
    fn words(value: &Bson) -> String {
        match value {
            Bson::Document(inner) => {
                let parts = inner.iter().map(|(key, value)| format!("{key}: {}", words(value)));
                format!("{{{}}}", parts.collect::<Vec<_>>().join(", "))
            }
            Bson::Array(all) => {
                let parts: BTreeSet<String> = all.iter().map(words).collect();
                format!("[{}]", parts.into_iter().collect::<Vec<_>>().join(", "))
            }
            Bson::Null => "null".to_owned(),
            _ => "…".to_owned(),
        }
    }
    ["filter", "pipeline", "query"].iter().filter_map(|part| command.get(part)).map(words).collect()
}

/// Why a query is not to be, by the server's own plan.
async fn why_bad(app: &TestApp, shape: &Shape, command: &Document) -> Option<&'static str> {
    let verbs = ["find", "aggregate", "count", "distinct"];
    let kept = [
        "filter",
        "sort",
        "limit",
        "skip",
        "hint",
        "pipeline",
        "query",
        "projection",
        "key",
        "cursor",
        "collation",
    ];
    let mut asked = Document::new();
    for (key, value) in
        command.iter().filter(|(key, _)| verbs.contains(&key.as_str()) || kept.contains(&key.as_str()))
    {
        asked.insert(key.clone(), value.clone());
    }
    let explain = doc! { "explain": asked, "verbosity": "queryPlanner" };
    let plan = app.db.database().run_command(explain).await.unwrap();
    let (mut stages, mut kept) = (BTreeSet::new(), Vec::new());
    winning(&plan, &mut stages, &mut kept);
    assert!(!stages.is_empty(), "{shape:?}: {plan}");
    if stages.contains("COLLSCAN") {
        return Some("it looks at the whole collection");
    }
    let is_range = RANGES.iter().any(|(collection, field)| {
        shape.collection == *collection && shape.words.contains(&format!("{field}: {{$"))
    });
    let is_page = !kept.is_empty() && kept.iter().all(|count| *count <= PAGE);
    (stages.contains("SORT") && !(is_range && is_page)).then_some("it sorts in memory")
}

/// The stages of the plans that won, wherever they stand in an answer, and how many documents their sorts keep.
fn winning(value: &Document, stages: &mut BTreeSet<String>, kept: &mut Vec<i64>) {
    fn collect(value: &Bson, stages: &mut BTreeSet<String>, kept: &mut Vec<i64>) {
        match value {
            Bson::Document(inner) => {
                stages.extend(inner.get_str("stage").ok().map(str::to_owned));
                if inner.get_str("stage").is_ok_and(|stage| stage == "SORT") {
                    let most =
                        inner.get("limitAmount").map(|most| most.as_i64().or(most.as_i32().map(i64::from)));
                    kept.push(most.flatten().unwrap_or(i64::MAX));
                }
                inner.values().for_each(|value| collect(value, stages, kept));
            }
            Bson::Array(all) => all.iter().for_each(|value| collect(value, stages, kept)),
            _ => {}
        }
    }
    for (key, inner) in value {
        match inner {
            Bson::Document(plan) if key == "winningPlan" => {
                collect(&Bson::Document(plan.clone()), stages, kept);
            }
            Bson::Document(plan) => winning(plan, stages, kept),
            Bson::Array(all) => {
                all.iter().filter_map(Bson::as_document).for_each(|plan| winning(plan, stages, kept));
            }
            _ => {}
        }
    }
}

/// The first id that a list gives.
async fn first(client: &Client, path: &str) -> Value {
    let answer = client.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {answer:?}");
    let answer = answer.json();
    let items = answer["items"].as_array().or_else(|| answer.as_array());
    items.and_then(|items| items.first().cloned()).unwrap_or_else(|| panic!("{path} lists nothing: {answer}"))
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap_or_else(|| panic!("no id in {value}")).to_owned()
}

/// Asks for every list and board, with each filter and order, and for its second page; how many requests that were. Each must
/// answer, and together they must be all that there are.
async fn ask_everything(
    app: &TestApp,
    brand: &Client,
    creator: &Client,
    admin: &Client,
    [shipped, licensed, counted]: [String; 3],
) -> usize {
    let brand_id = first(brand, "/api/brands/mine").await["brand_id"].as_str().unwrap().to_owned();
    let done = first(brand, &format!("/api/campaigns/of-brand/{brand_id}?state=completed")).await;
    let (campaign, brand_handle) = (id(&done), text_of(app, "brands", &brand_id, "profile.handle").await);
    let open = id(&first(brand, &format!("/api/campaigns/of-brand/{brand_id}?state=published")).await);
    let signed = id(&first(brand, &format!("/api/campaigns/{campaign}/applications?state=confirmed")).await);
    let piece = id(&first(brand, &format!("/api/campaigns/applications/{signed}/deliverables")).await);
    let me = creator.get("/api/creators/me").await.json();
    let (creator_id, kit) = (id(&me), me["handle"].as_str().unwrap().to_owned());
    let mine = id(&first(creator, "/api/campaigns/applications/mine").await);
    let thread =
        first(creator, "/api/campaigns/threads").await["application_id"].as_str().unwrap().to_owned();

    let mut asks: Vec<(&str, &Client, String)> = Vec::new();
    let mut ask = |operation, client, paths: Vec<String>| {
        asks.extend(paths.into_iter().map(|path| (operation, client, path)));
    };
    let with = |path: &str, queries: &[&str]| -> Vec<String> {
        let filtered = queries.iter().map(|query| format!("{path}?{query}"));
        [path.to_owned()].into_iter().chain(filtered).collect()
    };
    let found = [
        "search=cafe",
        "search=caf%C3%A9%20verano",
        "category=food",
        "platform=instagram",
        "city=Asunci%C3%B3n",
        "compensation=both",
        "currency=PYG",
        "currency=PYG&min_fee=200000",
        "sort=newest",
        "sort=deadline",
        "currency=PYG&sort=fee",
        "search=verano&sort=deadline",
        "search=verano&currency=PYG&sort=fee",
        "category=food&sort=deadline",
        "city=Luque&category=beauty&compensation=fee&currency=PYG&min_fee=1&sort=fee",
    ];
    ask("list_campaigns", creator, with("/api/campaigns", &found));
    ask("list_campaigns", creator, with("/api/campaigns", &[&format!("brand={brand_id}")]));
    ask(
        "list_campaigns",
        creator,
        with(
            "/api/campaigns",
            &["fits_me=true", "fits_me=true&sort=deadline", "fits_me=true&search=de&currency=PYG&sort=fee"],
        ),
    );
    ask("list_saved_campaigns", creator, with("/api/campaigns/saved", &["limit=2"]));
    ask(
        "list_brand_campaigns",
        brand,
        with(
            &format!("/api/campaigns/of-brand/{brand_id}"),
            &["state=published", "archived=true", "archived=true&state=completed"],
        ),
    );
    for (operation, path) in [
        ("get_campaign", format!("/api/campaigns/{open}")),
        ("get_own_campaign", format!("/api/campaigns/{open}/own")),
        ("preview_campaign", format!("/api/campaigns/{open}/preview")),
        ("list_campaign_briefs", format!("/api/campaigns/{open}/briefs")),
        ("get_application", format!("/api/campaigns/applications/{signed}")),
        ("get_application_brief", format!("/api/campaigns/applications/{signed}/brief")),
        ("get_application_ratings", format!("/api/campaigns/applications/{signed}/ratings")),
        ("list_application_deliverables", format!("/api/campaigns/applications/{signed}/deliverables")),
        ("get_deliverable", format!("/api/campaigns/deliverables/{piece}")),
        ("get_shipment", format!("/api/campaigns/applications/{shipped}/shipment")),
        ("get_deliverable_rights", format!("/api/campaigns/deliverables/{licensed}/rights")),
        ("get_post_metrics", format!("/api/campaigns/metrics/{counted}")),
        ("get_brand", format!("/api/brands/{brand_id}")),
        ("list_brand_members", format!("/api/brands/{brand_id}/members")),
        ("list_brand_invitations", format!("/api/brands/{brand_id}/invitations")),
        ("get_brand_package", format!("/api/brands/{brand_id}/package")),
        ("get_brand_page", format!("/api/brands/pages/{brand_handle}")),
        ("list_my_brands", "/api/brands/mine".to_owned()),
        ("list_trashed_brands", "/api/brands/trash".to_owned()),
        ("get_creator", format!("/api/creators/{creator_id}")),
        ("get_media_kit", format!("/api/creators/kits/{kit}")),
    ] {
        ask(operation, brand, vec![path]);
    }
    ask("get_campaign", creator, vec![format!("/api/campaigns/{campaign}")]);
    ask(
        "list_campaign_applications",
        brand,
        with(
            &format!("/api/campaigns/{campaign}/applications"),
            &["state=confirmed", "state=rejected&limit=5"],
        ),
    );
    ask(
        "list_own_applications",
        creator,
        with("/api/campaigns/applications/mine", &["state=applied", "state=confirmed"]),
    );
    ask("list_own_deliverables", creator, with("/api/campaigns/deliverables/mine", &["state=published"]));
    ask(
        "list_campaign_deliverables",
        brand,
        with(&format!("/api/campaigns/{campaign}/deliverables"), &["state=published"]),
    );
    ask(
        "list_draft_comments",
        brand,
        with(&format!("/api/campaigns/deliverables/{piece}/comments"), &["draft=1"]),
    );
    ask(
        "list_campaign_shipments",
        brand,
        with(&format!("/api/campaigns/{campaign}/shipments"), &["state=received"]),
    );
    ask("list_threads", creator, with("/api/campaigns/threads", &["limit=1"]));
    ask(
        "list_threads",
        brand,
        with("/api/campaigns/threads", &[&format!("brand={brand_id}"), &format!("brand={brand_id}&limit=1")]),
    );
    ask(
        "count_unread_messages",
        brand,
        with("/api/campaigns/threads/unread", &[&format!("brand={brand_id}")]),
    );
    ask("get_thread", creator, vec![format!("/api/campaigns/applications/{thread}/thread")]);
    ask(
        "list_messages",
        creator,
        with(&format!("/api/campaigns/applications/{thread}/messages"), &["after=1", "limit=1"]),
    );
    ask("get_application", creator, vec![format!("/api/campaigns/applications/{mine}")]);
    ask(
        "list_creator_ratings",
        brand,
        with(&format!("/api/campaigns/ratings/of-creator/{creator_id}"), &["limit=1"]),
    );
    ask(
        "list_brand_ratings",
        brand,
        with(&format!("/api/campaigns/ratings/of-brand/{brand_id}"), &["limit=1"]),
    );
    ask(
        "list_managed_ratings",
        admin,
        with(
            "/api/campaigns/ratings/managed",
            &["hidden=false", &format!("brand={brand_id}"), &format!("creator={creator_id}")],
        ),
    );
    ask("get_managed_campaign", admin, vec![format!("/api/campaigns/managed/{campaign}")]);
    ask(
        "list_managed_applications",
        admin,
        with(&format!("/api/campaigns/managed/{campaign}/applications"), &["state=confirmed", "limit=2"]),
    );
    ask(
        "list_managed_campaign_revisions",
        admin,
        with(&format!("/api/campaigns/managed/{campaign}/revisions"), &["limit=1"]),
    );
    ask("list_own_rights", creator, with("/api/campaigns/rights/mine", &["state=active"]));
    ask(
        "list_brand_rights",
        brand,
        with(&format!("/api/campaigns/rights/of-brand/{brand_id}"), &["state=ended"]),
    );
    ask("list_brand_revisions", brand, with(&format!("/api/brands/{brand_id}/revisions"), &["limit=1"]));
    ask("list_brands", admin, with("/api/brands", &["search=caf", "search=cafe%20nandu", "limit=5"]));
    ask("get_brand_record", admin, vec![format!("/api/brands/{brand_id}/record")]);
    ask("list_brand_record_revisions", admin, vec![format!("/api/brands/{brand_id}/record/revisions")]);
    let creators = [
        "search=maria",
        "search=cocino%20recetas",
        "category=food",
        "city=Luque",
        "language=gn",
        "level=pro",
        "platform=tiktok",
        "min_followers=5000",
        "platform=instagram&min_followers=5000",
        "availability=available",
        "availability=away",
        "category=food&city=Asunci%C3%B3n&platform=instagram",
    ];
    ask("list_creators", brand, with("/api/creators", &creators));
    ask("list_public_creators", brand, with("/api/creators/public", &creators));
    ask(
        "list_managed_creators",
        admin,
        with(
            "/api/creators/managed",
            &["search=mar", "level=verified", "status=hidden", "complete=false", "trashed=true"],
        ),
    );
    ask("get_managed_creator", admin, vec![format!("/api/creators/managed/{creator_id}")]);
    ask(
        "list_managed_creator_revisions",
        admin,
        vec![format!("/api/creators/managed/{creator_id}/revisions")],
    );
    ask(
        "get_managed_creator_revision",
        admin,
        vec![format!("/api/creators/managed/{creator_id}/revisions/1")],
    );
    ask("get_own_creator", creator, vec!["/api/creators/me".to_owned()]);
    ask("list_creator_revisions", creator, with("/api/creators/me/revisions", &["limit=1"]));
    ask("get_creator_revision", creator, vec!["/api/creators/me/revisions/1".to_owned()]);
    ask(
        "list_notices",
        creator,
        with("/api/notifications/notices", &["unread=true", "unread=false", "archived=true", "limit=2"]),
    );
    ask("count_unread", creator, vec!["/api/notifications/unread".to_owned()]);
    ask("get_notification_settings", creator, vec!["/api/notifications/settings".to_owned()]);
    ask("list_own_abuse_reports", creator, vec!["/api/abuse/reports/mine".to_owned()]);
    ask(
        "list_abuse_cases",
        admin,
        with("/api/abuse/cases", &["decided=true", "kind=campaign", "kind=campaign&decided=true"]),
    );
    ask(
        "list_contact_messages",
        admin,
        with(
            "/api/contact/messages",
            &["state=answered", "kind=brand", "kind=brand&state=answered", "limit=2"],
        ),
    );
    ask(
        "list_managed_campaigns",
        admin,
        with("/api/campaigns/managed", &["archived=true", "archived=false"]),
    );

    let mut count = 0;
    let mut covered = BTreeSet::new();
    for (operation, client, path) in asks {
        covered.insert(operation);
        let answer = client.get(&path).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        count += 1;
        if let Some(cursor) = answer.json()["next_cursor"].as_str() {
            let joint = if path.contains('?') { '&' } else { '?' };
            let next = client.get(&format!("{path}{joint}cursor={cursor}")).await;
            assert_eq!(next.status, 200, "{path}, second page: {next:?}");
            count += 1;
        }
    }
    // What was added since is asked for by the ids that there are, by whoever gets an answer.
    let ids = Ids { brand: brand_id, creator: creator_id, campaign, application: signed, deliverable: piece };
    let mut missing = Vec::new();
    for operation in operations() {
        let listed = LISTED.iter().any(|begin| operation.path.starts_with(begin));
        // What a ticket opens is found by the ticket alone.
        let by_ticket = operation.path.contains("{ticket}");
        if operation.method != "GET" || !listed || by_ticket || covered.contains(operation.id()) {
            continue;
        }
        let mut answers = Vec::new();
        for client in [brand, creator, admin] {
            if let Some(path) = ids.address(&operation) {
                answers.push(client.get(&path).await.status);
                count += 1;
            }
        }
        if !answers.contains(&200) {
            missing.push(format!("{} ({answers:?})", operation.id()));
        }
    }
    assert!(missing.is_empty(), "nobody asks how these find what they give: {missing:?}");
    count
}

/// Where the operations of the marketplace lie.
const LISTED: &[&str] = &["/api/campaigns", "/api/brands", "/api/creators", "/api/search", "/api/metrics"];

/// Something of each kind.
struct Ids {
    brand: String,
    creator: String,
    campaign: String,
    application: String,
    deliverable: String,
}

impl Ids {
    /// The address of an operation with ids of what its path speaks of, and a word where one is demanded.
    fn address(&self, operation: &Operation) -> Option<String> {
        let parts: Vec<&str> = operation.path.split('/').collect();
        let mut path = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            let before = parts.get(place.wrapping_sub(1)).copied().unwrap_or_default();
            path.push(match (*part, before) {
                ("{brand}" | "{brand_id}", _) | ("{id}", "brands" | "of-brand") => self.brand.as_str(),
                ("{creator}" | "{creator_id}", _) | ("{id}", "creators" | "managed") => self.creator.as_str(),
                ("{campaign}" | "{campaign_id}", _) | ("{id}", "campaigns" | "of-campaign") => {
                    self.campaign.as_str()
                }
                ("{application}" | "{application_id}", _) | ("{id}", "applications") => {
                    self.application.as_str()
                }
                ("{deliverable}" | "{deliverable_id}", _) | ("{id}", "deliverables") => {
                    self.deliverable.as_str()
                }
                ("{revision}" | "{number}" | "{draft}", _) => "1",
                (other, _) if other.starts_with('{') => return None,
                (other, _) => other,
            });
        }
        let parameters = operation.body["parameters"].as_array().cloned().unwrap_or_default();
        let demanded = parameters.iter().filter(|one| one["in"] == "query" && one["required"] == true);
        let demanded: Vec<String> =
            demanded.map(|one| format!("{}=maria", one["name"].as_str().unwrap_or_default())).collect();
        let question = if demanded.is_empty() { "" } else { "?" };
        Some(format!("{}{question}{}", path.join("/"), demanded.join("&")))
    }
}

/// The id of a document of a brand.
async fn id_of(app: &TestApp, collection: &str, brand: &str) -> String {
    let found = all(app, collection).await;
    let theirs = found.iter().find(|one| text(one, "brand_id") == brand);
    text(theirs.expect("the brand has one"), "_id").to_owned()
}

/// What a stored document says at a path.
async fn text_of(app: &TestApp, collection: &str, id: &str, path: &str) -> String {
    let documents = app.db.database().collection::<Document>(collection);
    let found = documents.find_one(doc! { "_id": id }).await.unwrap().unwrap();
    text(&found, path).to_owned()
}
