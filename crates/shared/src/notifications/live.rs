//! What comes by `GET /api/notifications/stream`, as server-sent events.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::{Announcement, Notice};
use crate::id::NoticeId;
use crate::json::FromJson;

/// The media type of the stream; a request must accept it by name.
pub const LIVE_MEDIA_TYPE: &str = "text/event-stream";

/// One event of the stream: the line `event:` has the name, the line `data:` the rest as JSON. A line that begins with a
/// colon is a heartbeat.
///
/// `notice` also has a line `id:`. Whoever comes back with the last one in `Last-Event-ID` is told what was missed. The same
/// notice may come twice; its id says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[serde(tag = "event", content = "data", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Live {
    /// Something was told.
    Notice(Notice),
    /// Something was announced to the staff.
    Announcement(Announcement),
    /// The reader marked or put away something, here or elsewhere: ask for the count again.
    Marked,
    /// Something that the reader may be looking at is not as it was: read it again.
    Changed(Changed),
    /// More happened than is told: read the list again.
    Reload,
    /// The stream ends.
    End {
        /// Why.
        why: EndReason,
    },
}

/// What is not as it was. It says so and nothing more: whoever hears it asks for the thing itself, as far as they may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changed {
    /// Which kind of thing.
    pub what: ChangedKind,
    /// Which one: the id that its address has.
    pub id: String,
}

/// Kinds of things of which it is told that they changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ChangedKind {
    /// The messages of an application: something was written, read, blocked or hidden. The id is the
    /// application's.
    Messages,
}

/// Why a stream ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EndReason {
    /// The session ended, or the account was suspended, closed or changed in what it may do. Coming back asks again who is
    /// there.
    SignedOut,
    /// The same person opened too many others meanwhile. Come back when it is looked at again.
    Replaced,
    /// The stream has been open for long, or this process stops. Come back at once.
    Renew,
}

impl Live {
    /// The name of the event, for the line `event:`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Notice(_) => "notice",
            Self::Announcement(_) => "announcement",
            Self::Marked => "marked",
            Self::Changed(_) => "changed",
            Self::Reload => "reload",
            Self::End { .. } => "end",
        }
    }
}

/// `GET /api/notifications/stream`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct LiveQuery {
    /// The last notice that is known, where the header `Last-Event-ID` cannot be sent. The header counts more.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_event_id: Option<NoticeId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_event_is_the_one_that_it_has_in_json() {
        let changed = Live::Changed(Changed { what: ChangedKind::Messages, id: "7".to_owned() });
        for event in [changed, Live::Marked, Live::Reload, Live::End { why: EndReason::Renew }] {
            assert_eq!(serde_json::to_value(&event).unwrap()["event"], event.name());
        }
        assert_eq!(
            serde_json::to_value(Live::End { why: EndReason::SignedOut }).unwrap(),
            serde_json::json!({ "event": "end", "data": { "why": "signed_out" } })
        );
    }
}
