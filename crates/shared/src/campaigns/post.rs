//! Recognising the address of a post: of which network it is, and what of it leads there.

use std::fmt;

use crate::creators::Platform;

/// Why an address leads to no post that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PostError {
    /// It is no `https` address.
    NoAddress {
        /// The network where it was to be published.
        wanted: Platform,
    },
    /// It is an address of another network, or of none that we know.
    OtherPlatform {
        /// The network where it was to be published.
        wanted: Platform,
        /// Whose it is.
        found: Option<Platform>,
    },
    /// It is an address of the network that leads to something else.
    NoPost {
        /// The network where it was to be published.
        wanted: Platform,
    },
}

impl fmt::Display for PostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAddress { wanted } => {
                write!(f, "must be the https address of the post, such as {}", example(*wanted))
            }
            Self::OtherPlatform { wanted, found: Some(found) } => write!(
                f,
                "is an address of {}; this was to be published on {}, such as {}",
                found.name(),
                wanted.name(),
                example(*wanted)
            ),
            Self::OtherPlatform { wanted, found: None } => {
                write!(f, "is no address of {}; one is such as {}", wanted.name(), example(*wanted))
            }
            Self::NoPost { wanted } => write!(
                f,
                "leads to no post of {}; copy the address of the post itself, such as {}",
                wanted.name(),
                example(*wanted)
            ),
        }
    }
}

impl std::error::Error for PostError {}

/// What the address of a post looks like there.
pub const fn example(platform: Platform) -> &'static str {
    match platform {
        Platform::Instagram => "https://www.instagram.com/reel/C8abcDEfghI/",
        Platform::TikTok => "https://www.tiktok.com/@ana.lopez/video/7301234567890123456",
        Platform::YouTube => "https://www.youtube.com/shorts/dQw4w9WgXcQ",
        Platform::Facebook => "https://www.facebook.com/reel/1234567890123456",
        Platform::X => "https://x.com/ana_lopez/status/1791234567890123456",
        Platform::Twitch => "https://www.twitch.tv/videos/2112345678",
        Platform::LinkedIn => {
            "https://www.linkedin.com/posts/ana-lopez_cafe-activity-7191234567890123456-AbCd"
        }
        Platform::Pinterest => "https://www.pinterest.com/pin/123456789012345678/",
    }
}

/// The address of a post of this network in one form: the host, and of path and query what leads to the post. So the same
/// post is the same address, whoever shared it.
///
/// # Errors
/// Why it leads to no post there, with the right form.
pub fn recognise_post(platform: Platform, text: &str) -> Result<String, PostError> {
    let wanted = platform;
    let none = || PostError::NoAddress { wanted };
    let text = text.trim();
    let scheme = text.get(..8).filter(|scheme| scheme.eq_ignore_ascii_case("https://")).ok_or_else(none)?;
    let rest = text.get(scheme.len()..).ok_or_else(none)?;
    let plain = rest.len() <= 500 && rest.chars().all(|c| c.is_ascii_graphic() || c.is_alphanumeric());
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at_checked(end).filter(|_| plain).ok_or_else(none)?;
    if host.is_empty() || host.contains(['@', ':', '\\']) {
        return Err(none());
    }
    let host = host.to_ascii_lowercase();
    let found = Platform::of_host(&host);
    if found != Some(platform) {
        return Err(PostError::OtherPlatform { wanted, found });
    }
    let (rest, _) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let post = post_in(platform, &host, &parts, query).ok_or(PostError::NoPost { wanted })?;
    Ok(format!("https://{post}"))
}

/// Host, path and query that lead to the post, if the address leads to one.
fn post_in(platform: Platform, host: &str, parts: &[&str], query: &str) -> Option<String> {
    match platform {
        Platform::Instagram => instagram(parts),
        Platform::TikTok => tiktok(host, parts),
        Platform::YouTube => youtube(host, parts, query),
        Platform::Facebook => facebook(host, parts, query),
        Platform::X => match parts {
            [name, "status", id, ..] if code(name) && digits(id) => {
                Some(format!("x.com/{}/status/{id}", name.to_ascii_lowercase()))
            }
            _ => None,
        },
        Platform::Twitch => match (host, parts) {
            ("clips.twitch.tv", [slug]) if code(slug) => Some(format!("clips.twitch.tv/{slug}")),
            (_, [_, "clip", slug]) if code(slug) => Some(format!("clips.twitch.tv/{slug}")),
            (_, ["videos", id]) if digits(id) => Some(format!("www.twitch.tv/videos/{id}")),
            _ => None,
        },
        Platform::LinkedIn => match parts {
            ["posts" | "pulse", slug] if slug.len() > 5 => {
                Some(format!("www.linkedin.com/{}/{slug}", parts.first()?))
            }
            ["feed", "update", urn] if urn.starts_with("urn:li:") || urn.starts_with("urn%3Ali%3A") => {
                Some(format!("www.linkedin.com/feed/update/{}", urn.replace("%3A", ":")))
            }
            _ => None,
        },
        Platform::Pinterest => match (host, parts) {
            ("pin.it", [short]) if code(short) => Some(format!("pin.it/{short}")),
            (_, ["pin", id]) if digits(id) => Some(format!("www.pinterest.com/pin/{id}")),
            _ => None,
        },
    }
}

