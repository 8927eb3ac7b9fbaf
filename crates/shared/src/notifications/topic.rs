//! What things to be told are about, and how each is meant.

use serde::{Deserialize, Serialize};

use super::MailPace;

use crate::json::FromJson;

/// How something that is told is meant; never by colour alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Level {
    /// Something went as it should.
    Good,
    /// Worth knowing.
    #[default]
    Information,
    /// Needs a look.
    Attention,
    /// Something failed.
    Bad,
}

/// What something that is told is about. A person chooses by topic how to be told: see
/// [`NotificationSettings`](super::NotificationSettings).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Topic {
    /// One's own account: profile, data.
    #[default]
    Account,
    /// One's work in campaigns: what is applied for, offered and signed, and how it is carried out.
    Applications,
    /// Campaigns that close or are cancelled.
    Campaigns,
    /// Messages of the other side.
    Messages,
    /// One's profile as a creator.
    Creator,
    /// The brands that one works in.
    Workspace,
    /// The platform itself, announced to the staff. Nobody chooses about it.
    System,
}

impl Topic {
    /// The topics that a person chooses about, in the order in which they are shown.
    pub const CHOICES: &'static [Self] =
        &[Self::Account, Self::Applications, Self::Messages, Self::Campaigns, Self::Creator, Self::Workspace];

    /// How mail of the topic is sent to whoever has not chosen.
    pub const fn default_pace(self) -> MailPace {
        match self {
            // What matters of an account has mails of its own, which are sent whatever was chosen.
            Self::Account | Self::System => MailPace::Never,
            Self::Applications | Self::Campaigns | Self::Workspace => MailPace::AtOnce,
            // Two who write to each other would have a mail for each sentence otherwise.
            Self::Creator | Self::Messages => MailPace::Daily,
        }
    }
}
