//! How fast a backup is, and how much memory it takes: `cargo run --release -p archive --example backup_bench`.
//!
//! Fills a database, then reads it with the driver and throws everything away, and backs it up with zstd into a
//! file, alternately, in one run. Prints both speeds and the peak of memory above idle. Ends with status 1 when the
//! backup is slower than 70 % of the driver's ordinary cursor (the fastest typed one, `RawDocumentBuf`), or takes more
//! than 64 MiB above idle.
//!
//! `AVENUE_TEST_MONGODB_URI` names a server; else a `mongod` is started (`AVENUE_MONGOD`, or on PATH).
//! `AVENUE_BENCH_MIB` is the size of the data (1024), `AVENUE_BENCH_ROUNDS` how often each is measured (3).

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::as_conversions,
    reason = "a benchmark ends at the first error"
)]

#[path = "../tests/it/support/server.rs"]
mod server;

use std::{
    error::Error,
    time::{Duration, Instant},
};

use archive::{CancellationToken, DumpOptions, Silent, Source, dump_to_file};
use futures::{StreamExt as _, TryStreamExt as _};
use mongodb::{
    Client, Database,
    bson::{self, Document, RawDocumentBuf, doc},
};

const ALLOWED_MIB: u64 = 64;
const SHARE: f64 = 0.7;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mib = number("AVENUE_BENCH_MIB", 1024);
    let rounds = number("AVENUE_BENCH_ROUNDS", 3);
    let client = Client::with_uri_str(server::uri()).await?;
    let db = client.database("avenue_bench");
    db.drop().await?;
    let bytes = fill(&db, mib * 1024 * 1024).await?;
    println!("{:.0} MiB of BSON in {} collections", mebi(bytes), db.list_collection_names().await?.len());

    let source = Source::new(client.clone(), "avenue_bench", "bench");
    let folder = tempfile::tempdir()?;
    let mut batches = Vec::new();
    let mut raw = Vec::new();
    let mut documents = Vec::new();
    let mut dumps = Vec::new();
    let (mut peak, mut size) = (0, 0);
    read_raw(&db).await?;
    for round in 0..rounds {
        let path = folder.path().join(format!("{round}.tar.zst"));
        let idle = status("VmRSS:");
        std::fs::write("/proc/self/clear_refs", "5")?;
        let began = Instant::now();
        let options = DumpOptions::default();
        let report = dump_to_file(&source, &options, &path, &Silent, &CancellationToken::new()).await?;
        dumps.push(began.elapsed());
        peak = peak.max(status("VmHWM:").saturating_sub(idle));
        size = report.archive.bytes;
        std::fs::remove_file(&path)?;
        raw.push(timed(read_raw(&db)).await?);
        batches.push(timed(read_batches(&db)).await?);
        documents.push(timed(read_documents(&db)).await?);
    }
    db.drop().await?;

    let speed = |times: &mut Vec<Duration>| {
        times.sort();
        mebi(bytes) / times.get(times.len() / 2).unwrap().as_secs_f64()
    };
    let (dump, reference) = (speed(&mut dumps), speed(&mut raw));
    let share = dump / reference;
    println!("                                        median MiB/s");
    println!("driver, read and discard, raw batches   {:>12.0}", speed(&mut batches));
    println!("driver, read and discard, RawDocumentBuf{reference:>12.0}");
    println!("driver, read and discard, Document      {:>12.0}", speed(&mut documents));
    println!("backup with zstd into a file            {dump:>12.0}");
    println!(
        "backup / RawDocumentBuf                 {:>11.0} %  (at least {:.0} %)",
        share * 100.0,
        SHARE * 100.0
    );
    println!("archive                                 {:>12.0} MiB", mebi(size));
    println!(
        "peak memory above idle                  {:>12.1} MiB (at most {ALLOWED_MIB} MiB)",
        peak as f64 / 1024.0
    );
    if share < SHARE || peak > ALLOWED_MIB * 1024 {
        return Err("slower or larger than allowed".into());
    }
    Ok(())
}

/// Orders, events and images: what an ordinary database holds, half of it hardly compressible.
async fn fill(db: &Database, wanted: u64) -> Result<u64, Box<dyn Error>> {
    let mut random = 1_u64;
    let mut next = move || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        random >> 33
    };
    let mut total = 0;
    let mut number = 0_i64;
    while total < wanted {
        for (name, count) in [("orders", 4_000), ("events", 8_000), ("images", 30)] {
            let mut batch = Vec::with_capacity(count);
            for _ in 0..count {
                number += 1;
                let document = match name {
                    "orders" => doc! {
                        "_id": number, "customer": format!("customer {}", next() % 5_000), "total": (next() % 100_000) as i64,
                        "lines": (0..4).map(|line| doc! { "sku": format!("SKU-{:06}", next() % 100_000), "n": line, "price": (next() % 9_999) as f64 / 100.0 }).collect::<Vec<_>>(),
                        "note": "entregar por la tarde en la dirección de siempre", "state": format!("state {}", next() % 3),
                    },
                    "events" => {
                        doc! { "_id": number, "at": bson::DateTime::from_millis(next() as i64), "user": next() as i64, "path": format!("/api/v1/{}", next() % 300), "ms": (next() % 900) as i32 }
                    }
                    _ => {
                        let bytes: Vec<u8> =
                            (0..16_000).flat_map(|_| (next() as u32).to_le_bytes()).collect();
                        doc! { "_id": number, "type": "image/jpeg", "data": bson::Binary { subtype: bson::spec::BinarySubtype::Generic, bytes } }
                    }
                };
                total += document.to_vec()?.len() as u64;
                batch.push(document);
            }
            db.collection(name).insert_many(batch).await?;
        }
    }
    Ok(total)
}

async fn read_raw(db: &Database) -> Result<u64, mongodb::error::Error> {
    let mut bytes = 0;
    for name in db.list_collection_names().await? {
        let mut cursor = db.collection::<RawDocumentBuf>(&name).find(doc! {}).await?;
        while let Some(document) = cursor.try_next().await? {
            bytes += document.as_bytes().len() as u64;
        }
    }
    Ok(bytes)
}

async fn read_documents(db: &Database) -> Result<u64, mongodb::error::Error> {
    let mut count = 0;
    for name in db.list_collection_names().await? {
        let mut cursor = db.collection::<Document>(&name).find(doc! {}).await?;
        while cursor.try_next().await?.is_some() {
            count += 1;
        }
    }
    Ok(count)
}

async fn read_batches(db: &Database) -> Result<u64, mongodb::error::Error> {
    let mut bytes = 0;
    for name in db.list_collection_names().await? {
        let mut cursor = db.collection::<RawDocumentBuf>(&name).find(doc! {}).batch().await?;
        while let Some(batch) = cursor.next().await {
            bytes += batch?.as_raw_document().as_bytes().len() as u64;
        }
    }
    Ok(bytes)
}

async fn timed(
    read: impl Future<Output = Result<u64, mongodb::error::Error>>,
) -> Result<Duration, mongodb::error::Error> {
    let began = Instant::now();
    assert!(read.await? > 0, "nothing was read");
    Ok(began.elapsed())
}

/// A line of this process's status, in KiB.
fn status(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells what a process uses");
    let value = status.lines().find_map(|text| text.strip_prefix(line)).unwrap();
    value.trim().trim_end_matches(" kB").trim().parse().unwrap()
}

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn mebi(bytes: u64) -> f64 {
    bytes as f64 / 1024.0 / 1024.0
}
