//! Where a brand is on networks. A handle that is typed as an address is recognised and becomes the handle.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// The most accounts of a brand: one on each network.
const MAX: usize = BrandNetwork::ALL.len();

/// A network on which brands are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BrandNetwork {
    /// instagram.com
    Instagram,
    /// tiktok.com
    Tiktok,
    /// youtube.com
    Youtube,
    /// facebook.com
    Facebook,
    /// x.com, formerly twitter.com
    X,
}

impl BrandNetwork {
    /// All of them, in the order in which they are shown.
    pub const ALL: &'static [Self] = &[Self::Instagram, Self::Tiktok, Self::Youtube, Self::Facebook, Self::X];

    /// As it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Instagram => "instagram",
            Self::Tiktok => "tiktok",
            Self::Youtube => "youtube",
            Self::Facebook => "facebook",
            Self::X => "x",
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Instagram => "Instagram",
            Self::Tiktok => "TikTok",
            Self::Youtube => "YouTube",
            Self::Facebook => "Facebook",
            Self::X => "X",
        }
    }

    /// The hosts of its addresses.
    const fn hosts(self) -> &'static [&'static str] {
        match self {
            Self::Instagram => &["instagram.com", "instagr.am"],
            Self::Tiktok => &["tiktok.com"],
            Self::Youtube => &["youtube.com"],
            Self::Facebook => &["facebook.com", "fb.com"],
            Self::X => &["x.com", "twitter.com"],
        }
    }

    /// The most characters of a handle.
    const fn longest(self) -> usize {
        match self {
            Self::Instagram | Self::Youtube => 30,
            Self::Tiktok => 24,
            Self::Facebook => 50,
            Self::X => 15,
        }
    }

    /// Where somebody with this handle is.
    pub fn url(self, handle: &str) -> String {
        match self {
            Self::Instagram => format!("https://www.instagram.com/{handle}/"),
            Self::Tiktok => format!("https://www.tiktok.com/@{handle}"),
            Self::Youtube => format!("https://www.youtube.com/@{handle}"),
            Self::Facebook => format!("https://www.facebook.com/{handle}"),
            Self::X => format!("https://x.com/{handle}"),
        }
    }
}

/// One account of a brand on a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandAccount {
    /// The network.
    pub network: BrandNetwork,
    /// The handle, without `@`.
    pub handle: String,
    /// Its address.
    pub url: String,
}

/// One account as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetBrandAccount {
    /// The network.
    pub network: BrandNetwork,
    /// The handle, with or without `@`, or the address of the account.
    pub handle: String,
}

impl SetBrandAccount {
    /// The account that is meant.
    ///
    /// # Errors
    /// What would be right.
    pub fn read(&self) -> Result<BrandAccount, String> {
        let handle = read_brand_handle(self.network, &self.handle)?;
        Ok(BrandAccount { network: self.network, url: self.network.url(&handle), handle })
    }
}

/// The handle that a text means on a network: itself, with an `@`, or the address of the account.
///
/// # Errors
/// What would be right.
pub fn read_brand_handle(network: BrandNetwork, text: &str) -> Result<String, String> {
    let wrong = || {
        format!(
            "must be the handle on {name}, such as @marca, or its address, such as {url}",
            name = network.name(),
            url = network.url("marca")
        )
    };
    let text = text.trim();
    let handle = if text.contains('/') { of_address(network, text) } else { Some(text) };
    let handle = handle.ok_or_else(wrong)?;
    let handle = handle.strip_prefix('@').unwrap_or(handle);
    let good = (1..=network.longest()).contains(&handle.len())
        && handle.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
        && handle.bytes().any(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !handle.ends_with('.');
    if good { Ok(handle.to_owned()) } else { Err(wrong()) }
}

/// The part of an address that is a handle, if it is an account's on that network and not a post's.
fn of_address(network: BrandNetwork, text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| lower.starts_with(scheme)).unwrap_or("");
    let rest = text.get(scheme.len()..)?;
    let (host, path) = rest.split_once('/')?;
    let host = host.to_ascii_lowercase();
    let bare = ["www.", "m."].into_iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(&host);
    if !network.hosts().contains(&bare) {
        return None;
    }
    let path = path.split(['?', '#']).next()?.trim_end_matches('/');
    let marked = matches!(network, BrandNetwork::Tiktok | BrandNetwork::Youtube);
    let whole = !path.is_empty() && !path.contains('/') && path.starts_with('@') == marked;
    // What stands where a handle would, and is none.
    let reserved = ["p", "reel", "explore", "watch", "shorts", "profile.php", "home", "search", "share"];
    (whole && !reserved.contains(&path.to_ascii_lowercase().as_str())).then_some(path)
}

