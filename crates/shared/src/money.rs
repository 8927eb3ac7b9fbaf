//! Money: whole minor units of one currency. There are no fractions and no silent exchange, so sums are exact.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::identity::Locale;
use crate::json::FromJson;

/// The largest amount either way: what every JSON reader, browsers included, still takes as a whole number (2^53 - 1).
pub const MAX_AMOUNT: i64 = 9_007_199_254_740_991;

/// A currency, by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Currency {
    /// Guaraníes of Paraguay; they have no minor unit.
    Pyg,
    /// Euros.
    Eur,
    /// Pesos of Argentina.
    Ars,
    /// Dollars of the United States.
    Usd,
}

impl Currency {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Pyg, Self::Eur, Self::Ars, Self::Usd];

    /// The code, such as `PYG`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pyg => "PYG",
            Self::Eur => "EUR",
            Self::Ars => "ARS",
            Self::Usd => "USD",
        }
    }

    /// The sign that stands before an amount. Pesos and dollars share theirs, so each says whose it is.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Pyg => "₲",
            Self::Eur => "€",
            Self::Ars => "AR$",
            Self::Usd => "US$",
        }
    }

    /// How many decimals an amount is written with.
    pub const fn decimals(self) -> usize {
        match self {
            Self::Pyg => 0,
            Self::Eur | Self::Ars | Self::Usd => 2,
        }
    }

    /// How many minor units make one.
    pub const fn scale(self) -> i64 {
        match self {
            Self::Pyg => 1,
            Self::Eur | Self::Ars | Self::Usd => 100,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::str::FromStr for Currency {
    type Err = WrongMoney;

    fn from_str(text: &str) -> Result<Self, WrongMoney> {
        let found = Self::ALL.iter().find(|currency| currency.code().eq_ignore_ascii_case(text.trim()));
        found.copied().ok_or(WrongMoney::UnknownCurrency)
    }
}

/// What was wrong with an amount, or with a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongMoney {
    /// The text is no amount of that currency.
    NoAmount(Currency),
    /// The text is no currency that we know.
    UnknownCurrency,
    /// Two currencies in one sum.
    Mixed(Currency, Currency),
    /// Beyond [`MAX_AMOUNT`].
    TooLarge,
}

impl fmt::Display for WrongMoney {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAmount(Currency::Pyg) => {
                f.write_str("must be a whole amount such as 150.000: guaraníes have no cents")
            }
            Self::NoAmount(_) => f.write_str("must be an amount such as 1.250,50 or 1250.50"),
            Self::UnknownCurrency => f.write_str("must be PYG, EUR, ARS or USD"),
            Self::Mixed(one, other) => write!(f, "{one} and {other} cannot be added: nothing is exchanged"),
            Self::TooLarge => f.write_str("must be a smaller amount"),
        }
    }
}

