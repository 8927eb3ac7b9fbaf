//! Whatever happens to an archive is found before anything is written anywhere.
//!
//! Two kinds of damage: to the file (bytes flipped, cut, appended), and to what it holds, sealed again as if nothing
//! had happened (entries dropped, repeated, swapped, foreign; any byte of the manifest).

use std::path::Path;

use archive::{
    ArchiveSource, CancellationToken, Compression, DumpOptions, RestoreError, RestoreOptions, Silent,
    VerifyError, verify,
};
use mongodb::bson::doc;
use sha2::{Digest as _, Sha256};

use crate::support::{Random, World, rounds, seed};

/// A small database with a bit of everything.
async fn small(world: &World, name: &str) {
    let db = world.db(name);
    db.collection("a")
        .insert_many((0..300).map(|n| doc! { "_id": n, "text": format!("number {n}") }))
        .await
        .unwrap();
    db.collection("b").insert_many((0..20).map(|n| doc! { "_id": n, "x": vec![n; 20] })).await.unwrap();
    db.run_command(doc! { "create": "empty" }).await.unwrap();
    db.run_command(doc! { "create": "view", "viewOn": "a", "pipeline": [] }).await.unwrap();
}

async fn check(path: &Path) -> Result<archive::Verified, VerifyError> {
    verify(path, None, &Silent, &CancellationToken::new()).await
}

/// Refused by `verify`, and by `restore` without a trace in the target.
async fn refused(world: &World, bytes: &[u8], what: &str) {
    let path = world.path("damaged");
    std::fs::write(&path, bytes).unwrap();
    let verified = check(&path).await;
    assert!(verified.is_err(), "{what} was accepted");
}

async fn nothing_is_written(world: &World, bytes: &[u8], what: &str) {
    let path = world.path("damaged");
    std::fs::write(&path, bytes).unwrap();
    let target = world.source("target");
    let options = RestoreOptions::default();
    let restored =
        archive::restore(&ArchiveSource::at(&path), &target, &options, &Silent, &CancellationToken::new())
            .await;
    assert!(matches!(restored, Err(RestoreError::Archive(_))), "{what}: {restored:?}");
    assert!(world.db("target").list_collection_names().await.unwrap().is_empty(), "{what} left something");
}

/// The tar in an archive, as any other program would read it.
fn unpack(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    use std::io::Read as _;
    let mut tar = Vec::new();
    if bytes.starts_with(&[0x1F, 0x8B]) {
        flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut tar)?;
    } else {
        zstd::stream::read::Decoder::new(bytes)?.read_to_end(&mut tar)?;
    }
    Ok(tar)
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    unpack(bytes).unwrap()
}

/// A tar compressed and sealed as if it were whole.
fn sealed(tar: &[u8]) -> Vec<u8> {
    let mut bytes = zstd::bulk::compress(tar, 1).unwrap();
    let digest = Sha256::digest(&bytes);
    bytes.extend_from_slice(b"\x5A\x2A\x4D\x18\x28\x00\x00\x00avenue/1");
    bytes.extend_from_slice(&digest);
    bytes
}

/// The entries of a tar, headers and padding included, and what ends it.
fn entries(tar: &[u8]) -> (Vec<(String, Vec<u8>)>, Vec<u8>) {
    let mut found = Vec::new();
    let mut at = 0;
    while tar[at] != 0 {
        let name = tar[at..at + 100].split(|byte| *byte == 0).next().unwrap();
        let size = usize::from_str_radix(str::from_utf8(&tar[at + 124..at + 135]).unwrap(), 8).unwrap();
        let end = at + 512 + size.next_multiple_of(512);
        found.push((String::from_utf8(name.to_vec()).unwrap(), tar[at..end].to_vec()));
        at = end;
    }
    (found, tar[at..].to_vec())
}

