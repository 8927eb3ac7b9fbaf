//! One creator as stored, and what leaves the API of it.

use bson::DateTime;
use serde::{Deserialize, Serialize};
use shared::creators::{
    Creator, CreatorCard, CreatorLevel, CreatorSnapshot, CreatorStatus, CreatorSummary, ManagedCreator,
    MediaKit,
};
use shared::id::{CreatorId, MediaId, UserId};
use shared::identity::Avatar;
use shared::stars::StarCounts;

use super::super::rules::completeness::completeness;
use super::super::rules::found::{Found, found};
use super::super::rules::networks::verified_keys;
use super::super::rules::on_time::{Deliveries, on_time};
use super::super::rules::profile::{Account, Profile, Work};
use super::super::rules::shown::Shown;
use super::super::rules::standing::Standing;
use super::super::rules::trash::Trash;
use crate::domains::identity::Reader;

/// One creator. Shard key it would have: `_id`; the unique indexes on the account, the kit's handle and the verified
/// accounts of networks would then become collections of reservations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CreatorDoc {
    #[serde(rename = "_id")]
    pub id: CreatorId,
    /// Unique.
    pub user_id: UserId,
    pub status: CreatorStatus,
    pub level: CreatorLevel,
    pub profile: Profile,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trash: Option<Trash>,
    /// Counted by whoever accepts deliveries.
    #[serde(default)]
    pub deliveries: Deliveries,
    /// What the ratings that are shown add up to; counted by whoever shows them.
    #[serde(default)]
    pub ratings: StarCounts,
    /// Made of the rest with every change.
    pub found: Found,
    /// Made of the rest: the keys of the verified accounts, no two creators the same. Not there while it is empty, for
    /// the index would take two empty lists for the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verified: Vec<String>,
    pub created_at: DateTime,
    pub updated_at: DateTime,
    pub revision: u32,
}

impl CreatorDoc {
    /// Somebody who begins.
    pub fn begun(id: CreatorId, user_id: UserId, name: &str, at: DateTime) -> Self {
        let profile = Profile::begun(name);
        let status = CreatorStatus::Active;
        Self {
            id,
            user_id,
            status,
            level: CreatorLevel::Trainee,
            trash: None,
            deliveries: Deliveries::default(),
            ratings: StarCounts::default(),
            found: found(status, false, &profile),
            verified: Vec::new(),
            profile,
            created_at: at,
            updated_at: at,
            revision: 1,
        }
    }

    /// The same creator with another profile.
    #[must_use]
    pub fn with_profile(&self, profile: Profile) -> Self {
        Self {
            found: found(self.status, self.trash.is_some(), &profile),
            verified: verified_keys(&profile.networks),
            profile,
            ..self.clone()
        }
    }

    /// The same creator as the staff decided.
    #[must_use]
    pub fn with_standing(&self, standing: Standing) -> Self {
        let decided = Self { level: standing.level, status: standing.status, ..self.clone() };
        decided.with_profile(Profile { networks: standing.networks, ..self.profile.clone() })
    }

    /// The same creator in the trash, or out of it.
    #[must_use]
    pub fn with_trash(&self, trash: Option<Trash>) -> Self {
        Self { trash, ..self.clone() }.with_profile(self.profile.clone())
    }

    /// Whether a picture stands in the portfolio.
    pub fn shows(&self, picture: MediaId) -> bool {
        self.profile.portfolio.iter().any(|item| item.picture == Some(picture))
    }

    /// What the staff decides about.
    pub fn standing(&self) -> Standing {
        Standing { level: self.level, status: self.status, networks: self.profile.networks.clone() }
    }