fn instagram(parts: &[&str]) -> Option<String> {
    match parts {
        // An account may stand before it.
        [kind @ ("p" | "reel" | "reels" | "tv"), post]
        | [_, kind @ ("p" | "reel" | "reels" | "tv"), post]
            if code(post) =>
        {
            let kind = if *kind == "reels" { "reel" } else { *kind };
            Some(format!("www.instagram.com/{kind}/{post}"))
        }
        ["stories", name, id] if *name != "highlights" && digits(id) => {
            Some(format!("www.instagram.com/stories/{}/{id}", name.to_ascii_lowercase()))
        }
        _ => None,
    }
}

fn tiktok(host: &str, parts: &[&str]) -> Option<String> {
    match (host, parts) {
        ("vm.tiktok.com" | "vt.tiktok.com", [short]) if code(short) => Some(format!("{host}/{short}")),
        ("vm.tiktok.com" | "vt.tiktok.com", _) => None,
        (_, ["t", short]) if code(short) => Some(format!("www.tiktok.com/t/{short}")),
        (_, [name, kind @ ("video" | "photo"), id]) if name.starts_with('@') && digits(id) => {
            Some(format!("www.tiktok.com/{}/{kind}/{id}", name.to_ascii_lowercase()))
        }
        _ => None,
    }
}

fn youtube(host: &str, parts: &[&str], query: &str) -> Option<String> {
    let (kind, id) = match (host, parts) {
        ("youtu.be", [id]) => ("watch", *id),
        ("youtu.be", _) => return None,
        (_, ["watch"]) => ("watch", value(query, "v")?),
        (_, [kind @ ("shorts" | "live"), id]) => (*kind, *id),
        _ => return None,
    };
    let is_id = id.len() == 11 && code(id);
    match kind {
        _ if !is_id => None,
        "watch" => Some(format!("www.youtube.com/watch?v={id}")),
        _ => Some(format!("www.youtube.com/{kind}/{id}")),
    }
}

fn facebook(host: &str, parts: &[&str], query: &str) -> Option<String> {
    match (host, parts) {
        ("fb.watch", [short]) if code(short) => Some(format!("fb.watch/{short}")),
        // The other short hosts lead anywhere.
        ("fb.watch" | "fb.me", _) => None,
        (_, ["reel", id]) if digits(id) => Some(format!("www.facebook.com/reel/{id}")),
        (_, ["watch"]) => digital(query, "v").map(|id| format!("www.facebook.com/watch?v={id}")),
        (_, ["photo" | "photo.php"]) => {
            digital(query, "fbid").map(|id| format!("www.facebook.com/photo?fbid={id}"))
        }
        (_, ["permalink.php" | "story.php"]) => {
            let story = value(query, "story_fbid").filter(|story| code(story))?;
            let page = digital(query, "id")?;
            Some(format!("www.facebook.com/permalink.php?story_fbid={story}&id={page}"))
        }
        (_, ["share", kind @ ("p" | "r" | "v"), short]) if code(short) => {
            Some(format!("www.facebook.com/share/{kind}/{short}"))
        }
        (_, [page, kind @ ("posts" | "videos"), rest @ ..]) => {
            // A title may stand before the id.
            let post = rest.last().filter(|post| code(post))?;
            Some(format!("www.facebook.com/{}/{kind}/{post}", page.to_ascii_lowercase()))
        }
        (_, ["groups", group, "posts" | "permalink", post]) if code(post) => {
            Some(format!("www.facebook.com/groups/{}/posts/{post}", group.to_ascii_lowercase()))
        }
        _ => None,
    }
}

/// What a query says of a name.
fn value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

