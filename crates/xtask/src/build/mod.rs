//! The web app as files that any static server can serve.
//!
//! `crates/web` becomes a folder (`dist/` as shipped, `dist-dev/` for the edit loop):
//!
//! ```text
//! index.html              from crates/web/index.html; never cached
//! assets/base-<hash>.css  style/*.css by name; parts: src/**/*.css by path, and own: what only the areas of who is
//!                         signed in need; everything in assets/ is immutable
//! assets/<hash>/web.js    loads and starts the app: index.html needs no inline script, so a strict CSP holds
//! assets/<hash>/*.wasm    the main module
//! assets/<hash>/*.bin     as shipped: an area of pages each, fetched when somebody first goes there
//! assets/early-<hash>.js  runs before the first paint: theme, language, and which area's files to ask for
//! assets/<stem>-<hash>.*  fonts and images named by the style sheet or by index.html
//! static/**               other files of crates/web/assets/ under their own names; revalidated
//! *                       crates/web/assets/root/*: robots.txt and the like
//! ```
//!
//! `index.html` knows these placeholders: `{{base.css}}`, `{{own.css}}`, `{{parts.css}}`, `{{app.early}}`, `{{app.js}}`, `{{app.preloads}}` (the links
//! that have everything fetched at once) and `{{asset:PATH}}`, the address of `crates/web/assets/PATH`. Style sheets name files as `url("asset:PATH")`. A name that does not
//! exist, an unknown placeholder, an `@import` or an address elsewhere fails the build.
//!
//! As shipped, each file that shrinks has `.br` and `.gz` beside it. Lazily loaded areas need the feature
//! `split` of the web crate, which is enabled here only: an unsplit binary with a lazy area does not load.
//!
//! Cargo decides whether Rust must be compiled; a stamp over its output, the styles, the assets and this
//! program decides whether anything has to be written again.

mod areas;
mod assets;
mod class_names;
mod compress;
mod css;
pub mod digest;
mod page;
mod slim;
pub mod tree;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};

use crate::places;
use crate::setup;
use crate::shell::say;
use assets::Assets;

/// For whom the app is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// For the edit loop: compiled quickly, in one piece.
    Dev,
    /// As shipped: small, split, compressed.
    Shipped,
}

impl Mode {
    /// What the flag `--release` means.
    pub fn from_release(release: bool) -> Self {
        if release { Self::Shipped } else { Self::Dev }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Dev => "dist-dev",
            Self::Shipped => "dist",
        }
    }
}

/// Builds what is not up to date and gives the folder.
pub fn web(mode: Mode) -> Result<PathBuf> {
    let started = Instant::now();
    setup::rust::wasm_target()?;
    say(match mode {
        Mode::Dev => "compiling the web app (quick build)",
        Mode::Shipped => "compiling the web app (as shipped)",
    });
    let raw = wasm::compile(mode)?;
    let web = places::root().join("crates/web");
    let dist = places::root().join(mode.folder());
    let stamp_file = places::target().join(format!("{}.stamp", mode.folder()));
    let stamp = inputs(&web, &raw)?;
    if dist.join("index.html").is_file() && fs::read_to_string(&stamp_file).is_ok_and(|found| found == stamp)
    {
        say(format!("the web app is up to date in {}/", mode.folder()));
        return Ok(dist);
    }
    say("linking, naming and compressing the web app");
    let fresh = places::target().join(format!("{}.new", mode.folder()));
    tree::empty(&fresh)?;
    publish(mode, &web, &raw, &fresh)?;
    // The old folder stays whole until the new one is.
    let _ = fs::remove_file(&stamp_file);
    tree::replace(&dist, &fresh)?;
    fs::write(&stamp_file, stamp)?;
    say(format!("the web app is in {}/ ({:.1} s)", mode.folder(), started.elapsed().as_secs_f64()));
    Ok(dist)
}

fn publish(mode: Mode, web: &Path, raw: &Path, dist: &Path) -> Result<()> {
    let code = wasm::link(mode, raw, dist)?;
    let mut assets = Assets::new(web.join("assets"));
    let sheets = css::sheets(web, &mut assets)?;
    let mut sheet = |name, text: String| assets.add_generated(name, "css", text.into_bytes());
    let addresses = page::Sheets {
        base: sheet("base", sheets.base),
        own: sheet("own", sheets.own),
        parts: sheet("parts", sheets.parts),
    };
    let page = fs::read_to_string(web.join("index.html")).context("could not read crates/web/index.html")?;
    let early = page::early(web, &code)?;
    let early = assets.add_generated("early", "js", early.into_bytes());
    let page = page::fill(&page, &addresses, &early, &code, &mut assets)?;
    fs::write(dist.join("index.html"), page)?;
    assets.write(dist)?;
    if mode == Mode::Shipped {
        compress::beside(dist)?;
    }
    Ok(())
}

/// A digest over everything that the result depends on.
fn inputs(web: &Path, raw: &Path) -> Result<String> {
    let mut parts = digest::Parts::default();
    let program = std::env::current_exe()?;
    parts.add("xtask", &fs::read(program)?);
    parts.add("wasm", &fs::read(raw)?);
    for file in ["index.html", "early.js"] {
        let bytes = fs::read(web.join(file)).with_context(|| format!("could not read crates/web/{file}"))?;
        parts.add(file, &bytes);
    }
    for folder in ["assets", "style", "src"] {
        for file in tree::files(&web.join(folder))? {
            if folder != "src" || file.extension().is_some_and(|ext| ext == "css") {
                parts.add(&file.to_string_lossy(), &fs::read(&file)?);
            }
        }
    }
    Ok(parts.finish())
}