impl std::error::Error for WrongMoney {}

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// Whole minor units: cents, or guaraníes, which have none. 1250 with `EUR` is €12.50, with `PYG` it is ₲1,250.
    pub amount: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// So many minor units of a currency.
    pub const fn new(amount: i64, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Nothing of a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// The sum.
    ///
    /// # Errors
    /// [`WrongMoney::Mixed`]; [`WrongMoney::TooLarge`].
    pub fn checked_add(self, other: Self) -> Result<Self, WrongMoney> {
        self.same_currency(other)?;
        Self::within(self.amount.checked_add(other.amount), self.currency)
    }

    /// The difference, which may be negative.
    ///
    /// # Errors
    /// [`WrongMoney::Mixed`]; [`WrongMoney::TooLarge`].
    pub fn checked_sub(self, other: Self) -> Result<Self, WrongMoney> {
        self.same_currency(other)?;
        Self::within(self.amount.checked_sub(other.amount), self.currency)
    }

    /// So many times as much.
    ///
    /// # Errors
    /// [`WrongMoney::TooLarge`].
    pub fn checked_mul(self, times: i64) -> Result<Self, WrongMoney> {
        Self::within(self.amount.checked_mul(times), self.currency)
    }

    fn same_currency(self, other: Self) -> Result<(), WrongMoney> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(WrongMoney::Mixed(self.currency, other.currency))
        }
    }

    fn within(amount: Option<i64>, currency: Currency) -> Result<Self, WrongMoney> {
        let amount = amount.filter(|amount| (-MAX_AMOUNT..=MAX_AMOUNT).contains(amount));
        amount.map(|amount| Self::new(amount, currency)).ok_or(WrongMoney::TooLarge)
    }

    /// As a person reads it: `₲ 1.250.000` and `€ 12,50` in Spanish, `₲1,250,000` and `€12.50` in English.
    pub fn show(self, locale: Locale) -> String {
        let (thousands, decimal, space) = match locale {
            Locale::Es => ('.', ',', "\u{a0}"),
            Locale::En => (',', '.', ""),
        };
        let sign = if self.amount < 0 { "-" } else { "" };
        let units = self.amount.unsigned_abs();
        let scale = self.currency.scale().unsigned_abs();
        let whole = grouped(units / scale, thousands);
        let symbol = self.currency.symbol();
        match self.currency.decimals() {
            0 => format!("{sign}{symbol}{space}{whole}"),
            width => format!("{sign}{symbol}{space}{whole}{decimal}{:0width$}", units % scale),
        }
    }

    /// Reads what a person typed, with or without the sign or code of the currency. Dots and commas are both
    /// understood: three digits behind one make it a group of thousands, fewer make it the decimal mark.
    ///
    /// # Errors
    /// [`WrongMoney::NoAmount`]; [`WrongMoney::TooLarge`].
    pub fn parse(text: &str, currency: Currency) -> Result<Self, WrongMoney> {
        let wrong = WrongMoney::NoAmount(currency);
        let text = text.replace(['\u{a0}', '\u{202f}'], " ");
        let (negative, text) = match text.trim().strip_prefix('-') {
            Some(rest) => (true, rest.trim()),
            None => (false, text.trim()),
        };
        let bare = [currency.symbol(), currency.code()].iter().fold(text, |text, mark| {
            text.strip_prefix(mark).or_else(|| text.strip_suffix(mark)).unwrap_or(text).trim()
        });
        let (whole, fraction) = split_decimals(bare, currency.decimals());
        let whole = digits_of_groups(whole).ok_or(wrong)?;
        let whole: i64 = whole.parse().map_err(|_| WrongMoney::TooLarge)?;
        let fraction: i64 = match fraction {
            None => 0,
            Some(digits) => {
                let padded = format!("{digits:0<width$}", width = currency.decimals());
                padded.parse().map_err(|_| wrong)?
            }
        };
        let units = whole.checked_mul(currency.scale()).and_then(|units| units.checked_add(fraction));
        Self::within(units.map(|units| if negative { -units } else { units }), currency)
    }
}

/// Checks a price: zero or more, and at most [`MAX_AMOUNT`] minor units.
///
/// # Errors
/// What would be right.
pub fn valid_price(money: &Money, _: &()) -> garde::Result {
    if (0..=MAX_AMOUNT).contains(&money.amount) {
        Ok(())
    } else {
        Err(garde::Error::new(format!("must be between 0 and {MAX_AMOUNT} minor units")))
    }
}

/// The same for something that costs or is worth something.
///
/// # Errors
/// What would be right.
pub fn valid_positive(money: &Money, context: &()) -> garde::Result {
    if money.amount == 0 {
        return Err(garde::Error::new("must be more than nothing"));
    }
    valid_price(money, context)
}

/// Digits in groups of three.
fn grouped(number: u64, mark: char) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// What stands before the decimal mark and behind it, if there is one.
fn split_decimals(text: &str, decimals: usize) -> (&str, Option<&str>) {
    let Some((whole, fraction)) = text.rsplit_once(['.', ',']) else { return (text, None) };
    let is_fraction =
        (1..=decimals).contains(&fraction.len()) && fraction.bytes().all(|b| b.is_ascii_digit());
    if is_fraction { (whole, Some(fraction)) } else { (text, None) }
}

/// The digits of a whole number whose thousands may stand in groups, all with the same mark.
fn digits_of_groups(text: &str) -> Option<String> {
    let mark = text.chars().find(|c| !c.is_ascii_digit());
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let Some(mark) = mark else { return digits(text).then(|| text.to_owned()) };
    if !matches!(mark, '.' | ',' | ' ' | '\'') {
        return None;
    }
    let mut groups = text.split(mark);
    let first = groups.next().filter(|group| digits(group) && group.len() <= 3)?;
    let rest: Vec<&str> = groups.collect();
    let all = rest.iter().all(|group| digits(group) && group.len() == 3);
    all.then(|| format!("{first}{}", rest.concat()))
}

#[cfg(test)]
mod tests {
    use super::{Currency, MAX_AMOUNT, Money, WrongMoney, valid_positive, valid_price};
    use crate::identity::Locale;

