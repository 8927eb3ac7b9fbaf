//! Accounts as an administrator sees them.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::id::UserId;
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// What an account may act as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// Runs the platform; what exactly, its permissions say.
    Admin,
    /// Runs campaigns.
    Brand,
    /// Makes content.
    Creator,
    /// Buys, books, converts.
    #[default]
    Customer,
}

/// What an administrator may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Permission {
    /// See accounts, change their roles and state.
    ManageUsers,
    /// Look into the database.
    InspectData,
    /// Take, download and verify backups, run drills.
    ManageBackups,
    /// Restore an archive into a database.
    RestoreBackups,
    /// Read the audit trail.
    ReadAudit,
    /// Read sent mail.
    ReadMailbox,
    /// See jobs and settings, and change them.
    ManageSystem,
    /// See creators, brands and campaigns whatever they show, and decide about them.
    ManageMarketplace,
}

impl Permission {
    /// All of them: what the owner has.
    pub const ALL: &'static [Self] = &[
        Self::ManageUsers,
        Self::InspectData,
        Self::ManageBackups,
        Self::RestoreBackups,
        Self::ReadAudit,
        Self::ReadMailbox,
        Self::ManageSystem,
        Self::ManageMarketplace,
    ];
}

/// Whether an account may be used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum UserStatus {
    /// In use.
    #[default]
    Active,
    /// Refused at the next request.
    Suspended,
}

/// A language that Avenue speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Locale {
    /// Spanish.
    #[default]
    Es,
    /// English.
    En,
}

/// One line of the list of accounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserSummary {
    /// The account.
    pub id: UserId,
    /// The address to sign in with.
    pub email: String,
    /// Given and family name.
    pub name: String,
    /// What the account may act as.
    pub roles: Vec<Role>,
    /// Whether it may be used.
    pub status: UserStatus,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When somebody last signed in with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sign_in_at: Option<Timestamp>,
}

/// One account, for an administrator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
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
    /// What an administrator may do.
    pub permissions: Vec<Permission>,
    /// Whether it may be used.
    pub status: UserStatus,
    /// The language of mails and pages.
    pub locale: Locale,
    /// A one-time password was given and is not yet changed.
    pub must_change_password: bool,
    /// Whether signing in asks for a second factor.
    #[serde(default)]
    pub second_factor: bool,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When somebody last signed in with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sign_in_at: Option<Timestamp>,
    /// Counts changes; send it back with a change, so that nobody overwrites what another changed.
    pub revision: u32,
}

/// `GET /api/identity/users`: which accounts, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct UserQuery {
    /// Words that begin the email or a name; accents and case do not matter.
    #[garde(inner(length(chars, max = 100)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Only accounts with this role.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Only accounts in this state.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<UserStatus>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// `PATCH /api/identity/users/{id}`; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateUser {
    /// What the account may act as from now on.
    #[garde(inner(length(min = 1, max = 4)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<Role>>,
    /// What an administrator may do from now on.
    #[garde(inner(length(max = 20)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<Permission>>,
    /// Whether it may be used from now on.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<UserStatus>,
    /// The revision that was read.
    #[garde(skip)]
    pub revision: u32,
}
