//! The address of a site, as people write it.

/// The most characters of an address.
const MAX: usize = 200;

/// An address as it is stored, with `http://` or `https://`; without either, `https://` is meant.
///
/// # Errors
/// What would be right.
pub fn read_website(text: &str) -> Result<String, &'static str> {
    const WRONG: &str = "must be the address of a site, such as https://www.example.com.py";
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let with_scheme = lower.starts_with("http://") || lower.starts_with("https://");
    if !with_scheme && lower.contains("://") {
        return Err(WRONG);
    }
    let whole = if with_scheme { text.to_owned() } else { format!("https://{text}") };
    let (scheme, rest) = whole.split_once("://").ok_or(WRONG)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end).ok_or(WRONG)?;
    let plain = whole.chars().count() <= MAX && !whole.chars().any(|c| c.is_whitespace() || c.is_control());
    if plain && is_host(host) {
        Ok(format!("{}://{}{path}", scheme.to_ascii_lowercase(), host.to_lowercase()))
    } else {
        Err(WRONG)
    }
}

/// Whether it names a host on the net, perhaps with a port: no names of this machine, no user in front of it.
fn is_host(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let label = |label: &str| {
        (1..=63).contains(&label.chars().count())
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    name.contains('.')
        && name.split('.').all(label)
        && last.chars().any(char::is_alphabetic)
        && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::read_website;

    #[test]
    fn an_address_gets_its_scheme_and_anything_else_is_refused() {
        for (text, read) in [
            ("acme.com.py", "https://acme.com.py"),
            (" HTTP://Acme.com.py/Tienda?a=1 ", "http://acme.com.py/Tienda?a=1"),
            ("https://ñandú.com.py:8443/", "https://ñandú.com.py:8443/"),
        ] {
            assert_eq!(read_website(text).as_deref(), Ok(read));
        }
        let long = format!("https://acme.com/{}", "x".repeat(200));
        for wrong in [
            "",
            "acme",
            "localhost",
            "javascript:alert(1)",
            "javascript://acme.com/%0aalert(1)",
            "https://ana@acme.com",
            "https://127.0.0.1/",
            "https://acme..com",
            "https://-acme.com",
            "https://acme.com/a b",
            "mailto:ana@acme.com",
            &long,
        ] {
            assert!(read_website(wrong).is_err(), "{wrong}");
        }
    }
}
