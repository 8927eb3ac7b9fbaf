//! `avenue demo`, as `cargo xtask run -- --demo` and the benches call it.

use std::process::{Command, Output};

use bson::{Document, doc};

use crate::support::mongo::{AVENUE, Scratch, fresh_database, server_uri};

/// The lines of a printed text that say how to sign in.
fn sign_ins(output: &Output) -> Vec<String> {
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    let (_, lines) = printed.split_once("Sign in to look around").unwrap_or_else(|| panic!("{output:?}"));
    lines.lines().skip(1).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_makes_it_up_once_says_how_to_sign_in_and_refuses_in_production() {
    let data = tempfile::tempdir().unwrap();
    let db = fresh_database().await;
    let _scratch = Scratch::of(&db).await;
    let uri = server_uri().await;
    let run = |environment: &str| {
        let mut avenue = Command::new(AVENUE);
        avenue.arg("demo").env("MONGODB_URI", uri).env("AVENUE_DATABASE", db.database().name());
        avenue
            .env("AVENUE_DATA", data.path())
            .env("AVENUE_ENVIRONMENT", environment)
            .env("AVENUE_LOG", "off");
        avenue.output().unwrap()
    };
    let refused = run("production");
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    let brands = db.database().collection::<Document>("brands");
    assert_eq!(brands.count_documents(doc! {}).await.unwrap(), 0);

    let first = run("development");
    assert_eq!(first.status.code(), Some(0), "{first:?}");
    let lines = sign_ins(&first);
    assert_eq!(lines.len(), 3, "{lines:?}");
    for (line, who) in
        lines.iter().zip(["brand owner: marca@", "creator: creadora@", "administrator: admin@"])
    {
        assert!(line.trim().starts_with(who), "{line}");
    }
    let again = run("development");
    assert_eq!(again.status.code(), Some(0), "{again:?}");
    assert!(String::from_utf8_lossy(&again.stdout).contains("was there already"), "{again:?}");
    assert_ne!(sign_ins(&again), lines, "each time has passwords of its own");
}
