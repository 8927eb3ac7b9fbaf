//! How a product comes to a creator.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::rights::valid_country;
use crate::id::{ApplicationId, BrandId, CampaignId, CreatorId};
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// Where a product stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ShipmentState {
    /// The creator is to say where to.
    AwaitingAddress,
    /// The brand is to send it.
    AwaitingDispatch,
    /// On its way.
    Sent,
    /// It came damaged, or did not come; the brand is to send it again.
    Damaged,
    /// The creator has it.
    Received,
    /// Nothing is sent.
    NotNeeded,
}

impl ShipmentState {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::AwaitingAddress,
        Self::AwaitingDispatch,
        Self::Sent,
        Self::Damaged,
        Self::Received,
        Self::NotNeeded,
    ];

    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AwaitingAddress => "awaiting_address",
            Self::AwaitingDispatch => "awaiting_dispatch",
            Self::Sent => "sent",
            Self::Damaged => "damaged",
            Self::Received => "received",
            Self::NotNeeded => "not_needed",
        }
    }

    /// Whether nothing is to come any more.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Received | Self::NotNeeded)
    }
}

/// `PUT /api/campaigns/applications/{id}/shipment/address`: where a product is sent to. Those who send for the brand see it
/// until the product has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShippingAddress {
    /// Whose name is on the parcel.
    #[garde(length(chars, min = 2, max = 120), custom(one_line))]
    pub recipient: String,
    /// A number that the carrier can call.
    #[garde(length(chars, min = 5, max = 40), custom(one_line))]
    pub phone: String,
    /// Street and number.
    #[garde(length(chars, min = 3, max = 200), custom(one_line))]
    pub street: String,
    /// Flat, quarter, how to find it.
    #[garde(inner(length(chars, max = 300)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The city.
    #[garde(length(chars, min = 1, max = 100), custom(one_line))]
    pub city: String,
    /// Department, province, state.
    #[garde(inner(length(chars, max = 100)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Where there is one.
    #[garde(inner(length(chars, max = 20)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Two capital letters (ISO 3166), such as `PY`.
    #[garde(custom(valid_country))]
    pub country: String,
}

/// `POST /api/campaigns/applications/{id}/shipment/send`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SendShipment {
    /// Who carries it.
    #[garde(length(chars, min = 2, max = 80), custom(one_line))]
    pub carrier: String,
    /// The number by which the carrier finds it: letters, digits, spaces and dashes.
    #[garde(length(min = 3, max = 60), custom(tracking))]
    pub tracking_number: String,
    /// Where its way can be followed: an `https` address.
    #[garde(inner(custom(super::brief::valid_link)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking_url: Option<String>,
}

/// What is wrong with a product that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ShipmentProblem {
    /// It came damaged.
    Damaged,
    /// Something else came.
    Wrong,
    /// It did not come.
    Lost,
}

/// `POST /api/campaigns/applications/{id}/shipment/report`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportShipment {
    /// What is wrong.
    #[garde(skip)]
    pub problem: ShipmentProblem,
    /// In words.
    #[garde(length(chars, min = 3, max = 1_000))]
    pub note: String,
}

/// One dispatch of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dispatch {
    /// Who carries it.
    pub carrier: String,
    /// The number by which the carrier finds it.
    pub tracking_number: String,
    /// Where its way can be followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking_url: Option<String>,
    /// When the brand sent it.
    pub sent_at: Timestamp,
    /// What was wrong with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<ShipmentProblem>,
    /// The same, in the creator's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem_note: Option<String>,
}

/// `GET /api/campaigns/applications/{id}/shipment`: how the product comes to a creator who signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Shipment {
    /// The application that was signed.
    pub application_id: ApplicationId,
    /// Of which campaign.
    pub campaign_id: CampaignId,
    /// What that is called.
    pub campaign_title: String,
    /// Who sends it.
    pub brand_id: BrandId,
    /// Who gets it.
    pub creator_id: CreatorId,
    /// What it is, as it was signed.
    pub product: String,
    /// Where it stands.
    pub state: ShipmentState,
    /// Until when the next step is to be taken; absent where nothing is to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Whether the brand missed that at least once.
    pub overdue: bool,
    /// Where to. For the creator; for the owner, the administrators and the members of the brand as long as it is to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<ShippingAddress>,
    /// Each time it was sent, oldest first.
    pub dispatches: Vec<Dispatch>,
    /// When the creator got it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// `GET /api/campaigns/{id}/shipments`: the products of a campaign, in the order in which creators signed.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ShipmentQuery {
    /// Only those that stand there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ShipmentState>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

fn one_line(text: &str, _: &()) -> garde::Result {
    if text.trim().is_empty() || text.chars().any(char::is_control) {
        Err(garde::Error::new("must be one line with something in it"))
    } else {
        Ok(())
    }
}

fn tracking(text: &str, _: &()) -> garde::Result {
    let plain =
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'/' | b'.'));
    if plain && text.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        Ok(())
    } else {
        Err(garde::Error::new("must be the carrier's number, such as RB123456789PY"))
    }
}

#[cfg(test)]
mod tests {
    use garde::Validate;
    use serde_json::{Value, json};

    use super::{SendShipment, ShipmentState, ShippingAddress};

    #[test]
    fn a_word_is_what_travels() {
        for state in ShipmentState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
    }

    #[test]
    fn an_address_says_who_and_where() {
        let with = |change: Value| {
            let mut address = json!({
                "recipient": "Ana López", "phone": "+595981123456", "street": "Palma 123",
                "city": "Asunción", "country": "PY",
            });
            address.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            serde_json::from_value::<ShippingAddress>(address).unwrap().validate().is_ok()
        };
        assert!(with(json!({})));
        assert!(with(json!({ "reference": "Casa verde,\nsegundo portón", "postal_code": "1209" })));
        for wrong in [
            json!({ "recipient": "  " }),
            json!({ "street": "Palma\n123" }),
            json!({ "country": "Paraguay" }),
            json!({ "country": "py" }),
            json!({ "phone": "1" }),
        ] {
            assert!(!with(wrong.clone()), "{wrong}");
        }
    }

    #[test]
    fn what_follows_a_parcel_is_a_number_of_its_carrier() {
        let number = |number: &str| {
            let body = json!({ "carrier": "AEX", "tracking_number": number });
            serde_json::from_value::<SendShipment>(body).unwrap().validate().is_ok()
        };
        assert!(number("RB123456789PY") && number("12 34-56"));
        assert!(!number("---") && !number("<b>") && !number("ab"));
    }
}
