//! The countries that something can be sent to.

use crate::ui::form::{Options, SelectOption};
use crate::ui::format;

/// Every country and territory of ISO 3166 where somebody lives.
const ALL: &str = "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ \
                   CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK \
                   FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS \
                   IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK \
                   ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL \
                   PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC \
                   TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// The country that a form begins with.
pub const HOME: &str = "PY";

/// All of them, by what the reader's language calls them.
pub fn options() -> Options {
    let codes: Vec<&str> = ALL.split_whitespace().collect();
    Options::live(move || {
        format::countries(&codes).into_iter().map(|(code, name)| SelectOption::new(code, name)).collect()
    })
}

/// What the reader's language calls one of them.
pub fn name(code: &str) -> String {
    format::countries(&[code]).pop().map_or_else(|| code.to_owned(), |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn each_country_stands_there_once_and_has_a_name() {
        let codes: Vec<&str> = ALL.split_whitespace().collect();
        assert_eq!(codes.len(), 243);
        assert!(codes.is_sorted(), "in the order of their letters, each once");
        assert!(codes.contains(&HOME));
        for (code, name) in format::countries(&codes) {
            assert!(code.len() == 2 && name.len() > 2, "{code} {name}");
        }
    }
}