/// Whether every account can be read, and no network stands twice.
pub(super) fn valid_accounts(accounts: &Option<Vec<SetBrandAccount>>, _: &()) -> garde::Result {
    let accounts = accounts.as_deref().unwrap_or_default();
    if accounts.len() > MAX {
        return Err(garde::Error::new(format!("must be at most {MAX}, one on each network")));
    }
    let mut seen = Vec::new();
    for account in accounts {
        account.read().map_err(garde::Error::new)?;
        if seen.contains(&account.network) {
            return Err(garde::Error::new(format!("{} stands twice", account.network.name())));
        }
        seen.push(account.network);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{BrandNetwork, SetBrandAccount, read_brand_handle, valid_accounts};

    #[test]
    fn a_handle_is_read_however_it_is_typed() {
        use BrandNetwork::{Facebook, Instagram, Tiktok, X, Youtube};
        for (network, text, handle) in [
            (Instagram, "lurdes.py", "lurdes.py"),
            (Instagram, " @Lurdes_py ", "Lurdes_py"),
            (Instagram, "https://www.instagram.com/lurdes.py/", "lurdes.py"),
            (Instagram, "https://instagram.com/lurdes.py?igsh=abc", "lurdes.py"),
            (Instagram, "instagram.com/lurdes.py", "lurdes.py"),
            (Tiktok, "https://www.tiktok.com/@lurdes", "lurdes"),
            (Youtube, "HTTPS://m.youtube.com/@lurdes", "lurdes"),
            (Facebook, "fb.com/lurdes", "lurdes"),
            (X, "https://twitter.com/lurdes", "lurdes"),
        ] {
            assert_eq!(read_brand_handle(network, text).as_deref(), Ok(handle), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_a_handle_is_refused_with_the_right_form() {
        use BrandNetwork::{Instagram, Tiktok, X};
        for (network, text) in [
            (Instagram, ""),
            (Instagram, "@"),
            (Instagram, "lur des"),
            (Instagram, "https://www.tiktok.com/@lurdes"),
            (Instagram, "https://www.instagram.com/p/Cabc123/"),
            (Instagram, "https://www.instagram.com/"),
            (Instagram, "https://evil.example/instagram.com/lurdes"),
            (Instagram, "javascript:alert(1)"),
            (Tiktok, "https://www.tiktok.com/lurdes"),
            (Tiktok, "https://www.tiktok.com/@lurdes/video/7"),
            (X, "a-handle-of-more-than-15"),
        ] {
            let wrong = read_brand_handle(network, text).unwrap_err();
            assert!(wrong.contains(network.name()) && wrong.contains("marca"), "{text}: {wrong}");
        }
    }

    #[test]
    fn each_network_stands_once() {
        let one = |network| SetBrandAccount { network, handle: "marca".to_owned() };
        let all: Vec<_> = BrandNetwork::ALL.iter().copied().map(one).collect();
        assert!(valid_accounts(&Some(all), &()).is_ok() && valid_accounts(&None, &()).is_ok());
        let twice = vec![one(BrandNetwork::X), one(BrandNetwork::X)];
        assert!(valid_accounts(&Some(twice), &()).unwrap_err().message().contains("twice"));
    }
}
