//! Finding campaigns.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::{CampaignState, CompensationKind};
use crate::creators::{Category, Platform};
use crate::id::BrandId;
use crate::json::FromJson;
use crate::money::Currency;
use crate::page::valid_limit;

/// In which order campaigns are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CampaignSort {
    /// What was published last comes first.
    #[default]
    Newest,
    /// What closes next comes first.
    Deadline,
    /// What pays most comes first: the fee of one creator. Asks for a `currency`, since nothing is exchanged.
    Fee,
}

/// `GET /api/campaigns`: campaigns that take applications.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct CampaignQuery {
    /// Words of the title or the brief, begun or whole. Accents and capitals do not matter.
    #[garde(inner(length(chars, max = 100)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Only those that name this category.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// Only those that ask for somebody on this network.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    /// Only those for who lives in this city, or anywhere.
    #[garde(inner(length(chars, max = 80)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Only those with this compensation.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub compensation: Option<CompensationKind>,
    /// Only those that pay, or give a value, in this currency.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Only those that pay at least so many minor units of `currency` to one creator.
    #[garde(inner(range(min = 0, max = crate::money::MAX_AMOUNT)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_fee: Option<i64>,
    /// Only those whose requirements the reader meets; asks for a creator profile.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fits_me: Option<bool>,
    /// Only those of this brand.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<BrandId>,
    /// In which order.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub sort: Option<CampaignSort>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before, with the same order and filters.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// `GET /api/campaigns/of-brand/{brand}`: a brand's own campaigns, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct BrandCampaignQuery {
    /// Only those that stand there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<CampaignState>,
    /// Those that were put away, instead of the others.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// `GET /api/campaigns/managed`: newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ManagedCampaignQuery {
    /// Only those that stand there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<CampaignState>,
    /// Only those that their brand put away, or only the others.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// `GET /api/campaigns/saved`: what one saved, the last first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct SavedQuery {
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
