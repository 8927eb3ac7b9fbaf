//! A sheet of more rows than are read at a time.

use std::time::Instant;

use bson::{Document, doc};
use serde_json::json;
use shared::identity::Permission;

use super::sheet;
use crate::campaigns::market::Market;

/// More than two lots, and one that is not full.
const MANY: usize = 2_345;

#[tokio::test]
async fn every_row_of_a_long_list_is_there_once_and_in_its_order() {
    let market = Market::new().await;
    market.draft(json!({})).await;
    let campaigns = market.app.db.database().collection::<Document>("campaigns");
    let one = campaigns.find_one(doc! {}).await.unwrap().unwrap();
    let copies = (1..MANY).map(|number| {
        let mut copy = one.clone();
        copy.insert("_id", format!("01890a5d-ac96-774b-bcce-{number:012}"));
        copy.get_document_mut("content").unwrap().insert("title", format!("Campaña {number}"));
        copy
    });
    campaigns.insert_many(copies).await.unwrap();
    let staff = market.app.staff(&[Permission::ManageMarketplace]).await;
    let began = Instant::now();
    let read = sheet(&staff, "managed/campaigns").await;
    println!("{MANY} rows of {} columns in {:?}, unoptimised", read.titles.len(), began.elapsed());
    assert_eq!(read.rows.len(), MANY);
    // The newest first: the one that was made by hand has a younger id.
    for (row, number) in (1..MANY).rev().enumerate() {
        assert_eq!(read.text(row + 1, "Campaña"), format!("Campaña {number}"));
    }
    let left = std::fs::read_dir(market.app.data.path().join("sheets")).unwrap().count();
    assert_eq!(left, 0, "nothing is left behind");
}
