//! The networks that people publish on.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// A network that people publish on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Platform {
    /// Instagram.
    Instagram,
    /// TikTok.
    TikTok,
    /// YouTube.
    YouTube,
    /// Facebook.
    Facebook,
    /// X, once Twitter.
    X,
    /// Twitch.
    Twitch,
    /// LinkedIn.
    LinkedIn,
    /// Pinterest.
    Pinterest,
}

impl Platform {
    /// All of them, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::Instagram,
        Self::TikTok,
        Self::YouTube,
        Self::Facebook,
        Self::X,
        Self::Twitch,
        Self::LinkedIn,
        Self::Pinterest,
    ];

    /// As it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Instagram => "instagram",
            Self::TikTok => "tiktok",
            Self::YouTube => "youtube",
            Self::Facebook => "facebook",
            Self::X => "x",
            Self::Twitch => "twitch",
            Self::LinkedIn => "linkedin",
            Self::Pinterest => "pinterest",
        }
    }

    /// As people know it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Instagram => "Instagram",
            Self::TikTok => "TikTok",
            Self::YouTube => "YouTube",
            Self::Facebook => "Facebook",
            Self::X => "X",
            Self::Twitch => "Twitch",
            Self::LinkedIn => "LinkedIn",
            Self::Pinterest => "Pinterest",
        }
    }

    /// What an account's name looks like there, to show what would be right.
    pub const fn example(self) -> &'static str {
        match self {
            Self::Instagram => "ana.lopez or https://www.instagram.com/ana.lopez",
            Self::TikTok => "@ana.lopez or https://www.tiktok.com/@ana.lopez",
            Self::YouTube => {
                "@analopez, https://www.youtube.com/@analopez or https://www.youtube.com/channel/UC…"
            }
            Self::Facebook => {
                "ana.lopez, https://www.facebook.com/ana.lopez or https://www.facebook.com/profile.php?id=1000…"
            }
            Self::X => "@ana_lopez or https://x.com/ana_lopez",
            Self::Twitch => "ana_lopez or https://www.twitch.tv/ana_lopez",
            Self::LinkedIn => {
                "ana-lopez, https://www.linkedin.com/in/ana-lopez or https://www.linkedin.com/company/avenue"
            }
            Self::Pinterest => "analopez or https://www.pinterest.com/analopez",
        }
    }

    /// Whose address a host (in lower case) is, whichever its country or device.
    pub fn of_host(host: &str) -> Option<Self> {
        const PREFIXES: &[&str] = &["www.", "m.", "mobile.", "web.", "touch."];
        let bare = PREFIXES.iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(host);
        match bare {
            "instagram.com" | "instagr.am" => Some(Self::Instagram),
            "tiktok.com" | "vm.tiktok.com" | "vt.tiktok.com" => Some(Self::TikTok),
            "youtube.com" | "youtu.be" | "music.youtube.com" | "studio.youtube.com" => Some(Self::YouTube),
            "facebook.com" | "fb.com" | "fb.me" | "fb.watch" => Some(Self::Facebook),
            "x.com" | "twitter.com" | "t.co" => Some(Self::X),
            "twitch.tv" | "clips.twitch.tv" => Some(Self::Twitch),
            "linkedin.com" | "lnkd.in" => Some(Self::LinkedIn),
            "pin.it" => Some(Self::Pinterest),
            // A country stands before the name or after it: `py.linkedin.com`, `pinterest.com.mx`, `es-la.facebook.com`.
            other => by_country(other),
        }
    }
}

fn by_country(host: &str) -> Option<Platform> {
    let (first, rest) = host.split_once('.')?;
    let is_country = |part: &str| {
        (2..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    match rest {
        "linkedin.com" if is_country(first) => Some(Platform::LinkedIn),
        "facebook.com" if is_country(first) => Some(Platform::Facebook),
        "pinterest.com" if is_country(first) => Some(Platform::Pinterest),
        _ if first == "pinterest" => {
            let country = rest.strip_prefix("com.").or_else(|| rest.strip_prefix("co.")).unwrap_or(rest);
            (country == "com" || is_country(country)).then_some(Platform::Pinterest)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Platform;

    #[test]
    fn a_platform_travels_by_its_word() {
        for platform in Platform::ALL {
            assert_eq!(serde_json::to_value(platform).unwrap(), platform.as_str());
        }
    }

    #[test]
    fn a_host_is_known_whichever_its_country_or_device() {
        for (host, platform) in [
            ("www.instagram.com", Some(Platform::Instagram)),
            ("m.youtube.com", Some(Platform::YouTube)),
            ("mobile.twitter.com", Some(Platform::X)),
            ("py.linkedin.com", Some(Platform::LinkedIn)),
            ("es-la.facebook.com", Some(Platform::Facebook)),
            ("www.pinterest.com.mx", Some(Platform::Pinterest)),
            ("pinterest.es", Some(Platform::Pinterest)),
            ("ar.pinterest.com", Some(Platform::Pinterest)),
            ("pinterest.com", Some(Platform::Pinterest)),
            ("instagram.com.evil.example", None),
            ("notinstagram.com", None),
            ("wa.me", None),
            ("", None),
        ] {
            assert_eq!(Platform::of_host(host), platform, "{host}");
        }
    }
}
