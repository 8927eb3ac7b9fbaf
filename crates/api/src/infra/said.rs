//! A sentence for a person, in both languages of the platform.

use std::borrow::Cow;

use shared::identity::Locale;

/// A sentence in both languages. [`said!`](crate::said) makes it, so that neither is forgotten.
#[derive(Debug, Clone)]
pub struct Said {
    en: Cow<'static, str>,
    es: Cow<'static, str>,
}

impl Said {
    /// A sentence in English, and what it is in Spanish.
    pub fn new(en: impl Into<Cow<'static, str>>, es: impl Into<Cow<'static, str>>) -> Self {
        Self { en: en.into(), es: es.into() }
    }

    /// In the words in which a library, a server or a rule for programs said it.
    pub fn quoted(words: impl Into<Cow<'static, str>>) -> Self {
        let words = words.into();
        Self { en: words.clone(), es: words }
    }

    /// As it reads in that language.
    pub fn text(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::Es => &self.es,
        }
    }
}

/// A sentence in English and Spanish, each a format string; what does not stand in it by name comes after a semicolon.
///
/// `said!("an account can have {MOST} keys", "una cuenta puede tener {MOST} claves")`,
/// `said!("the file has {} bytes", "el archivo tiene {} bytes"; file.bytes)`.
#[macro_export]
macro_rules! said {
    ($en:literal, $es:literal $(; $($value:expr),+ $(,)?)?) => {
        $crate::infra::said::Said::new(
            ::std::fmt::format(::std::format_args!($en $(, $($value),+)?)),
            ::std::fmt::format(::std::format_args!($es $(, $($value),+)?)),
        )
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_reads_in_the_language_that_is_asked_for() {
        let most = 3;
        let said = said!("at most {most} of {}", "como mucho {most} de {}"; "it");
        assert_eq!(said.text(Locale::En), "at most 3 of it");
        assert_eq!(said.text(Locale::Es), "como mucho 3 de it");
        assert_eq!(Said::quoted("EOF").text(Locale::Es), "EOF");
    }
}