fn digital<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    value(query, name).filter(|id| digits(id))
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.len() <= 30 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What networks call their posts by.
fn code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 120
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::Platform::{Facebook, Instagram, LinkedIn, Pinterest, TikTok, Twitch, X, YouTube};
    use super::{Platform, PostError, example, recognise_post};

    #[test]
    fn a_post_has_one_address_whoever_shared_it() {
        for (platform, text, post) in [
            (Instagram, "https://www.instagram.com/p/C8abc-_1/", "www.instagram.com/p/C8abc-_1"),
            (Instagram, "https://instagram.com/reels/C8abc/?igsh=MXZ0eG==#x", "www.instagram.com/reel/C8abc"),
            (Instagram, "HTTPS://www.instagram.com/ana.lopez/reel/C8abc", "www.instagram.com/reel/C8abc"),
            (
                Instagram,
                "https://www.instagram.com/stories/Ana/31415/",
                "www.instagram.com/stories/ana/31415",
            ),
            (TikTok, "https://www.tiktok.com/@Ana/video/7301?lang=es", "www.tiktok.com/@ana/video/7301"),
            (TikTok, "https://vm.tiktok.com/ZMabc12/", "vm.tiktok.com/ZMabc12"),
            (YouTube, "https://youtu.be/dQw4w9WgXcQ?si=abc", "www.youtube.com/watch?v=dQw4w9WgXcQ"),
            (YouTube, "https://m.youtube.com/watch?t=3&v=dQw4w9WgXcQ", "www.youtube.com/watch?v=dQw4w9WgXcQ"),
            (YouTube, "https://youtube.com/shorts/dQw4w9WgXcQ", "www.youtube.com/shorts/dQw4w9WgXcQ"),
            (
                Facebook,
                "https://m.facebook.com/Ana/posts/pfbid02abc",
                "www.facebook.com/ana/posts/pfbid02abc",
            ),
            (Facebook, "https://www.facebook.com/ana/videos/un-cafe/123/", "www.facebook.com/ana/videos/123"),
            (Facebook, "https://www.facebook.com/watch/?v=123", "www.facebook.com/watch?v=123"),
            (X, "https://twitter.com/Ana_L/status/17?s=20", "x.com/ana_l/status/17"),
            (Twitch, "https://www.twitch.tv/ana/clip/Abc-1", "clips.twitch.tv/Abc-1"),
            (Pinterest, "https://ar.pinterest.com/pin/123/sent/", ""),
            (Pinterest, "https://ar.pinterest.com/pin/123/", "www.pinterest.com/pin/123"),
            (
                LinkedIn,
                "https://py.linkedin.com/feed/update/urn:li:activity:719/?utm=1",
                "www.linkedin.com/feed/update/urn:li:activity:719",
            ),
        ] {
            let found = recognise_post(platform, text);
            if post.is_empty() {
                assert_eq!(found, Err(PostError::NoPost { wanted: platform }), "{text}");
            } else {
                assert_eq!(found, Ok(format!("https://{post}")), "{text}");
                assert_eq!(recognise_post(platform, &format!("https://{post}")), found, "once more");
            }
        }
    }

    #[test]
    fn every_example_is_a_post_of_its_network_and_of_no_other() {
        for platform in Platform::ALL {
            assert!(recognise_post(*platform, example(*platform)).is_ok(), "{platform:?}");
            for other in Platform::ALL.iter().filter(|other| *other != platform) {
                assert_eq!(
                    recognise_post(*other, example(*platform)),
                    Err(PostError::OtherPlatform { wanted: *other, found: Some(*platform) })
                );
            }
        }
    }

    #[test]
    fn what_leads_to_no_post_is_refused_with_the_right_form() {
        for (platform, text) in [
            (Instagram, ""),
            (Instagram, "ana.lopez"),
            (Instagram, "http://www.instagram.com/p/C8abc/"),
            (Instagram, "https://www.instagram.com/ana.lopez/"),
            (Instagram, "https://www.instagram.com/explore/"),
            (Instagram, "https://www.instagram.com/stories/highlights/123/"),
            (Instagram, "https://www.instagram.com.evil.example/p/C8abc/"),
            (Instagram, "https://www.instagram.com@evil.example/p/C8abc/"),
            (Instagram, "https://evil.example/www.instagram.com/p/C8abc/"),
            (Instagram, "https://www.instagram.com/p/C8 abc/"),
            (Instagram, "javascript:alert(1)"),
            (TikTok, "https://www.tiktok.com/@ana"),
            (TikTok, "https://vm.tiktok.com/"),
            (YouTube, "https://www.youtube.com/watch?v=short"),
            (YouTube, "https://www.youtube.com/@ana"),
            (Facebook, "https://fb.me/abc"),
            (X, "https://t.co/abc"),
            (X, "https://x.com/ana"),
            (Twitch, "https://www.twitch.tv/ana"),
            (LinkedIn, "https://lnkd.in/abc"),
            (Pinterest, "https://www.pinterest.com/ana/tablero/"),
        ] {
            let refused = recognise_post(platform, text).unwrap_err().to_string();
            assert!(refused.contains(example(platform)), "{platform:?} {text}: {refused}");
        }
    }
}
