//! What must hold in any marketplace holds in the one that is made up.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use api::demo::{BRANDS, CAMPAIGNS, CREATORS, Filled, fill};
use bson::{Bson, DateTime, Document, doc};
use garde::Validate;
use shared::campaigns::{ConfirmMetrics, audience, interactions};
use shared::error::ErrorCode;

use super::market::{all, filled, number, text};
use crate::support::TestApp;

/// How often each word stands at a path.
fn tally<'a>(documents: &'a [Document], path: &str) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for document in documents {
        *counts.entry(text(document, path)).or_default() += 1;
    }
    counts
}

/// One marketplace, looked at from every side: making it up is most of the time that this takes.
#[tokio::test]
async fn the_marketplace_is_one_that_could_be() {
    let (app, written) = filled().await;
    it_is_of_its_size_and_shows_every_state(&app, &written).await;
    slots_signatures_and_packages_agree(&app).await;
    rounds_dates_and_disclosures_are_as_signed(&app).await;
    stars_threads_and_notices_are_counted_once(&app).await;
    figures_are_of_posts_and_cost_what_was_signed(&app).await;
    nothing_happens_tomorrow(&app, &written).await;
    the_same_seed_makes_the_same_marketplace(&app, &written).await;
}

async fn it_is_of_its_size_and_shows_every_state(app: &TestApp, written: &BTreeMap<String, u64>) {
    for (collection, documents) in written {
        let stored =
            app.db.database().collection::<Document>(collection).count_documents(doc! {}).await.unwrap();
        // A timer that several pieces share is one.
        if collection != "jobs" {
            assert_eq!(stored, *documents, "{collection}: something was refused");
        }
    }
    assert_eq!(written["brands"], u64::try_from(BRANDS).unwrap());
    assert_eq!(written["creators"], u64::try_from(CREATORS).unwrap());
    assert_eq!(written["campaigns"], u64::try_from(CAMPAIGNS).unwrap());
    println!("{written:#?}");
    assert!(written["campaign_applications"] >= 4_000, "{written:?}");
    for (collection, field, states) in [
        ("campaigns", "state", vec!["cancelled", "closed", "completed", "draft", "published"]),
        (
            "campaign_applications",
            "state",
            vec!["applied", "confirmed", "rejected", "shortlisted", "withdrawn"],
        ),
        (
            "campaign_shipments",
            "state",
            vec!["awaiting_address", "awaiting_dispatch", "damaged", "not_needed", "received", "sent"],
        ),
        (
            "campaign_deliverables",
            "state",
            vec!["approved", "changes_requested", "in_review", "owed", "published", "rejected"],
        ),
        ("campaign_rights", "state", vec!["active", "ended"]),
        ("campaign_metrics", "state", vec!["confirmed", "questioned"]),
    ] {
        let documents = all(app, collection).await;
        let found = tally(&documents, field);
        println!("{collection}: {found:?}");
        assert_eq!(found.keys().copied().collect::<Vec<_>>(), states, "{collection}");
    }
    // Again changes nothing, and another size is another marketplace.
    assert!(matches!(fill(&app.state, 1).await.unwrap(), Filled::Before));
    assert_eq!(fill(&app.state, 2).await.unwrap_err().code(), ErrorCode::Conflict);
}

