//! How numbers are written.

/// A language that documents are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Spanish, as in Paraguay.
    Es,
    /// English.
    En,
}

impl Language {
    /// Its code, such as `es`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
        }
    }

    const fn thousands(self) -> char {
        match self {
            Self::Es => '.',
            Self::En => ',',
        }
    }

    const fn decimals(self) -> char {
        match self {
            Self::Es => ',',
            Self::En => '.',
        }
    }

    /// A number of things: `1.250.000`, `1,250,000`.
    pub fn count(self, number: u64) -> String {
        let digits = number.to_string();
        let mut text = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(self.thousands());
            }
            text.push(digit);
        }
        text
    }

    /// The same where there is little room: `1,2 mil`, `3 M`, `1.2K`, `3M`.
    pub fn compact(self, number: u64) -> String {
        let (unit, word) = match (number, self) {
            (0..1_000, _) => return self.count(number),
            (1_000..1_000_000, Self::Es) => (1_000, "\u{a0}mil"),
            (1_000..1_000_000, Self::En) => (1_000, "K"),
            (1_000_000..1_000_000_000, Self::Es) => (1_000_000, "\u{a0}M"),
            (1_000_000..1_000_000_000, Self::En) => (1_000_000, "M"),
            (_, Self::Es) => (1_000_000_000, "\u{a0}mil\u{a0}M"),
            (_, Self::En) => (1_000_000_000, "B"),
        };
        let (whole, tenths) = (number / unit, number % unit * 10 / unit);
        if tenths == 0 || whole >= 100 {
            format!("{}{word}", self.count(whole))
        } else {
            format!("{whole}{}{tenths}{word}", self.decimals())
        }
    }

    /// Hundredths as a number with two decimals: 475 are `4,75`.
    pub fn hundredths(self, hundredths: u64) -> String {
        format!("{}{}{:02}", self.count(hundredths / 100), self.decimals(), hundredths % 100)
    }

    /// Hundredths of a percent: 850 are `8,5 %` or `8.5%`.
    pub fn percent(self, hundredths: u64) -> String {
        let (whole, rest) = (self.count(hundredths / 100), hundredths % 100);
        let mark = self.decimals();
        let number = match (rest, rest % 10) {
            (0, _) => whole,
            (_, 0) => format!("{whole}{mark}{}", rest / 10),
            _ => format!("{whole}{mark}{rest:02}"),
        };
        match self {
            Self::Es => format!("{number}\u{a0}%"),
            Self::En => format!("{number}%"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{En, Es};

    #[test]
    fn numbers_are_written_as_each_language_does() {
        assert_eq!((Es.count(1_250_000), En.count(1_250_000)), ("1.250.000".into(), "1,250,000".into()));
        assert_eq!((Es.count(0), En.count(999)), ("0".into(), "999".into()));
        for (number, es, en) in [
            (999, "999", "999"),
            (1_000, "1\u{a0}mil", "1K"),
            (1_250, "1,2\u{a0}mil", "1.2K"),
            (125_400, "125\u{a0}mil", "125K"),
            (3_000_000, "3\u{a0}M", "3M"),
            (2_500_000_000, "2,5\u{a0}mil\u{a0}M", "2.5B"),
        ] {
            assert_eq!((Es.compact(number).as_str(), En.compact(number).as_str()), (es, en));
        }
        for (hundredths, es, en) in
            [(850, "8,5\u{a0}%", "8.5%"), (1_200, "12\u{a0}%", "12%"), (7, "0,07\u{a0}%", "0.07%")]
        {
            assert_eq!((Es.percent(hundredths).as_str(), En.percent(hundredths).as_str()), (es, en));
        }
        assert_eq!((Es.hundredths(475), En.hundredths(500)), ("4,75".into(), "5.00".into()));
    }
}
