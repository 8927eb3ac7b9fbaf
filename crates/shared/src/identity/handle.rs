//! What a handle looks like: the last part of the address of a public profile, `/u/<handle>`.

/// The fewest characters.
pub const MIN_HANDLE: usize = 3;
/// The most characters.
pub const MAX_HANDLE: usize = 30;

/// Words that would be taken for the platform itself or for one of its pages.
const RESERVED: &[&str] = &[
    "about",
    "account",
    "admin",
    "administrator",
    "anclora",
    "anonymous",
    "api",
    "assets",
    "audit",
    "avenida",
    "avenue",
    "billing",
    "blog",
    "brand",
    "brands",
    "campaign",
    "campaigns",
    "contact",
    "contacto",
    "convert",
    "creator",
    "creators",
    "creador",
    "creadores",
    "cuenta",
    "docs",
    "everyone",
    "help",
    "hola",
    "identity",
    "info",
    "legal",
    "login",
    "logout",
    "mail",
    "marca",
    "marcas",
    "me",
    "media",
    "moderator",
    "null",
    "nobody",
    "oficial",
    "official",
    "owner",
    "payments",
    "postmaster",
    "privacy",
    "privacidad",
    "profile",
    "register",
    "root",
    "security",
    "seguridad",
    "settings",
    "shop",
    "sign-in",
    "sign-up",
    "soporte",
    "spartan",
    "staff",
    "static",
    "studio",
    "superuser",
    "support",
    "system",
    "team",
    "terms",
    "tienda",
    "undefined",
    "user",
    "users",
    "webmaster",
    "www",
    "you",
];

/// A handle as it is stored and compared: in lower case.
pub fn handle_key(handle: &str) -> String {
    handle.trim().to_ascii_lowercase()
}

/// Whether a text can be a handle, whichever the case of its letters.
///
/// # Errors
/// What would be right.
pub fn valid_handle(text: &str, _: &()) -> garde::Result {
    let handle = handle_key(text);
    let wrong = |what: &str| Err(garde::Error::new(what));
    if !(MIN_HANDLE..=MAX_HANDLE).contains(&handle.len()) {
        return wrong("must have 3 to 30 characters");
    }
    let is_mark = |byte: u8| matches!(byte, b'.' | b'-' | b'_');
    let bytes = handle.as_bytes();
    if !bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || is_mark(*byte)) {
        return wrong("must have only letters from a to z, digits, dots, dashes and underscores");
    }
    let at_the_edge = [bytes.first(), bytes.last()].into_iter().flatten().any(|byte| is_mark(*byte));
    let side_by_side = bytes.iter().zip(bytes.iter().skip(1)).any(|(a, b)| is_mark(*a) && is_mark(*b));
    if at_the_edge || side_by_side {
        return wrong("must begin and end with a letter or digit, with no two marks side by side");
    }
    // `a.v.e.n.u.e` reads like the word without its marks.
    let letters: String = handle.chars().filter(char::is_ascii_alphanumeric).collect();
    if RESERVED.contains(&handle.as_str()) || RESERVED.contains(&letters.as_str()) {
        return wrong("must be another one: this word is reserved");
    }
    Ok(())
}

/// The same where an empty text gives the handle up.
pub(super) fn valid_handle_or_none(text: &Option<String>, context: &()) -> garde::Result {
    match text.as_deref().map(str::trim) {
        None | Some("") => Ok(()),
        Some(text) => valid_handle(text, context),
    }
}

#[cfg(test)]
mod tests {
    use super::{handle_key, valid_handle};

    #[test]
    fn a_handle_is_told_from_what_is_none() {
        for good in ["ana", "Ana.Lopez", "a-b_c.d", "x9z", "123", &"a".repeat(30)] {
            assert!(valid_handle(good, &()).is_ok(), "{good}");
        }
        let long = "a".repeat(31);
        for bad in
            ["", "an", &long, "añá", "a b", "ana!", ".ana", "ana-", "a..b", "a-_b", "a/b", "ana\u{202e}"]
        {
            assert!(valid_handle(bad, &()).is_err(), "{bad}");
        }
        for reserved in ["admin", "Avenue", "a.v.e.n.u.e", "sup-port", "api"] {
            assert!(valid_handle(reserved, &()).unwrap_err().message().contains("reserved"), "{reserved}");
        }
        assert_eq!(handle_key(" Ana.L "), "ana.l");
    }
}
