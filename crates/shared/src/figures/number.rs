//! Digits with what divides them: groups of thousands, decimals.

use super::NotAFigure;

/// What divides whole numbers from decimals where a text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// `1.250,5`, as in Spanish.
    Comma,
    /// `1,250.5`, as in English.
    Point,
    /// It is not known.
    #[default]
    Unknown,
}

/// A number: `digits` divided by ten as often as `places` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub digits: u64,
    pub places: u32,
}

impl Number {
    /// This many times ten to the power of `exponent`, and by how much the next larger one would differ.
    pub(super) fn scaled(self, exponent: u32) -> Result<(u64, u64), NotAFigure> {
        let Some(zeros) = exponent.checked_sub(self.places) else {
            return Err(NotAFigure::Fraction);
        };
        let step = 10_u64.checked_pow(zeros).ok_or(NotAFigure::TooLarge)?;
        let value = self.digits.checked_mul(step).ok_or(NotAFigure::TooLarge)?;
        Ok((value, step))
    }

    /// So many of a unit, in whole parts of it; what is less than a part is left out.
    pub(super) fn of(self, unit: u64) -> Result<u64, NotAFigure> {
        let divisor = 10_u128.checked_pow(self.places).ok_or(NotAFigure::TooLarge)?;
        let parts = u128::from(self.digits) * u128::from(unit) / divisor;
        u64::try_from(parts).map_err(|_| NotAFigure::TooLarge)
    }
}

/// In lower case and without accents, to compare words with.
pub fn folded(text: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'à' | 'ä' | 'â' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ñ' => 'n',
        other => other,
    };
    text.chars().flat_map(char::to_lowercase).map(plain).collect()
}

/// What divides groups of thousands and nothing else.
const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\'' | '’')
}

/// Reads digits with their marks. `whole` says that it cannot have decimals, so that one group of three digits is
/// thousands.
pub(super) fn number(text: &str, mark: DecimalMark, whole: bool) -> Result<Number, NotAFigure> {
    if text.is_empty() {
        return Err(NotAFigure::Empty);
    }
    let is_mark = |c: char| matches!(c, '.' | ',') || is_space(c);
    if !text.chars().all(|c| c.is_ascii_digit() || is_mark(c)) {
        return Err(NotAFigure::NotANumber);
    }
    let marks: Vec<char> = text.chars().filter(|c| is_mark(*c)).collect();
    let parts: Vec<&str> = text.split(is_mark).collect();
    if parts.iter().any(|part| part.is_empty()) {
        return Err(NotAFigure::NotANumber);
    }
    let decimals = if has_decimals(&parts, &marks, mark, whole)? { parts.last().copied() } else { None };
    let groups = parts.len() - usize::from(decimals.is_some());
    if !are_thousands(parts.iter().take(groups)) {
        return Err(NotAFigure::Groups);
    }
    let digits: String = parts.concat();
    Ok(Number {
        digits: digits.parse().map_err(|_| NotAFigure::TooLarge)?,
        places: decimals.map_or(Ok(0), |part| u32::try_from(part.len())).map_err(|_| NotAFigure::TooLarge)?,
    })
}

/// Whether the last part is decimals.
fn has_decimals(parts: &[&str], marks: &[char], mark: DecimalMark, whole: bool) -> Result<bool, NotAFigure> {
    let points = marks.iter().filter(|mark| matches!(mark, '.' | ',')).count();
    let Some(last) = marks.last().copied() else { return Ok(false) };
    if points == 0 || is_space(last) {
        return Ok(false);
    }
    let of_its_kind = marks.iter().filter(|mark| **mark == last).count();
    if marks.iter().any(|mark| *mark != last) {
        // `1.234,5`, `1 234,5`: another mark divided the groups, so this one divides decimals, and once only.
        return if of_its_kind == 1 { Ok(true) } else { Err(NotAFigure::Groups) };
    }
    if of_its_kind > 1 {
        return Ok(false);
    }
    let (before, after) =
        (parts.first().copied().unwrap_or_default(), parts.last().copied().unwrap_or_default());
    if after.len() != 3 || before.len() > 3 || before.starts_with('0') {
        return Ok(true);
    }
    // One mark with three digits behind it: thousands, or thousandths.
    match (whole, mark, last) {
        (true, ..) => Ok(false),
        (_, DecimalMark::Comma, ',') | (_, DecimalMark::Point, '.') => Ok(true),
        (_, DecimalMark::Comma | DecimalMark::Point, _) => Ok(false),
        (_, DecimalMark::Unknown, _) => Err(NotAFigure::Ambiguous),
    }
}

/// Whether the groups before the decimals are what thousands are divided into.
fn are_thousands<'a>(groups: impl ExactSizeIterator<Item = &'a &'a str>) -> bool {
    let alone = groups.len() == 1;
    groups.enumerate().all(|(place, group)| match place {
        0 => alone || (group.len() <= 3 && !group.starts_with('0')),
        _ => group.len() == 3,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, mark: DecimalMark, whole: bool) -> Result<(u64, u32), NotAFigure> {
        number(text, mark, whole).map(|number| (number.digits, number.places))
    }

    #[test]
    fn groups_and_decimals_are_told_apart() {
        use DecimalMark::{Comma, Point, Unknown};
        for (text, mark, whole, expected) in [
            ("7", Unknown, false, Ok((7, 0))),
            ("1.250.000", Unknown, false, Ok((1_250_000, 0))),
            ("1,250,000", Unknown, true, Ok((1_250_000, 0))),
            ("12 345", Unknown, true, Ok((12_345, 0))),
            ("12\u{202f}345,6", Unknown, false, Ok((123_456, 1))),
            ("1.234,5", Unknown, false, Ok((12_345, 1))),
            ("1,234.5", Comma, false, Ok((12_345, 1))),
            ("12,4", Point, false, Ok((124, 1))),
            ("12.4", Comma, false, Ok((124, 1))),
            ("0.125", Unknown, false, Ok((125, 3))),
            ("1.250", Unknown, true, Ok((1_250, 0))),
            ("1.250", Comma, false, Ok((1_250, 0))),
            ("1.250", Point, false, Ok((1_250, 3))),
            ("1,250", Comma, false, Ok((1_250, 3))),
            ("1.250", Unknown, false, Err(NotAFigure::Ambiguous)),
            ("1.25.000", Unknown, true, Err(NotAFigure::Groups)),
            ("1234.567.890", Unknown, true, Err(NotAFigure::Groups)),
            ("1,234,5", Unknown, false, Err(NotAFigure::Groups)),
            ("1.234,567,8", Unknown, false, Err(NotAFigure::Groups)),
            ("12 34", Unknown, true, Err(NotAFigure::Groups)),
            ("1..2", Unknown, false, Err(NotAFigure::NotANumber)),
            (".5", Unknown, false, Err(NotAFigure::NotANumber)),
            ("5.", Unknown, false, Err(NotAFigure::NotANumber)),
            ("12a", Unknown, false, Err(NotAFigure::NotANumber)),
            ("", Unknown, false, Err(NotAFigure::Empty)),
            ("99999999999999999999", Unknown, true, Err(NotAFigure::TooLarge)),
        ] {
            assert_eq!(read(text, mark, whole), expected, "{text} {mark:?} {whole}");
        }
    }

    #[test]
    fn words_are_compared_without_accents() {
        assert_eq!(folded("Reproducción ÑANDUTÍ"), "reproduccion nanduti");
    }
}
