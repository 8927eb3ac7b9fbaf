//! Every dependency's licence must be one that we allow.

use anyhow::Result;

use super::count::{self, Counts};
use super::metadata;

/// What may be linked into a program under MIT. MPL-2.0 asks only for changes of its own files; the GPL family
/// is left out on purpose.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Reads the licence of every package in the lock file.
pub fn check() -> Result<Counts> {
    let metadata = metadata::read()?;
    let refused: Vec<String> = metadata::list(&metadata, "packages")
        .iter()
        .filter(|package| !allowed(metadata::text(package, "license")))
        .map(|package| {
            let part = |key| metadata::text(package, key);
            format!("{} {}: licence `{}` is not allowed", part("name"), part("version"), part("license"))
        })
        .collect();
    count::findings(&refused)
}

/// Whether an SPDX expression can be met by allowed licences only. `/` is the old way to write OR.
fn allowed(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    matches!(either(&tokens), Some((true, [])))
}

type Parsed<'tokens, 'text> = Option<(bool, &'tokens [&'text str])>;

fn either<'tokens, 'text>(tokens: &'tokens [&'text str]) -> Parsed<'tokens, 'text> {
    let (mut holds, mut rest) = both(tokens)?;
    while let ["OR", after @ ..] = rest {
        let (next, after) = both(after)?;
        holds |= next;
        rest = after;
    }
    Some((holds, rest))
}

fn both<'tokens, 'text>(tokens: &'tokens [&'text str]) -> Parsed<'tokens, 'text> {
    let (mut holds, mut rest) = one(tokens)?;
    while let ["AND", after @ ..] = rest {
        let (next, after) = one(after)?;
        holds &= next;
        rest = after;
    }
    Some((holds, rest))
}

fn one<'tokens, 'text>(tokens: &'tokens [&'text str]) -> Parsed<'tokens, 'text> {
    match tokens {
        ["(", inside @ ..] => match either(inside)? {
            (holds, [")", rest @ ..]) => Some((holds, rest)),
            _ => None,
        },
        // An exception only gives more freedom.
        [licence, "WITH", _, rest @ ..] | [licence, rest @ ..] => Some((ALLOWED.contains(licence), rest)),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn permissive_expressions_pass() {
        for expression in [
            "MIT",
            "MIT/Apache-2.0",
            "Apache-2.0 WITH LLVM-exception OR MIT",
            "MIT OR Apache-2.0 OR LGPL-2.1-or-later",
            "ISC AND (Apache-2.0 OR ISC) AND BSD-3-Clause",
            "(MIT OR GPL-3.0-only) AND Unicode-3.0",
        ] {
            assert!(allowed(expression), "{expression}");
        }
    }

    #[test]
    fn the_gpl_family_and_the_unknown_are_refused() {
        for expression in [
            "GPL-3.0-or-later",
            "MIT AND GPL-2.0-only",
            "LGPL-3.0-only",
            "AGPL-3.0-only OR SSPL-1.0",
            "",
            "MIT OR",
            "(MIT",
            "Nonsense",
        ] {
            assert!(!allowed(expression), "{expression}");
        }
    }
}