fn joined(entries: &[(String, Vec<u8>)], end: &[u8]) -> Vec<u8> {
    let mut tar: Vec<u8> = entries.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
    tar.extend_from_slice(end);
    sealed(&tar)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_flipped_byte_and_every_cut_is_refused() {
    let world = World::new().await;
    small(&world, "source").await;
    let mut random = Random(seed());
    for compression in [Compression::Zstd, Compression::Gzip] {
        let file = format!("whole.{}", compression.extension());
        world.dump_with("source", &file, &DumpOptions { compression, ..DumpOptions::default() }).await;
        let whole = std::fs::read(world.path(&file)).unwrap();
        check(&world.path(&file)).await.unwrap();

        for _ in 0..rounds(1_000) {
            let at = random.below(whole.len());
            let change = u8::try_from(1 + random.below(255)).unwrap();
            let mut damaged = whole.clone();
            damaged[at] ^= change;
            refused(&world, &damaged, &format!("byte {at} changed by {change:#04x}")).await;
        }
        // The control: changes that a program which just unpacks does not notice. zstd ignores a bit of each frame's
        // header, gzip its time.
        let mut unnoticed = whole.clone();
        unnoticed[4] ^= 0x10;
        assert_eq!(
            unpack(&unnoticed).unwrap(),
            unpacked(&whole),
            "the control unpacks as if nothing had happened"
        );
        refused(&world, &unnoticed, "a change that unpacking does not notice").await;
        for _ in 0..rounds(1_000) {
            let cut = random.below(whole.len());
            refused(&world, &whole[..cut], &format!("a cut at {cut} of {}", whole.len())).await;
        }
        for (bytes, what) in [
            ([&whole[..], b"x"].concat(), "a byte more"),
            ([&whole[..], &[0; 4096]].concat(), "zeros more"),
            ([&whole[..], &whole[..]].concat(), "the archive twice"),
            (whole[..whole.len() - 1].to_vec(), "a byte less"),
            (Vec::new(), "nothing"),
            (b"not an archive at all".to_vec(), "something else"),
        ] {
            refused(&world, &bytes, what).await;
            nothing_is_written(&world, &bytes, what).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_byte_of_the_manifest_counts() {
    let world = World::new().await;
    small(&world, "source").await;
    world.dump("source", "whole.tar.zst").await;
    let tar = unpacked(&std::fs::read(world.path("whole.tar.zst")).unwrap());
    let (all, end) = entries(&tar);
    let (name, manifest) = all.last().unwrap();
    assert_eq!(name, "MANIFEST.json");
    check_accepts(&world, &sealed(&tar)).await;

    let at = tar.len() - end.len() - manifest.len();
    let size = usize::from_str_radix(str::from_utf8(&manifest[124..135]).unwrap(), 8).unwrap();
    let mut random = Random(seed());
    let step = if rounds(10) == 10 { 1 } else { 10 };
    let mut accepted_unverified = 0;
    for byte in (at..at + 512 + size).step_by(step) {
        let mut damaged = tar.clone();
        damaged[byte] ^= u8::try_from(1 + random.below(255)).unwrap();
        let damaged = sealed(&damaged);
        refused(&world, &damaged, &format!("byte {} of the manifest", byte - at)).await;
        // The control: a reader that only looks for JSON with collections in it takes many of these.
        let unpacked = unpacked(&damaged);
        let json = serde_json::from_slice::<serde_json::Value>(&unpacked[at + 512..at + 512 + size]);
        accepted_unverified += usize::from(json.is_ok_and(|json| json.get("collections").is_some()));
    }
    assert!(accepted_unverified > 0, "the control accepts some: else this proves nothing");
}

async fn check_accepts(world: &World, bytes: &[u8]) {
    std::fs::write(world.path("control"), bytes).unwrap();
    check(&world.path("control")).await.expect("what the test seals itself is accepted while it is whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_cannot_be_dropped_repeated_swapped_or_smuggled_in() {
    let world = World::new().await;
    small(&world, "source").await;
    world.dump("source", "whole.tar.zst").await;
    let (all, end) = entries(&unpacked(&std::fs::read(world.path("whole.tar.zst")).unwrap()));
    check_accepts(&world, &joined(&all, &end)).await;

    for (at, (name, _)) in all.iter().enumerate() {
        let mut fewer = all.clone();
        fewer.remove(at);
        let damaged = joined(&fewer, &end);
        refused(&world, &damaged, &format!("{name} dropped")).await;
        nothing_is_written(&world, &damaged, &format!("{name} dropped")).await;
        let mut more = all.clone();
        more.insert(at, all[at].clone());
        refused(&world, &joined(&more, &end), &format!("{name} repeated")).await;
        let mut foreign = all.clone();
        let mut entry = all[0].1.clone();
        entry[..20].copy_from_slice(b"foreign/file.bson\0\0\0");
        foreign.insert(at, ("foreign".into(), with_checksum(entry)));
        refused(&world, &joined(&foreign, &end), &format!("something foreign before {name}")).await;
        if at > 0 {
            let mut swapped = all.clone();
            swapped.swap(at, at - 1);
            refused(&world, &joined(&swapped, &end), &format!("{name} swapped")).await;
        }
    }
    // The contents of two files exchanged under each other's names.
    let (one, other) = (index(&all, "a.metadata.json"), index(&all, "empty.metadata.json"));
    let mut exchanged = all.clone();
    exchanged[one].1.splice(512.., all[other].1[512..].iter().copied());
    exchanged[one].1.splice(124..136, all[other].1[124..136].iter().copied());
    exchanged[one].1 = with_checksum(exchanged[one].1.clone());
    let error = damage_of(&world, &joined(&exchanged, &end)).await;
    assert!(error.contains("a.metadata.json") && error.contains("belongs into"), "{error}");
}

fn index(entries: &[(String, Vec<u8>)], ending: &str) -> usize {
    entries.iter().position(|(name, _)| name.ends_with(ending)).unwrap()
}

/// The header's checksum made right again.
fn with_checksum(mut entry: Vec<u8>) -> Vec<u8> {
    entry[148..156].copy_from_slice(b"        ");
    let sum: u32 = entry[..512].iter().map(|byte| u32::from(*byte)).sum();
    entry[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    entry
}

async fn damage_of(world: &World, bytes: &[u8]) -> String {
    std::fs::write(world.path("damaged"), bytes).unwrap();
    check(&world.path("damaged")).await.unwrap_err().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_taken_out_is_named() {
    let world = World::new().await;
    small(&world, "source").await;
    world.dump("source", "whole.tar.zst").await;
    let (mut all, end) = entries(&unpacked(&std::fs::read(world.path("whole.tar.zst")).unwrap()));
    let at = index(&all, "/b.bson");
    let mut content = all[at].1[512..].to_vec();
    let size = usize::from_str_radix(str::from_utf8(&all[at].1[124..135]).unwrap(), 8).unwrap();
    let first = usize::try_from(i32::from_le_bytes(content[..4].try_into().unwrap())).unwrap();
    content.drain(..first);
    content.truncate(size - first);
    content.resize((size - first).next_multiple_of(512), 0);
    let mut header = all[at].1[..512].to_vec();
    header[124..135].copy_from_slice(format!("{:011o}", size - first).as_bytes());
    all[at].1 = [with_checksum(header), content].concat();
    let error = damage_of(&world, &joined(&all, &end)).await;
    assert!(error.contains("/b.bson"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_is_named_with_its_entry_and_place() {
    let world = World::new().await;
    let db = world.db("source");
    let noise: Vec<u8> =
        (0..3_000_000_u32).map(|n| u8::try_from(n.wrapping_mul(2_654_435_761) >> 24).unwrap()).collect();
    let binary = bson::Binary { subtype: bson::spec::BinarySubtype::Generic, bytes: noise };
    db.collection("large").insert_one(doc! { "_id": 1, "data": binary }).await.unwrap();
    world.dump("source", "whole.tar.zst").await;
    let mut bytes = std::fs::read(world.path("whole.tar.zst")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(world.path("damaged"), &bytes).unwrap();
    match check(&world.path("damaged")).await.unwrap_err() {
        VerifyError::Damaged { entry, offset, what } => {
            assert!(entry.unwrap().ends_with("/large.bson"));
            assert!((1..3_100_000).contains(&offset), "{offset}: {what}");
        }
        other => panic!("{other}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_archive_is_told_from_a_damaged_one() {
    let world = World::new().await;
    small(&world, "source").await;
    let old = world.dump("source", "old.tar.zst").await;
    world.db("source").collection("a").insert_one(doc! { "_id": "new" }).await.unwrap();
    let new = world.dump("source", "new.tar.zst").await;
    let cancel = CancellationToken::new();
    let recorded = Some(new.archive.sha256.as_str());
    verify(&world.path("new.tar.zst"), recorded, &Silent, &cancel).await.unwrap();
    match verify(&world.path("old.tar.zst"), recorded, &Silent, &cancel).await.unwrap_err() {
        VerifyError::NotTheRecordedOne { found, manifest, .. } => {
            assert_eq!(found, old.archive.sha256);
            assert_eq!(manifest.totals, old.manifest.totals);
        }
        other => panic!("{other}"),
    }
    let uploaded = tokio::fs::File::open(world.path("old.tar.zst")).await.unwrap();
    archive::verify_stream(uploaded, None, &Silent, &cancel).await.unwrap();
}
