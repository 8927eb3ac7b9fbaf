//! Turns the texts under `locales/` into typed accessors: a key that one language lacks, or that the
//! code names wrongly, stops the build.

use std::{env, error::Error, fs, path::PathBuf};

use leptos_i18n_parser::parse_locales::{
    options::{Config, ParseOptions},
    parse_locales,
};

/// One file per area and language, so that no list of texts becomes everybody's.
const NAMESPACES: &[&str] = &[
    "abuse",
    "account",
    "admin",
    "applications",
    "audit",
    "backups",
    "brands",
    "campaigns",
    "common",
    "contact",
    "creator",
    "creators",
    "deliverables",
    "doors",
    "errors",
    "inspection",
    "jobs",
    "kit",
    "landing",
    "legal",
    "looking",
    "mailbox",
    "managed_campaigns",
    "managed_creators",
    "managed_metrics",
    "market",
    "metrics",
    "notices",
    "person",
    "public",
    "ratings",
    "reports",
    "revisions",
    "rights",
    "search",
    "security",
    "shipping",
    "talk",
    "trash",
    "users",
    "work",
    "writing",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");

    let config = Config::new("es")?
        .add_locale("en")?
        .add_namespaces(NAMESPACES.iter().copied())?
        .parse_options(ParseOptions::new().interpolate_display(true));
    let parsed = parse_locales(None, config)?;

    let mut missing = false;
    for diagnostic in parsed.diag.errors().iter() {
        println!("cargo::error={diagnostic}");
        missing = true;
    }
    for diagnostic in parsed.diag.warnings().iter() {
        println!("cargo::error={diagnostic}");
        missing = true;
    }
    if missing {
        return Ok(());
    }

    let code = leptos_i18n_codegen::gen_code(&parsed, None, false, None, false)?;
    let out = PathBuf::from(env::var("OUT_DIR")?).join("i18n.rs");
    fs::write(out, code.to_string())?;
    Ok(())
}
