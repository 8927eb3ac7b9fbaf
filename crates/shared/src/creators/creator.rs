//! A creator as they see themselves.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::account::recognise_account;
use super::topics::valid_language;
use super::{
    Availability, Category, CreatorLevel, CreatorPrivacy, CreatorStatus, Platform, PortfolioItem, Rate,
    Trashed, UpdateCreatorPrivacy,
};
use crate::id::{CreatorId, UserId};
use crate::identity::valid_handle;
use crate::json::FromJson;
use crate::time::Timestamp;

/// The most accounts of networks.
pub const MAX_NETWORKS: usize = 16;

/// One account of a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Network {
    /// Which network.
    pub platform: Platform,
    /// The account's name, without `@`.
    pub handle: String,
    /// The account's address.
    pub url: String,
    /// How many follow it, as its owner says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followers: Option<u32>,
    /// Whether somebody of the staff has seen that the account is the creator's.
    pub verified: bool,
}

/// What is still missing before somebody can apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MissingPart {
    /// A name.
    Name,
    /// A text of at least 30 characters on oneself.
    Bio,
    /// A city.
    City,
    /// A language.
    Languages,
    /// A category.
    Categories,
    /// An account of a network with its followers.
    Networks,
}

/// Whether somebody says enough of themselves to apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Completeness {
    /// Nothing is missing.
    pub complete: bool,
    /// What is.
    pub missing: Vec<MissingPart>,
}

/// How punctual somebody has been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OnTime {
    /// Of a hundred deliveries, how many came in time, rounded down.
    pub percent: u8,
    /// How many deliveries that is counted from.
    pub deliveries: u32,
}

/// `GET /api/creators/me`: everything of one's own creator profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Creator {
    /// The creator.
    pub id: CreatorId,
    /// The account that it belongs to.
    pub user_id: UserId,
    /// Whether brands may see it.
    pub status: CreatorStatus,
    /// What the staff has granted. It has nothing to do with the level of rewards.
    pub level: CreatorLevel,
    /// What brands and visitors call them.
    pub name: String,
    /// A text on oneself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
    /// Where they live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// What they speak: ISO 639-1, the best first.
    pub languages: Vec<String>,
    /// What they speak about.
    pub categories: Vec<Category>,
    /// Where they publish.
    pub networks: Vec<Network>,
    /// What they show of their work, in their order.
    pub portfolio: Vec<PortfolioItem>,
    /// What they ask for it.
    pub rates: Vec<Rate>,
    /// Whether they take work.
    pub availability: Availability,
    /// How punctual they have been; absent before the first delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_time: Option<OnTime>,
    /// The media kit is at `/c/<handle>`; absent: there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// Whether they are found: by brands in their search, and in the public list if there is a media kit.
    pub discoverable: bool,
    /// Who may see what.
    pub privacy: CreatorPrivacy,
    /// What is missing to apply.
    pub completeness: Completeness,
    /// It lies in the trash; absent: it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trashed: Option<Trashed>,
    /// Since when.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Counts changes.
    pub revision: u32,
}

/// `POST /api/creators`: become a creator.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateCreator {
    /// What brands and visitors call them.
    #[garde(custom(valid_name))]
    pub name: String,
}

/// `PATCH /api/creators/me`; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateCreator {
    /// What brands and visitors call them.
    #[garde(inner(custom(valid_name)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A text on oneself, at most 1,000 characters; empty takes it away.
    #[garde(inner(length(chars, max = 1000)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
    /// Where they live; empty takes it away.
    #[garde(inner(length(chars, max = 80)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// What they speak: ISO 639-1, the best first.
    #[garde(inner(length(max = 10), inner(custom(valid_language))))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    /// What they speak about, at most eight.
    #[garde(inner(length(max = 8)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<Category>>,
    /// Whether they take work.
    #[garde(dive)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
    /// 3 to 30 letters, digits, dots, dashes and underscores; case does not matter. Empty closes the media kit.
    #[garde(custom(valid_handle_or_none))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// Whether they are found: by brands in their search, and in the public list if there is a media kit.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discoverable: Option<bool>,
    /// Who may see what.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy: Option<UpdateCreatorPrivacy>,
}

/// One account of a network as it is typed.
#[derive(Debug, Clone, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NetworkEntry {
    /// Which network.
    #[garde(skip)]
    pub platform: Platform,
    /// The account: its address, its name with `@` or its bare name. The name is what is kept.
    #[garde(length(max = 500), custom(account_of(self.platform)))]
    pub account: String,
    /// How many follow it.
    #[garde(inner(range(max = 2_000_000_000)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followers: Option<u32>,
}

/// `PUT /api/creators/me/networks`: the whole list, in its order.
#[derive(Debug, Clone, Default, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReplaceNetworks {
    /// The accounts, at most 16, each once.
    #[garde(length(max = MAX_NETWORKS), dive)]
    pub networks: Vec<NetworkEntry>,
}

fn valid_name(text: &str, _: &()) -> garde::Result {
    let length = text.trim().chars().count();
    if (2..=80).contains(&length) && !text.chars().any(char::is_control) {
        Ok(())
    } else {
        Err(garde::Error::new("must have 2 to 80 characters, in one line"))
    }
}

fn account_of(platform: Platform) -> impl FnOnce(&str, &()) -> garde::Result {
    move |text, ()| {
        recognise_account(platform, text).map(drop).map_err(|error| garde::Error::new(error.to_string()))
    }
}

/// A handle, or an empty text that gives it up.
fn valid_handle_or_none(text: &Option<String>, context: &()) -> garde::Result {
    match text.as_deref().map(str::trim) {
        None | Some("") => Ok(()),
        Some(text) => valid_handle(text, context),
    }
}

#[cfg(test)]
mod tests {
    use garde::Validate;

    use super::{Availability, NetworkEntry, Platform, ReplaceNetworks, UpdateCreator};
    use crate::creators::AvailabilityState;
    use crate::error::field_errors;

    #[test]
    fn a_wrong_account_is_named_by_its_place_with_the_right_form() {
        let entry = |account: &str| NetworkEntry {
            platform: Platform::Instagram,
            account: account.to_owned(),
            followers: Some(1),
        };
        let body = ReplaceNetworks { networks: vec![entry("@ana"), entry("https://instagram.com/p/x")] };
        let wrong = field_errors(&body.validate().unwrap_err());
        assert_eq!(wrong.len(), 1);
        assert_eq!(wrong[0].field, "networks[1].account");
        assert!(wrong[0].message.contains("ana.lopez"), "{wrong:?}");
    }

    #[test]
    fn a_change_is_checked_in_its_depth() {
        let away = Availability { state: AvailabilityState::Away, back_on: Some("mañana".to_owned()) };
        let body = UpdateCreator {
            availability: Some(away),
            languages: Some(vec!["es".to_owned(), "Spanish".to_owned()]),
            name: Some(" A ".to_owned()),
            ..UpdateCreator::default()
        };
        let wrong: Vec<_> =
            field_errors(&body.validate().unwrap_err()).into_iter().map(|wrong| wrong.field).collect();
        assert_eq!(wrong.len(), 3, "{wrong:?}");
        for field in ["availability.back_on", "languages[1]", "name"] {
            assert!(wrong.iter().any(|wrong| wrong == field), "{field}: {wrong:?}");
        }
    }
}
