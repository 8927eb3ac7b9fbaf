//! Three style sheets from many small ones that lie beside their components.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::assets::Assets;
use super::class_names::ClassNames;
use super::tree;

/// The sheets, in the order in which they follow each other, without comments and needless space.
#[derive(Debug, Default)]
pub struct Sheets {
    /// `style/*.css` by name, tokens first.
    pub base: String,
    /// What only the areas of who is signed in need, by path: all of `src/areas/` but `public/`, and every `*.own.css`.
    /// It is fetched when one first goes there.
    pub own: String,
    /// The rest of `src/**/*.css`, by path.
    pub parts: String,
}

/// Makes the sheets.
pub fn sheets(web: &Path, assets: &mut Assets) -> Result<Sheets> {
    let mut sheets = Sheets::default();
    let mut names = ClassNames::default();
    for folder in ["style", "src"] {
        for file in tree::files(&web.join(folder))? {
            if file.extension().is_none_or(|ext| ext != "css") {
                continue;
            }
            let path = file.strip_prefix(web).unwrap_or(&file);
            let text = fs::read_to_string(&file)?;
            let part = minified(&text, &mut |target| resolve(target, assets))
                .with_context(|| format!("in {}", path.display()))?;
            // What `style/` names is made to be put together with anything.
            if folder == "src" {
                names.note(&path.to_string_lossy(), &part);
            }
            let sheet = if folder == "style" {
                &mut sheets.base
            } else if is_own(path) {
                &mut sheets.own
            } else {
                &mut sheets.parts
            };
            sheet.push_str(&part);
            sheet.push('\n');
        }
    }
    names.check()?;
    Ok(sheets)
}

fn is_own(path: &Path) -> bool {
    let of_area = path.starts_with("src/areas") && !path.starts_with("src/areas/public");
    of_area || path.to_string_lossy().ends_with(".own.css")
}

/// What stands in `url(…)`: our own files, data, or something on the page; nothing from elsewhere.
fn resolve(target: &str, assets: &mut Assets) -> Result<String> {
    if let Some(path) = target.strip_prefix("asset:") {
        return assets.address(path);
    }
    if target.starts_with("data:") || target.starts_with('#') {
        return Ok(target.to_owned());
    }
    bail!("url({target}): write `asset:PATH` for crates/web/assets/PATH; nothing is loaded from elsewhere")
}

/// Removes comments and needless white space. Strings and addresses stay as they are, and so does every space
/// that may mean something: between selectors, around `+` and `-`, before `:`.
fn minified(text: &str, resolve: &mut dyn FnMut(&str) -> Result<String>) -> Result<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut space = false;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            let (_, after) = comment.split_once("*/").context("a comment does not end")?;
            rest = after;
            space = true;
            continue;
        }
        if next.is_whitespace() {
            rest = rest.trim_start();
            space = true;
            continue;
        }
        if starts_with_ignoring_case(rest, "@import") {
            bail!("@import is not supported: every style sheet is part of the one that is shipped");
        }
        if space && needs_space(&out, next) {
            out.push(' ');
        }
        space = false;
        if next == '"' || next == '\'' {
            let (string, after) = string(rest)?;
            out.push_str(string);
            rest = after;
        } else if starts_with_ignoring_case(rest, "url(") {
            let (target, after) = url(rest)?;
            out.push_str(&format!("url(\"{}\")", resolve(&target)?.replace('"', "%22")));
            rest = after;
        } else {
            if next == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(next);
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
    }
    Ok(out)
}

fn needs_space(out: &str, next: char) -> bool {
    let after_separator = out.is_empty() || out.ends_with(['{', '}', ';', ',']);
    let before_separator = matches!(next, '{' | '}' | ';' | ',');
    !after_separator && !before_separator
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// A quoted string with its quotes, and what follows.
fn string(text: &str) -> Result<(&str, &str)> {
    let quote = text.chars().next();
    let mut escaped = false;
    for (index, char) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if char == '\\' {
            escaped = true;
        } else if Some(char) == quote {
            let end = index + 1;
            return Ok((text.get(..end).unwrap_or_default(), text.get(end..).unwrap_or_default()));
        } else if char == '\n' {
            break;
        }
    }
    bail!("a string does not end: {}", text.lines().next().unwrap_or_default())
}

