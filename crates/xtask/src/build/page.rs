//! `index.html`: placeholders become addresses, and the areas' files are asked for before the app runs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::assets::Assets;
use super::wasm::Code;

/// Where the style sheets are.
pub struct Sheets {
    /// Tokens and what everything stands on.
    pub base: String,
    /// What is fetched later.
    pub own: String,
    /// The components.
    pub parts: String,
}

/// Fills every placeholder; an unknown one is an error, and so is anything that a strict CSP would refuse.
pub fn fill(page: &str, sheets: &Sheets, early: &str, code: &Code, assets: &mut Assets) -> Result<String> {
    let mut filled = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").context("index.html: `{{` without `}}`")?;
        filled.push_str(before);
        match name.trim() {
            "base.css" => filled.push_str(&sheets.base),
            "own.css" => filled.push_str(&sheets.own),
            "parts.css" => filled.push_str(&sheets.parts),
            "app.js" => filled.push_str(&code.script),
            "app.early" => filled.push_str(early),
            "app.preloads" => filled.push_str(&preloads(code)),
            other => match other.strip_prefix("asset:") {
                Some(path) => filled.push_str(&assets.address(path)?),
                None => bail!(
                    "index.html: `{{{{{other}}}}}` is unknown; known are base.css, own.css, parts.css, app.early, app.js, app.preloads and asset:PATH"
                ),
            },
        }
        rest = after;
    }
    filled.push_str(rest);
    if filled.contains("<style") || filled.split("<script").skip(1).any(|tag| !head_of(tag).contains("src="))
    {
        bail!("index.html: inline scripts and styles are refused by the content security policy");
    }
    Ok(filled)
}

/// The script that runs before the first paint, told which files each page needs, as something to publish. Which area
/// shows a page is said in `early.json`; an area that does not exist is an error.
pub fn early(web: &Path, code: &Code) -> Result<String> {
    let script = fs::read_to_string(web.join("early.js")).context("could not read crates/web/early.js")?;
    let Some((before, after)) = script.split_once("{{files}}") else {
        bail!("early.js: `{{{{files}}}}` is missing, so nobody would ask for a page's files in time");
    };
    let pages = fs::read_to_string(web.join("early.json")).context("could not read crates/web/early.json")?;
    let pages: BTreeMap<String, String> =
        serde_json::from_str(&pages).context("early.json: expected {\"page\": \"area\", …}")?;
    let mut files = BTreeMap::new();
    for (page, area) in pages.iter().filter(|_| code.loader.is_some()) {
        let area = code.areas.get(area).with_context(|| format!("early.json: there is no area {area}"))?;
        files.insert(page, area);
    }
    Ok(format!("{before}{}{after}", serde_json::to_string(&files)?))
}

/// Has the browser fetch all at once what would be found one after the other.
fn preloads(code: &Code) -> String {
    let scripts = std::iter::once(&code.script).chain(&code.loader);
    let scripts = scripts.map(|script| format!("<link rel=\"modulepreload\" href=\"{script}\">"));
    let wasm = &code.wasm;
    let wasm =
        format!("<link rel=\"preload\" href=\"{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>");
    scripts.chain([wasm]).collect::<Vec<_>>().join("\n    ")
}

fn head_of(tag: &str) -> &str {
    tag.split('>').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> Code {
        Code {
            script: "/assets/1/web.js".into(),
            wasm: "/assets/1/web_bg.wasm".into(),
            loader: Some("/assets/1/split.js".into()),
            areas: [("site".to_owned(), vec!["/assets/1/site.bin".to_owned()])].into(),
        }
    }

    fn filled(page: &str) -> Result<String> {
        let mut assets = Assets::new(crate::places::root().join("crates/xtask"));
        let sheet = |name: &str| format!("/assets/{name}-2.css");
        let sheets = Sheets { base: sheet("base"), own: sheet("own"), parts: sheet("parts") };
        fill(page, &sheets, "/assets/early-3.js", &code(), &mut assets)
    }

    #[test]
    fn placeholders_become_addresses() {
        let page =
            filled(r#"<link href="{{base.css}}"><link href="{{parts.css}}" data-own="{{own.css}}"><script type="module" src="{{ app.js }}"></script>"#).unwrap();
        assert_eq!(
            page,
            r#"<link href="/assets/base-2.css"><link href="/assets/parts-2.css" data-own="/assets/own-2.css"><script type="module" src="/assets/1/web.js"></script>"#
        );
        assert!(filled("{{asset:Cargo.toml}}").unwrap().starts_with("/assets/Cargo-"));
        let preloads = filled("{{app.preloads}}").unwrap();
        for file in ["web.js", "web_bg.wasm", "split.js"] {
            assert_eq!(preloads.matches(file).count(), 1, "{preloads}");
        }
    }

    #[test]
    fn the_early_script_knows_the_files_of_each_page() {
        let web = tempfile::tempdir().unwrap();
        let script = |text: &str| fs::write(web.path().join("early.js"), text).unwrap();
        let pages = |text: &str| fs::write(web.path().join("early.json"), text).unwrap();
        script("var files = {{files}};");
        pages(r#"{"": "site"}"#);
        assert_eq!(early(web.path(), &code()).unwrap(), r#"var files = {"":["/assets/1/site.bin"]};"#);
        let whole = Code { loader: None, areas: BTreeMap::default(), ..code() };
        assert_eq!(early(web.path(), &whole).unwrap(), "var files = {};");
        pages(r#"{"": "sight"}"#);
        assert!(early(web.path(), &code()).unwrap_err().to_string().contains("sight"));
        pages(r#"{"": "site"}"#);
        script("var files = {};");
        assert!(early(web.path(), &code()).is_err());
    }

    #[test]
    fn mistakes_are_named() {
        assert!(filled("{{app.jss}}").unwrap_err().to_string().contains("app.jss"));
        assert!(filled("{{app.js").is_err());
        assert!(filled("<script>alert(1)</script>").is_err());
        assert!(filled("<style>a{}</style>").is_err());
    }
}
