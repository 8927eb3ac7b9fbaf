//! What a brand may do with what creators deliver: agreed on in the brief, signed with it, and over at its end.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::id::{ApplicationId, BrandId, CampaignId, CreatorId, DeliverableId};
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// What the brand may do with each deliverable, part of the brief. The time begins when the deliverable is done: published,
/// or approved where the creator does not publish it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsageRights {
    /// Where the brand may show it; each channel once.
    #[garde(length(min = 1, max = RightsChannel::ALL.len()), custom(each_channel_once))]
    pub channels: Vec<RightsChannel>,
    /// For how long.
    #[garde(dive)]
    pub term: RightsTerm,
    /// In which countries.
    #[garde(dive)]
    pub territory: Territory,
    /// What the creator does not do meanwhile.
    #[garde(dive)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclusivity: Option<Exclusivity>,
    /// How far the brand may change it.
    #[garde(skip)]
    pub editing: EditingRight,
    /// Whether, and for how long, the brand may run paid advertising with it, also from the creator's own account; absent:
    /// it may not.
    #[garde(dive)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_ads: Option<PaidAds>,
}

/// Where something may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RightsChannel {
    /// The brand's own accounts of networks.
    Social,
    /// The brand's website.
    Website,
    /// Mails and messages to the brand's customers.
    Email,
    /// Product pages of shops and marketplaces.
    Shops,
    /// Print, and displays in shops.
    Print,
    /// Billboards and screens outside.
    Outdoor,
    /// Television, cinema and radio.
    Broadcast,
}

impl RightsChannel {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Social, Self::Website, Self::Email, Self::Shops, Self::Print, Self::Outdoor, Self::Broadcast];
}

/// For how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RightsTerm {
    /// So many days, to the end of the last one in the campaign's time zone.
    Days {
        /// 1 to 3,650.
        #[garde(range(min = 1, max = 3_650))]
        days: u16,
    },
    /// So many months, to the end of the last day in the campaign's time zone.
    Months {
        /// 1 to 120.
        #[garde(range(min = 1, max = 120))]
        months: u16,
    },
    /// Without end.
    Perpetual {},
}

/// In which countries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Territory {
    /// In all.
    Worldwide {},
    /// In these.
    Countries {
        /// Two capital letters each (ISO 3166), each once.
        #[garde(length(min = 1, max = 60), custom(each_country_once), inner(custom(valid_country)))]
        countries: Vec<String>,
    },
}

/// What the creator does not do meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Exclusivity {
    /// Whom the creator does not work for, in words such as `other brands of coffee`.
    #[garde(length(chars, min = 3, max = 300))]
    pub against: String,
    /// For how many days, 1 to 730.
    #[garde(range(min = 1, max = 730))]
    pub days: u16,
}

/// How far the brand may change something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EditingRight {
    /// Not at all.
    None,
    /// Cut, resize, subtitle: what it says stays.
    Adapt,
    /// Make something new of it.
    Remix,
}

/// Paid advertising.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaidAds {
    /// For how many days, 1 to 730; never longer than the term.
    #[garde(range(min = 1, max = 730))]
    pub days: u16,
    /// Whether from the creator's own account too, by a code that the network gives (Spark code, allowlisting).
    #[garde(skip)]
    #[serde(default)]
    pub from_creators_account: bool,
}

/// Whether rights hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RightsState {
    /// They hold.
    Active,
    /// Their time is over: the brand takes it down, and can download it no more.
    Ended,
}

impl RightsState {
    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Ended => "ended",
        }
    }
}

/// `GET /api/campaigns/deliverables/{id}/rights`: what the brand may do with one deliverable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rights {
    /// With what.
    pub deliverable_id: DeliverableId,
    /// Where it was signed.
    pub application_id: ApplicationId,
    /// Of which campaign.
    pub campaign_id: CampaignId,
    /// What that was called.
    pub campaign_title: String,
    /// Who may.
    pub brand_id: BrandId,
    /// Whose it is.
    pub creator_id: CreatorId,
    /// What was signed.
    pub agreed: UsageRights,
    /// Whether they hold now.
    pub state: RightsState,
    /// Since when.
    pub starts_at: Timestamp,
    /// From then on not any more; absent: without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// From then on no paid advertising any more; absent: none was agreed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_ads_until: Option<Timestamp>,
    /// Until then the creator works for nobody that was named; absent: nothing was agreed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclusive_until: Option<Timestamp>,
    /// The code by which the network lets the brand advertise from the creator's account, if the creator gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ad_code: Option<String>,
}

/// Which rights: of a brand (`GET /api/campaigns/rights/of-brand/{brand}`) or on what one made
/// (`GET /api/campaigns/rights/mine`), on the newest deliverable first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct RightsQuery {
    /// Only those that hold, or only those that are over.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<RightsState>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

fn each_channel_once(channels: &[RightsChannel], _: &()) -> garde::Result {
    once(channels, "must name each channel at most once")
}

fn each_country_once(countries: &[String], _: &()) -> garde::Result {
    once(countries, "must name each country at most once")
}

fn once<T: PartialEq>(all: &[T], right: &str) -> garde::Result {
    let twice =
        all.iter().enumerate().any(|(index, one)| all.iter().skip(index + 1).any(|other| other == one));
    if twice { Err(garde::Error::new(right)) } else { Ok(()) }
}

/// Checks a country: two capital letters.
///
/// # Errors
/// What would be right.
pub fn valid_country(text: &str, _: &()) -> garde::Result {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(garde::Error::new("must be the two capital letters of a country, such as PY"))
    }
}

#[cfg(test)]
mod tests {
    use garde::Validate;
    use serde_json::{Value, json};

    use super::UsageRights;

    fn rights(change: Value) -> Value {
        let mut rights = json!({
            "channels": ["social", "website"],
            "term": { "kind": "months", "months": 6 },
            "territory": { "kind": "countries", "countries": ["PY", "AR"] },
            "editing": "adapt",
        });
        rights.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        rights
    }

    #[test]
    fn what_is_agreed_on_is_whole_and_bounded() {
        for good in [
            json!({}),
            json!({ "term": { "kind": "perpetual" }, "territory": { "kind": "worldwide" } }),
            json!({ "paid_ads": { "days": 30 }, "exclusivity": { "against": "otros cafés", "days": 90 } }),
        ] {
            let rights: UsageRights = serde_json::from_value(rights(good)).unwrap();
            assert!(rights.validate().is_ok(), "{rights:?}");
            let again: UsageRights = serde_json::from_value(serde_json::to_value(&rights).unwrap()).unwrap();
            assert_eq!(again, rights);
        }
        for wrong in [
            json!({ "channels": [] }),
            json!({ "channels": ["social", "social"] }),
            json!({ "term": { "kind": "days", "days": 0 } }),
            json!({ "territory": { "kind": "countries", "countries": ["Paraguay"] } }),
            json!({ "territory": { "kind": "countries", "countries": ["PY", "PY"] } }),
            json!({ "paid_ads": { "days": 0 } }),
        ] {
            let rights: UsageRights = serde_json::from_value(rights(wrong)).unwrap();
            assert!(rights.validate().is_err(), "{rights:?}");
        }
        for none in [json!({ "term": { "kind": "perpetual", "days": 3 } }), json!({ "editing": "all" })] {
            assert!(serde_json::from_value::<UsageRights>(rights(none)).is_err());
        }
    }
}