async fn slots_signatures_and_packages_agree(app: &TestApp) {
    let applications = all(app, "campaign_applications").await;
    let campaigns = all(app, "campaigns").await;
    let signatures: HashMap<String, Document> = all(app, "campaign_signatures")
        .await
        .into_iter()
        .map(|signature| (text(&signature, "_id").to_owned(), signature))
        .collect();
    let briefs: HashSet<(String, String)> = all(app, "campaign_briefs")
        .await
        .iter()
        .map(|brief| (text(brief, "_id").to_owned(), text(brief, "digest").to_owned()))
        .collect();

    let mut pairs = HashSet::new();
    let mut confirmed_of: HashMap<&str, i64> = HashMap::new();
    let mut confirmed = 0;
    for application in &applications {
        let id = text(application, "_id");
        let pair = (text(application, "campaign_id"), text(application, "creator_id"));
        assert!(pairs.insert(pair), "two applications of one creator to one campaign: {pair:?}");
        let signed = signatures.get(id);
        if text(application, "state") == "confirmed" {
            confirmed += 1;
            *confirmed_of.entry(text(application, "brand_id")).or_default() += 1;
            let signed = signed.expect("a confirmed application has a signature");
            let version = format!("{}:{}", pair.0, number(signed, "brief_version"));
            assert!(
                briefs.contains(&(version.clone(), text(signed, "brief_digest").to_owned())),
                "{version}"
            );
            let last = application.get_array("offers").unwrap().last().unwrap().as_document().unwrap();
            assert_eq!(text(last, "by"), "brand", "one signs the brand's offer");
            assert_eq!(last.get("compensation"), signed.get("compensation"));
        } else {
            assert!(signed.is_none(), "{application}");
        }
    }
    assert_eq!(signatures.len(), confirmed);

    let mut by_campaign: HashMap<&str, Vec<&Document>> = HashMap::new();
    for application in &applications {
        by_campaign.entry(text(application, "campaign_id")).or_default().push(application);
    }
    for campaign in &campaigns {
        let none = Vec::new();
        let theirs = by_campaign.get(text(campaign, "_id")).unwrap_or(&none);
        let counts = campaign.get_document("counts").unwrap();
        for state in ["applied", "shortlisted", "confirmed", "rejected", "withdrawn"] {
            let stand = theirs.iter().filter(|one| text(one, "state") == state).count();
            assert_eq!(number(counts, state), i64::try_from(stand).unwrap(), "{state} of {campaign}");
        }
        let slots = number(campaign.get_document("content").unwrap(), "slots");
        let free = number(campaign, "free");
        assert!(free >= 0);
        assert_eq!(slots - free, number(counts, "confirmed"), "{campaign}");
        let state = text(campaign, "state");
        assert_eq!(state == "draft", number(campaign, "brief_version") == 0);
        assert_eq!(state == "completed", campaign.contains_key("completed_at"));
        if state == "completed" {
            assert_eq!((number(counts, "applied"), number(counts, "shortlisted")), (0, 0));
        }
    }

    let mut used_by: HashMap<String, i64> = HashMap::new();
    for package in all(app, "brand_packages").await {
        let limit = number(&package, "deliveries_a_month");
        for month in package.get_array("used").unwrap() {
            let used = month.as_i64().unwrap_or_else(|| i64::from(month.as_i32().unwrap_or(-1)));
            assert!((0..=limit).contains(&used), "{package}");
            *used_by.entry(text(&package, "brand_id").to_owned()).or_default() += used;
        }
    }
    for (brand, confirmed) in confirmed_of {
        assert_eq!(used_by[brand], confirmed, "each confirmation used one delivery");
    }
}

async fn rounds_dates_and_disclosures_are_as_signed(app: &TestApp) {
    let deliverables = all(app, "campaign_deliverables").await;
    let mut counted: HashMap<&str, i64> = HashMap::new();
    let mut posts = HashSet::new();
    for piece in &deliverables {
        assert!(number(piece, "rounds_used") <= number(piece, "rounds"), "{piece}");
        let drafts = piece.get_array("drafts").unwrap();
        let verdict = |draft: &Bson| {
            draft
                .as_document()
                .unwrap()
                .get_document("answer")
                .map(|answer| text(answer, "verdict").to_owned())
        };
        let asked = drafts.iter().filter(|draft| verdict(draft).is_ok_and(|word| word == "changes")).count();
        assert_eq!(number(piece, "rounds_used"), i64::try_from(asked).unwrap(), "{piece}");
        let state = text(piece, "state");
        if matches!(state, "approved" | "published") {
            let last = drafts.last().unwrap().as_document().unwrap();
            assert_eq!(verdict(drafts.last().unwrap()).unwrap(), "approved");
            assert!(last.get_bool("disclosed").unwrap() || !piece.contains_key("platform"), "{piece}");
        }
        if let Ok(url) = piece.get_str("post_url") {
            assert!(posts.insert(url), "{url} twice");
        }
        assert_eq!(state == "published", piece.contains_key("post_url"), "{piece}");
        if piece.get_bool("counted").unwrap() {
            *counted.entry(text(piece, "creator_id")).or_default() += 1;
        } else {
            assert!(!piece.get_bool("late").unwrap(), "{piece}");
        }
    }
    assert_eq!(posts.len(), all(app, "campaign_posts").await.len());
    for creator in all(app, "creators").await {
        let deliveries = creator.get_document("deliveries").unwrap();
        let told = number(deliveries, "on_time") + number(deliveries, "late");
        assert_eq!(told, counted.get(text(&creator, "_id")).copied().unwrap_or(0), "{creator}");
    }
    let mut said: HashMap<String, i64> = HashMap::new();
    for comment in all(app, "campaign_draft_comments").await {
        *said.entry(text(&comment, "deliverable_id").to_owned()).or_default() += 1;
    }
    for piece in &deliverables {
        assert_eq!(number(piece, "comments"), said.get(text(piece, "_id")).copied().unwrap_or(0));
    }
}

