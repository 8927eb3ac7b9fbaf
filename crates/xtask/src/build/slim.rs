//! Takes out of WebAssembly what only costs bytes: notes for tools, places of the table that are said to be empty, which
//! they are anyway, and the long names of what a module imports from its script.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

const HEADER: usize = 8;
const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const ELEMENT: u8 = 9;

/// Short names for what a script gives to a module, by the long ones.
pub type Names = BTreeMap<String, String>;

/// A module without custom sections and without segments of empty places, which imports by short names.
///
/// # Errors
/// When it is no module, or has something that none of ours has.
pub fn module(module: &[u8], names: &Names) -> Result<Vec<u8>> {
    read(module, names).context("is not WebAssembly as the linker writes it")
}

/// Short names for all that a script gives: what has a digest behind its name, which no other name has.
pub fn short_names(script: &str) -> Names {
    let mut names: Names =
        words(script).filter(|word| is_given(word)).map(|word| (word.to_owned(), String::new())).collect();
    for (number, short) in names.values_mut().enumerate() {
        *short = format!("_{number:x}");
    }
    names
}

/// The script with those names.
pub fn renamed(script: &str, names: &Names) -> String {
    let mut text = String::with_capacity(script.len());
    let mut rest = script;
    for word in words(script) {
        let Some((before, after)) = rest.split_once(word) else { continue };
        text.push_str(before);
        text.push_str(names.get(word).map_or(word, String::as_str));
        rest = after;
    }
    text + rest
}

fn words(script: &str) -> impl Iterator<Item = &str> {
    let is_inside = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    script.split(move |letter| !is_inside(letter)).filter(|word| !word.is_empty())
}

fn is_given(word: &str) -> bool {
    let digest = word.rsplit_once('_').map(|(_, digest)| digest);
    (word.starts_with("__wbg_") || word.starts_with("__wbindgen_"))
        && digest.is_some_and(|digest| {
            digest.len() == 16 && digest.bytes().all(|letter| matches!(letter, b'0'..=b'9' | b'a'..=b'f'))
        })
}

fn read(module: &[u8], names: &Names) -> Option<Vec<u8>> {
    let mut slim = module.get(..HEADER)?.to_vec();
    if !slim.starts_with(b"\0asm") {
        return None;
    }
    let mut rest = Bytes(module.get(HEADER..)?);
    while !rest.0.is_empty() {
        let kind = rest.byte()?;
        let length = rest.number()?;
        let body = rest.take(length)?;
        let body = match kind {
            CUSTOM => continue,
            IMPORT => imports(body, names)?,
            ELEMENT => elements(body)?,
            _ => body.to_vec(),
        };
        slim.push(kind);
        slim.extend(number(body.len()));
        slim.extend(body);
    }
    Some(slim)
}

fn imports(section: &[u8], names: &Names) -> Option<Vec<u8>> {
    let mut rest = Bytes(section);
    let count = rest.number()?;
    let mut written = number(count);
    for _ in 0..count {
        for _ in 0..2 {
            let length = rest.number()?;
            let name = str::from_utf8(rest.take(length)?).ok()?;
            let name = names.get(name).map_or(name, String::as_str);
            written.extend(number(name.len()));
            written.extend(name.bytes());
        }
        let before = rest;
        match rest.byte()? {
            0 => _ = rest.number()?,
            1 => {
                rest.byte()?;
                rest.limits()?;
            }
            2 => rest.limits()?,
            3 => _ = rest.take(2)?,
            4 => {
                rest.byte()?;
                rest.number()?;
            }
            _ => return None,
        }
        written.extend(before.until(rest)?);
    }
    rest.0.is_empty().then_some(written)
}

fn elements(section: &[u8]) -> Option<Vec<u8>> {
    let mut rest = Bytes(section);
    let mut kept = Vec::new();
    let mut many = 0;
    for _ in 0..rest.number()? {
        let before = rest;
        if !segment(&mut rest)? {
            many += 1;
            kept.extend(before.until(rest)?);
        }
    }
    rest.0.is_empty().then(|| [number(many), kept].concat())
}

/// Reads one segment; whether all that it does is to say of places that they are empty.
fn segment(rest: &mut Bytes<'_>) -> Option<bool> {
    const CONSTANT: u8 = 0x41;
    const END: u8 = 0x0b;
    const NULL: u8 = 0xd0;
    const FUNCTION: u8 = 0xd2;
    let flags = rest.number()?;
    let (is_active, is_named, has_expressions) = (flags & 1 == 0, flags & 2 != 0, flags & 4 != 0);
    if is_active {
        if is_named {
            rest.number()?;
        }
        if rest.byte()? != CONSTANT {
            return None;
        }
        rest.number()?;
        if rest.byte()? != END {
            return None;
        }
    }
    if flags & 3 != 0 {
        rest.byte()?;
    }
    let mut is_empty = is_active && has_expressions;
    for _ in 0..rest.number()? {
        if !has_expressions {
            rest.number()?;
            continue;
        }
        match rest.byte()? {
            NULL => _ = rest.byte()?,
            FUNCTION => {
                rest.number()?;
                is_empty = false;
            }
            _ => return None,
        }
        if rest.byte()? != END {
            return None;
        }
    }
    Some(is_empty)
}

