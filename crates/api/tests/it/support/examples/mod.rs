//! Recording of the examples that the description shows.
//!
//! Where `AVENUE_EXAMPLES` names a folder, every call of a test that succeeds is a candidate for the example of its
//! operation, and the best of them is kept there as `<tag>/<operation id>.json`: what was sent and what was answered, where
//! these are JSON. Tests run in many processes at once, so a file is locked while it is compared.

mod choice;
mod tidy;

use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};

use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::choice::Rank;
use super::Answer;
use super::operations::{Operation, operations};

/// Where examples are recorded, if they are.
static FOLDER: LazyLock<Option<PathBuf>> =
    LazyLock::new(|| std::env::var_os("AVENUE_EXAMPLES").map(PathBuf::from));

/// What this process recorded, by the ids of operations.
static KEPT: LazyLock<Mutex<HashMap<String, Rank>>> = LazyLock::new(Mutex::default);

/// What an operation was sent, and what it answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The body of the request, if that is JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Value>,
    /// The body of the answer, if that is JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Value>,
}

impl Example {
    /// As it is written.
    pub fn to_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap();
        text.push('\n');
        text
    }
}

/// A call that may become an example.
pub struct Call {
    folder: &'static Path,
    operation: &'static Operation,
    request: Option<Value>,
}

impl Call {
    /// None unless examples are recorded and this is an operation that can have one.
    pub fn of(request: &reqwest::Request) -> Option<Self> {
        static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(operations);
        let folder = FOLDER.as_deref()?;
        let (method, path) = (request.method().as_str(), request.url().path());
        let here = OPERATIONS.iter().filter(|operation| operation.method == method && operation.is_at(path));
        let operation = here.min_by_key(|operation| operation.path.matches('{').count())?;
        let body = request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
        let request = match operation.json_request() {
            Some(_) => Some(serde_json::from_slice(body).ok()?),
            None => None,
        };
        let can = request.is_some() || operation.json_answer().is_some();
        can.then_some(Self { folder, operation, request })
    }

    /// Keeps it if it succeeded and is better than what there is.
    pub fn answered(self, answer: &Answer) {
        let response = match self.operation.json_answer() {
            Some((status, _)) if status == answer.status => serde_json::from_slice(&answer.body).ok(),
            None if (200..400).contains(&answer.status) => None,
            _ => return,
        };
        let example = Example { request: self.request, response };
        for example in tidy::versions(&example) {
            keep(self.folder, self.operation, &example);
        }
    }
}

fn keep(folder: &Path, operation: &Operation, example: &Example) {
    let rank = Rank::of(example);
    let mut kept = KEPT.lock().unwrap();
    if kept.get(operation.id()).is_some_and(|best| *best >= rank) {
        return;
    }
    let folder = folder.join(operation.tag());
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{}.json", operation.id()));
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).unwrap();
    flock(&file, FlockOperation::LockExclusive).unwrap();
    let mut text = String::new();
    file.read_to_string(&mut text).unwrap();
    let there = serde_json::from_str(&text).ok().map(|there| Rank::of(&there));
    let best = match there {
        Some(there) if there >= rank => there,
        _ => {
            file.set_len(0).unwrap();
            file.rewind().unwrap();
            file.write_all(example.to_text().as_bytes()).unwrap();
            rank
        }
    };
    kept.insert(operation.id().to_owned(), best);
}
