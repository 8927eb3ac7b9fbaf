//! What confirmed figures add up to, from an index alone however much others have published.

use bson::{Document, doc};
use serde_json::json;
use shared::campaigns::{MetricsDashboard, SpentOn};
use shared::creators::Platform;
use shared::error::ErrorCode;
use shared::figures::Percent;
use shared::money::{Currency, Money};

use super::{METRICS, Post, confirmed, nothing, publish, reported};
use crate::campaigns::market::{NOWHERE, brand, fee, to, user_id};
use crate::campaigns::plans::scans;
use crate::campaigns::work::{Work, sign};
use crate::support::Client;

/// The collections that dashboards and figures read.
const OURS: [&str; 3] = ["campaign_metrics", "campaign_pictures", "campaign_figures"];

async fn dashboard(who: &Client, address: &str) -> MetricsDashboard {
    let answer = who.get(address).await;
    assert_eq!(answer.status, 200, "{address}: {answer:?}");
    answer.to()
}

/// Counted figures of a post that is not there.
fn counted(number: u32, brand: &str, user: &str, change: Document) -> Document {
    let id = |kind: u32| format!("01890a5d-ac96-774b-{kind:04}-{number:012}");
    let mut document = doc! {
        "_id": id(1), "metrics_id": id(2), "application_id": id(3), "campaign_id": NOWHERE, "brand_id": brand,
        "creator_id": NOWHERE, "user_id": user, "platform": "instagram", "day": "2040-03-01",
        "views": 1_000_i64, "reach": 800_i64, "interactions": 50_i64,
        "pyg": 0_i64, "eur": 0_i64, "ars": 0_i64, "usd": 0_i64,
    };
    document.extend(change);
    document
}

#[tokio::test]
async fn sums_are_by_day_campaign_creator_and_network_and_nothing_is_exchanged() {
    let post = Post::new().await;
    let (market, ana) = (&post.work.market, post.ana());
    let user = user_id(ana).await;
    let made = post.reported(nothing(1)).await;
    confirmed(ana, &made, &[("views", 20_000), ("reach", 9_000), ("likes", 1_500), ("comments", 200)]).await;
    let others = [
        // Of another day and network, paid in dollars, without interactions.
        doc! { "day": "2040-02-01", "platform": "tiktok", "usd": 5_050_i64, "views": 10_000_i64, "interactions": bson::Bson::Null },
        // Nobody knows how often it was seen: it costs, but makes no thousand dearer.
        doc! { "pyg": 100_000_i64, "views": bson::Bson::Null, "interactions": bson::Bson::Null },
        // Before the period.
        doc! { "day": "2039-11-01", "views": 77_i64 },
    ];
    let others: Vec<Document> =
        (1..).zip(others).map(|(number, change)| counted(number, &market.brand, &user, change)).collect();
    let stored = market.app.db.collection::<Document>("campaign_figures");
    stored.insert_many(&others).await.unwrap();
    // And somebody else's.
    stored.insert_one(counted(9, NOWHERE, NOWHERE, doc! { "views": 5_i64 })).await.unwrap();

    let of_brand = format!("{METRICS}/of-brand/{}", market.brand);
    let all = dashboard(&market.owner, &of_brand).await;
    assert_eq!((all.from.as_str(), all.to.as_str()), ("2039-12-09", "2040-03-07"));
    let total = &all.total;
    assert_eq!((total.posts, total.views, total.reach, total.interactions), (3, 30_000, 10_600, 1_700));
    assert_eq!(total.engagement, Some(Percent { hundredths: 850 }), "of what has both");
    let spent = |amount, currency, views, thousand: Option<i64>| SpentOn {
        spent: Money::new(amount, currency),
        views,
        per_thousand: thousand.map(|amount| Money::new(amount, currency)),
    };
    assert_eq!(
        total.spent,
        [spent(400_000, Currency::Pyg, 20_000, Some(15_000)), spent(5_050, Currency::Usd, 10_000, Some(505))]
    );
    let days: Vec<_> = all.days.iter().map(|day| (day.day.as_str(), day.sum.views)).collect();
    assert_eq!(days, [("2040-02-01", 10_000), ("2040-03-01", 0), ("2040-03-07", 20_000)]);
    let campaigns: Vec<_> = all.campaigns.iter().map(|line| (line.title.as_str(), line.sum.views)).collect();
    assert_eq!(campaigns, [("Reseña de café", 20_000), ("", 10_000)]);
    let creators = all.creators.unwrap();
    assert_eq!((creators[0].name.as_deref(), creators[0].sum.posts), (Some("ana"), 1));
    let platforms: Vec<_> = all.platforms.iter().map(|line| (line.platform, line.sum.posts)).collect();
    assert_eq!(platforms, [(Platform::Instagram, 2), (Platform::TikTok, 1)]);

    let own = dashboard(ana, &format!("{METRICS}/mine")).await;
    assert_eq!((&own.total, own.creators), (total, None));
    for (query, views) in [
        ("?from=2040-03-02", 20_000),
        ("?to=2040-02-15", 10_000),
        ("?from=2039-10-01&to=2039-11-30", 77),
        (&format!("?campaign={}", post.piece.campaign_id), 20_000),
        (&format!("?creator={}", post.piece.creator_id), 20_000),
        (&format!("?creator={}", user), 0),
    ] {
        assert_eq!(
            dashboard(&market.owner, &format!("{of_brand}{query}")).await.total.views,
            views,
            "{query}"
        );
    }
}

