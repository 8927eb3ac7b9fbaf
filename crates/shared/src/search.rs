//! Finding anything from any page.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::brands::BrandState;
use crate::campaigns::{ApplicationState, CampaignState};
use crate::id::{ApplicationId, BrandId, CampaignId, CreatorId, UserId};
use crate::json::FromJson;

/// The most hits of one kind.
pub const MAX_HITS: u32 = 10;
/// How many hits of one kind there are at most when the request does not say.
pub const DEFAULT_HITS: u32 = 5;

/// `GET /api/search`.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct SearchQuery {
    /// Words, each whole or begun, or an id. Accents and case do not matter, and in a word of four letters or more one may be
    /// wrong, missing, too many or exchanged with its neighbour.
    #[garde(length(chars, min = 1, max = 100))]
    pub q: String,
    /// How many of each kind, 1 to 10; 5 if absent.
    #[garde(inner(range(min = 1, max = MAX_HITS)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// What was found: kind by kind, the best of each first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchResults {
    /// What was found.
    pub hits: Vec<SearchHit>,
}

/// Why somebody sees a hit, and so where they go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SearchView {
    /// They are of the staff: it has a place in the console.
    Staff,
    /// It is theirs, or their brand's.
    Own,
    /// Everybody sees it.
    Public,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SearchHit {
    /// An account; for who manages accounts.
    User {
        /// The account.
        id: UserId,
        /// Given and family name; perhaps empty.
        name: String,
        /// The address to sign in with.
        email: String,
    },
    /// A creator.
    Creator {
        /// The creator.
        id: CreatorId,
        /// Why it is seen.
        view: SearchView,
        /// What they are called.
        name: String,
        /// Their media kit is at `/c/<handle>`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handle: Option<String>,
    },
    /// A brand.
    Brand {
        /// The brand.
        id: BrandId,
        /// Why it is seen.
        view: SearchView,
        /// What it is called.
        company: String,
        /// Where it stands; only the staff sees one that is not open.
        state: BrandState,
    },
    /// A campaign.
    Campaign {
        /// The campaign.
        id: CampaignId,
        /// Whose it is.
        brand_id: BrandId,
        /// Why it is seen.
        view: SearchView,
        /// What it is called.
        title: String,
        /// What its brand is called, unless that is out of use.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        company: Option<String>,
        /// Where it stands.
        state: CampaignState,
    },
    /// An application.
    Application {
        /// The application.
        id: ApplicationId,
        /// Why it is seen.
        view: SearchView,
        /// To which campaign.
        campaign_id: CampaignId,
        /// What that is called.
        campaign_title: String,
        /// Who applied, unless they were erased.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        creator: Option<String>,
        /// Where it stands.
        state: ApplicationState,
    },
}