/// What is left to read.
#[derive(Clone, Copy)]
struct Bytes<'module>(&'module [u8]);

impl<'module> Bytes<'module> {
    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn take(&mut self, length: usize) -> Option<&'module [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// A LEB128 number without a sign. One with a sign takes as many bytes.
    fn number(&mut self) -> Option<usize> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn limits(&mut self) -> Option<()> {
        let has_end = self.number()? & 1 != 0;
        self.number()?;
        if has_end {
            self.number()?;
        }
        Some(())
    }

    /// What was read between here and there.
    fn until(self, later: Self) -> Option<&'module [u8]> {
        self.0.get(..self.0.len().checked_sub(later.0.len())?)
    }
}

/// A number as LEB128 without a sign.
fn number(value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = value;
    loop {
        let low = u8::try_from(rest & 0x7f).unwrap_or_default();
        rest >>= 7;
        if rest == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &[u8] = b"\0asm\x01\0\0\0";

    fn slim(sections: &[&[u8]]) -> Option<Vec<u8>> {
        let slim = read(&[HEADER, &sections.concat()].concat(), &Names::new())?;
        slim.strip_prefix(HEADER).map(<[u8]>::to_vec)
    }

    #[test]
    fn numbers_of_several_bytes_are_read_and_written() {
        for value in [0, 5, 127, 128, 624_485, 5_000_000] {
            let bytes = number(value);
            let mut rest = Bytes(&bytes);
            assert_eq!((rest.number(), rest.0.len()), (Some(value), 0));
        }
        assert_eq!(number(624_485), [0xe5, 0x8e, 0x26]);
        assert_eq!(Bytes(&[0x80]).number(), None);
    }

    #[test]
    fn custom_sections_go_and_others_stay() {
        let (code, data) = ([10_u8, 3, 1, 2, 3], [11, 1, 9]);
        assert_eq!(slim(&[&code, &[0, 2, 1, b'n'], &data]), Some([&code[..], &data].concat()));
    }

    #[test]
    fn places_said_to_be_empty_are_left_out() {
        let of_functions: &[u8] = &[0, 0x41, 1, 0x0b, 2, 7, 8];
        let of_nothing: &[u8] = &[4, 0x41, 3, 0x0b, 2, 0xd0, 0x70, 0x0b, 0xd0, 0x70, 0x0b];
        let of_both: &[u8] = &[4, 0x41, 5, 0x0b, 2, 0xd0, 0x70, 0x0b, 0xd2, 9, 0x0b];
        let section = |many: u8, segments: &[u8]| {
            let length = u8::try_from(segments.len() + 1).unwrap();
            [&[ELEMENT, length, many][..], segments].concat()
        };
        let all = section(3, &[of_functions, of_nothing, of_both].concat());
        let kept = section(2, &[of_functions, of_both].concat());
        assert_eq!(slim(&[&all]), Some(kept));
    }

    #[test]
    fn imports_have_the_names_that_the_script_gives() {
        let script = "const a = { __wbg_log_0123456789abcdef: (x) => x, __wbg_log: 1, y: __wbindgen_cast_fedcba9876543210 };";
        let names = short_names(script);
        assert_eq!(names.len(), 2);
        assert_eq!(renamed(script, &names), "const a = { _0: (x) => x, __wbg_log: 1, y: _1 };");

        let import = |name: &str| {
            let name = [&[u8::try_from(name.len()).unwrap()], name.as_bytes()].concat();
            let entries = [&[2, 1, b'm'][..], &name, &[0, 3, 1, b'm', 1, b't', 1, 0x70, 1, 2, 9]].concat();
            [&[IMPORT, u8::try_from(entries.len()).unwrap()][..], &entries].concat()
        };
        let long = [HEADER, &import("__wbg_log_0123456789abcdef")].concat();
        assert_eq!(read(&long, &names), Some([HEADER, &import("_0")].concat()));
    }

    #[test]
    fn a_cut_module_is_refused() {
        assert_eq!(slim(&[&[10, 9, 1]]), None);
        assert!(module(b"<!doctype html>", &Names::new()).is_err());
    }
}
