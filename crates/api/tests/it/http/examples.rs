//! Every operation shows what it takes and what it answers: as the tests recorded it (`cargo xtask openapi --examples`), and
//! as its schema says, by the judgement of somebody else's validator.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::support::examples::Example;
use crate::support::operations::{Operation, operations_of};

/// Where they are recorded.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/examples");

/// Holds every example of a description against its schema, formats included, and prints what is wrong.
const VALIDATOR: &str = r##"
import json
import sys
from urllib.parse import quote

import jsonschema_rs

api = json.load(sys.stdin)
registry = jsonschema_rs.Registry([("urn:api", api)], draft=jsonschema_rs.Draft202012)


def validate(operation, what, media, pointer):
    if "example" not in media:
        return
    print("seen", operation, what)
    schema = {"$ref": f"urn:api#{pointer}/schema"}
    validator = jsonschema_rs.Draft202012Validator(schema, registry=registry, validate_formats=True)
    for error in validator.iter_errors(media["example"]):
        print("wrong", operation, what, "/".join(map(str, error.instance_path)), error.message)


def inside(*names):
    return "".join("/" + quote(name.replace("~", "~0").replace("/", "~1")) for name in names)


for path, item in api["paths"].items():
    for method, operation in item.items():
        at = inside("paths", path, method)
        for kind, media in operation.get("requestBody", {}).get("content", {}).items():
            validate(operation["operationId"], "request", media, at + inside("requestBody", "content", kind))
        for status, answer in operation["responses"].items():
            for kind, media in answer.get("content", {}).items():
                pointer = at + inside("responses", status, "content", kind)
                validate(operation["operationId"], "response", media, pointer)
"##;

static API: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&api::http::openapi::to_json(&api::app::description())).unwrap());

/// How many examples the validator saw, and what it found wrong with them.
fn validated(api: &Value) -> (usize, Vec<String>) {
    let python = std::env::var("AVENUE_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut validator = Command::new(python)
        .args(["-c", VALIDATOR])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs; AVENUE_TEST_PYTHON may name another one");
    validator.stdin.take().unwrap().write_all(api.to_string().as_bytes()).unwrap();
    let output = validator.wait_with_output().unwrap();
    assert!(output.status.success(), "the validator needs jsonschema_rs of e2e/requirements.txt");
    let (wrong, seen): (Vec<_>, Vec<_>) = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .partition(|line| line.starts_with("wrong "));
    (seen.len(), wrong)
}

/// The JSON that an operation takes and answers.
fn bodies(operation: &Operation) -> impl Iterator<Item = (&'static str, &Value)> {
    let answer = operation.json_answer().map(|(_, body)| ("response", body));
    operation.json_request().map(|body| ("request", body)).into_iter().chain(answer)
}

/// The bodies without an example.
fn missing(api: &Value) -> Vec<String> {
    let mut missing = Vec::new();
    for operation in &operations_of(api) {
        let bare = bodies(operation).filter(|(_, body)| body.get("example").is_none());
        missing.extend(bare.map(|(what, _)| format!("{} {what}", operation.id())));
    }
    missing
}

/// The recorded files, by the names of their tags and operations.
fn recorded() -> BTreeMap<(String, String), Example> {
    let mut files = BTreeMap::new();
    for tag in fs::read_dir(FOLDER).unwrap() {
        let tag = tag.unwrap();
        for file in fs::read_dir(tag.path()).unwrap() {
            let file = file.unwrap().path();
            let example = read(&file);
            let operation = file.file_stem().unwrap().to_str().unwrap().to_owned();
            files.insert((tag.file_name().into_string().unwrap(), operation), example);
        }
    }
    files
}

fn read(file: &Path) -> Example {
    let text = fs::read_to_string(file).unwrap();
    let example: Example =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    assert_eq!(example.to_text(), text, "{} is not as it was recorded", file.display());
    example
}

#[test]
fn every_body_in_json_has_an_example() {
    let missing_now = missing(&API);
    assert!(missing_now.is_empty(), "`cargo xtask openapi --examples` records: {missing_now:#?}");
    // The control: what is taken away is named.
    let mut poorer = API.clone();
    let request = "/paths/~1api~1identity~1sign-in/post/requestBody/content/application~1json";
    poorer.pointer_mut(request).unwrap().as_object_mut().unwrap().remove("example").unwrap();
    assert_eq!(missing(&poorer), ["sign_in request"]);
}

#[test]
fn every_example_is_what_its_schema_says() {
    let (seen, wrong) = validated(&API);
    assert!(wrong.is_empty(), "{wrong:#?}");
    let shown: usize = operations_of(&API)
        .iter()
        .map(|operation| bodies(operation).filter(|(_, body)| body.get("example").is_some()).count())
        .sum();
    assert_eq!(seen, shown);
    // The control: a wrong type, a field that is missing and a time that is none are found, and nothing else is.
    let mut broken = API.clone();
    let mut example = |place: &str| broken.pointer_mut(place).unwrap().take();
    let request = "/paths/~1api~1identity~1sign-in/post/requestBody/content/application~1json/example";
    let mut sign_in = example(request);
    sign_in["email"] = json!(7);
    let answer = "/paths/~1api~1identity~1sign-in/post/responses/200/content/application~1json/example";
    let mut signed_in = example(answer);
    signed_in.as_object_mut().unwrap().remove("access_token").unwrap();
    let session = "/paths/~1api~1identity~1sessions/get/responses/200/content/application~1json/example";
    let mut sessions = example(session);
    sessions[0]["created_at"] = json!("yesterday");
    for (place, example) in [(request, sign_in), (answer, signed_in), (session, sessions)] {
        *broken.pointer_mut(place).unwrap() = example;
    }
    let (_, wrong) = validated(&broken);
    let begins: Vec<&str> = wrong.iter().map(|line| line.split(' ').nth(1).unwrap()).collect();
    assert_eq!(begins, ["list_sessions", "sign_in", "sign_in"], "{wrong:#?}");
}

#[test]
fn no_example_is_of_an_operation_that_is_gone() {
    let known: BTreeSet<(String, String)> = operations_of(&API)
        .iter()
        .filter(|operation| bodies(operation).next().is_some())
        .map(|operation| (operation.tag().to_owned(), operation.id().to_owned()))
        .collect();
    let recorded = recorded();
    let left: Vec<_> = recorded.keys().filter(|file| !known.contains(file)).collect();
    assert!(left.is_empty(), "to be removed: {left:?}");
    // The control: there are enough of them.
    assert!(recorded.len() > 200, "{} operations", recorded.len());
}

#[test]
fn no_example_tells_a_secret_or_of_the_machine_that_recorded_it() {
    let told = |text: &str| {
        // The beginning of what is signed, and of an API key that was not replaced.
        let signs = ["eyJ", "127.0.0.1", "localhost", "/tmp", "/home/", "/root/", "test_", "$argon2", "$2b$"];
        signs.into_iter().find(|sign| text.contains(sign))
    };
    for (file, example) in recorded() {
        assert_eq!(told(&example.to_text()), None, "{file:?}");
    }
    // The control.
    assert_eq!(told(r#"{ "response": { "url": "http://127.0.0.1:4711" } }"#), Some("127.0.0.1"));
}
