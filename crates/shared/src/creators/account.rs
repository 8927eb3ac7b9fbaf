//! Recognising an account of a network: an address, `@name` or the bare name becomes the name; anything else is refused
//! with the right form shown. The old platform stored whatever was typed, so that addresses stood where names belong.

use std::fmt;

use super::Platform;

/// Why a text names no account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountError {
    /// It is the address of another network.
    OtherPlatform {
        /// The one that was chosen.
        wanted: Platform,
        /// The one that the address belongs to.
        found: Platform,
    },
    /// It is an address that is of no network that we know.
    ForeignAddress {
        /// The one that was chosen.
        wanted: Platform,
    },
    /// It leads to a post, a group or a list of results, or hides where it leads.
    NoProfile {
        /// The one that was chosen.
        wanted: Platform,
    },
    /// It is no name that the network gives.
    NoName {
        /// The one that was chosen.
        wanted: Platform,
    },
}

impl fmt::Display for AccountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherPlatform { wanted, found } => write!(
                f,
                "is an address of {}; choose {} as the network, or write {}",
                found.name(),
                found.name(),
                wanted.example()
            ),
            Self::ForeignAddress { wanted } => {
                write!(f, "is no address of {}; write {}", wanted.name(), wanted.example())
            }
            Self::NoProfile { wanted } => write!(
                f,
                "leads to something else than an account of {}; write {}",
                wanted.name(),
                wanted.example()
            ),
            Self::NoName { wanted } => {
                write!(f, "is no account name of {}; write {}", wanted.name(), wanted.example())
            }
        }
    }
}

impl std::error::Error for AccountError {}

/// The account's name in the form in which it is stored and compared: without `@`, in lower case except for the channel
/// ids of YouTube. An account of a company on LinkedIn is `company/<name>`.
///
/// # Errors
/// Why it names none, with the right form.
pub fn recognise_account(platform: Platform, text: &str) -> Result<String, AccountError> {
    let wanted = platform;
    let text = text.trim();
    let name = match address_parts(text) {
        Some((host, path, query)) => match Platform::of_host(&host) {
            Some(found) if found == platform => {
                name_in(platform, &host, &path, &query).ok_or(AccountError::NoProfile { wanted })?
            }
            Some(found) => return Err(AccountError::OtherPlatform { wanted, found }),
            None => return Err(AccountError::ForeignAddress { wanted }),
        },
        None => text.strip_prefix('@').unwrap_or(text).to_owned(),
    };
    let name = if is_channel_id(platform, &name) { name } else { name.to_lowercase() };
    if is_name(platform, &name) { Ok(name) } else { Err(AccountError::NoName { wanted }) }
}

/// The address of an account by its recognised name.
pub fn account_url(platform: Platform, name: &str) -> String {
    match platform {
        Platform::Instagram => format!("https://www.instagram.com/{name}"),
        Platform::TikTok => format!("https://www.tiktok.com/@{name}"),
        Platform::YouTube if is_channel_id(platform, name) => {
            format!("https://www.youtube.com/channel/{name}")
        }
        Platform::YouTube => format!("https://www.youtube.com/@{}", escaped(name)),
        Platform::Facebook if name.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("https://www.facebook.com/profile.php?id={name}")
        }
        Platform::Facebook => format!("https://www.facebook.com/{name}"),
        Platform::X => format!("https://x.com/{name}"),
        Platform::Twitch => format!("https://www.twitch.tv/{name}"),
        Platform::LinkedIn => match name.strip_prefix("company/") {
            Some(company) => format!("https://www.linkedin.com/company/{}", escaped(company)),
            None => format!("https://www.linkedin.com/in/{}", escaped(name)),
        },
        Platform::Pinterest => format!("https://www.pinterest.com/{name}"),
    }
}

/// Host in lower case, path and query of what looks like an address; none for what looks like a name.
fn address_parts(text: &str) -> Option<(String, String, String)> {
    let lower = text.to_ascii_lowercase();
    let scheme = ["https://", "http://", "//"].into_iter().find(|scheme| lower.starts_with(scheme));
    let rest = text.get(scheme.map_or(0, str::len)..)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at_checked(end)?;
    let host = authority.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
    let host = host.to_ascii_lowercase();
    let is_address = scheme.is_some()
        || lower.starts_with("www.")
        || (text.contains('/') && !lower.starts_with("company/"))
        || text.contains("://")
        || Platform::of_host(&host).is_some_and(|_| !text.starts_with('@'));
    if !is_address {
        return None;
    }
    let (before_hash, _) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = before_hash.split_once('?').unwrap_or((before_hash, ""));
    Some((host, path.to_owned(), query.to_owned()))
}

