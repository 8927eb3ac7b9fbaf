//! One-time codes by time: RFC 6238 with SHA-1, six digits, steps of thirty seconds, as every authenticator app has it.
//!
//! Written here, in a few lines over the MAC of the platform's crypto library, because a code must be good once: who asks
//! needs to know which step it was of. Codes are compared without telling by the time where they differ.

use std::time::Duration;

use aws_lc_rs::hmac;
use jiff::Timestamp;
use subtle::ConstantTimeEq;

/// Bytes of a secret: as many as SHA-1 gives, which RFC 4226 recommends.
pub const SECRET_BYTES: usize = 20;
/// Digits of a code.
const DIGITS: usize = 6;
/// How long a step lasts.
const STEP: Duration = Duration::from_secs(30);
/// How many steps before and after the present one count too, for clocks that are off.
const SKEW: i64 = 1;

/// The step that an instant lies in.
pub fn step_of(at: Timestamp) -> i64 {
    at.as_second().div_euclid(i64::try_from(STEP.as_secs()).unwrap_or(30))
}

/// The code of a step.
fn code(secret: &[u8], step: i64, digits: usize) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    // Where to read is in the last four bits (RFC 4226, 5.3).
    let offset = usize::from(bytes.last().copied().unwrap_or_default() & 0xF);
    let read = bytes.get(offset..).and_then(|rest| rest.first_chunk::<4>()).copied().unwrap_or_default();
    let number = u64::from(u32::from_be_bytes(read) & 0x7FFF_FFFF);
    let modulus = 10_u64.saturating_pow(u32::try_from(digits).unwrap_or(6));
    format!("{:0digits$}", number % modulus)
}

/// The step that a code is of, if it is one that counts now. Of equal codes the latest step, so that none is left over.
pub fn step_of_code(secret: &[u8], shown: &str, now: Timestamp) -> Option<i64> {
    let present = step_of(now);
    let mut found = None;
    for step in present.saturating_sub(SKEW)..=present.saturating_add(SKEW) {
        let right: bool = code(secret, step, DIGITS).as_bytes().ct_eq(shown.as_bytes()).into();
        if right {
            found = Some(step);
        }
    }
    found
}

/// What was typed without the blanks that apps show in codes; none if it is not six digits.
pub fn typed(text: &str) -> Option<String> {
    let code: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    (code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

/// A secret as people type it: base32 (RFC 4648) without padding.
pub fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut text, mut held, mut bits) = (String::new(), 0_u32, 0_u32);
    let mut letter = |five: u32| {
        let index = usize::try_from(five & 31).unwrap_or_default();
        text.extend(LETTERS.get(index).map(|letter| char::from(*letter)));
    };
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            letter(held >> bits);
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        letter(held << (5 - bits));
    }
    text
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{base32, code, step_of, step_of_code, typed};

    const SECRET: &[u8] = b"12345678901234567890";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// RFC 6238, appendix B, for SHA-1; and RFC 4226, appendix D.
    #[test]
    fn the_vectors_of_the_standards_hold() {
        for (second, expected) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(code(SECRET, step_of(at(second)), 8), expected, "{second}");
            assert_eq!(step_of_code(SECRET, &expected[2..], at(second)), Some(step_of(at(second))));
        }
        let counted = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
            "520489",
        ];
        for (step, expected) in counted.iter().enumerate() {
            assert_eq!(code(SECRET, i64::try_from(step).unwrap(), 6), *expected);
        }
    }

    #[test]
    fn a_code_counts_one_step_around_its_own_and_no_more() {
        let own = 1_000_000;
        let shown = code(SECRET, own, 6);
        for step in own - 3..=own + 3 {
            let expected = ((own - 1)..=(own + 1)).contains(&step).then_some(own);
            for second in [step * 30, step * 30 + 29] {
                assert_eq!(step_of_code(SECRET, &shown, at(second)), expected, "{step}");
            }
        }
        assert_eq!(step_of_code(b"another secret of 20", &shown, at(own * 30)), None);
        assert_eq!(step_of_code(SECRET, "", at(own * 30)), None);
    }

    #[test]
    fn what_is_typed_is_six_digits_with_or_without_blanks() {
        assert_eq!(typed(" 123 456 ").as_deref(), Some("123456"));
        assert_eq!(typed("123-456").as_deref(), Some("123456"));
        for wrong in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"] {
            assert_eq!(typed(wrong), None, "{wrong}");
        }
    }

    /// RFC 4648, section 10, without the padding.
    #[test]
    fn base32_is_that_of_the_standard() {
        for (bytes, text) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }
}
