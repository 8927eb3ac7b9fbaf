//! Who may apply.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::creators::{Category, CreatorLevel, Platform};
use crate::json::FromJson;

/// Networks that a campaign may ask for.
pub const MAX_NETWORKS: usize = 10;
/// Categories that a campaign may name.
pub const MAX_CATEGORIES: usize = 10;

/// Who may apply. What is absent or empty is asked of nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Requirements {
    /// Networks that a creator must be on, each of them, each platform at most once.
    #[garde(length(max = MAX_NETWORKS), custom(each_platform_once))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub networks: Vec<NetworkRequirement>,
    /// The city where a creator must live. Accents and capitals do not matter.
    #[garde(inner(length(chars, min = 1, max = 80)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// What a creator must speak about, at least one of these.
    #[garde(length(max = MAX_CATEGORIES))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Category>,
    /// The lowest level.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<CreatorLevel>,
}

/// One network that a creator must be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NetworkRequirement {
    /// Which.
    pub platform: Platform,
    /// At least so many followers there.
    #[serde(default)]
    pub followers: u32,
}

fn each_platform_once(networks: &[NetworkRequirement], _: &()) -> garde::Result {
    let twice = networks
        .iter()
        .enumerate()
        .any(|(index, one)| networks.iter().skip(index + 1).any(|other| other.platform == one.platform));
    if twice { Err(garde::Error::new("must name each platform at most once")) } else { Ok(()) }
}