async fn stars_threads_and_notices_are_counted_once(app: &TestApp) {
    let mut stars: HashMap<String, (i64, i64)> = HashMap::new();
    for rating in all(app, "campaign_ratings").await {
        if rating.contains_key("shown_at") {
            let about = if text(&rating, "by") == "brand" { "creator_id" } else { "brand_id" };
            let marks = rating.get_array("marks").unwrap();
            let sum: i64 = marks.iter().map(|mark| number(mark.as_document().unwrap(), "stars")).sum();
            let (ratings, all) = stars.entry(text(&rating, about).to_owned()).or_default();
            (*ratings, *all) = (*ratings + 1, *all + sum);
        }
    }
    assert!(stars.len() > 50, "{}", stars.len());
    for collection in ["brands", "creators"] {
        for rated in all(app, collection).await {
            let counts = rated.get_document("ratings").unwrap();
            let found = stars.get(text(&rated, "_id")).copied().unwrap_or_default();
            assert_eq!((number(counts, "ratings"), number(counts, "stars")), found, "{rated}");
        }
    }

    let mut numbers: HashMap<String, BTreeSet<i64>> = HashMap::new();
    for message in all(app, "campaign_messages").await {
        assert!(
            numbers
                .entry(text(&message, "application_id").to_owned())
                .or_default()
                .insert(number(&message, "number"))
        );
    }
    let threads = all(app, "campaign_threads").await;
    assert_eq!(threads.len(), numbers.len());
    for thread in &threads {
        let last = number(thread, "last_number");
        assert_eq!(numbers[text(thread, "_id")], (1..=last).collect(), "{thread}");
    }
    for read in all(app, "campaign_reads").await {
        let last = i64::try_from(numbers[text(&read, "application_id")].len()).unwrap();
        assert!(number(&read, "read") <= last && number(&read, "unread") <= last, "{read}");
    }

    let notices = all(app, "notices").await;
    let keys: HashSet<&str> = notices.iter().map(|notice| text(notice, "key")).collect();
    assert_eq!(keys.len(), notices.len());
    assert!(notices.len() > 1_000, "{}", notices.len());
}

