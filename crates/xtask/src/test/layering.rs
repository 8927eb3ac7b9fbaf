//! Who may know whom: the borders of the house, read from manifests and sources.
//!
//! The compiler keeps most borders (`mod repo;` is private). What it cannot know is checked here, on imports as
//! they are written; tests inside a file are not looked at.

use std::collections::{BTreeSet, HashMap};
use std::fs;

use anyhow::Result;
use serde_json::Value;

use super::count::{self, Counts};
use super::metadata;
use crate::build::tree;
use crate::places;

/// A crate of ours and what it must never reach, directly or not.
const CRATES: &[(&str, &[&str])] = &[
    ("shared", &["actix-web", "mongodb", "bson", "leptos", "archive", "api", "web"]),
    ("archive", &["shared", "api", "web", "actix-web", "leptos"]),
    ("web", &["api", "archive", "actix-web", "mongodb", "bson"]),
    ("api", &["web", "leptos", "xtask"]),
];

/// Domains on which the others stand; they know each other only.
const BASE: &[&str] = &["identity", "media", "ledger", "notifications", "audit"];

/// Checks manifests and sources.
pub fn check() -> Result<Counts> {
    let mut found = crates(&metadata::read()?);
    for folder in ["api", "web"] {
        for file in tree::files(&places::root().join("crates").join(folder).join("src"))? {
            if file.extension().is_some_and(|ext| ext == "rs") {
                let path = file.strip_prefix(places::root())?.to_string_lossy().into_owned();
                found.extend(source(&path, &fs::read_to_string(&file)?));
            }
        }
    }
    count::findings(&found)
}

/// Crates that reach what they must not. Only what is built into the crate counts, not tests or build scripts.
fn crates(metadata: &Value) -> Vec<String> {
    let names: HashMap<&str, &str> = metadata::list(metadata, "packages")
        .iter()
        .map(|package| (metadata::text(package, "id"), metadata::text(package, "name")))
        .collect();
    let mut direct: HashMap<&str, Vec<&str>> = HashMap::new();
    for node in metadata.pointer("/resolve/nodes").and_then(Value::as_array).into_iter().flatten() {
        let built_in = metadata::list(node, "deps").iter().filter(|dependency| {
            metadata::list(dependency, "dep_kinds")
                .iter()
                .any(|kind| kind.get("kind").is_some_and(Value::is_null))
        });
        direct.insert(
            metadata::text(node, "id"),
            built_in.map(|dependency| metadata::text(dependency, "pkg")).collect(),
        );
    }
    let mut found = Vec::new();
    for (ours, forbidden) in CRATES {
        let start =
            names.iter().filter(|(id, name)| *name == ours && id.contains("path+file")).map(|(id, _)| *id);
        let mut open: Vec<&str> = start.collect();
        let mut reached = BTreeSet::new();
        while let Some(id) = open.pop() {
            for next in direct.get(id).into_iter().flatten() {
                if reached.insert(*next) {
                    open.push(next);
                }
            }
        }
        let reached: BTreeSet<&str> = reached.into_iter().filter_map(|id| names.get(id).copied()).collect();
        for name in forbidden.iter().filter(|name| reached.contains(**name)) {
            found.push(format!("crate `{ours}` must not depend on `{name}`"));
        }
    }
    found
}

/// What a source file names although it must not.
fn source(path: &str, text: &str) -> Vec<String> {
    let code = without_comments_and_tests(text);
    let mut found = Vec::new();
    let mut complain = |what: String| found.push(format!("{path}: {what}"));
    if let Some(inside) = path.strip_prefix("crates/api/src/") {
        let area = inside.split('/').next().unwrap_or_default();
        if matches!(area, "http" | "infra") {
            for domain in domains_named(&code) {
                complain(format!("`{area}` knows no domain, but names `{domain}`"));
            }
        }
        if let Some(domain) = inside.strip_prefix("domains/").and_then(|rest| rest.split('/').next()) {
            for other in domains_named(&code) {
                if BASE.contains(&domain) && !BASE.contains(&other.as_str()) {
                    complain(format!("the base domain `{domain}` must not know `{other}`"));
                }
            }
            if words(&code)
                .collect::<Vec<_>>()
                .windows(3)
                .any(|three| matches!(three, ["pub" | "crate", "mod", "repo"]))
            {
                complain("`mod repo` is private".to_owned());
            }
            if inside.ends_with("/rules.rs") || inside.contains("/rules/") {
                for impure in ["mongodb", "actix_web", "tokio"] {
                    if words(&code).any(|word| word == impure) {
                        complain(format!("rules are pure, but name `{impure}`"));
                    }
                }
            }
        }
    }
    if let Some(inside) = path.strip_prefix("crates/web/src/")
        && !inside.starts_with("api/")
        && inside != "api.rs"
        && words(&code).any(|word| word == "gloo_net")
    {
        complain("only `api` does HTTP, but this names `gloo_net`".to_owned());
    }
    found
}

