//! Whether a post says that it is advertising. Form and API ask the same question.

/// Hashtags that say it, without `#`, plain.
const TAGS: &[&str] = &[
    "ad",
    "ads",
    "anuncio",
    "asociacionpagada",
    "colaboracionpagada",
    "contenidopatrocinado",
    "paidad",
    "paidpartnership",
    "patrocinada",
    "patrocinado",
    "publi",
    "publicidad",
    "publicidadpagada",
    "sponsored",
];

/// Words that say it, plain, divided by single spaces.
const PHRASES: &[&str] =
    &["asociacion pagada", "colaboracion pagada", "paid partnership", "publicidad pagada"];

/// How a post says that it is advertising: the hashtag (`#publicidad`, `#ad` and the like) or the words (`paid partnership`,
/// `colaboración pagada`) as they are looked for, if it does. A hashtag counts only as a whole: `#adorable` is none.
pub fn disclosed_by(caption: &str) -> Option<&'static str> {
    let plain: String = caption.chars().flat_map(char::to_lowercase).filter_map(bare).collect();
    let mut tags = plain.split('#').skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    });
    let tagged = tags.find_map(|tag| TAGS.iter().find(|known| **known == tag).copied());
    tagged.or_else(|| {
        let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let spaced = format!(" {} ", words.collect::<Vec<_>>().join(" "));
        PHRASES.iter().find(|phrase| spaced.contains(&format!(" {phrase} "))).copied()
    })
}

/// A letter without its accent, be it part of the letter or a mark behind it.
const fn bare(letter: char) -> Option<char> {
    Some(match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ẽ' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ĩ' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ũ' => 'u',
        // Full-width, as some keyboards write it.
        '＃' => '#',
        '\u{300}'..='\u{36f}' => return None,
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::{PHRASES, TAGS, disclosed_by};

    #[test]
    fn a_post_that_says_so_is_recognised() {
        for (caption, by) in [
            ("Me encanta este café #publicidad", "publicidad"),
            ("#AD new coffee", "ad"),
            ("café rico #Ad.", "ad"),
            ("#café#ad#rico", "ad"),
            ("＃publicidad", "publicidad"),
            ("#ColaboraciónPagada con @marca", "colaboracionpagada"),
            ("#colaboracio\u{301}npagada", "colaboracionpagada"),
            ("Paid partnership with @brand", "paid partnership"),
            ("Colaboración\npagada: @marca", "colaboracion pagada"),
        ] {
            assert_eq!(disclosed_by(caption), Some(by), "{caption}");
        }
    }

    #[test]
    fn a_post_that_only_looks_like_it_is_not() {
        for caption in [
            "",
            "Me encanta este café",
            "#adorable #publicidades",
            "# publicidad",
            "publicidad",
            "I have paid. Partnerships are great",
            "unpaid partnership",
            "#no_ad #ad_libre",
        ] {
            assert_eq!(disclosed_by(caption), None, "{caption}");
        }
    }

    #[test]
    fn what_is_looked_for_is_plain() {
        for word in TAGS.iter().chain(PHRASES) {
            assert!(word.chars().all(|c| c.is_ascii_lowercase() || c == ' '), "{word}");
            assert_eq!(TAGS.iter().chain(PHRASES).filter(|other| other == &word).count(), 1, "{word}");
        }
    }
}
