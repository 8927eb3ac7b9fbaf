//! Why somebody who went to a provider came back without being let in.

use shared::identity::DOOR_ERRORS;

use crate::i18n::{Locale, locale};

/// Code, Spanish and English of what can stand in the address. Made while compiling, so that the other errors' texts do
/// not travel along: the server says them itself.
#[expect(clippy::indexing_slicing, reason = "an index that is out of bounds does not compile here")]
const TEXTS: [(&str, &str, &str); DOOR_ERRORS.len()] = {
    let mut texts = [("", "", ""); DOOR_ERRORS.len()];
    let mut at = 0;
    while at < texts.len() {
        let code = DOOR_ERRORS[at];
        texts[at] = (code.as_str(), code.es(), code.en());
        at += 1;
    }
    texts
};

/// The `error` of an address as a text; none for what no door says.
pub fn refusal(error: &str) -> Option<&'static str> {
    let (_, es, en) = TEXTS.iter().find(|(code, ..)| *code == error)?;
    Some(match locale() {
        Locale::es => es,
        Locale::en => en,
    })
}

#[cfg(test)]
mod tests {
    use shared::error::ErrorCode;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::refusal;
    use crate::i18n::{Locale, choose};

    #[wasm_bindgen_test]
    fn only_what_a_door_says_is_shown() {
        choose(Locale::es);
        assert_eq!(refusal("link_first"), Some(ErrorCode::LinkFirst.es()));
        choose(Locale::en);
        assert_eq!(refusal("link_first"), Some(ErrorCode::LinkFirst.en()));
        assert_eq!(refusal("disk_full"), None);
        assert_eq!(refusal("<b>"), None);
    }
}