/// The domains that paths below `crate::domains` begin with: `domains::audit::…`, `domains::{audit, identity}`.
fn domains_named(code: &str) -> Vec<String> {
    let mut named = Vec::new();
    for (start, marker) in code.match_indices("domains::") {
        let rest = code.get(start + marker.len()..).unwrap_or_default().trim_start();
        match rest.strip_prefix('{') {
            Some(group) => named.extend(heads_of_group(group)),
            None => named.extend(words(rest).next().map(str::to_owned)),
        }
    }
    named
}

/// The first word of each item of a use group, whose opening brace is gone.
fn heads_of_group(group: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let mut depth = 0_u32;
    let mut item = String::new();
    for char in group.chars() {
        match char {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(std::mem::take(&mut item)),
            _ if depth == 0 => item.push(char),
            _ => {}
        }
    }
    heads.push(item);
    heads.iter().filter_map(|item| words(item).next()).map(str::to_owned).collect()
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|char: char| !char.is_alphanumeric() && char != '_').filter(|word| !word.is_empty())
}

fn without_comments_and_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn complaint(path: &str, text: &str) -> String {
        source(path, text).join("; ")
    }

    #[test]
    fn http_and_infra_know_no_domain() {
        let text = "use crate::domains::{audit::Entry, identity};";
        for area in ["http", "infra"] {
            let complaint = complaint(&format!("crates/api/src/{area}/x.rs"), text);
            assert!(complaint.contains("`audit`") && complaint.contains("`identity`"), "{complaint}");
        }
        assert_eq!(complaint("crates/api/src/app.rs", text), "");
        assert_eq!(complaint("crates/api/src/http/x.rs", "// crate::domains::audit\nuse crate::infra;"), "");
    }

    #[test]
    fn base_domains_never_look_up() {
        let path = "crates/api/src/domains/identity/service.rs";
        assert!(complaint(path, "let x = crate::domains::backups::run();").contains("`backups`"));
        assert!(
            complaint(path, "use crate::domains::{\n    audit::{self, Entry},\n    shop::Cart,\n};")
                .contains("`shop`")
        );
        assert_eq!(complaint(path, "use crate::domains::{audit::{self, backups}, ledger};"), "");
        assert_eq!(complaint("crates/api/src/domains/backups/service.rs", "use crate::domains::audit;"), "");
    }

    #[test]
    fn repositories_are_private_and_rules_pure() {
        assert!(complaint("crates/api/src/domains/shop/mod.rs", "pub mod repo;").contains("private"));
        assert!(complaint("crates/api/src/domains/shop/mod.rs", "pub(crate) mod repo;").contains("private"));
        assert_eq!(complaint("crates/api/src/domains/shop/mod.rs", "mod repo;\npub mod report;"), "");
        assert!(complaint("crates/api/src/domains/shop/rules.rs", "use mongodb::bson;").contains("mongodb"));
        assert_eq!(complaint("crates/api/src/domains/shop/repo.rs", "use mongodb::bson;"), "");
    }

    #[test]
    fn only_the_api_folder_of_the_app_does_http() {
        assert!(
            complaint("crates/web/src/areas/admin/x.rs", "use gloo_net::http::Request;").contains("gloo_net")
        );
        assert_eq!(complaint("crates/web/src/api/http.rs", "use gloo_net::http::Request;"), "");
    }

    #[test]
    fn a_forbidden_crate_is_found_through_others_but_not_through_tests() {
        let metadata = |kind: Value| {
            json!({
                "packages": [
                    {"id": "path+file:///shared#0.1.0", "name": "shared"},
                    {"id": "x", "name": "middle"},
                    {"id": "y", "name": "bson"},
                ],
                "resolve": {"nodes": [
                    {"id": "path+file:///shared#0.1.0", "deps": [{"pkg": "x", "dep_kinds": [{"kind": kind}]}]},
                    {"id": "x", "deps": [{"pkg": "y", "dep_kinds": [{"kind": null}]}]},
                    {"id": "y", "deps": []},
                ]},
            })
        };
        assert_eq!(crates(&metadata(Value::Null)), ["crate `shared` must not depend on `bson`"]);
        assert!(crates(&metadata(json!("dev"))).is_empty());
    }
}
