//! Coming in, going out, and one's own account.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::{Avatar, Locale, Permission, Phone, Role, valid_email, valid_password};
use crate::id::UserId;
use crate::json::FromJson;
use crate::time::Timestamp;

/// `POST /api/identity/register`: opens an account.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Register {
    /// The address to sign in with; letters' case does not matter.
    #[garde(custom(valid_email), length(max = 254))]
    pub email: String,
    /// At least 8 characters with an upper-case and a lower-case letter, a digit and another character.
    #[garde(custom(valid_password))]
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    pub password: String,
    /// Given name.
    #[garde(length(chars, min = 1, max = 80))]
    pub first_name: String,
    /// Family name.
    #[garde(length(chars, max = 80))]
    #[serde(default)]
    pub last_name: String,
    /// What the account is for: `customer` (the default), `creator` or `brand`.
    #[garde(custom(open_role))]
    #[serde(default)]
    pub role: Role,
    /// The language of mails and pages.
    #[garde(skip)]
    #[serde(default)]
    pub locale: Locale,
}

fn open_role(role: &Role, _: &()) -> garde::Result {
    match role {
        Role::Admin => Err(garde::Error::new("must be customer, creator or brand")),
        Role::Customer | Role::Creator | Role::Brand => Ok(()),
    }
}

/// `POST /api/identity/sign-in`.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The account's address.
    #[garde(length(min = 1, max = 254))]
    pub email: String,
    /// The account's password.
    #[garde(length(min = 1, max = 1024))]
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    pub password: String,
}

/// The answer to a sign-in, a registration and a refresh. The refresh token is not in it: it is in the cookie.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// A JWT for the `Authorization: Bearer …` header.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds until the access token ends.
    pub expires_in: u32,
    /// Who signed in.
    pub user: Me,
}

/// `GET /api/identity/me`: one's own account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The account.
    pub id: UserId,
    /// The address to sign in with.
    pub email: String,
    /// Whether the address was proven by a link.
    pub email_verified: bool,
    /// Given name.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
    /// What the account may act as.
    pub roles: Vec<Role>,
    /// What an administrator may do; empty for everyone else.
    pub permissions: Vec<Permission>,
    /// The language of mails and pages.
    pub locale: Locale,
    /// A one-time password was used: until it is changed, only changing it is possible.
    pub must_change_password: bool,
    /// Whether signing in asks for a second factor.
    #[serde(default)]
    pub second_factor: bool,
    /// The platform asks this account for a second factor: until one is set up, only that is possible.
    #[serde(default)]
    pub second_factor_required: bool,
    /// Whether the account can be entered with a password; one that a provider opened has none until it is set.
    #[serde(default = "yes")]
    pub has_password: bool,
    /// The phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// Somebody came in through a provider: until a phone number is given, only giving it is possible.
    #[serde(default)]
    pub phone_required: bool,
    /// The picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<Avatar>,
    /// Rewards level, 1 to 10.
    pub level: u8,
    /// Points ever earned.
    pub total_points: u64,
    /// Days in a row with activity, now.
    pub current_streak: u32,
    /// The most days in a row ever.
    pub longest_streak: u32,
    /// Conversion credits to spend.
    pub conversion_credits: u64,
    /// When the account was opened.
    pub created_at: Timestamp,
}

const fn yes() -> bool {
    true
}

impl Me {
    /// Whether this is an administrator with that permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}

/// `PATCH /api/identity/me`; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateMe {
    /// Given name.
    #[garde(inner(length(chars, min = 1, max = 80)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Family name.
    #[garde(inner(length(chars, max = 80)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The language of mails and pages.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

/// `POST /api/identity/password/change`: ends every other session.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePassword {
    /// The password now.
    #[garde(length(min = 1, max = 1024))]
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    pub current_password: String,
    /// The password from now on.
    #[garde(custom(valid_password))]
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    pub new_password: String,
}

/// `POST /api/identity/prove`: proves again who one is.
#[derive(Debug, Clone, Default, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Prove {
    /// The account's password.
    #[garde(inner(length(min = 1, max = 1024)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    pub password: Option<String>,
    /// The six digits that the authenticator app shows now. An account with a second factor proves itself by it.
    #[garde(inner(length(min = 1, max = 40)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// `POST /api/identity/password/forgot`: mails a link; the answer is the same whether the account exists or not.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ForgotPassword {
    /// The account's address.
    #[garde(custom(valid_email), length(max = 254))]
    pub email: String,
}

/// `POST /api/identity/password/reset`: ends every session.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResetPassword {
    /// The token of the mailed link; good once, for one hour.
    #[garde(length(min = 1, max = 200))]
    pub token: String,
    /// The password from now on.
    #[garde(custom(valid_password))]
    #[cfg_attr(feature = "openapi", schema(format = Password))]
    pub new_password: String,
}

/// `POST /api/identity/email/verify`.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerifyEmail {
    /// The token of the mailed link; good once, for two days.
    #[garde(length(min = 1, max = 200))]
    pub token: String,
}
