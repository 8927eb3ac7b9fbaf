//! Finding campaigns: words without accents, filters, orders, pages, and what fits.

use jiff::SignedDuration;
use reqwest::Url;
use serde_json::{Value, json};
use shared::campaigns::{CampaignPage, CampaignSummary};
use shared::error::ErrorCode;
use shared::page::Page;

use super::market::{CAMPAIGNS, Market, become_creator, fee, replaced};
use crate::support::Client;
use crate::support::proof::{Dice, cases};

/// An address with a query.
fn asking(query: &[(&str, &str)]) -> String {
    let mut address = Url::parse("http://here").unwrap();
    address.query_pairs_mut().extend_pairs(query);
    format!("{CAMPAIGNS}?{}", address.query().unwrap_or_default())
}

/// One page of what is found.
async fn found(who: &Client, query: &[(&str, &str)]) -> Page<CampaignSummary> {
    let answer = who.get(&asking(query)).await;
    assert_eq!(answer.status, 200, "{query:?}: {answer:?}");
    answer.to()
}

/// The titles of what is found.
async fn titles(who: &Client, query: &[(&str, &str)]) -> Vec<String> {
    found(who, query).await.items.into_iter().map(|campaign| campaign.title).collect()
}

/// The brief of a campaign about something.
fn about(market: &Market, text: &str) -> Value {
    replaced(market.body(json!({}))["brief"].clone(), json!({ "about": text }))
}