/// The account that an address of the platform leads to.
fn name_in(platform: Platform, host: &str, path: &str, query: &str) -> Option<String> {
    // Short links hide where they lead.
    if matches!(host, "youtu.be" | "fb.me" | "fb.watch" | "t.co" | "lnkd.in" | "pin.it" | "clips.twitch.tv")
        || matches!(host, "vm.tiktok.com" | "vt.tiktok.com" | "instagr.am")
    {
        return None;
    }
    let mut parts = path.split('/').filter(|part| !part.is_empty()).map(decoded);
    let first = parts.next()??;
    let second = parts.next().flatten();
    let third = parts.next().flatten();
    let word = first.to_ascii_lowercase();
    match platform {
        Platform::Instagram if word == "stories" => second.filter(|name| name != "highlights"),
        Platform::TikTok | Platform::YouTube if word.starts_with('@') => {
            first.strip_prefix('@').map(str::to_owned)
        }
        Platform::YouTube if word == "channel" => second.filter(|name| is_channel_id(platform, name)),
        Platform::TikTok | Platform::YouTube => None,
        Platform::Facebook if word == "profile.php" => {
            let id = query.split('&').find_map(|pair| pair.strip_prefix("id="));
            id.filter(|id| id.bytes().all(|byte| byte.is_ascii_digit())).map(str::to_owned)
        }
        Platform::Facebook if matches!(word.as_str(), "people" | "pages") => {
            third.filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()))
        }
        Platform::LinkedIn if word == "in" => second,
        Platform::LinkedIn if word == "company" => second.map(|name| format!("company/{name}")),
        Platform::LinkedIn => None,
        Platform::Instagram | Platform::Facebook | Platform::X | Platform::Twitch | Platform::Pinterest => {
            (!is_reserved(platform, &word)).then_some(first)
        }
    }
}

/// Words that stand where accounts stand in the network's addresses, but are pages of its own.
fn is_reserved(platform: Platform, word: &str) -> bool {
    let pages: &[&str] = match platform {
        Platform::Instagram => &[
            "about",
            "accounts",
            "developer",
            "direct",
            "explore",
            "legal",
            "p",
            "reel",
            "reels",
            "s",
            "stories",
            "tv",
        ],
        Platform::Facebook => &[
            "events",
            "gaming",
            "groups",
            "hashtag",
            "help",
            "login",
            "marketplace",
            "pages",
            "people",
            "permalink.php",
            "photo",
            "photo.php",
            "photos",
            "profile.php",
            "public",
            "reel",
            "reels",
            "share",
            "sharer",
            "sharer.php",
            "stories",
            "story.php",
            "video.php",
            "videos",
            "watch",
        ],
        Platform::X => &[
            "explore",
            "hashtag",
            "home",
            "i",
            "intent",
            "login",
            "messages",
            "notifications",
            "privacy",
            "search",
            "settings",
            "share",
            "signup",
            "tos",
        ],
        Platform::Twitch => {
            &["collections", "directory", "downloads", "jobs", "p", "search", "settings", "videos"]
        }
        Platform::Pinterest => &["business", "ideas", "pin", "search", "settings", "today", "videos"],
        Platform::TikTok | Platform::YouTube | Platform::LinkedIn => &[],
    };
    pages.contains(&word)
}

/// Whether the network gives such names; in lower case except for channel ids.
fn is_name(platform: Platform, name: &str) -> bool {
    let length = name.chars().count();
    let ascii =
        |marks: &str| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || marks.contains(c));
    let letters = |name: &str, marks: &str| name.chars().all(|c| c.is_alphanumeric() || marks.contains(c));
    let dots_right = !name.starts_with('.') && !name.ends_with('.') && !name.contains("..");
    if is_reserved(platform, name) {
        return false;
    }
    match platform {
        Platform::Instagram => (1..=30).contains(&length) && ascii("._") && dots_right,
        Platform::TikTok => (2..=24).contains(&length) && ascii("._") && !name.ends_with('.'),
        Platform::YouTube => {
            is_channel_id(platform, name)
                || ((3..=30).contains(&length) && letters(name, "._-·") && dots_right)
        }
        Platform::Facebook => (5..=50).contains(&length) && ascii(".") && dots_right,
        Platform::X => (1..=15).contains(&length) && ascii("_"),
        Platform::Twitch => (3..=25).contains(&length) && ascii("_") && !name.starts_with('_'),
        Platform::LinkedIn => {
            let slug = name.strip_prefix("company/").unwrap_or(name);
            (3..=100).contains(&slug.chars().count()) && letters(slug, "-") && !slug.starts_with('-')
        }
        Platform::Pinterest => (3..=30).contains(&length) && ascii("_"),
    }
}

