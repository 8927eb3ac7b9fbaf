//! `index.html`: placeholders become addresses.

use anyhow::{Context, Result, bail};

use super::assets::Assets;
use super::wasm::Code;

/// Fills every placeholder; an unknown one is an error, and so is anything that a strict CSP would refuse.
pub fn fill(page: &str, sheet: &str, code: &Code, assets: &mut Assets) -> Result<String> {
    let mut filled = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").context("index.html: `{{` without `}}`")?;
        filled.push_str(before);
        match name.trim() {
            "app.css" => filled.push_str(sheet),
            "app.js" => filled.push_str(&code.script),
            "app.wasm" => filled.push_str(&code.wasm),
            other => match other.strip_prefix("asset:") {
                Some(path) => filled.push_str(&assets.address(path)?),
                None => bail!(
                    "index.html: `{{{{{other}}}}}` is unknown; known are app.css, app.js, app.wasm and asset:PATH"
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

fn head_of(tag: &str) -> &str {
    tag.split('>').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(page: &str) -> Result<String> {
        let code = Code { script: "/assets/1/web.js".into(), wasm: "/assets/1/web_bg.wasm".into() };
        let mut assets = Assets::new(env!("CARGO_MANIFEST_DIR").into());
        fill(page, "/assets/app-2.css", &code, &mut assets)
    }

    #[test]
    fn placeholders_become_addresses() {
        let page =
            filled(r#"<link href="{{app.css}}"><script type="module" src="{{ app.js }}"></script>"#).unwrap();
        assert_eq!(
            page,
            r#"<link href="/assets/app-2.css"><script type="module" src="/assets/1/web.js"></script>"#
        );
        assert!(filled("{{asset:Cargo.toml}}").unwrap().starts_with("/assets/Cargo-"));
    }

    #[test]
    fn mistakes_are_named() {
        assert!(filled("{{app.jss}}").unwrap_err().to_string().contains("app.jss"));
        assert!(filled("{{app.js").is_err());
        assert!(filled("<script>alert(1)</script>").is_err());
        assert!(filled("<style>a{}</style>").is_err());
    }
}