#[tokio::test]
async fn words_are_found_whatever_their_accents_and_capitals() {
    let market = Market::new().await;
    for (title, text) in [
        ("Reseña de café", "Un café de altura."),
        ("Moda de verano", "Vestidos livianos para la siesta en Asunción."),
        ("ÑANDUTÍ en casa", "Tejido a mano."),
    ] {
        market.published(json!({ "title": title, "brief": about(&market, text) })).await;
    }
    let nobody = market.app.anonymous();
    for (search, expected) in [
        ("cafe", vec!["Reseña de café"]),
        ("CAFÉ resena", vec!["Reseña de café"]),
        ("ñandutí", vec!["ÑANDUTÍ en casa"]),
        ("nandu", vec!["ÑANDUTÍ en casa"]),
        ("asuncion", vec!["Moda de verano"]),
        ("verano café", vec![]),
        ("de", vec!["Moda de verano", "Reseña de café"]),
        ("afé", vec![]),
        ("zapatos", vec![]),
        (".* $where", vec![]),
    ] {
        assert_eq!(titles(&nobody, &[("search", search)]).await, expected, "{search}");
    }
    assert_eq!(titles(&nobody, &[("search", " … ")]).await.len(), 3, "what holds no word asks for nothing");
    let long = "x".repeat(101);
    nobody.get(&asking(&[("search", &long)])).await.assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn filters_narrow_and_go_together() {
    let market = Market::new().await;
    let euros = |amount: i64| json!({ "kind": "fee", "fee": { "amount": amount, "currency": "EUR" } });
    let exchange =
        json!({ "kind": "exchange", "product": "Café", "value": { "amount": 90_000, "currency": "PYG" } });
    for (title, change) in [
        ("Abierta", json!({})),
        ("De comida", json!({ "requirements": { "categories": ["food", "travel"] } })),
        ("De Luque", json!({ "requirements": { "city": "Luque" } })),
        ("De TikTok", json!({ "requirements": { "networks": [{ "platform": "tiktok", "followers": 9 }] } })),
        ("En euros", json!({ "compensation": euros(9_000) })),
        ("Canje", json!({ "compensation": exchange })),
        ("Bien paga", json!({ "compensation": fee(2_000_000) })),
    ] {
        market.published(replaced(change, json!({ "title": title }))).await;
    }
    let nobody = market.app.anonymous();
    for (query, expected) in [
        (vec![("category", "food")], vec!["De comida"]),
        (vec![("platform", "tiktok")], vec!["De TikTok"]),
        (vec![("compensation", "exchange")], vec!["Canje"]),
        (vec![("currency", "EUR")], vec!["En euros"]),
        (vec![("currency", "PYG"), ("min_fee", "300001")], vec!["Bien paga"]),
        (vec![("currency", "PYG"), ("compensation", "fee"), ("search", "bien")], vec!["Bien paga"]),
        (vec![("currency", "EUR"), ("category", "food")], vec![]),
    ] {
        assert_eq!(titles(&nobody, &query).await, expected, "{query:?}");
    }
    let of_this = market.brand.as_str();
    assert_eq!(titles(&nobody, &[("brand", of_this)]).await.len(), 7);
    assert_eq!(titles(&nobody, &[("brand", of_this), ("category", "food")]).await, ["De comida"]);
    let of_another = "01890a5d-ac96-774b-bcce-b302099a8057";
    assert!(titles(&nobody, &[("brand", of_another)]).await.is_empty());
    let there = titles(&nobody, &[("city", "LUQUE")]).await;
    assert!(there.contains(&"De Luque".to_owned()) && there.contains(&"Abierta".to_owned()), "{there:?}");
    assert_eq!(there.len(), 7);
    assert_eq!(titles(&nobody, &[("city", "Areguá")]).await.len(), 6, "where none is asked for");

    for query in [[("sort", "fee")], [("min_fee", "1")]] {
        let answer = nobody.get(&asking(&query)).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
        assert_eq!(answer.json()["fields"][0]["field"], "currency");
    }
    for query in [
        [("category", "magic")],
        [("sort", "luck")],
        [("limit", "many")],
        [("nonsense", "1")],
        [("brand", "lurdes")],
    ] {
        nobody.get(&asking(&query)).await.assert_problem(ErrorCode::MalformedQuery);
    }
    nobody.get(&asking(&[("limit", "0")])).await.assert_problem(ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn each_order_pages_through_everything_once() {
    let market = Market::new().await;
    for n in 0..7_i64 {
        // Two of a kind each, so that the order is decided by more than the field.
        let (day, amount) = (10 + n / 2, 100_000 * (n / 2 + 1));
        let change = json!({
            "title": format!("Campaña {n}"), "deadline": format!("2040-03-{day}"), "compensation": fee(amount),
        });
        market.published(change).await;
        if n % 2 == 1 {
            market.app.clock.advance(SignedDuration::from_secs(1));
        }
    }
    let nobody = market.app.anonymous();
    for (sort, key) in [("newest", "published_at"), ("deadline", "closes_at"), ("fee", "compensation")] {
        let (mut all, mut cursor): (Vec<CampaignSummary>, Option<String>) = (Vec::new(), None);
        loop {
            let mut query = vec![("sort", sort), ("limit", "3"), ("currency", "PYG")];
            if let Some(cursor) = &cursor {
                query.push(("cursor", cursor));
            }
            let page = found(&nobody, &query).await;
            all.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        let mut ids: Vec<_> = all.iter().map(|campaign| campaign.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((all.len(), ids.len()), (7, 7), "{sort}");
        let sorted = match sort {
            "newest" => all.is_sorted_by_key(|campaign| std::cmp::Reverse(campaign.published_at)),
            "deadline" => all.is_sorted_by_key(|campaign| campaign.closes_at),
            _ => all.is_sorted_by_key(|campaign| {
                std::cmp::Reverse(campaign.compensation.fee().map(|fee| fee.amount))
            }),
        };
        assert!(sorted, "{sort} by {key}");
        // A place in one order is none in another.
        let first = found(&nobody, &[("sort", sort), ("limit", "3"), ("currency", "PYG")]).await;
        let cursor = first.next_cursor.unwrap();
        let other = if sort == "fee" { "newest" } else { "fee" };
        let answer = nobody.get(&asking(&[("sort", other), ("currency", "PYG"), ("cursor", &cursor)])).await;
        answer.assert_problem(ErrorCode::ValidationFailed);
    }
}

#[tokio::test]
async fn what_fits_is_told_to_creators() {
    let market = Market::new().await;
    market.published(json!({ "title": "Para todos" })).await;
    market.published(json!({ "title": "De Luque", "requirements": { "city": "Luque" } })).await;
    let fits = [("fits_me", "true")];
    market.app.anonymous().get(&asking(&fits)).await.assert_problem(ErrorCode::Unauthenticated);
    let eva = market.app.user("eva@example.org").await;
    eva.get(&asking(&fits)).await.assert_problem(ErrorCode::ProfileIncomplete);
    let ana = market.creator("ana").await;
    assert_eq!(titles(&ana, &fits).await, ["Para todos"]);
    assert_eq!(ana.patch("/api/creators/me", json!({ "city": "LUQUE" })).await.status, 200);
    assert_eq!(titles(&ana, &fits).await, ["De Luque", "Para todos"]);
    assert_eq!(titles(&ana, &[("fits_me", "false")]).await.len(), 2);
}

/// The query of what fits and the rule that decides on an application are written twice; this holds them together.
#[tokio::test]
async fn what_is_found_to_fit_is_what_one_can_apply_to() {
    let market = Market::new().await;
    let mut dice = Dice::new();
    let one_of = |dice: &mut Dice, among: &[&'static str]| -> &'static str {
        among[usize::try_from(dice.below(u32::try_from(among.len()).unwrap())).unwrap()]
    };
    const CITIES: [&str; 4] = ["Asunción", "asuncion", "Luque", "Encarnación"];
    const TOPICS: [&str; 4] = ["food", "beauty", "travel", "music"];
    const NETWORKS: [&str; 3] = ["instagram", "tiktok", "youtube"];
    for n in 0..cases(600) {
        let mut wanted = json!({});
        if dice.below(2) == 0 {
            wanted["city"] = json!(one_of(&mut dice, &CITIES));
        }
        if dice.below(2) == 0 {
            wanted["categories"] = json!([one_of(&mut dice, &TOPICS), one_of(&mut dice, &TOPICS)]);
        }
        let platforms: Vec<Value> =
            NETWORKS.iter().filter(|_| dice.below(3) == 0).map(|name| json!({ "platform": name })).collect();
        let platforms: Vec<Value> = platforms
            .into_iter()
            .map(|network| {
                let followers = [0, 100, 5_000][usize::try_from(dice.below(3)).unwrap()];
                replaced(network, json!({ "followers": followers }))
            })
            .collect();
        wanted["networks"] = json!(platforms);
        if dice.below(4) == 0 {
            wanted["level"] = json!(one_of(&mut dice, &["trainee", "verified"]));
        }
        market.published(json!({ "title": format!("Campaña {n}"), "requirements": wanted })).await;
    }
    let (mut fitting, mut others) = (0, 0);
    for n in 0..3 {
        let creator = market.app.user(&format!("creator-{n}@example.org")).await;
        become_creator(&creator, &format!("creator{n}")).await;
        let profile = json!({
            "city": one_of(&mut dice, &CITIES),
            "categories": [one_of(&mut dice, &TOPICS)],
        });
        assert_eq!(creator.patch("/api/creators/me", profile).await.status, 200);
        let followers = [0, 100, 5_000][usize::try_from(dice.below(3)).unwrap()];
        let platform = one_of(&mut dice, &NETWORKS);
        let networks = json!({ "networks": [
            { "platform": platform, "account": format!("creator{n}.av"), "followers": followers },
            { "platform": "instagram", "account": format!("second{n}.av"), "followers": 100 },
        ] });
        let answer = creator.put("/api/creators/me/networks", networks).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let (mut found_to_fit, mut all) = (Vec::new(), Vec::new());
        for (fits, into) in [("true", &mut found_to_fit), ("false", &mut all)] {
            let mut cursor: Option<String> = None;
            loop {
                let mut query = vec![("fits_me", fits), ("limit", "100")];
                if let Some(cursor) = &cursor {
                    query.push(("cursor", cursor));
                }
                let page = found(&creator, &query).await;
                into.extend(page.items.into_iter().map(|campaign| campaign.id));
                cursor = page.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
        }
        for id in all {
            let page: CampaignPage = creator.get(&format!("{CAMPAIGNS}/{id}")).await.to();
            let misfits = page.misfits.unwrap();
            assert_eq!(found_to_fit.contains(&id), misfits.is_empty(), "{:?} {misfits:?}", page.summary);
            *(if misfits.is_empty() { &mut fitting } else { &mut others }) += 1;
        }
    }
    println!("{fitting} fit, {others} do not");
    assert!(fitting > 10 && others > 10, "the control: both kinds, {fitting} and {others}");
}
