//! What a creator gets.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::json::FromJson;
use crate::money::{Money, valid_positive};

/// What a creator gets: a product, money, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Compensation {
    /// A product or a service, and what it is worth.
    Exchange {
        /// What it is, in a few words.
        #[garde(length(chars, min = 1, max = 200))]
        product: String,
        /// What it is worth.
        #[garde(custom(valid_positive))]
        value: Money,
    },
    /// Money.
    Fee {
        /// How much, for the whole work of one creator.
        #[garde(custom(valid_positive))]
        fee: Money,
    },
    /// A product or a service, and money.
    Both {
        /// What it is, in a few words.
        #[garde(length(chars, min = 1, max = 200))]
        product: String,
        /// What it is worth.
        #[garde(custom(valid_positive))]
        value: Money,
        /// How much, for the whole work of one creator.
        #[garde(custom(valid_positive))]
        fee: Money,
    },
}

impl Compensation {
    /// Which of the three it is.
    pub const fn kind(&self) -> CompensationKind {
        match self {
            Self::Exchange { .. } => CompensationKind::Exchange,
            Self::Fee { .. } => CompensationKind::Fee,
            Self::Both { .. } => CompensationKind::Both,
        }
    }

    /// The money, if there is any.
    pub const fn fee(&self) -> Option<Money> {
        match self {
            Self::Fee { fee } | Self::Both { fee, .. } => Some(*fee),
            Self::Exchange { .. } => None,
        }
    }

    /// What the product is worth, if there is one.
    pub const fn value(&self) -> Option<Money> {
        match self {
            Self::Exchange { value, .. } | Self::Both { value, .. } => Some(*value),
            Self::Fee { .. } => None,
        }
    }
}

/// Which kind of compensation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CompensationKind {
    /// A product or a service.
    Exchange,
    /// Money.
    Fee,
    /// Both.
    Both,
}

impl CompensationKind {
    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exchange => "exchange",
            Self::Fee => "fee",
            Self::Both => "both",
        }
    }
}

#[cfg(test)]
mod tests {
    use garde::Validate;
    use serde_json::json;

    use super::Compensation;

    #[test]
    fn each_kind_names_what_it_needs() {
        let fee = json!({ "kind": "fee", "fee": { "amount": 300_000, "currency": "PYG" } });
        let fee: Compensation = serde_json::from_value(fee).unwrap();
        assert!(fee.validate().is_ok() && fee.value().is_none() && fee.fee().is_some());
        let nothing = json!({ "kind": "fee", "fee": { "amount": 0, "currency": "PYG" } });
        assert!(serde_json::from_value::<Compensation>(nothing).unwrap().validate().is_err());
        for wrong in [
            json!({ "kind": "fee" }),
            json!({ "kind": "exchange", "product": "Café" }),
            json!({ "kind": "gift", "fee": { "amount": 1, "currency": "PYG" } }),
        ] {
            assert!(serde_json::from_value::<Compensation>(wrong).is_err());
        }
    }
}
