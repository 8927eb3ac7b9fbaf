//! A person's profile: what they say of themselves, and who may see which part of it.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::handle::valid_handle_or_none;
use super::{Avatar, Locale, Phone};
use crate::id::UserId;
use crate::json::FromJson;
use crate::time::Timestamp;

/// Who may see a field of a profile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Visibility {
    /// Everybody.
    Public,
    /// Whoever is signed in.
    Members,
    /// Nobody but its owner.
    #[default]
    Private,
}

impl Visibility {
    /// All of them, from open to closed.
    pub const ALL: &'static [Self] = &[Self::Public, Self::Members, Self::Private];
}

/// Who may see what of a public profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Privacy {
    /// First and last name.
    pub names: Visibility,
    /// The picture.
    pub avatar: Visibility,
    /// The language.
    pub locale: Visibility,
    /// The time zone.
    pub time_zone: Visibility,
    /// The address to sign in with.
    pub email: Visibility,
    /// The phone number.
    pub phone: Visibility,
    /// Since when there is an account.
    pub member_since: Visibility,
}

impl Default for Privacy {
    /// What leads to a person elsewhere is closed.
    fn default() -> Self {
        Self {
            names: Visibility::Members,
            avatar: Visibility::Public,
            locale: Visibility::Public,
            time_zone: Visibility::Members,
            email: Visibility::Private,
            phone: Visibility::Private,
            member_since: Visibility::Public,
        }
    }
}

/// A change of [`Privacy`]; what is absent stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdatePrivacy {
    /// First and last name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub names: Option<Visibility>,
    /// The picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<Visibility>,
    /// The language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Visibility>,
    /// The time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<Visibility>,
    /// The address to sign in with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Visibility>,
    /// The phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Visibility>,
    /// Since when there is an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_since: Option<Visibility>,
}

impl UpdatePrivacy {
    /// The privacy after this change.
    pub fn over(self, before: Privacy) -> Privacy {
        Privacy {
            names: self.names.unwrap_or(before.names),
            avatar: self.avatar.unwrap_or(before.avatar),
            locale: self.locale.unwrap_or(before.locale),
            time_zone: self.time_zone.unwrap_or(before.time_zone),
            email: self.email.unwrap_or(before.email),
            phone: self.phone.unwrap_or(before.phone),
            member_since: self.member_since.unwrap_or(before.member_since),
        }
    }
}

/// `GET /api/identity/profile`: one's own profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    /// The account.
    pub id: UserId,
    /// Given name.
    pub first_name: String,
    /// Family name; may be empty.
    pub last_name: String,
    /// The name that others see; absent: first and last name where they are open, else the handle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// A few words, on the public profile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
    /// The address to sign in with.
    pub email: String,
    /// Whether the address was proven by a link.
    pub email_verified: bool,
    /// Until when the change of the address can be undone by the link in the old mailbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_undo_until: Option<Timestamp>,
    /// The phone number; it is changed at `PUT /api/identity/phone`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// The language of mails and pages.
    pub locale: Locale,
    /// The time zone by its IANA name, such as `America/Asuncion`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The public profile is at `/u/<handle>`; absent: there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// The picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<Avatar>,
    /// Who may see what.
    pub privacy: Privacy,
    /// When the account was opened.
    pub member_since: Timestamp,
}

/// `PATCH /api/identity/profile`; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateProfile {
    /// Given name.
    #[garde(inner(length(chars, min = 1, max = 80)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Family name; may be empty.
    #[garde(inner(length(chars, max = 80)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The name that others see; empty takes it away.
    #[garde(inner(length(chars, max = 60)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// A few words, at most 500 characters; empty takes them away.
    #[garde(inner(length(chars, max = 500)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
    /// The language of mails and pages.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// An IANA name such as `America/Asuncion`; empty takes it away.
    #[garde(inner(length(max = 64)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// 3 to 30 letters, digits, dots, dashes and underscores; case does not matter. Empty closes the public profile.
    #[garde(custom(valid_handle_or_none))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// Who may see what.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy: Option<UpdatePrivacy>,
}

/// `GET /api/identity/profiles/{handle}`: what this reader may see of a person. What may not be seen is absent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicProfile {
    /// The last part of its address, `/u/<handle>`.
    pub handle: String,
    /// What to call the person.
    pub name: String,
    /// Whether it is the reader's own, which shows everything.
    pub yours: bool,
    /// A few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
    /// Given name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<Avatar>,
    /// The language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// The time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// Since when there is an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_since: Option<Timestamp>,
}
