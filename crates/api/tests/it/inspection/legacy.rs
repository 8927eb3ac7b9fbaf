//! The old database as the owner sees it: 34 collections and 7,609 documents.

use archive::{ArchiveSource, CancellationToken, RestoreOptions, Silent, Source};

use super::{Playground, query};
use crate::support::TestApp;
use crate::support::legacy::legacy_folder;

#[tokio::test]
async fn the_figures_are_those_of_the_dump() {
    let app = TestApp::new().await;
    let playground = Playground::of(&app);
    let name = playground.database.name().to_owned();
    let folder = tempfile::tempdir().unwrap();
    let target = Source::new(app.db.client().clone(), name.clone(), app.db.host().to_owned());
    let report = archive::restore(
        &ArchiveSource::Folder { path: legacy_folder(folder.path()) },
        &target,
        &RestoreOptions::default(),
        &Silent,
        &CancellationToken::new(),
    )
    .await
    .unwrap();
    let eyes = app.admin().await;
    let identity = eyes.get(&format!("/api/inspection/databases/{name}")).await.json();
    assert_eq!((identity["collections"].as_u64(), identity["documents"].as_u64()), (Some(34), Some(7_609)));
    assert_eq!(identity["unfinished_restore"], false);
    assert_eq!(identity["data_bytes"].as_u64(), Some(report.bytes), "bytes are those of the archive too");

    let list = eyes.get(&format!("/api/inspection/databases/{name}/collections")).await.json();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), report.collections.len());
    for (line, restored) in list.iter().zip(&report.collections) {
        assert_eq!(line["name"], restored.name);
        assert_eq!(line["documents"].as_u64(), Some(restored.documents), "{}", restored.name);
        assert_eq!(line["indexes"].as_u64(), Some(restored.indexes), "{}", restored.name);
    }

    // Every collection is walked to its end, and no password hash or session token comes out.
    let mut walked = 0;
    for line in list {
        let collection = line["name"].as_str().unwrap();
        let mut cursor = String::new();
        loop {
            let mut asked = vec![("limit", "100")];
            if !cursor.is_empty() {
                asked.push(("cursor", &cursor));
            }
            let answer =
                eyes.get(&playground.path(collection, &format!("/documents{}", query(&asked)))).await;
            assert_eq!(answer.status, 200, "{collection}: {answer:?}");
            assert!(!answer.body.windows(7).any(|bytes| bytes == b"$2b$12$"), "{collection} shows a hash");
            let page = answer.json();
            walked += page["documents"].as_array().unwrap().len();
            match page.get("next_cursor").and_then(|next| next.as_str()) {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
    }
    assert_eq!(walked, 7_609);
}
