//! The parts of an account that its owner decides, as they are stored in `users`.

use bson::DateTime;
use serde::{Deserialize, Serialize};
use shared::id::MediaId;
use shared::identity::{Avatar, Privacy, Profile, PublicProfile};

use super::super::rules::phones;
use super::super::rules::privacy::Reader;
use super::users::UserDoc;

/// What a person says of themselves.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileDoc {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
    /// An IANA name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// In lower case; unique.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar: Option<Avatar>,
    /// The picture that was sent last and is being prepared, unless another was chosen meanwhile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_pending: Option<MediaId>,
    pub privacy: Privacy,
}

/// An address that can be had back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormerEmail {
    /// Lower case.
    pub email: String,
    pub until: DateTime,
}

/// The person asked to be erased.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Closing {
    pub asked_at: DateTime,
    /// When it happens.
    pub erase_at: DateTime,
    /// It has begun and cannot be taken back.
    #[serde(default)]
    pub begun: bool,
}

impl UserDoc {
    /// The profile as its owner sees it.
    pub fn to_profile(&self) -> Profile {
        let profile = self.profile.clone();
        Profile {
            id: self.id,
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            display_name: profile.display_name,
            bio: profile.bio,
            email: self.email.clone(),
            email_verified: self.email_verified,
            email_undo_until: self.former_email.as_ref().map(|former| former.until.to_jiff()),
            phone: self.phone.as_deref().map(phones::show),
            locale: self.locale,
            time_zone: profile.time_zone,
            handle: profile.handle,
            avatar: profile.avatar,
            privacy: profile.privacy,
            member_since: self.created_at.to_jiff(),
        }
    }

    /// The profile as this reader sees it; `None` when there is no public one.
    pub fn to_public_profile(&self, reader: Reader) -> Option<PublicProfile> {
        let handle = self.profile.handle.clone()?;
        let (profile, privacy) = (&self.profile, self.profile.privacy);
        let names = reader.sees(privacy.names);
        let full_name = format!("{} {}", self.first_name, self.last_name).trim().to_owned();
        let name = profile.display_name.clone().or_else(|| names.then_some(full_name));
        Some(PublicProfile {
            name: name.unwrap_or_else(|| handle.clone()),
            handle,
            yours: reader == Reader::Owner,
            bio: profile.bio.clone(),
            first_name: names.then(|| self.first_name.clone()),
            last_name: names.then(|| self.last_name.clone()).filter(|name| !name.is_empty()),
            avatar: profile.avatar.clone().filter(|_| reader.sees(privacy.avatar)),
            locale: Some(self.locale).filter(|_| reader.sees(privacy.locale)),
            time_zone: profile.time_zone.clone().filter(|_| reader.sees(privacy.time_zone)),
            email: Some(self.email.clone()).filter(|_| reader.sees(privacy.email)),
            phone: self.phone.as_deref().filter(|_| reader.sees(privacy.phone)).map(phones::show),
            member_since: Some(self.created_at.to_jiff()).filter(|_| reader.sees(privacy.member_since)),
        })
    }
}
