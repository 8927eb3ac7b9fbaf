//! A creator's application to a campaign.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::Compensation;
use crate::creators::CreatorSnapshot;
use crate::id::{ApplicationId, BrandId, CampaignId, CreatorId};
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// Where an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ApplicationState {
    /// It came in.
    Applied,
    /// The brand is interested; terms can be offered.
    Shortlisted,
    /// The creator signed; a slot is taken.
    Confirmed,
    /// The brand declined.
    Rejected,
    /// The creator took it back.
    Withdrawn,
}

impl ApplicationState {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Applied, Self::Shortlisted, Self::Confirmed, Self::Rejected, Self::Withdrawn];

    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Shortlisted => "shortlisted",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// How many applications stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationCounts {
    /// Came in.
    pub applied: u32,
    /// The brand is interested.
    pub shortlisted: u32,
    /// Signed.
    pub confirmed: u32,
    /// Declined by the brand.
    pub rejected: u32,
    /// Taken back by the creator.
    pub withdrawn: u32,
}

/// `POST /api/campaigns/{id}/applications`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Apply {
    /// A few words to the brand.
    #[garde(length(chars, max = 2_000))]
    pub message: String,
}

/// Who made an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum OfferSide {
    /// The brand: the creator can sign it.
    Brand,
    /// The creator: the brand can accept it, which makes it the brand's.
    Creator,
}

impl OfferSide {
    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::Creator => "creator",
        }
    }
}

/// What is on the table: the last offer of either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    /// Counts the offers of this application from 1; name it when accepting or signing.
    pub number: u32,
    /// Whose it is.
    pub by: OfferSide,
    /// What the creator would get.
    pub compensation: Compensation,
    /// A few words with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When it was made.
    pub at: Timestamp,
}

/// `POST /api/campaigns/applications/{id}/offer`: the brand's terms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MakeOffer {
    /// What the creator would get; what the campaign says if absent.
    #[garde(dive)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compensation: Option<Compensation>,
    /// A few words with it.
    #[garde(inner(length(chars, max = 1_000)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// `POST /api/campaigns/applications/{id}/counter`: the creator's terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CounterOffer {
    /// What one would do it for.
    #[garde(dive)]
    pub compensation: Compensation,
    /// A few words with it.
    #[garde(inner(length(chars, max = 1_000)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// `POST /api/campaigns/applications/{id}/accept`: the brand takes the creator's terms as its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptCounter {
    /// The offer that was read: if another was made since, the answer is 409.
    #[garde(range(min = 1))]
    pub offer_number: u32,
}

/// `POST /api/campaigns/applications/{id}/reject`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RejectApplication {
    /// Why; the creator reads it.
    #[garde(inner(length(chars, max = 1_000)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// `POST /api/campaigns/applications/{id}/confirm`: the creator signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmApplication {
    /// One's full name, as a signature.
    #[garde(length(chars, min = 3, max = 160), custom(written_name))]
    pub name: String,
    /// The digest of the version of the brief that was read: if there is a newer one, the answer is 409.
    #[garde(length(min = 64, max = 64))]
    pub brief_digest: String,
    /// The brand's offer that was read: if another was made since, the answer is 409.
    #[garde(range(min = 1))]
    pub offer_number: u32,
}

fn written_name(text: &str, _: &()) -> garde::Result {
    if text.chars().filter(|c| c.is_alphabetic()).count() >= 3 {
        Ok(())
    } else {
        Err(garde::Error::new("must be a full name such as Ana López"))
    }
}

/// What a creator signed. It never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Signature {
    /// The name that was written.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// The network address that it came from.
    pub ip: String,
    /// The version of the brief.
    pub brief_version: u32,
    /// The digest of that version.
    pub brief_digest: String,
    /// What was agreed on.
    pub compensation: Compensation,
    /// SHA-256 in hex over all of this and the application: whoever has both can check that nothing was changed.
    pub digest: String,
}

/// One application in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationSummary {
    /// The application.
    pub id: ApplicationId,
    /// To what.
    pub campaign_id: CampaignId,
    /// The campaign's title when it came in.
    pub campaign_title: String,
    /// The brand.
    pub brand_id: BrandId,
    /// Whose it is.
    pub creator_id: CreatorId,
    /// Where it stands.
    pub state: ApplicationState,
    /// When it came in.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// What is on the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
    /// The creator when the application came in; absent once the person was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<CreatorSnapshot>,
}

/// `GET /api/campaigns/applications/{id}`: one application, whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Application {
    /// Its line in lists.
    #[serde(flatten)]
    pub summary: ApplicationSummary,
    /// The creator's words to the brand.
    pub message: String,
    /// Every offer, oldest first.
    pub offers: Vec<Offer>,
    /// Why it was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reject_reason: Option<String>,
    /// What the creator signed, once confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

/// Which applications: of a campaign (`GET /api/campaigns/{id}/applications`, oldest first) or one's own
/// (`GET /api/campaigns/applications/mine`, newest first).
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ApplicationQuery {
    /// Only those that stand there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ApplicationState>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