    #[test]
    fn it_is_shown_as_each_language_writes_it() {
        for (amount, currency, es, en) in [
            (1_250_000, Currency::Pyg, "₲\u{a0}1.250.000", "₲1,250,000"),
            (0, Currency::Pyg, "₲\u{a0}0", "₲0"),
            (1_250, Currency::Eur, "€\u{a0}12,50", "€12.50"),
            (5, Currency::Usd, "US$\u{a0}0,05", "US$0.05"),
            (-123_456_789, Currency::Ars, "-AR$\u{a0}1.234.567,89", "-AR$1,234,567.89"),
        ] {
            let money = Money::new(amount, currency);
            assert_eq!((money.show(Locale::Es).as_str(), money.show(Locale::En).as_str()), (es, en));
        }
    }

    #[test]
    fn what_a_person_types_is_understood() {
        for (text, currency, amount) in [
            ("150000", Currency::Pyg, 150_000),
            ("150.000", Currency::Pyg, 150_000),
            ("₲ 1.250.000", Currency::Pyg, 1_250_000),
            ("1,250,000 PYG", Currency::Pyg, 1_250_000),
            ("12,5", Currency::Eur, 1_250),
            ("12.50", Currency::Eur, 1_250),
            ("€ 1.250,05", Currency::Eur, 125_005),
            ("1,250.05", Currency::Usd, 125_005),
            ("12.500", Currency::Usd, 1_250_000),
            ("- 3", Currency::Ars, -300),
        ] {
            assert_eq!(Money::parse(text, currency), Ok(Money::new(amount, currency)), "{text}");
        }
        for (text, currency) in [
            ("", Currency::Pyg),
            ("12,5", Currency::Pyg),
            ("12,50", Currency::Pyg),
            ("mucho", Currency::Eur),
            ("1.25.000", Currency::Eur),
            ("1.250,505", Currency::Eur),
            ("1.250.00,5", Currency::Eur),
            (",50", Currency::Eur),
            ("€", Currency::Eur),
            ("1e3", Currency::Usd),
        ] {
            assert_eq!(Money::parse(text, currency), Err(WrongMoney::NoAmount(currency)), "{text}");
        }
        assert_eq!(Money::parse("9007199254740992", Currency::Pyg), Err(WrongMoney::TooLarge));
        assert_eq!(Money::parse(&"9".repeat(30), Currency::Pyg), Err(WrongMoney::TooLarge));
    }

    #[test]
    fn what_is_shown_can_be_typed() {
        for currency in Currency::ALL {
            for amount in [0, 1, 9, 10, 99, 100, 999, 1_000, 12_345, 1_000_000, MAX_AMOUNT] {
                let money = Money::new(amount, *currency);
                for locale in [Locale::Es, Locale::En] {
                    assert_eq!(Money::parse(&money.show(locale), *currency), Ok(money), "{money:?}");
                }
            }
        }
    }

    #[test]
    fn sums_neither_mix_nor_overflow() {
        let euros = |amount| Money::new(amount, Currency::Eur);
        assert_eq!(euros(5).checked_add(euros(7)), Ok(euros(12)));
        assert_eq!(euros(5).checked_sub(euros(7)), Ok(euros(-2)));
        assert_eq!(euros(5).checked_mul(3), Ok(euros(15)));
        let mixed = WrongMoney::Mixed(Currency::Eur, Currency::Pyg);
        assert_eq!(euros(5).checked_add(Money::zero(Currency::Pyg)), Err(mixed));
        assert_eq!(euros(MAX_AMOUNT).checked_add(euros(1)), Err(WrongMoney::TooLarge));
        assert_eq!(euros(MAX_AMOUNT).checked_mul(i64::MAX), Err(WrongMoney::TooLarge));
        assert!(valid_price(&euros(0), &()).is_ok() && valid_price(&euros(-1), &()).is_err());
        assert!(valid_positive(&euros(0), &()).is_err() && valid_positive(&euros(1), &()).is_ok());
    }

    #[test]
    fn it_travels_as_whole_units_and_a_code() {
        let json = serde_json::to_value(Money::new(1_250, Currency::Eur)).unwrap();
        assert_eq!(json, serde_json::json!({ "amount": 1_250, "currency": "EUR" }));
        assert!(serde_json::from_str::<Money>(r#"{"amount": 1.5, "currency": "EUR"}"#).is_err());
        assert!(serde_json::from_str::<Money>(r#"{"amount": 1, "currency": "GBP"}"#).is_err());
        assert_eq!(" eur".parse(), Ok(Currency::Eur));
    }
}
