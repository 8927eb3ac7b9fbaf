//! `kill -9` at any moment, and a full disk: nothing is called an archive that is none, and a restore that did not end
//! is known by its mark.

use std::{
    path::Path,
    process::{Command, ExitStatus, Stdio},
    time::Duration,
};

use archive::{
    ArchiveSource, CancellationToken, DumpError, DumpOptions, RestoreOptions, Silent, Source, dump,
    dump_to_file, verify,
};
use mongodb::{Client, bson::doc};

use crate::support::{Random, World, assert_equal, rounds, seed, server};

/// What a killed process was told to do: `dump` or `restore`, the server, the database, the file.
const ORDER: &str = "AVENUE_TEST_PROBE";

/// The process to be killed: this test binary again, with this "test" only.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the tests below in a process of its own"]
async fn probe() {
    let order = std::env::var(ORDER).expect("run by the tests below");
    let [what, uri, database, file] = order.split('\n').collect::<Vec<_>>()[..] else { panic!("{order}") };
    let source = Source::new(Client::with_uri_str(uri).await.unwrap(), database, "probe");
    let cancel = CancellationToken::new();
    if what == "dump" {
        dump_to_file(&source, &DumpOptions::default(), Path::new(file), &Silent, &cancel).await.unwrap();
    } else {
        let options = RestoreOptions::default();
        archive::restore(&ArchiveSource::at(file), &source, &options, &Silent, &cancel).await.unwrap();
    }
}

async fn fill(world: &World, name: &str) {
    let db = world.db(name);
    for n in 0..8 {
        let padding: String =
            (0..200).map(|i| char::from(b'a' + u8::try_from((i * (n + 3)) % 26).unwrap())).collect();
        let documents = (0..3_000).map(|id| doc! { "_id": id, "padding": &padding, "n": n });
        db.collection(&format!("c{n}")).insert_many(documents).await.unwrap();
        db.run_command(
            doc! { "createIndexes": format!("c{n}"), "indexes": [{ "key": { "n": 1 }, "name": "n" }] },
        )
        .await
        .unwrap();
    }
}

