//! The old database, as mongodump wrote it.

use std::{fs::File, path::PathBuf};

use archive::{
    ArchiveSource, CancellationToken, Compression, DumpOptions, Existing, RestoreOptions, Side, Silent,
};

use crate::support::{World, assert_equal, workspace};

/// Unpacks the fixture by hand: plain ustar headers, names below 100 bytes.
pub fn unpack(world: &World) -> PathBuf {
    use std::io::Read as _;
    let file = File::open(workspace().join("fixtures/legacy-dump.tar.gz")).unwrap();
    let mut tar = Vec::new();
    flate2::read::GzDecoder::new(file).read_to_end(&mut tar).unwrap();
    let mut rest = &tar[..];
    while rest[0] != 0 {
        let (header, after) = rest.split_at(512);
        let text = |range: std::ops::Range<usize>| {
            header[range]
                .split(|byte| *byte == 0)
                .next()
                .map(|text| String::from_utf8(text.to_vec()).unwrap())
                .unwrap()
        };
        let size = usize::from_str_radix(text(124..135).trim(), 8).unwrap();
        let path = world.path(&text(0..100));
        if header[156] == b'5' {
            std::fs::create_dir_all(path).unwrap();
        } else {
            std::fs::write(path, &after[..size]).unwrap();
        }
        rest = &after[size.next_multiple_of(512)..];
    }
    world.path("legacy-dump")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_database_is_restored_and_goes_round() {
    let world = World::new().await;
    let folder = unpack(&world);
    let source = ArchiveSource::at(&folder);
    let cancel = CancellationToken::new();
    let report =
        archive::restore(&source, &world.source("legacy"), &RestoreOptions::default(), &Silent, &cancel)
            .await
            .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(report.collections.len(), 34);
    assert_eq!(report.documents, 7_609);
    assert_eq!(report.collections.iter().filter(|collection| collection.documents == 0).count(), 3);

    assert_equal(&world.compare(Side::Stored(source), world.live("legacy")).await);
    let options = DumpOptions { compression: Compression::Gzip, ..DumpOptions::default() };
    let dumped = world.round_trip("legacy", "legacy_again", &options).await;
    assert_eq!(dumped.manifest.totals.collections, 34);
    assert_eq!(dumped.manifest.totals.documents, 7_609);
    assert_eq!(dumped.manifest.totals.empty, 3);
    assert_equal(
        &world.compare(Side::Stored(ArchiveSource::at(folder)), world.stored("legacy.tar.gz")).await,
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_folder_is_refused_before_anything_is_written() {
    let world = World::new().await;
    let folder = unpack(&world);
    let orders = folder.join("avenue/orders.bson");
    let whole = std::fs::read(&orders).unwrap();
    std::fs::write(&orders, &whole[..whole.len() - 1]).unwrap();
    let options = RestoreOptions { existing: Existing::Refuse, ..RestoreOptions::default() };
    let target = world.source("target");
    let error =
        archive::restore(&ArchiveSource::at(&folder), &target, &options, &Silent, &CancellationToken::new())
            .await
            .unwrap_err();
    assert!(error.to_string().contains("orders.bson"), "{error}");
    assert!(world.db("target").list_collection_names().await.unwrap().is_empty());

    std::fs::remove_file(&orders).unwrap();
    let error =
        archive::restore(&ArchiveSource::at(&folder), &target, &options, &Silent, &CancellationToken::new())
            .await
            .unwrap_err();
    assert!(error.to_string().contains("missing"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fixture_is_restored_as_it_is() {
    let world = World::new().await;
    let fixture = ArchiveSource::at(workspace().join("fixtures/legacy-dump.tar.gz"));
    let (options, cancel) = (RestoreOptions::default(), CancellationToken::new());
    let report = archive::restore(&fixture, &world.source("demo"), &options, &Silent, &cancel)
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((report.collections.len(), report.documents), (34, 7_609));

    let whole = std::fs::read(workspace().join("fixtures/legacy-dump.tar.gz")).unwrap();
    for (bytes, what) in
        [(&whole[..whole.len() / 2], "half of it"), (&whole[..whole.len() - 4], "cut at the end")]
    {
        std::fs::write(world.path("cut.tar.gz"), bytes).unwrap();
        let cut = ArchiveSource::at(world.path("cut.tar.gz"));
        let refused = archive::restore(&cut, &world.source("cut"), &options, &Silent, &cancel).await;
        assert!(refused.is_err(), "{what}");
        assert!(world.db("cut").list_collection_names().await.unwrap().is_empty());
    }
}
