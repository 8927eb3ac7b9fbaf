//! The second factor: one-time codes of an authenticator app, and recovery codes for who has lost it.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::json::FromJson;
use crate::time::Timestamp;

/// `GET /api/identity/second-factor`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactor {
    /// Since when it is on; absent while it is off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// Recovery codes that are not used yet.
    pub recovery_codes_left: u32,
    /// The platform asks this account for one.
    pub required: bool,
}

/// `POST /api/identity/second-factor`: what an authenticator app needs to know. Shown this once, and worth nothing until
/// it is confirmed.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorSetup {
    /// The secret in base32, to type where no picture can be taken.
    pub secret: String,
    /// The same as an address that authenticator apps open.
    pub otpauth_url: String,
    /// The address as a QR code: an SVG document.
    pub qr_svg: String,
}

/// `POST /api/identity/second-factor/confirm`.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmSecondFactor {
    /// The six digits that the app shows now.
    #[garde(length(min = 1, max = 40))]
    pub code: String,
}

/// Ten codes, each good once instead of one of the app's. Shown this once.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// The codes.
    pub codes: Vec<String>,
}

/// What stands in the problem `second_factor_required`: the first factor was right, the second is awaited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondFactorChallenge {
    /// For `POST /api/identity/sign-in/second-factor`; good once, and for at most five wrong codes.
    pub challenge: String,
    /// Until when.
    pub expires_at: Timestamp,
}

/// `POST /api/identity/sign-in/second-factor`.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompleteSignIn {
    /// From the problem `second_factor_required`.
    #[garde(length(min = 1, max = 200))]
    pub challenge: String,
    /// The six digits that the app shows now, or a recovery code.
    #[garde(length(min = 1, max = 40))]
    pub code: String,
}
