//! How long a search takes among many: 30,000 creators with their accounts and 12,000 campaigns, or a seeded tenth of them.

use std::time::{Duration, Instant};

use api::infra::db::sought::misspelt;
use bson::{Document, doc};
use serde_json::json;
use shared::identity::Permission;

use super::names;
use crate::campaigns::market::Market;
use crate::creators::support::beginner;
use crate::support::proof::{Dice, cases};

const FIRST: [&str; 20] = [
    "maria", "jose", "ana", "luis", "rosa", "carlos", "lucia", "pedro", "carmen", "juan", "elena", "miguel",
    "sofia", "diego", "laura", "pablo", "marta", "hugo", "nidia", "ramon",
];
const LAST: [&str; 20] = [
    "gonzalez",
    "benitez",
    "rodriguez",
    "fernandez",
    "lopez",
    "martinez",
    "gimenez",
    "villalba",
    "ramirez",
    "caceres",
    "acosta",
    "ayala",
    "ortiz",
    "vera",
    "rolon",
    "cabrera",
    "duarte",
    "franco",
    "mendoza",
    "aquino",
];
const THINGS: [&str; 10] = [
    "cafe",
    "yerba",
    "zapatillas",
    "perfume",
    "sombreros",
    "empanadas",
    "chipa",
    "muebles",
    "mochilas",
    "helados",
];

fn id(kind: u32, number: u32) -> String {
    format!("01890a5d-ac96-774b-{kind:04x}-{number:012x}")
}

fn words(names: &[String]) -> (Vec<String>, Vec<String>) {
    (names.to_vec(), misspelt(names.iter().map(String::as_str)))
}

/// Puts in copies of one document, each changed by its number.
async fn fill(market: &Market, collection: &str, count: u32, mut change: impl FnMut(u32, &mut Document)) {
    let original = market.stored(collection, doc! {}).await.pop().unwrap();
    let stored = market.app.db.database().collection::<Document>(collection);
    let all: Vec<u32> = (0..count).collect();
    for some in all.chunks(1_000) {
        let copies = some.iter().map(|number| {
            let mut copy = original.clone();
            change(*number, &mut copy);
            copy
        });
        stored.insert_many(copies.collect::<Vec<_>>()).await.unwrap();
    }
}

#[tokio::test]
async fn among_many_it_takes_less_than_a_tenth_of_a_second() {
    let market = Market::new().await;
    beginner(&market.app, "one@example.org", "Una").await;
    market.draft(json!({ "title": "Una" })).await;
    let mut dice = Dice::new();
    let mut pick = |from: &[&str]| {
        from[usize::try_from(dice.below(u32::try_from(from.len()).unwrap())).unwrap()].to_owned()
    };
    let (creators, campaigns) = (cases(30_000), cases(12_000));
    fill(&market, "creators", creators, |number, copy| {
        let (words, wrong) = words(&[pick(&FIRST), pick(&LAST), format!("creador{number}")]);
        copy.insert("_id", id(1, number));
        copy.insert("user_id", id(2, number));
        copy.get_document_mut("profile").unwrap().insert("name", words.join(" "));
        let found = copy.get_document_mut("found").unwrap();
        found.insert("names", words);
        found.insert("misspelt", wrong);
    })
    .await;
    fill(&market, "users", creators, |number, copy| {
        let email = format!("{}{number}@example.org", pick(&FIRST));
        let (words, wrong) = words(&[email.clone(), pick(&FIRST), pick(&LAST)]);
        copy.insert("_id", id(2, number));
        copy.insert("email", email);
        copy.insert("first_name", words[1].clone());
        copy.insert("last_name", words[2].clone());
        copy.insert("search", words);
        copy.insert("misspelt", wrong);
    })
    .await;
    fill(&market, "campaigns", campaigns, |number, copy| {
        let (words, wrong) = words(&[pick(&THINGS), pick(&THINGS), format!("temporada{number}")]);
        copy.insert("_id", id(3, number));
        let content = copy.get_document_mut("content").unwrap();
        content.insert("title", words.join(" "));
        content.insert("search", words);
        content.insert("misspelt", wrong);
    })
    .await;

    let staff = market.app.staff(&[Permission::ManageUsers, Permission::ManageMarketplace]).await;
    let asked = [
        "maria",
        "maria gonzalez",
        "mria gonzalez",
        "gonzlez",
        "fernandze lucia",
        "ma",
        "emapnadas",
        "cafe yerba",
        "yreba",
        "zapatilas perfume",
        "creador1234",
        "creadro77",
        "temporada99",
        "nadie",
        "zzzzzz",
        "rosa benites",
    ];
    let (mut took, mut found): (Vec<Duration>, usize) = (Vec::new(), 0);
    for words in asked.iter().cycle().take(asked.len() * 6) {
        let begun = Instant::now();
        found += names(&staff, words).await.len();
        took.push(begun.elapsed());
    }
    took.sort_unstable();
    let p95 = took[took.len() * 95 / 100];
    println!(
        "among {creators} creators and {campaigns} campaigns: p95 {p95:?}, worst {:?}",
        took.last().unwrap()
    );
    assert!(found > 300, "{found} found");
    // The seeded tenth runs beside other tests; whole, it is what was promised.
    let most = if cases(10) == 10 { Duration::from_millis(100) } else { Duration::from_millis(600) };
    assert!(p95 < most, "p95 {p95:?}");
}
