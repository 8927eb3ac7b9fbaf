//! Phone numbers, by the numbering plans of the world.

use phonenumber::country::Id;
use phonenumber::{Mode, PhoneNumber};
use shared::identity::Phone;

/// The country that a number without a prefix is dialled in.
pub const HOME: &str = "PY";

/// A number as it is stored: E.164.
///
/// # Errors
/// What is wrong with it, and what would be right.
pub fn read(text: &str, country: Option<&str>) -> Result<String, &'static str> {
    let country: Id = country.unwrap_or(HOME).parse().map_err(|_| "the country has no numbering plan")?;
    let plain = text.trim();
    if !plain.chars().all(|c| c.is_ascii_digit() || "+-(). /".contains(c)) {
        return Err("must have only digits, spaces, dashes, dots and brackets, and perhaps a + in front");
    }
    if plain.rfind('+').is_some_and(|place| place > 0) {
        return Err("must have a + only in front");
    }
    let wrong = "must be a phone number that exists, such as 0981 123456 or +595 981 123456";
    let number = phonenumber::parse(Some(country), plain).map_err(|_| wrong)?;
    if !number.is_valid() || number.extension().is_some() {
        return Err(wrong);
    }
    let e164 = number.format().mode(Mode::E164).to_string();
    // At most fifteen digits, and read again as the same number.
    let again: Option<PhoneNumber> = phonenumber::parse(None, &e164).ok();
    if e164.len() <= 16 && again.is_some_and(|again| again.is_valid()) { Ok(e164) } else { Err(wrong) }
}

/// A stored number as people read it.
pub fn show(e164: &str) -> Phone {
    let number = phonenumber::parse(None, e164).ok();
    let national = number.as_ref().map(|number| number.format().mode(Mode::National).to_string());
    let country = number.and_then(|number| number.country().id());
    Phone {
        e164: e164.to_owned(),
        national: national.unwrap_or_else(|| e164.to_owned()),
        country: country.map(|country| country.as_ref().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{read, show};

    #[test]
    fn numbers_are_read_as_they_are_dialled() {
        for (text, country, expected) in [
            ("0981 123456", None, "+595981123456"),
            ("(0981) 123-456", Some("PY"), "+595981123456"),
            ("+595 981 123 456", None, "+595981123456"),
            ("+595 981 123 456", Some("AR"), "+595981123456"),
            ("021 494 000", None, "+59521494000"),
            ("11 2345-6789", Some("AR"), "+541123456789"),
            ("(11) 96123-4567", Some("BR"), "+5511961234567"),
            ("+1 650-253-0000", None, "+16502530000"),
        ] {
            assert_eq!(read(text, country).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "1",
            "12345",
            "0981",
            "+595",
            "+0 981 123456",
            "+999 123456789",
            "0981 123456 ext 5",
            "0981 123456;phone-context=evil.example",
            "０９８１１２３４５６",
            "09811234567890123456789",
            "++595981123456",
            "javascript:1",
        ] {
            assert!(read(text, None).is_err(), "{text}");
        }
        assert!(read("0981 123456", Some("ZZ")).is_err());
        assert!(read("0981 123456", Some("py")).is_err());
    }

    #[test]
    fn a_number_is_shown_as_at_home() {
        let phone = show("+595981123456");
        assert_eq!(phone.country.as_deref(), Some("PY"));
        assert!(phone.national.starts_with("09") || phone.national.starts_with("(0"), "{}", phone.national);
        let odd = show("nonsense");
        assert_eq!((odd.national.as_str(), odd.country), ("nonsense", None));
    }
}
