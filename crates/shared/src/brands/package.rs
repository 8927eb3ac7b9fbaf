//! The package of a brand: how many deliveries it may order a month, for how many months, and how many it has.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::id::PackageId;
use crate::json::FromJson;
use crate::time::Timestamp;

/// The most deliveries a month that a package can have.
pub const MAX_DELIVERIES: u32 = 10_000;
/// The most months that a package can last, prolonged ones included.
pub const MAX_MONTHS: u32 = 36;

/// What is sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PackagePlan {
    /// To try it out.
    Starter,
    /// A campaign now and then.
    Growth,
    /// Campaigns all the time.
    Pro,
    /// As agreed.
    Enterprise,
}

impl PackagePlan {
    /// All of them, from small to large.
    pub const ALL: &'static [Self] = &[Self::Starter, Self::Growth, Self::Pro, Self::Enterprise];

    /// Deliveries a month, where nothing else was agreed.
    pub const fn deliveries_a_month(self) -> u32 {
        match self {
            Self::Starter => 5,
            Self::Growth => 15,
            Self::Pro => 40,
            Self::Enterprise => 150,
        }
    }

    /// Its name, the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Starter => "Starter",
            Self::Growth => "Growth",
            Self::Pro => "Pro",
            Self::Enterprise => "Enterprise",
        }
    }

    /// As it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Starter => "starter",
            Self::Growth => "growth",
            Self::Pro => "pro",
            Self::Enterprise => "enterprise",
        }
    }
}

/// Where a package stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PackageState {
    /// It can be used.
    Running,
    /// Its last month is over.
    RunOut,
    /// The platform ended it before.
    Ended,
}

/// What is to be said of the use of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum UseAlert {
    /// 80 % of the deliveries are used, or more.
    Almost,
    /// All of them.
    Full,
}

impl UseAlert {
    /// The share that it begins with, in percent.
    pub const fn percent(self) -> u32 {
        match self {
            Self::Almost => 80,
            Self::Full => 100,
        }
    }

    /// What is to be said once so many deliveries of `limit` are used.
    pub const fn of(used: u32, limit: u32) -> Option<Self> {
        if used >= limit {
            Some(Self::Full)
        } else if used >= limit.saturating_mul(Self::Almost.percent()).div_ceil(100) {
            Some(Self::Almost)
        } else {
            None
        }
    }
}

/// One month of a package. It begins on the day of the month on which the package began, not on the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PackageMonth {
    /// Which one, from 1.
    pub number: u32,
    /// When it begins.
    pub from: Timestamp,
    /// When the next one begins.
    pub until: Timestamp,
    /// Deliveries used.
    pub used: u32,
    /// The same in percent of what the month has, rounded down.
    pub percent: u32,
    /// What is to be said of that: at 80 and at 100 %.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert: Option<UseAlert>,
    /// Whether it is now.
    pub current: bool,
}

/// One package of a brand with its use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandPackage {
    /// The package.
    pub id: PackageId,
    /// What was sold.
    pub plan: PackagePlan,
    /// Deliveries a month.
    pub deliveries_a_month: u32,
    /// Where it stands.
    pub state: PackageState,
    /// When it began.
    pub starts_at: Timestamp,
    /// When its last month is over.
    pub ends_at: Timestamp,
    /// When the platform ended it before that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// Its months with their use, the first one first.
    pub months: Vec<PackageMonth>,
}

impl BrandPackage {
    /// The month that is now.
    pub fn current_month(&self) -> Option<&PackageMonth> {
        self.months.iter().find(|month| month.current)
    }
}

/// `GET /api/brands/{brand_id}/package`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandPackages {
    /// The one that is used now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<BrandPackage>,
    /// Those before, the latest first; at most 20.
    pub past: Vec<BrandPackage>,
}

/// `POST /api/brands/{brand_id}/package`: it begins at once.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrantPackage {
    /// What is sold.
    #[garde(skip)]
    pub plan: PackagePlan,
    /// Deliveries a month, 1 to 10000; the plan's own number if absent.
    #[garde(inner(range(min = 1, max = MAX_DELIVERIES)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliveries_a_month: Option<u32>,
    /// How many months, 1 to 36.
    #[garde(range(min = 1, max = MAX_MONTHS))]
    pub months: u32,
}

/// `POST /api/brands/{brand_id}/package/prolong`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProlongPackage {
    /// How many months more; together at most 36.
    #[garde(range(min = 1, max = MAX_MONTHS))]
    pub months: u32,
}

#[cfg(test)]
mod tests {
    use garde::Validate;

    use super::{GrantPackage, PackagePlan, UseAlert};

    #[test]
    fn an_alert_begins_at_its_share_and_not_before() {
        assert_eq!([11, 12, 14, 15, 16].map(|used| UseAlert::of(used, 15)), {
            let (almost, full) = (Some(UseAlert::Almost), Some(UseAlert::Full));
            [None, almost, almost, full, full]
        });
        assert_eq!((UseAlert::of(0, 1), UseAlert::of(1, 1)), (None, Some(UseAlert::Full)));
    }

    #[test]
    fn what_is_granted_is_bounded() {
        let grant = |deliveries_a_month, months| GrantPackage {
            plan: PackagePlan::Starter,
            deliveries_a_month,
            months,
        };
        assert!(grant(None, 1).validate().is_ok() && grant(Some(10_000), 36).validate().is_ok());
        for wrong in [grant(Some(0), 1), grant(Some(10_001), 1), grant(None, 0), grant(None, 37)] {
            assert!(wrong.validate().is_err(), "{wrong:?}");
        }
        assert!(PackagePlan::ALL.is_sorted_by_key(|plan| plan.deliveries_a_month()));
        for plan in PackagePlan::ALL {
            assert_eq!(serde_json::to_value(plan).unwrap(), plan.as_str());
        }
    }
}
