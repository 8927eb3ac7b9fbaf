//! A real `mongod`, databases of one's own in it, and the independent checker.

pub mod hard;
pub mod server;

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

use archive::{
    ArchiveSource, CancellationToken, Comparison, DumpOptions, DumpReport, RestoreOptions, RestoreReport,
    Side, Silent, Source,
};
use mongodb::{Client, Database};

/// A folder and a connection of a test's own.
pub struct World {
    pub client: Client,
    pub folder: tempfile::TempDir,
    prefix: String,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

impl World {
    pub async fn new() -> Self {
        let client = Client::with_uri_str(server::uri()).await.unwrap();
        let prefix = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        Self { client, folder: tempfile::tempdir().unwrap(), prefix }
    }

    /// A database of this test, by a short name.
    pub fn source(&self, name: &str) -> Source {
        Source::new(self.client.clone(), format!("{}_{name}", self.prefix), "test server")
    }

    pub fn db(&self, name: &str) -> Database {
        self.client.database(&self.source(name).database)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub async fn dump(&self, from: &str, file: &str) -> DumpReport {
        self.dump_with(from, file, &DumpOptions::default()).await
    }

    pub async fn dump_with(&self, from: &str, file: &str, options: &DumpOptions) -> DumpReport {
        let cancel = CancellationToken::new();
        archive::dump_to_file(&self.source(from), options, &self.path(file), &Silent, &cancel)
            .await
            .unwrap_or_else(|error| panic!("{error}"))
    }

    pub async fn restore(&self, file: &str, into: &str) -> RestoreReport {
        let source = ArchiveSource::at(self.path(file));
        let cancel = CancellationToken::new();
        archive::restore(&source, &self.source(into), &RestoreOptions::default(), &Silent, &cancel)
            .await
            .unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn live(&self, name: &str) -> Side {
        Side::Live(self.source(name))
    }

    pub fn stored(&self, file: &str) -> Side {
        Side::Stored(ArchiveSource::at(self.path(file)))
    }

    pub async fn compare(&self, left: Side, right: Side) -> Comparison {
        archive::compare(&left, &right, &Silent, &CancellationToken::new())
            .await
            .unwrap_or_else(|error| panic!("{error}"))
    }

    /// Dumps, restores and compares all three ways, then lets the independent checker do the same.
    pub async fn round_trip(&self, from: &str, into: &str, options: &DumpOptions) -> DumpReport {
        let file = format!("{from}.{}", options.compression.extension());
        let report = self.dump_with(from, &file, options).await;
        self.restore(&file, into).await;
        for (left, right) in [
            (self.live(from), self.live(into)),
            (self.stored(&file), self.live(into)),
            (self.live(from), self.stored(&file)),
        ] {
            assert_equal(&self.compare(left, right).await);
        }
        self.check(&file, from, into);
        report
    }

    /// The Python checker, which must find nothing.
    pub fn check(&self, file: &str, from: &str, into: &str) {
        let (ok, said) = self.run_checker(Some(file), from, into);
        assert!(ok, "{said}");
    }

    pub fn run_checker(&self, file: Option<&str>, from: &str, into: &str) -> (bool, String) {
        let script = workspace().join("e2e/checker/check_archive.py");
        let python = std::env::var("AVENUE_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let mut command = Command::new(python);
        command.arg(script);
        if let Some(file) = file {
            command.arg("--archive").arg(self.path(file));
        }
        for (option, name) in [("--source", from), ("--restored", into)] {
            command.arg(option).arg(server::uri()).arg(&self.source(name).database);
        }
        let output = command.output().expect("python3 runs; AVENUE_TEST_PYTHON may name another one");
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.success(), said)
    }
}

pub fn assert_equal(comparison: &Comparison) {
    let differences: Vec<String> = comparison.differences().map(ToString::to_string).collect();
    assert!(comparison.is_equal() && differences.is_empty(), "{differences:#?}");
}

pub fn workspace() -> PathBuf {
    Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).ancestors().nth(2).unwrap().to_owned()
}

/// How many of `whole` rounds to run: all of them where everything is proven, else a tenth.
pub fn rounds(whole: usize) -> usize {
    if std::env::var_os("AVENUE_PROVE").is_some_and(|prove| prove == "1") {
        whole
    } else {
        whole.div_ceil(10)
    }
}

/// The seed of everything random here, printed so that a failure can be had again.
pub fn seed() -> u64 {
    let seed = std::env::var("AVENUE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_121);
    println!("AVENUE_SEED={seed}");
    seed
}

/// Numbers from a seed (SplitMix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }
}
