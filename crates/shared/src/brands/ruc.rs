//! The RUC, Paraguay's number of a taxpayer: digits, a dash and a digit that proves the others.

/// The fewest digits before the dash.
const MIN: usize = 3;
/// The most.
const MAX: usize = 8;

/// A RUC as it is stored, `80009735-1`. Dots and spaces do not matter.
///
/// # Errors
/// What is wrong with it, and what would be right.
pub fn read_ruc(text: &str) -> Result<String, String> {
    let plain: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    let form = || "must be a RUC with its verifying digit, such as 80009735-1".to_owned();
    let (number, digit) = plain.split_once('-').ok_or_else(form)?;
    let number = number.trim_start_matches('0');
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(MIN..=MAX).contains(&number.len()) || !digits(number) || digit.len() != 1 || !digits(digit) {
        return Err(form());
    }
    let right = verifying_digit(number);
    if digit == right.to_string() {
        Ok(format!("{number}-{right}"))
    } else {
        Err(format!("the verifying digit is not right: {number} has {right}; look for a mistyped digit"))
    }
}

/// Digits from the right times 2, 3 … 11 and again from 2; what is missing to a multiple of eleven, and 0 for 10 and 11.
fn verifying_digit(number: &str) -> u32 {
    let digits = number.chars().rev().filter_map(|c| c.to_digit(10));
    let sum: u32 = digits.zip((2..=11).cycle()).map(|(digit, factor)| digit.saturating_mul(factor)).sum();
    match sum % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    }
}

#[cfg(test)]
mod tests {
    use super::read_ruc;

    #[test]
    fn known_numbers_are_right_in_every_way_of_writing_them() {
        for good in ["80000519-8", "80002201-7", "80009735-1", "80017052-0"] {
            assert_eq!(read_ruc(good).as_deref(), Ok(good));
        }
        assert_eq!(read_ruc(" 80.009.735-1 ").as_deref(), Ok("80009735-1"));
        assert_eq!(read_ruc("04321876-8").as_deref(), Ok("4321876-8"));
    }

    #[test]
    fn every_mistyped_digit_that_the_rule_can_see_is_refused() {
        for wrong in ["80009735-2", "80009753-1", "80009736-1"] {
            assert!(read_ruc(wrong).unwrap_err().contains("verifying digit"), "{wrong}");
        }
        for wrong in ["", "80009735", "80009735-", "-1", "12-4", "123456789-0", "8000973A-1", "80009735-11"] {
            assert!(read_ruc(wrong).unwrap_err().contains("such as 80009735-1"), "{wrong}");
        }
    }
}