    /// Everything, for the owner and the staff.
    pub fn to_creator(&self) -> Creator {
        let profile = &self.profile;
        Creator {
            id: self.id,
            user_id: self.user_id,
            status: self.status,
            level: self.level,
            name: profile.name.clone(),
            bio: profile.bio.clone(),
            city: profile.city.clone(),
            languages: profile.languages.clone(),
            categories: profile.categories.clone(),
            networks: profile.networks.iter().map(Account::to_network).collect(),
            portfolio: profile.portfolio.iter().map(Work::to_item).collect(),
            rates: profile.rates.clone(),
            availability: profile.availability.clone(),
            on_time: on_time(self.deliveries),
            handle: profile.handle.clone(),
            discoverable: profile.discoverable,
            privacy: profile.privacy,
            completeness: completeness(profile),
            trashed: self.trash.as_ref().map(Trash::to_trashed),
            created_at: self.created_at.to_jiff(),
            updated_at: self.updated_at.to_jiff(),
            revision: self.revision,
        }
    }

    /// What a reader may see, with the picture of the account.
    pub fn to_kit(&self, reader: Reader, avatar: Option<Avatar>) -> MediaKit {
        let shown = Shown::to(reader, &self.profile);
        MediaKit {
            id: self.id,
            handle: self.profile.handle.clone(),
            name: self.profile.name.clone(),
            yours: reader == Reader::Owner,
            level: self.level,
            categories: self.profile.categories.clone(),
            avatar: avatar.filter(|_| reader.sees(self.profile.privacy.avatar)),
            bio: shown.bio(),
            city: shown.city(),
            languages: shown.languages(),
            networks: shown.networks(),
            portfolio: shown.portfolio(),
            rates: shown.rates(),
            availability: Some(self.profile.availability.clone())
                .filter(|_| reader.sees(self.profile.privacy.availability)),
            on_time: shown.on_time(on_time(self.deliveries)),
            stars: self.ratings.shown(),
            member_since: self.created_at.to_jiff(),
        }
    }

    /// A line of the list for these readers, on a day, with the picture of the account.
    pub fn to_summary(&self, reader: Reader, avatar: Option<Avatar>, today: &str) -> CreatorSummary {
        let shown = Shown::to(reader, &self.profile);
        CreatorSummary {
            id: self.id,
            handle: self.profile.handle.clone(),
            name: self.profile.name.clone(),
            avatar: avatar.filter(|_| reader.sees(self.profile.privacy.avatar)),
            level: self.level,
            categories: self.profile.categories.clone(),
            city: shown.city(),
            networks: shown.networks().unwrap_or_default(),
            picture: shown.picture(),
            availability: shown.availability_on(today),
            on_time: shown.on_time(on_time(self.deliveries)),
            stars: self.ratings.shown(),
        }
    }

    /// A line of the staff's list.
    pub fn to_managed(&self) -> ManagedCreator {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        ManagedCreator {
            id: self.id,
            user_id: self.user_id,
            name: self.profile.name.clone(),
            handle: self.profile.handle.clone(),
            level: self.level,
            status: self.status,
            complete: self.found.complete,
            networks: count(self.profile.networks.len()),
            verified_networks: count(self.verified.len()),
            trashed: self.trash.as_ref().map(Trash::to_trashed),
            created_at: self.created_at.to_jiff(),
        }
    }

    /// As other domains know them.
    pub fn to_card(&self) -> CreatorCard {
        let profile = &self.profile;
        let completeness = completeness(profile);
        CreatorCard {
            id: self.id,
            user_id: self.user_id,
            name: profile.name.clone(),
            complete: completeness.complete,
            missing: completeness.missing,
            status: self.status,
            level: self.level,
            city: profile.city.clone(),
            languages: profile.languages.clone(),
            categories: profile.categories.clone(),
            networks: profile.networks.iter().map(Account::to_network).collect(),
        }
    }

    /// As they are at an instant.
    pub fn to_snapshot(&self, at: jiff::Timestamp) -> CreatorSnapshot {
        let profile = &self.profile;
        CreatorSnapshot {
            id: self.id,
            user_id: self.user_id,
            name: profile.name.clone(),
            handle: profile.handle.clone(),
            level: self.level,
            bio: profile.bio.clone(),
            city: profile.city.clone(),
            languages: profile.languages.clone(),
            categories: profile.categories.clone(),
            networks: profile.networks.iter().map(Account::to_network).collect(),
            rates: profile.rates.clone(),
            availability: profile.availability.clone(),
            on_time: on_time(self.deliveries),
            taken_at: at,
        }
    }
}
