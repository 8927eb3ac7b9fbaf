//! Counts and percentages.

use std::fmt;

use super::number::{DecimalMark, folded, number};
use super::value::{Count, FigureValue, MAX_COUNT, Percent};
use super::{Unit, parse_duration};

/// Why a text is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAFigure {
    /// There is nothing.
    Empty,
    /// It holds something that belongs to no number.
    NotANumber,
    /// Its groups of digits are not thousands.
    Groups,
    /// It could be thousands as well as thousandths.
    Ambiguous,
    /// It is less than a whole one, and what it counts has no parts.
    Fraction,
    /// It is larger than anything that can be counted here.
    TooLarge,
    /// The word behind it is not known.
    UnknownWord,
    /// It is not written as a percentage.
    NotAPercentage,
    /// It is not written as a length of time.
    NotADuration,
}

impl fmt::Display for NotAFigure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "must not be empty: write a number such as 12.400, 12,4 mil or 12.4K",
            Self::NotANumber => "must be a number such as 12400, 12.400, 12,4 mil or 12.4K",
            Self::Groups => "must have groups of three digits, such as 1.250.000 or 1,250,000",
            Self::Ambiguous => "could be thousands or decimals: write it without marks, such as 1250",
            Self::Fraction => "must be a whole number",
            Self::TooLarge => "must not be above 9,007,199,254,740,991",
            Self::UnknownWord => "must end with nothing, K, mil, M, millones or B",
            Self::NotAPercentage => "must be a percentage with at most two decimals, such as 12,5 %",
            Self::NotADuration => "must be a length of time such as 1:23, 2 min 5 s or 7,4 s",
        })
    }
}

impl std::error::Error for NotAFigure {}

/// Reads a figure of that unit.
///
/// # Errors
/// What is wrong with it.
pub fn parse(text: &str, unit: Unit, mark: DecimalMark) -> Result<FigureValue, NotAFigure> {
    match unit {
        Unit::Count => parse_count(text, mark).map(FigureValue::Count),
        Unit::Percent => parse_percent(text, mark).map(FigureValue::Percent),
        Unit::Duration => parse_duration(text, mark).map(FigureValue::Duration),
    }
}

/// Reads a number of things: `1250`, `1.250.000`, `12.4K`, `12,4 mil`, `3 M`, `1,2 mil M`.
///
/// # Errors
/// What is wrong with it.
pub fn parse_count(text: &str, mark: DecimalMark) -> Result<Count, NotAFigure> {
    let (digits, word) = divided(text);
    let exponent = magnitude(&word).ok_or(NotAFigure::UnknownWord)?;
    let number = number(digits, mark, exponent == 0)?;
    let (value, rounded_to) = number.scaled(exponent)?;
    if value > MAX_COUNT { Err(NotAFigure::TooLarge) } else { Ok(Count { value, rounded_to }) }
}

/// Reads a percentage: `12.5%`, `8 %`, `0,53 %`.
///
/// # Errors
/// What is wrong with it.
pub fn parse_percent(text: &str, mark: DecimalMark) -> Result<Percent, NotAFigure> {
    let digits = text.trim().strip_suffix('%').ok_or(NotAFigure::NotAPercentage)?;
    let number = number(digits.trim(), mark, false)?;
    let (hundredths, _) = number.scaled(2).map_err(|_| NotAFigure::NotAPercentage)?;
    Ok(Percent { hundredths: u32::try_from(hundredths).map_err(|_| NotAFigure::TooLarge)? })
}

/// The digits with their marks, and the word behind them, folded.
pub(super) fn divided(text: &str) -> (&str, String) {
    let text = text.trim();
    let end = text.find(char::is_alphabetic).unwrap_or(text.len());
    let (digits, word) = text.split_at(end);
    (digits.trim(), folded(word).trim_end_matches('.').to_owned())
}

/// By how many zeros a word multiplies.
pub(super) fn magnitude(word: &str) -> Option<u32> {
    // A thousand millions: `1,2 mil M`, `1,2 mil millones`.
    if let Some(rest) = word.strip_prefix("mil ") {
        return (magnitude(rest.trim()) == Some(6)).then_some(9);
    }
    match word {
        "" => Some(0),
        "k" | "mil" | "thousand" => Some(3),
        "m" | "mm" | "mill" | "millon" | "millones" | "million" | "millions" => Some(6),
        "b" | "bn" | "billion" | "billions" => Some(9),
        // A Spanish billón is a thousand English billions.
        "billon" | "billones" => Some(12),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
