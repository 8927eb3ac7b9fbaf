//! Phone numbers. The server checks them against the numbering plans of the world.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// A phone number that exists in some numbering plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Phone {
    /// The number as the whole world writes it: `+595981123456`.
    pub e164: String,
    /// The number as it is written at home: `0981 123456`.
    pub national: String,
    /// The country's two letters (ISO 3166), if the number belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// `PUT /api/identity/phone`.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetPhone {
    /// The number: with `+` and the country's prefix, or as it is dialled in `country`.
    #[garde(length(min = 4, max = 40))]
    pub phone: String,
    /// The country that a number without a prefix is dialled in: two letters (ISO 3166); `PY` if absent.
    #[garde(inner(custom(two_letters)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

fn two_letters(country: &str, _: &()) -> garde::Result {
    if country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(garde::Error::new("must be the two capital letters of a country, such as PY"))
    }
}
