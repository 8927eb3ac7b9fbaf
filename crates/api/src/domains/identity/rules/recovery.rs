//! Recovery codes: four groups of four letters and digits, 80 random bits, so that a plain digest of one tells nothing.

/// How many somebody has at a time.
pub const HOW_MANY: usize = 10;
/// Letters and digits that nobody takes for one another.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
/// Characters of a code.
const LENGTH: usize = 16;

/// A code from random bytes; as many as [`LENGTH`] are used.
pub fn write(random: &[u8]) -> String {
    let letters = random.iter().take(LENGTH).filter_map(|byte| LETTERS.get(usize::from(byte & 31)));
    let mut text = String::new();
    for (index, letter) in letters.enumerate() {
        if index > 0 && index % 4 == 0 {
            text.push('-');
        }
        text.push(char::from(*letter));
    }
    text
}

/// What was typed as it was written, whatever its case and its blanks; none if it is no such code.
pub fn typed(text: &str) -> Option<String> {
    let letters: Vec<u8> = text
        .to_ascii_lowercase()
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace() && *byte != b'-')
        .collect();
    let places: Option<Vec<u8>> = letters
        .iter()
        .map(|letter| {
            LETTERS.iter().position(|known| known == letter).and_then(|place| u8::try_from(place).ok())
        })
        .collect();
    places.filter(|places| places.len() == LENGTH).map(|places| write(&places))
}

#[cfg(test)]
mod tests {
    use super::{typed, write};

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = write(&[0, 1, 2, 31, 32, 255, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
        assert_eq!(code.len(), 19);
        assert_eq!(typed(&code), Some(code.clone()));
        assert_eq!(typed(&code.to_uppercase().replace('-', " ")), Some(code.clone()));
        for wrong in
            ["", "123456", &code[1..], &format!("{code}a"), &code.replace('a', "ñ"), &code.replace('a', "i")]
        {
            assert_eq!(typed(wrong), None, "{wrong}");
        }
    }
}
