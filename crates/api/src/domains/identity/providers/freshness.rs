//! How long an answer may be kept, as its headers say (RFC 9111).

use jiff::SignedDuration;

/// What says nothing is kept this long.
const UNSAID: SignedDuration = SignedDuration::from_mins(5);
/// Nothing is kept longer, so that a provider that changes its keys is heard within a day.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// How long an answer with these headers is fresh. Zero: not to be kept.
pub fn lifetime(cache_control: Option<&str>, age: Option<&str>) -> SignedDuration {
    let Some(directives) = cache_control else { return UNSAID };
    let mut longest = None;
    for directive in directives.split(',') {
        let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
        match name.trim().to_ascii_lowercase().as_str() {
            "no-store" | "no-cache" => return SignedDuration::ZERO,
            "max-age" => longest = value.trim().trim_matches('"').parse::<u32>().ok().or(Some(0)),
            _ => {}
        }
    }
    let Some(longest) = longest else { return UNSAID };
    let age = age.and_then(|age| age.trim().parse::<u32>().ok()).unwrap_or(0);
    SignedDuration::from_secs(i64::from(longest.saturating_sub(age))).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::{LONGEST, UNSAID, lifetime};

    #[test]
    fn answers_are_kept_as_long_as_their_headers_say() {
        let seconds = SignedDuration::from_secs;
        for (control, age, expected) in [
            (Some("public, max-age=21600, must-revalidate, no-transform"), None, seconds(21_600)),
            (Some("max-age=21600"), Some("600"), seconds(21_000)),
            (Some("Max-Age = \"60\""), Some("100"), SignedDuration::ZERO),
            (Some("max-age=60, no-store"), None, SignedDuration::ZERO),
            (Some("no-cache"), None, SignedDuration::ZERO),
            (Some("max-age=99999999999999"), None, SignedDuration::ZERO),
            (Some("max-age=31536000"), None, LONGEST),
            (Some("public"), None, UNSAID),
            (None, Some("5"), UNSAID),
        ] {
            assert_eq!(lifetime(control, age), expected, "{control:?} {age:?}");
        }
    }
}