/// Runs the probe and kills it as soon as `enough` says so; lets it end where that never happens.
async fn run(arguments: [&str; 4], enough: impl AsyncFn() -> bool) -> ExitStatus {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "proofs::interrupted::probe", "--ignored"])
        .env(ORDER, arguments.join("\n"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if enough().await {
            child.kill().unwrap();
            return child.wait().unwrap();
        }
        tokio::time::sleep(Duration::from_micros(200)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_backup_leaves_no_archive() {
    let world = World::new().await;
    fill(&world, "source").await;
    let mut random = Random(seed());
    let (uri, database) = (server::uri(), world.source("source").database);
    let whole = world.path("whole.tar.zst");
    let status = run(["dump", &uri, &database, whole.to_str().unwrap()], async || false).await;
    assert!(status.success() && whole.exists());
    let size = usize::try_from(whole.metadata().unwrap().len()).unwrap();
    let (mut killed, mut partial) = (0, 0);
    for round in 0..rounds(50) {
        let path = world.path(&format!("{round}.tar.zst"));
        let left = world.path(&format!("{round}.tar.zst.partial"));
        let enough = u64::try_from(random.below(size)).unwrap();
        let reached = async || left.metadata().is_ok_and(|file| file.len() >= enough);
        let status = run(["dump", &uri, &database, path.to_str().unwrap()], reached).await;
        killed += usize::from(!status.success());
        if path.exists() {
            // It was done before it was killed: then it must be whole.
            verify(&path, None, &Silent, &CancellationToken::new()).await.unwrap();
        } else if left.exists() {
            partial += 1;
            let refused = verify(&left, None, &Silent, &CancellationToken::new()).await;
            // The moment between the last byte and the new name: a whole archive that is not called one.
            if refused.is_ok() {
                println!("round {round}: killed between the last byte and the name");
            }
        }
        assert!(path.exists() || !status.success(), "success without an archive");
    }
    println!("{killed} of {} killed, {partial} partial files", rounds(50));
    assert!(killed > 0, "nothing was killed: this proves nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_restore_is_marked_unfinished() {
    let world = World::new().await;
    fill(&world, "source").await;
    world.dump("source", "whole.tar.zst").await;
    let mut random = Random(seed());
    let (uri, file) = (server::uri(), world.path("whole.tar.zst"));
    let target = |round: &str| world.source(&format!("into_{round}")).database;
    let status = run(["restore", &uri, &target("whole"), file.to_str().unwrap()], async || false).await;
    assert!(status.success());
    let (mut killed, mut marked) = (0, 0);
    for round in 0..rounds(50) {
        let name = format!("into_{round}");
        let database = world.source(&name).database;
        // At some number of collections, then at some number of documents in one of them.
        let (collection, documents) = (format!("c{}", random.below(8)), random.below(3_000));
        let db = world.db(&name);
        let reached = async || {
            let there = db.collection::<bson::Document>(&collection).estimated_document_count().await;
            there.is_ok_and(|there| there >= u64::try_from(documents).unwrap() && there > 0)
        };
        let status = run(["restore", &uri, &database, file.to_str().unwrap()], reached).await;
        killed += usize::from(!status.success());
        let left = archive::list(&world.source(&name)).await.unwrap();
        if left.unfinished_restore {
            marked += 1;
            assert!(!status.success(), "success with the mark still there");
        } else if !left.collections.is_empty() {
            // Without the mark it must be whole.
            assert_equal(&world.compare(world.stored("whole.tar.zst"), world.live(&name)).await);
        }
        world.db(&name).drop().await.unwrap();
    }
    println!("{killed} of {} killed, {marked} marked", rounds(50));
    assert!(marked > 0, "no target was left unfinished: this proves nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_an_error_and_leaves_no_archive() {
    let world = World::new().await;
    fill(&world, "source").await;
    let source = world.source("source");
    let cancel = CancellationToken::new();
    let full = tokio::fs::OpenOptions::new().write(true).open("/dev/full").await.unwrap();
    let error = dump(&source, &DumpOptions::default(), full, &Silent, &cancel).await.unwrap_err();
    assert!(
        matches!(&error, DumpError::Output(io) if io.kind() == std::io::ErrorKind::StorageFull),
        "{error}"
    );

    // Full after each possible number of bytes, to a grain; and a disk that has just enough room is the control.
    let whole = world.dump("source", "whole.tar.zst").await.archive.bytes;
    for part in 0..rounds(100) {
        let room = whole * u64::try_from(part).unwrap() / u64::try_from(rounds(100)).unwrap();
        let disk = SmallDisk { room, taken: Vec::new() };
        let error = dump(&source, &DumpOptions::default(), disk, &Silent, &cancel).await.unwrap_err();
        assert!(matches!(error, DumpError::Output(_)), "{error}");
    }
    let disk = SmallDisk { room: whole * 2, taken: Vec::new() };
    dump(&source, &DumpOptions::default(), disk, &Silent, &cancel).await.unwrap();

    // A file system that is really full, where this user may make one.
    let mount = world.path("tiny");
    std::fs::create_dir(&mount).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=16k", "tmpfs"]).arg(&mount).status();
    if mounted.is_ok_and(|status| status.success()) {
        let path = mount.join("a.tar.zst");
        let error = dump_to_file(&source, &DumpOptions::default(), &path, &Silent, &cancel).await;
        let left: Vec<_> = std::fs::read_dir(&mount).unwrap().collect();
        Command::new("umount").arg(&mount).status().unwrap();
        assert!(matches!(error, Err(DumpError::Output(_))), "{error:?}");
        assert!(left.is_empty(), "{left:?}");
    } else {
        println!("no right to mount a tmpfs: /dev/full and the small disk stand for it");
    }
}

/// A disk that is full after some bytes.
struct SmallDisk {
    room: u64,
    taken: Vec<u8>,
}

impl tokio::io::AsyncWrite for SmallDisk {
    fn poll_write(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
        bytes: &[u8],
    ) -> std::task::Poll<std::io::Result<usize>> {
        let free = usize::try_from(self.room).unwrap() - self.taken.len();
        if free == 0 {
            return std::task::Poll::Ready(Err(std::io::ErrorKind::StorageFull.into()));
        }
        let taken = bytes.len().min(free);
        self.taken.extend_from_slice(&bytes[..taken]);
        std::task::Poll::Ready(Ok(taken))
    }

    fn poll_flush(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        std::task::Poll::Ready(Ok(()))
    }

    fn poll_shutdown(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<std::io::Result<()>> {
        std::task::Poll::Ready(Ok(()))
    }
}