/// The address inside `url(…)`, and what follows.
fn url(text: &str) -> Result<(String, &str)> {
    let inside = text.get("url(".len()..).unwrap_or_default().trim_start();
    if inside.starts_with(['"', '\'']) {
        let (quoted, after) = string(inside)?;
        let after = after.trim_start().strip_prefix(')').context("url( does not end")?;
        let target = quoted.get(1..quoted.len() - 1).unwrap_or_default();
        return Ok((target.to_owned(), after));
    }
    let (target, after) = inside.split_once(')').context("url( does not end")?;
    Ok((target.trim().to_owned(), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_some_need_is_a_sheet_of_its_own() {
        let web = tempfile::tempdir().unwrap();
        for (path, rule) in [
            ("style/00-tokens.css", "a{}"),
            ("src/areas/admin/audit/audit.css", "b{}"),
            ("src/areas/public/landing.css", "c{}"),
            ("src/ui/chart/chart.own.css", "d{}"),
            ("src/ui/card/card.css", "e{}"),
        ] {
            let file = web.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, rule).unwrap();
        }
        let sheets = sheets(web.path(), &mut Assets::new(web.path().join("assets"))).unwrap();
        let lines = |sheet: &str| sheet.lines().collect::<Vec<_>>().join(" ");
        assert_eq!(lines(&sheets.base), "a{}");
        assert_eq!(lines(&sheets.own), "b{} d{}");
        assert_eq!(lines(&sheets.parts), "c{} e{}");
    }

    fn small(text: &str) -> String {
        minified(text, &mut |target| Ok(format!("<{target}>"))).unwrap()
    }

    #[test]
    fn comments_and_needless_space_go() {
        let text =
            "/* head */\n.card ,\n.card:hover {\n  color : red;\n  margin: 0  auto; /* x */\n}\n\n.b{}";
        assert_eq!(small(text), ".card,.card:hover{color : red;margin: 0 auto}.b{}");
    }

    #[test]
    fn space_that_means_something_stays() {
        assert_eq!(
            small(".a .b > .c { width: calc(100% - 2px + 1em) }"),
            ".a .b > .c{width: calc(100% - 2px + 1em)}"
        );
        assert_eq!(small("a :hover{}"), "a :hover{}");
        assert_eq!(
            small("@media (min-width: 40rem) and (hover) { a { b: c } }"),
            "@media (min-width: 40rem) and (hover){a{b: c}}"
        );
        assert_eq!(small("a/**/b{}"), "a b{}");
    }

    #[test]
    fn strings_and_addresses_stay_as_they_are() {
        assert_eq!(
            small(r#"a::after { content: "  /* no */ \" ; " }"#),
            r#"a::after{content: "  /* no */ \" ; "}"#
        );
        assert_eq!(small("a{b:url( asset:x.svg )}"), "a{b:url(\"<asset:x.svg>\")}");
        assert_eq!(small("a{b:url('asset:x.svg') no-repeat}"), "a{b:url(\"<asset:x.svg>\") no-repeat}");
    }

    #[test]
    fn mistakes_are_named() {
        let mistake = |text: &str| minified(text, &mut |_| Ok(String::new())).unwrap_err().to_string();
        assert!(mistake("a{} /* open").contains("comment"));
        assert!(mistake("a{content:\"open\n\"}").contains("string"));
        assert!(mistake("@import 'x.css';").contains("@import"));
        let mut assets = Assets::new(crate::places::root().join("crates/xtask"));
        assert!(resolve("https://fonts.example/x.woff2", &mut assets).is_err());
        assert!(resolve("../x.png", &mut assets).is_err());
        assert_eq!(resolve("data:image/png;base64,xx", &mut assets).unwrap(), "data:image/png;base64,xx");
    }
}
