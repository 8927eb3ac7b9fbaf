//! What the two sides of an application write to each other.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::OfferSide;
use crate::id::{ApplicationId, BrandId, CampaignId, MediaId, MessageId, UserId};
use crate::json::FromJson;
use crate::media::MediaFile;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// Files of one message.
pub const MOST_ATTACHMENTS: usize = 6;

/// `POST /api/campaigns/applications/{id}/messages`: words, files, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SendMessage {
    /// The words.
    #[garde(length(chars, max = 4_000), custom(says_something(&self.attachments)))]
    pub text: String,
    /// Files that one sent to this thread before (`POST …/attachments`) and that stand in no message yet, each once.
    #[garde(length(max = MOST_ATTACHMENTS), custom(each_once))]
    pub attachments: Vec<MediaId>,
}

fn says_something(attachments: &[MediaId]) -> impl FnOnce(&str, &()) -> garde::Result + '_ {
    move |text, _| {
        if text.trim().is_empty() && attachments.is_empty() {
            Err(garde::Error::new("must have words, or the message a file"))
        } else {
            Ok(())
        }
    }
}

fn each_once(files: &[MediaId], _: &()) -> garde::Result {
    let twice =
        files.iter().enumerate().any(|(index, one)| files.iter().skip(index + 1).any(|other| other == one));
    if twice { Err(garde::Error::new("must name each file once")) } else { Ok(()) }
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// The message.
    pub id: MessageId,
    /// Counts the messages of its thread from 1, without a gap.
    pub number: u32,
    /// Whose side wrote it.
    pub by: OfferSide,
    /// Who wrote it.
    pub author: UserId,
    /// What they are called to the other side: a creator's name, a given name in a brand; absent once they were erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author_name: Option<String>,
    /// Whether the reader wrote it.
    pub yours: bool,
    /// The words; empty where there are none, and where it is hidden or its author was erased.
    pub text: String,
    /// The files; ask for a link to have one.
    pub attachments: Vec<MediaFile>,
    /// When.
    pub at: Timestamp,
    /// The staff took it out of sight.
    pub hidden: bool,
    /// Its author was erased, and what it said with them.
    pub erased: bool,
}

/// `GET /api/campaigns/applications/{id}/messages`: the newest first, or those after a number, oldest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct MessageQuery {
    /// Only messages with a greater number, the oldest first: what came since. Not together with `cursor`.
    #[garde(custom(not_with(&self.cursor)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<u32>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

fn not_with(cursor: &Option<String>) -> impl FnOnce(&Option<u32>, &()) -> garde::Result + '_ {
    move |after, _| {
        if after.is_some() && cursor.is_some() {
            Err(garde::Error::new("must not be given together with a cursor; take the last number instead"))
        } else {
            Ok(())
        }
    }
}

/// `PUT /api/campaigns/applications/{id}/messages/read`: how far one has read. It never goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadMessages {
    /// The number of the last message that one has read.
    #[garde(range(min = 1))]
    pub number: u32,
}

/// That one side takes no messages of the other, in none of their applications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MessageBlock {
    /// Which side does not.
    pub by: OfferSide,
    /// Since when.
    pub at: Timestamp,
}

/// One thread in a list: the last that was written, and how much of it is new to the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThreadSummary {
    /// The application that it belongs to.
    pub application_id: ApplicationId,
    /// Its campaign.
    pub campaign_id: CampaignId,
    /// The campaign's title when the application came in.
    pub campaign_title: String,
    /// The brand.
    pub brand_id: BrandId,
    /// What the other side is called; absent once the person was erased, or the brand is not in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    /// The number of the last message: there are so many.
    pub last_number: u32,
    /// When it was written.
    pub last_at: Timestamp,
    /// Whose side wrote it.
    pub last_by: OfferSide,
    /// The beginning of its words; empty where it has none that may be shown.
    pub last_text: String,
    /// Messages of others that the reader has not read.
    pub unread: u32,
}

/// `GET /api/campaigns/threads`: the threads of the reader as a creator, or of a brand that they work in; where something was
/// written last comes first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ThreadQuery {
    /// Those of this brand; one's own as a creator if absent.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<BrandId>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// `GET /api/campaigns/threads/unread`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct UnreadQuery {
    /// In the threads of this brand; in one's own as a creator if absent.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<BrandId>,
}

/// How much the reader has not read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnreadMessages {
    /// In how many threads; 100 means 100 or more.
    pub threads: u32,
    /// How many messages in these.
    pub messages: u32,
}

/// `GET /api/campaigns/applications/{id}/thread`: where the thread of an application stands for the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Thread {
    /// The number of the last message; 0 while there is none.
    pub last_number: u32,
    /// How far the reader has read.
    pub read: u32,
    /// How far the other side has read: whoever of it has read most.
    pub read_by_them: u32,
    /// Messages of others that the reader has not read.
    pub unread: u32,
    /// Whether the reader can write now.
    pub can_write: bool,
    /// Why not, in a sentence of the reader's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_not: Option<String>,
    /// Which sides take no messages of the other.
    pub blocks: Vec<MessageBlock>,
}

#[cfg(test)]
mod tests {
    use garde::Validate;

    use super::{MediaId, SendMessage};

    #[test]
    fn a_message_has_words_or_pictures() {
        let picture = MediaId::new(uuid::Uuid::nil());
        let message =
            |text: &str, attachments: Vec<MediaId>| SendMessage { text: text.to_owned(), attachments };
        assert!(message("hola", vec![]).validate().is_ok());
        assert!(message("", vec![picture]).validate().is_ok());
        for wrong in
            [message(" \n", vec![]), message("", vec![picture, picture]), message(&"a".repeat(4_001), vec![])]
        {
            assert!(wrong.validate().is_err());
        }
    }
}
