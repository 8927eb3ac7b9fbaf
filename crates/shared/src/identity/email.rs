//! What an email address looks like: the rule of HTML's `<input type="email">`, written by hand because the
//! derived one would bring a whole regular-expression engine into the app.

/// The most characters of a part of a domain between dots.
const MAX_LABEL: usize = 63;

/// Whether a text is an email address as browsers understand it.
///
/// # Errors
/// What an address looks like, when it is none.
pub fn valid_email(text: &str, _: &()) -> garde::Result {
    let well_formed = text.rsplit_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && local.bytes().all(is_local_byte) && domain.split('.').all(is_label)
    });
    if well_formed {
        Ok(())
    } else {
        Err(garde::Error::new("must be an email address such as ana@example.org"))
    }
}

fn is_local_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte)
}

fn is_label(label: &str) -> bool {
    (1..=MAX_LABEL).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::valid_email;

    #[test]
    fn addresses_are_told_from_other_texts() {
        for good in ["ana@example.org", "a.b+c@sub.example.com.py", "o'neil@localhost", "x@1.example"] {
            assert!(valid_email(good, &()).is_ok(), "{good}");
        }
        let long = format!("a@{}.org", "x".repeat(64));
        for bad in [
            "",
            "ana",
            "@example.org",
            "ana@",
            "a@b@c.org",
            "ana @example.org",
            "ana@-x.org",
            "a@x..org",
            "añá@x.org",
            &long,
        ] {
            assert!(valid_email(bad, &()).is_err(), "{bad}");
        }
    }
}