/// Channels of YouTube have an id of 24 characters beside their name. Its case matters.
fn is_channel_id(platform: Platform, name: &str) -> bool {
    platform == Platform::YouTube
        && name.len() == 24
        && name.starts_with("UC")
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// One part of a path without its percent signs; none where it is no text.
fn decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// A name as one part of a path.
fn escaped(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Platform::{Facebook, Instagram, LinkedIn, Pinterest, TikTok, Twitch, X, YouTube};
    use super::{AccountError, Platform, account_url, recognise_account};

    #[test]
    fn an_address_a_name_with_its_sign_and_a_bare_name_become_the_name() {
        for (platform, text, name) in [
            (Instagram, "ana.lopez", "ana.lopez"),
            (Instagram, " @Ana.Lopez ", "ana.lopez"),
            (Instagram, "https://www.instagram.com/ana.lopez/", "ana.lopez"),
            (Instagram, "https://www.instagram.com/lurdes.py?igsh=MXZ0eG==&utm_source=qr", "lurdes.py"),
            (Instagram, "instagram.com/ana_l/reels/", "ana_l"),
            (Instagram, "HTTPS://INSTAGRAM.COM/Ana", "ana"),
            (Instagram, "https://www.instagram.com/stories/ana/3141592/", "ana"),
            (Instagram, "ana.com", "ana.com"),
            (TikTok, "https://www.tiktok.com/@ana.lopez?lang=es", "ana.lopez"),
            (TikTok, "tiktok.com/@ana/video/7301", "ana"),
            (TikTok, "@ana", "ana"),
            (YouTube, "https://youtube.com/@AnaLopez/videos", "analopez"),
            (YouTube, "https://www.youtube.com/channel/UCabcdefghijklmnopqrstUV", "UCabcdefghijklmnopqrstUV"),
            (YouTube, "UCabcdefghijklmnopqrstUV", "UCabcdefghijklmnopqrstUV"),
            (YouTube, "https://www.youtube.com/@ni%C3%B1as", "niñas"),
            (Facebook, "https://m.facebook.com/ana.lopez.py", "ana.lopez.py"),
            (Facebook, "https://www.facebook.com/profile.php?id=100012345678901&sk=about", "100012345678901"),
            (Facebook, "https://www.facebook.com/people/Ana-Lopez/100012345678901/", "100012345678901"),
            (X, "https://twitter.com/Ana_L", "ana_l"),
            (X, "https://x.com/ana_l/status/17", "ana_l"),
            (Twitch, "twitch.tv/Ana_Juega", "ana_juega"),
            (LinkedIn, "https://py.linkedin.com/in/ana-l%C3%B3pez-123/", "ana-lópez-123"),
            (LinkedIn, "https://www.linkedin.com/company/avenue-py/about", "company/avenue-py"),
            (LinkedIn, "company/avenue-py", "company/avenue-py"),
            (LinkedIn, "ana-lopez", "ana-lopez"),
            (Pinterest, "https://ar.pinterest.com/AnaLopez/tableros", "analopez"),
        ] {
            assert_eq!(recognise_account(platform, text).as_deref(), Ok(name), "{platform:?} {text}");
        }
    }

    #[test]
    fn what_names_no_account_is_refused_with_the_right_form() {
        for (platform, text) in [
            (Instagram, ""),
            (Instagram, "@"),
            (Instagram, "ana lopez"),
            (Instagram, "ana..lopez"),
            (Instagram, "explore"),
            (Facebook, "profile.php"),
            (Instagram, "https://www.instagram.com/"),
            (Instagram, "https://www.instagram.com/p/Cabc123/"),
            (Instagram, "https://www.instagram.com/reel/Cabc123/"),
            (Instagram, "https://wa.me/595981123456"),
            (Instagram, "https://instagram.com.evil.example/ana"),
            (Instagram, "javascript:alert(1)"),
            (Instagram, "https://www.instagram.com/%FF"),
            (Instagram, "https://ana@evil.example/ana"),
            (TikTok, "https://vm.tiktok.com/ZMabc/"),
            (TikTok, "https://www.tiktok.com/discover/ana"),
            (YouTube, "https://youtu.be/dQw4w9WgXcQ"),
            (YouTube, "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
            (YouTube, "https://www.youtube.com/c/ana"),
            (Facebook, "https://www.facebook.com/groups/123"),
            (Facebook, "https://www.facebook.com/profile.php"),
            (X, "https://x.com/search?q=ana"),
            (X, "a-name-that-is-too-long"),
            (Twitch, "_ana"),
            (LinkedIn, "https://www.linkedin.com/feed/"),
            (Pinterest, "https://pin.it/abc"),
        ] {
            let refused = recognise_account(platform, text).unwrap_err().to_string();
            assert!(refused.contains(platform.example()), "{platform:?} {text}: {refused}");
        }
    }

    #[test]
    fn an_address_of_another_network_is_named() {
        assert_eq!(
            recognise_account(Instagram, "https://www.tiktok.com/@ana"),
            Err(AccountError::OtherPlatform { wanted: Instagram, found: TikTok })
        );
    }

    #[test]
    fn the_address_of_a_name_is_recognised_as_that_name() {
        for (platform, name) in [
            (Instagram, "ana.lopez"),
            (TikTok, "ana.lopez"),
            (YouTube, "niñas"),
            (YouTube, "UCabcdefghijklmnopqrstUV"),
            (Facebook, "ana.lopez"),
            (Facebook, "100012345678901"),
            (X, "ana_l"),
            (Twitch, "ana_juega"),
            (LinkedIn, "ana-lópez"),
            (LinkedIn, "company/avenue"),
            (Pinterest, "analopez"),
        ] {
            let again = recognise_account(platform, &account_url(platform, name));
            assert_eq!(again.as_deref(), Ok(name), "{platform:?}");
        }
        assert_eq!(Platform::ALL.len(), 8);
    }
}
