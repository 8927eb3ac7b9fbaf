//! A dump under writing: money moves between accounts all the time, and the restored sum must be right.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use futures::TryStreamExt as _;
use mongodb::{
    Client, Database,
    bson::{Document, doc},
    options::WriteConcern,
};

use crate::support::{Random, World, rounds, seed};

const ACCOUNTS: i64 = 20_000;
const EACH: i64 = 1_000;
/// Two collections, so that the instant has to hold across them.
const HALVES: [&str; 2] = ["accounts_a", "accounts_b"];

async fn open_accounts(db: &Database) {
    for half in HALVES {
        let padding = "x".repeat(400);
        let accounts = (0..ACCOUNTS).map(|n| doc! { "_id": n, "balance": EACH, "padding": &padding });
        db.collection(half).insert_many(accounts).await.unwrap();
    }
}

async fn transfer(client: &Client, db: &Database, random: &mut Random) {
    let accounts = usize::try_from(ACCOUNTS).unwrap();
    let (from, to) =
        (i64::try_from(random.below(accounts)).unwrap(), i64::try_from(random.below(accounts)).unwrap());
    let (left, right) = if random.below(2) == 0 { (HALVES[0], HALVES[1]) } else { (HALVES[1], HALVES[0]) };
    let mut session = client.start_session().await.unwrap();
    // Durable enough for a test, and many a second.
    session.start_transaction().write_concern(WriteConcern::nodes(1)).await.unwrap();
    for (half, account, amount) in [(left, from, -7_i64), (right, to, 7)] {
        let change = doc! { "$inc": { "balance": amount } };
        let accounts = db.collection::<Document>(half);
        let updated = accounts.update_one(doc! { "_id": account }, change).session(&mut session).await;
        if updated.is_err() {
            // Another transfer has the account: this one does not happen.
            session.abort_transaction().await.unwrap();
            return;
        }
    }
    session.commit_transaction().await.unwrap();
}

/// Writers that together make over 200 transfers a second until told to stop; returns how many were made.
fn start(
    world: &World,
    name: &str,
    stop: &Arc<AtomicBool>,
    seed: u64,
) -> (Vec<tokio::task::JoinHandle<()>>, Arc<AtomicU64>) {
    let made = Arc::new(AtomicU64::new(0));
    let writers = (0..32).map(|writer| {
        let (client, db) = (world.client.clone(), world.db(name));
        let (stop, made) = (Arc::clone(stop), Arc::clone(&made));
        let mut random = Random(seed ^ writer);
        tokio::spawn(async move {
            let mut pace = tokio::time::interval(Duration::from_millis(100));
            while !stop.load(Ordering::Relaxed) {
                pace.tick().await;
                transfer(&client, &db, &mut random).await;
                made.fetch_add(1, Ordering::Relaxed);
            }
        })
    });
    (writers.collect(), made)
}

async fn sum(db: &Database) -> i64 {
    let mut sum = 0;
    for half in HALVES {
        let group = doc! { "$group": { "_id": null, "sum": { "$sum": "$balance" } } };
        let mut cursor = db.collection::<Document>(half).aggregate([group]).await.unwrap();
        sum += cursor.try_next().await.unwrap().unwrap().get_i64("sum").unwrap();
    }
    sum
}

/// The control: the same reading without a snapshot session, as a backup would do that only copies.
async fn sum_without_snapshot(db: &Database) -> i64 {
    let mut sum = 0;
    for half in HALVES {
        let mut cursor = db.collection::<Document>(half).find(doc! {}).batch_size(2_000).await.unwrap();
        while let Some(account) = cursor.try_next().await.unwrap() {
            sum += account.get_i64("balance").unwrap();
        }
    }
    sum
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sum_is_right_whenever_the_dump_is_taken() {
    let world = World::new().await;
    let db = world.db("bank");
    open_accounts(&db).await;
    let expected = 2 * ACCOUNTS * EACH;
    let stop = Arc::new(AtomicBool::new(false));
    let (writers, made) = start(&world, "bank", &stop, seed());

    let began = std::time::Instant::now();
    let whole = rounds(20);
    for round in 0..whole {
        let (file, into) = (format!("{round}.tar.zst"), format!("restored_{round}"));
        world.dump("bank", &file).await;
        world.restore(&file, &into).await;
        assert_eq!(sum(&world.db(&into)).await, expected, "round {round}");
        world.db(&into).drop().await.unwrap();
    }
    let rate = made.load(Ordering::Relaxed) / began.elapsed().as_secs().max(1);

    // The control must fail at some point, or the transfers disturbed nobody.
    let deadline = std::time::Instant::now() + Duration::from_secs(60);
    let mut wrong = 0;
    while wrong == 0 && std::time::Instant::now() < deadline {
        wrong += usize::from(sum_without_snapshot(&db).await != expected);
    }
    stop.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    println!("{whole} rounds right at {rate} transfers a second; the control was wrong {wrong} time(s)");
    assert!(rate >= 200, "only {rate} transfers a second");
    assert!(wrong > 0, "reading without a snapshot was never wrong: the transfers prove nothing");
    assert_eq!(sum(&db).await, expected);
}