async fn figures_are_of_posts_and_cost_what_was_signed(app: &TestApp) {
    let by_id = |documents: Vec<Document>| -> HashMap<String, Document> {
        documents.into_iter().map(|one| (text(&one, "_id").to_owned(), one)).collect()
    };
    let deliverables = by_id(all(app, "campaign_deliverables").await);
    let signatures = by_id(all(app, "campaign_signatures").await);
    let counting = by_id(all(app, "campaign_figures").await);
    let metrics = all(app, "campaign_metrics").await;
    assert_eq!(metrics.len(), counting.len(), "each post is reported once");
    assert!(metrics.len() > 100, "{}", metrics.len());
    for reported in &metrics {
        let of = text(reported, "deliverable_id");
        let (piece, counts) = (&deliverables[of], &counting[of]);
        assert_eq!(text(piece, "state"), "published", "{reported}");
        assert_eq!(text(piece, "platform"), text(reported, "platform"));
        assert!(piece.get_datetime("published_at").unwrap() < reported.get_datetime("reported_at").unwrap());
        assert_eq!(text(counts, "metrics_id"), text(reported, "_id"));
        let body = doc! { "figures": reported.get_array("figures").unwrap().clone() };
        let body: ConfirmMetrics =
            serde_json::from_value(Bson::Document(body).into_relaxed_extjson()).unwrap();
        body.validate().unwrap();
        assert_eq!(u64::try_from(number(counts, "views")).unwrap(), audience(&body.figures).unwrap());
        assert_eq!(
            u64::try_from(number(counts, "interactions")).unwrap(),
            interactions(&body.figures).unwrap()
        );
        assert_eq!(
            text(reported, "state") == "questioned",
            reported.contains_key("question") && !reported.contains_key("note")
        );
    }
    // Where every piece of a signature was reported, together they cost what was signed.
    let mut whole = 0;
    for (id, signed) in &signatures {
        let owed: Vec<&Document> =
            deliverables.values().filter(|piece| text(piece, "application_id") == id).collect();
        let reported: Vec<&Document> =
            owed.iter().filter_map(|piece| counting.get(text(piece, "_id"))).collect();
        if reported.len() < owed.len() {
            continue;
        }
        whole += 1;
        let agreed = signed.get_document("compensation").unwrap();
        for currency in ["pyg", "eur", "ars", "usd"] {
            let part = |part: &str| {
                let money = agreed.get_document(part).ok();
                let money = money.filter(|money| text(money, "currency").eq_ignore_ascii_case(currency));
                money.map_or(0, |money| number(money, "amount"))
            };
            let cost: i64 = reported.iter().map(|counts| number(counts, currency)).sum();
            assert_eq!(cost, part("fee") + part("value"), "{currency} of {signed}");
        }
    }
    assert!(whole > 50, "{whole}");
}

async fn nothing_happens_tomorrow(app: &TestApp, written: &BTreeMap<String, u64>) {
    let now = DateTime::from_jiff(app.clock.now());
    for collection in written.keys().filter(|name| *name != "jobs") {
        for document in all(app, collection).await {
            for field in [
                "created_at",
                "updated_at",
                "at",
                "published_at",
                "read_at",
                "shown_at",
                "last_at",
                "saved_at",
                "reported_at",
                "confirmed_at",
            ] {
                if let Ok(at) = document.get_datetime(field) {
                    assert!(*at <= now, "{collection}.{field}: {document}");
                }
            }
        }
    }
    // What is to come is asked for: nothing of it is due at once.
    let jobs = all(app, "jobs").await;
    let made = jobs.iter().filter(|job| text(job, "kind").starts_with("campaigns."));
    assert!(made.clone().count() > 100);
    for job in made {
        assert!(*job.get_datetime("due_at").unwrap() > now, "{job}");
    }
}

async fn the_same_seed_makes_the_same_marketplace(one: &TestApp, written: &BTreeMap<String, u64>) {
    let (other, _) = filled().await;
    async fn digests(app: &TestApp) -> Document {
        let hashes = app.db.database().run_command(doc! { "dbHash": 1 }).await.unwrap();
        hashes.get_document("collections").unwrap().clone()
    }
    let (ours, theirs) = (digests(one).await, digests(&other).await);
    for collection in written.keys() {
        assert_eq!(ours.get(collection), theirs.get(collection), "{collection}");
    }
    // A filling that was interrupted goes on: what is missing comes, what is there stays as it is.
    let database = other.db.database();
    for collection in ["campaign_applications", "creators", "notices"] {
        let documents = database.collection::<Document>(collection);
        documents.delete_many(doc! { "_id": { "$regex": "[0-7]$" } }).await.unwrap();
    }
    assert_ne!(ours.get("creators"), digests(&other).await.get("creators"));
    let begun = database.collection::<Document>("demo");
    begun.update_one(doc! {}, doc! { "$set": { "done": false } }).await.unwrap();
    assert!(matches!(fill(&other.state, 1).await.unwrap(), Filled::Now(_)));
    let mended = digests(&other).await;
    for collection in written.keys() {
        assert_eq!(ours.get(collection), mended.get(collection), "{collection}");
    }
    // Control: the digests tell a marketplace in which one word differs.
    let brands = other.db.database().collection::<Document>("brands");
    brands.update_one(doc! {}, doc! { "$set": { "profile.company": "Otra" } }).await.unwrap();
    assert_ne!(ours.get("brands"), digests(&other).await.get("brands"));
}
