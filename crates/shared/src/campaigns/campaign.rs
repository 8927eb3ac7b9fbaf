//! A campaign as it is written, changed and shown.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::{ApplicationCounts, ApplicationState, Brief, CampaignState, Compensation, Requirements};
use crate::id::{ApplicationId, BrandId, CampaignId, MediaId};
use crate::json::FromJson;
use crate::time::Timestamp;

/// The most creators of one campaign.
pub const MAX_SLOTS: u32 = 500;

/// `POST /api/campaigns`: begins a campaign, as a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateCampaign {
    /// Whose it is; you are its owner, administrator or member.
    #[garde(skip)]
    pub brand_id: BrandId,
    /// What creators read first.
    #[garde(length(chars, min = 3, max = 120))]
    pub title: String,
    /// What is asked for.
    #[garde(dive)]
    pub brief: Brief,
    /// What each creator gets.
    #[garde(dive)]
    pub compensation: Compensation,
    /// How many creators, 1 to 500.
    #[garde(range(min = 1, max = MAX_SLOTS))]
    pub slots: u32,
    /// Who may apply; everybody if absent.
    #[garde(dive)]
    #[serde(default)]
    pub requirements: Requirements,
    /// The last day to apply, such as `2026-11-30`. It lasts to the end of that day in the campaign's time zone.
    #[garde(custom(valid_date))]
    pub deadline: String,
    /// Where the campaign's days begin and end: an IANA name; `America/Asuncion` if absent.
    #[garde(inner(length(min = 1, max = 64)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// `PATCH /api/campaigns/{id}`; what is absent stays. In a published campaign a change of the title, the brief or the
/// compensation makes a new version, which is what creators sign from then on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateCampaign {
    /// The `revision` that the change was made from: if the campaign has changed since, the answer is 409.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
    /// What creators read first.
    #[garde(inner(length(chars, min = 3, max = 120)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What is asked for.
    #[garde(dive)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<Brief>,
    /// What each creator gets.
    #[garde(dive)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compensation: Option<Compensation>,
    /// How many creators, 1 to 500; no fewer than are confirmed.
    #[garde(inner(range(min = 1, max = MAX_SLOTS)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slots: Option<u32>,
    /// Who may apply; who has applied already stays.
    #[garde(dive)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirements: Option<Requirements>,
    /// The last day to apply.
    #[garde(inner(custom(valid_date)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// Where the campaign's days begin and end: an IANA name.
    #[garde(inner(length(min = 1, max = 64)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// `POST /api/campaigns/{id}/cancel`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CancelCampaign {
    /// Why; whoever applied reads it.
    #[garde(length(chars, min = 3, max = 1_000))]
    pub reason: String,
}

/// `GET /api/campaigns/{id}/own`: one campaign, as its brand sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Campaign {
    /// What everybody sees of it.
    #[serde(flatten)]
    pub page: CampaignPage,
    /// Rises with each change; send it along with the next one.
    pub revision: u32,
    /// How many applications stand where.
    pub applications: ApplicationCounts,
    /// Put away by its brand, since then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived_at: Option<Timestamp>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// The campaign that it is a copy of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied_from: Option<CampaignId>,
}

/// One line of `GET /api/campaigns/of-brand/{brand}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandCampaign {
    /// Its line in other lists.
    #[serde(flatten)]
    pub summary: CampaignSummary,
    /// How many applications stand where.
    pub applications: ApplicationCounts,
    /// Put away by its brand, since then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived_at: Option<Timestamp>,
    /// When it was begun.
    pub created_at: Timestamp,
}

/// `GET /api/campaigns/{id}`: one campaign, as everybody sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignPage {
    /// Its line in lists.
    #[serde(flatten)]
    pub summary: CampaignSummary,
    /// What is asked for.
    pub brief: Brief,
    /// The version of what creators sign; 0 in a draft, where nothing can be signed.
    pub brief_version: u32,
    /// The digest of that version: send it along when signing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief_digest: Option<String>,
    /// Why it was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel_reason: Option<String>,
    /// Whether the reader saved it; absent for who is not signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved: Option<bool>,
    /// The reader's own application, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub my_application: Option<ApplicationId>,
    /// Where that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub my_state: Option<ApplicationState>,
    /// What keeps the reader from applying, in sentences of the reader's language; absent for who has no creator
    /// profile, empty for who fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub misfits: Option<Vec<String>>,
}

/// Whose a campaign is, as its brand shows itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignBrand {
    /// The name that everybody knows.
    pub company: String,
    /// Its logo: a picture of `/api/media`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<MediaId>,
    /// The public page is at `/b/<handle>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
}

/// One campaign in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignSummary {
    /// The campaign.
    pub id: CampaignId,
    /// Whose it is.
    pub brand_id: BrandId,
    /// What that is called; absent in the brand's own workspace, and of a brand that is not in use any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<CampaignBrand>,
    /// What creators read first.
    pub title: String,
    /// Where it stands.
    pub state: CampaignState,
    /// What each creator gets.
    pub compensation: Compensation,
    /// Who may apply.
    pub requirements: Requirements,
    /// How many creators it is for.
    pub slots: u32,
    /// How many of them are still looked for.
    pub free_slots: u32,
    /// The last day to apply.
    pub deadline: String,
    /// Where that day is meant.
    pub time_zone: String,
    /// The instant at which that day ends there: from then on nobody can apply.
    pub closes_at: Timestamp,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Timestamp>,
}

/// Checks a day of the calendar, such as `2026-11-30`, in the years 2000 to 2999.
///
/// # Errors
/// What would be right.
pub fn valid_date(text: &str, _: &()) -> garde::Result {
    if is_date(text) { Ok(()) } else { Err(garde::Error::new("must be a day such as 2026-11-30")) }
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut number = |width: usize| {
        let part = parts.next().filter(|part| part.len() == width)?;
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse::<u32>().ok() } else { None }
    };
    let (Some(year), Some(month), Some(day)) = (number(4), number(2), number(2)) else { return false };
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    parts.next().is_none() && (2000..3000).contains(&year) && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn a_day_is_one_of_the_calendar() {
        for good in ["2026-11-30", "2028-02-29", "2000-02-29", "2026-12-31"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "",
            "2026-11-31",
            "2027-02-29",
            "2100-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "2026-1-01",
            "26-01-01",
            "2026-01-01T00:00:00Z",
            "2026-01-01-",
            "+026-01-01",
            "1999-12-31",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