#[tokio::test]
async fn each_piece_costs_its_share_of_what_was_signed() {
    let lines = json!([{ "kind": "reel", "count": 3, "platform": "instagram" }]);
    let brief = crate::campaigns::work::brief(json!({ "deliverables": lines }));
    let both = json!({
        "kind": "both", "product": "Un kilo de café", "value": { "amount": 1_000, "currency": "USD" },
        "fee": { "amount": 100_000, "currency": "PYG" },
    });
    let work = Work::signed(json!({ "brief": brief, "compensation": both })).await;
    work.shipped(&work.ana, "address").await;
    work.shipped(&work.market.owner, "send").await;
    work.shipped(&work.ana, "receive").await;
    for (number, piece) in work.owed().await.iter().enumerate() {
        publish(&work, &work.ana, piece, &format!("https://www.instagram.com/reel/C8abc{number}/")).await;
        let made = reported(&work.ana, piece, nothing(u8::try_from(number).unwrap())).await;
        confirmed(&work.ana, &made, &[("views", 1_000)]).await;
    }
    let all = dashboard(&work.ana, &format!("{METRICS}/mine")).await;
    let spent: Vec<_> = all.total.spent.iter().map(|line| line.spent).collect();
    assert_eq!(spent, [Money::new(100_000, Currency::Pyg), Money::new(1_000, Currency::Usd)]);
    let stored = work.market.stored("campaign_figures", doc! {}).await;
    let mut shares: Vec<i64> = stored.iter().map(|line| line.get_i64("pyg").unwrap()).collect();
    shares.sort_unstable();
    assert_eq!(shares, [33_333, 33_333, 33_334]);
}

#[tokio::test]
async fn a_period_is_bounded_and_a_dashboard_is_its_brands() {
    let post = Post::new().await;
    let market = &post.work.market;
    let of_brand = format!("{METRICS}/of-brand/{}", market.brand);
    for wrong in [
        "from=2040-03-08",
        "from=2038-01-01",
        "to=2040-02-30",
        "from=yesterday",
        "from=2040-03-01&to=2040-02-01",
    ] {
        let answer = market.owner.get(&format!("{of_brand}?{wrong}")).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
    }
    let other = market.app.user("other@brand.example").await;
    let theirs = brand(&other, "Otra").await;
    other.get(&of_brand).await.assert_problem(ErrorCode::NotFound);
    post.ana().get(&of_brand).await.assert_problem(ErrorCode::NotFound);
    market.app.anonymous().get(&format!("{METRICS}/mine")).await.assert_problem(ErrorCode::Unauthenticated);
    assert_eq!(dashboard(&other, &format!("{METRICS}/of-brand/{theirs}")).await.total.posts, 0);
    assert_eq!(dashboard(&market.colleague("viewer").await, &of_brand).await.total.posts, 0);
}

#[tokio::test]
async fn sums_read_an_index_alone_and_of_it_only_what_is_theirs() {
    let post = Post::new().await;
    let market = &post.work.market;
    let user = user_id(post.ana()).await;
    let stored = market.app.db.collection::<Document>("campaign_figures");
    let theirs = (0..300).map(|number| counted(number, &market.brand, &user, doc! { "pyg": 1_000_i64 }));
    let foreign = (300..3_000).map(|number| counted(number, NOWHERE, NOWHERE, doc! {}));
    stored.insert_many(theirs.chain(foreign)).await.unwrap();
    let all = doc! { "profile": 2, "filter": { "ns": { "$regex": "campaign_(metrics|pictures|figures)$" } } };
    market.app.db.database().run_command(all).await.unwrap();

    let eva = market.creator("eva").await;
    let campaign = market.published(json!({ "compensation": fee(7_000) })).await;
    let application = sign(market, &eva, &campaign).await;
    let piece = eva.get(&to(&application, "deliverables")).await;
    let piece = piece.to::<Vec<shared::campaigns::OwedDeliverable>>().remove(0);
    publish(&post.work, &eva, &piece, "https://www.instagram.com/reel/C8another/").await;
    let made = reported(&eva, &piece, nothing(1)).await;
    let worker = market.app.work();
    super::settled(&eva, &made).await;
    drop(worker);
    confirmed(&eva, &made, &[("views", 5)]).await;
    for address in [
        format!("{METRICS}/of-brand/{}", market.brand),
        format!("{METRICS}/of-brand/{}?campaign={NOWHERE}", market.brand),
        format!("{METRICS}/of-brand/{}?creator={NOWHERE}", market.brand),
        super::list(&piece),
    ] {
        assert_eq!(market.owner.get(&address).await.status, 200, "{address}");
    }
    assert_eq!(dashboard(post.ana(), &format!("{METRICS}/mine")).await.total.views, 300_000);
    let admin = market.app.admin().await;
    for query in ["", "?state=confirmed", "?reused=true", "?reused=false&state=read"] {
        assert_eq!(admin.get(&format!("{METRICS}/managed{query}")).await.status, 200);
    }
    crate::campaigns::personal::forget(market, &user_id(&eva).await).await;

    assert_eq!(scans(market, &OURS).await, Vec::<String>::new());
    let sums = doc! { "command.find": "campaign_figures", "command.projection": { "$exists": true } };
    let sums = market.stored("system.profile", sums).await;
    assert_eq!(sums.len(), 4, "one pass each");
    for sum in &sums {
        let plan = sum.get_str("planSummary").unwrap();
        assert!(plan.starts_with("IXSCAN"), "{plan}");
        let number = |name: &str| match sum.get(name).unwrap() {
            bson::Bson::Int32(number) => i64::from(*number),
            other => other.as_i64().unwrap(),
        };
        assert_eq!(number("docsExamined"), 0, "no document is fetched: {sum}");
        assert!(number("keysExamined") <= 305, "what is others' is not even looked at: {sum}");
    }
    // The control: a query that has no index is recorded as what it is.
    stored.find_one(doc! { "views": 77_i64 }).await.unwrap();
    assert_eq!(scans(market, &OURS).await.len(), 1);
}
