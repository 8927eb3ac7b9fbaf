//! Checks in a real browser against a real `avenue serve`: journeys, accessibility, sizes, Lighthouse.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::count::{self, Counts};
use crate::build::{self, Mode, tree};
use crate::shell;
use crate::{api, places, setup};

/// A folder of tests below `e2e/`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Checks {
    /// What people do, on a phone and on a desktop.
    Journeys,
    /// Every page by axe.
    Accessibility,
    /// Bytes that a first visit loads.
    Sizes,
    /// Lighthouse's scores.
    Lighthouse,
}

impl Checks {
    fn place(self) -> &'static str {
        match self {
            Self::Journeys => "journeys",
            Self::Accessibility => "checks/accessibility.test.mjs",
            Self::Sizes => "checks/sizes.test.mjs",
            Self::Lighthouse => "checks/lighthouse.test.mjs",
        }
    }
}

/// Builds what is tested and runs node's test runner over the files, or over the one whose name is given.
pub fn run(checks: Checks, only: Option<&str>) -> Result<Counts> {
    let mongod = setup::mongod::path()?;
    setup::browser()?;
    setup::node::packages()?;
    let app = build::web(Mode::Shipped)?;
    let program = api::binary(false)?;
    let chromium = shell::find("chromium").context("chromium is not on PATH")?;
    let place = places::e2e().join(checks.place());
    let mut files = if place.is_dir() { tree::files(&place)? } else { vec![place] };
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.strip_suffix(".test.mjs").is_some_and(|name| only.is_none_or(|only| only == name))
    });
    if files.is_empty() {
        bail!("there is no test `{}` in e2e/{}", only.unwrap_or("*.test.mjs"), checks.place());
    }
    let mut node = Command::new("node");
    // Each file has a server and browsers of its own.
    let side_by_side = std::thread::available_parallelism().map_or(1, usize::from);
    node.arg("--test")
        .arg(format!("--test-concurrency={side_by_side}"))
        .arg("--test-reporter=spec")
        .args(files)
        .current_dir(places::e2e());
    node.env("AVENUE_PROGRAM", program).env("AVENUE_MONGOD", mongod);
    node.env("AVENUE_WEB_DIR", app).env("CHROMIUM", chromium);
    count::cases(&mut node)
}
