//! Class names of the style sheets: what changes one part (`.dialog.side`) must not be the name of another (`.side`), or the
//! style of that one falls upon the first.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

/// The class names of every sheet that lies beside a component.
#[derive(Debug, Default)]
pub struct ClassNames {
    /// Names that alone are a selector, and the sheets where they are.
    parts: BTreeMap<String, String>,
    /// Names behind another one, with the selector and its sheet.
    changes: Vec<(String, String, String)>,
}

impl ClassNames {
    /// Notes the names of a sheet, which has no comments any more.
    pub fn note(&mut self, path: &str, sheet: &str) {
        for prelude in sheet.split('{').filter_map(|before| before.rsplit(['}', ';']).next()) {
            for selector in selectors(prelude) {
                self.note_selector(path, selector.trim());
            }
        }
    }

    fn note_selector(&mut self, path: &str, selector: &str) {
        for compound in selector.split([' ', '>', '+', '~']) {
            // What stands in brackets is another selector, or no class at all.
            let outside = compound.split(['(', '[', ':']).next().unwrap_or_default();
            let mut names = outside.split('.').skip(1);
            let first = names.next();
            if let Some(name) = first.filter(|name| selector.strip_prefix('.') == Some(*name)) {
                self.parts.entry(name.to_owned()).or_insert_with(|| path.to_owned());
            }
            for name in names {
                self.changes.push((name.to_owned(), outside.to_owned(), path.to_owned()));
            }
        }
    }

    /// Whether no name is used for both.
    ///
    /// # Errors
    /// Names the first that is.
    pub fn check(&self) -> Result<()> {
        for (name, selector, path) in &self.changes {
            if let Some(part) = self.parts.get(name).filter(|part| *part != path) {
                bail!(
                    "`.{name}` is a part of its own in {part}, whose style falls upon `{selector}` of {path}: call one of them otherwise"
                );
            }
        }
        Ok(())
    }
}

/// The selectors of a list; a comma in brackets divides nothing.
fn selectors(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_u32;
    list.split(move |char| {
        match char {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        char == ',' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(sheets: &[(&str, &str)]) -> Result<()> {
        let mut names = ClassNames::default();
        for (path, sheet) in sheets {
            names.note(path, sheet);
        }
        names.check()
    }

    #[test]
    fn a_change_of_one_part_is_not_the_name_of_another() {
        let dialog =
            ("dialog.css", ".dialog{a: b}.dialog.side[open],.x .y:hover{c: d}@media (a){.dialog.wide{e: f}}");
        let told = checked(&[dialog, ("landing.css", "a,.side{display: grid}")]).unwrap_err().to_string();
        assert!(
            told.contains("`.side`") && told.contains("landing.css") && told.contains("`.dialog.side`"),
            "{told}"
        );
        assert!(checked(&[("landing.css", "@media (b){.wide{g: h}}"), dialog]).is_err());
        for fine in [".side-name{a: b}", ".band .side{a: b}", ".x:is(.y,.side,.z){a: b}", ".audience{a: b}"] {
            checked(&[dialog, ("landing.css", fine)]).unwrap();
        }
        checked(&[("one.css", ".a{b: c}.d.a{e: f}")]).unwrap();
    }
}
