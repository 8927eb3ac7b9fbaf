//! The marketplace in figures, for the console.

use serde::{Deserialize, Serialize};

use crate::campaigns::ApplicationCounts;
use crate::json::FromJson;

/// How many days back the figures by day go, today among them.
pub const DAYS: u16 = 30;

/// How the marketplace stands. The figures may be a minute old.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Overview {
    /// The last thirty days, oldest first, today last.
    pub days: Vec<DayFigures>,
    /// How many campaigns stand where.
    pub campaigns: CampaignCounts,
    /// How many applications stand where.
    pub applications: ApplicationCounts,
    /// The zone that the days are of: an IANA name.
    pub time_zone: String,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayFigures {
    /// `2026-11-21`.
    pub day: String,
    /// Accounts that were opened.
    pub sign_ups: u64,
    /// Where the applications that came in stand now.
    pub applications: ApplicationCounts,
}

/// How many campaigns stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignCounts {
    /// Being written.
    pub draft: u64,
    /// Open to applications.
    pub published: u64,
    /// The time to apply is over.
    pub closed: u64,
    /// Everything was done.
    pub completed: u64,
    /// Called off.
    pub cancelled: u64,
}
