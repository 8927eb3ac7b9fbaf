//! What a creator shows of their work: links and pictures.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::id::{JobId, MediaId, PortfolioItemId};
use crate::json::FromJson;
use crate::time::Timestamp;

/// The most items.
pub const MAX_PORTFOLIO: usize = 30;

/// One item: a link, or a picture that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PortfolioItem {
    /// The item.
    pub id: PortfolioItemId,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where a link leads; absent for a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The picture, at `/api/media/<id>/<size>`; absent for a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<MediaId>,
    /// Whether it can be seen: a picture is prepared first.
    pub ready: bool,
    /// Since when.
    pub added_at: Timestamp,
}

/// `POST /api/creators/me/portfolio`: a link.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddPortfolioLink {
    /// Where it leads: an `https` address.
    #[garde(custom(valid_link))]
    pub url: String,
    /// What it is called, at most 120 characters.
    #[garde(inner(length(chars, max = 120)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// `PATCH /api/creators/me/portfolio/{id}`; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdatePortfolioItem {
    /// What it is called, at most 120 characters; empty takes it away.
    #[garde(inner(length(chars, max = 120)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it stands: 0 is first; beyond the end is last.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
}

/// `POST /api/creators/me/portfolio/pictures`: the picture came in and is being prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartedPicture {
    /// The item to be.
    pub item_id: PortfolioItemId,
    /// The picture to be.
    pub media_id: MediaId,
    /// The job that prepares it; see `GET /api/system/jobs/{id}`.
    pub job_id: JobId,
}

/// Checks that a text is an address that can be opened safely: `https`, a host with a dot, nobody's name and password in
/// it, at most 500 characters.
///
/// # Errors
/// What would be right.
pub fn valid_link(text: &str, _: &()) -> garde::Result {
    let wrong = || Err(garde::Error::new("must be an address such as https://www.tiktok.com/@ana/video/123"));
    if text.len() > 500
        || text.chars().any(|c| c.is_control() || c.is_whitespace() || "\"<>\\^`{|}".contains(c))
    {
        return wrong();
    }
    let Some(rest) = text.strip_prefix("https://") else { return wrong() };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // The last part of a name is no number: that would be a machine's address.
    let named = host.rsplit('.').next().is_some_and(|top| top.chars().any(char::is_alphabetic));
    let is_host = host.contains('.') && host.split('.').all(label) && named;
    if is_host && port.parse::<u16>().is_ok() { Ok(()) } else { wrong() }
}

#[cfg(test)]
mod tests {
    use super::valid_link;

    #[test]
    fn a_link_is_an_address_that_can_be_opened_safely() {
        for good in [
            "https://www.tiktok.com/@ana/video/123",
            "https://youtu.be/dQw4w9WgXcQ?t=3",
            "https://ñandú.example/x#y",
            "https://example.org:8443/",
        ] {
            assert!(valid_link(good, &()).is_ok(), "{good}");
        }
        for bad in [
            "",
            "http://example.org",
            "HTTPS://example.org",
            "https://",
            "https://localhost/x",
            "https://127.0.0.1/x",
            "https://ana:clave@example.org",
            "https://ana@example.org",
            "https://example..org",
            "https://example.org:99999",
            "https://example.org/a b",
            "https://example.org/\"onclick",
            "javascript:alert(1)",
            "https:example.org",
        ] {
            assert!(valid_link(bad, &()).is_err(), "{bad}");
        }
    }
}
