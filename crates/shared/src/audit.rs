//! The audit trail: who did what to what and when, from where, with the difference.

use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::id::{ApiKeyId, AuditEventId, UserId};
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// One line of the trail. Lines are only ever added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEvent {
    /// The line.
    pub id: AuditEventId,
    /// When.
    pub at: Timestamp,
    /// Who and from where.
    pub actor: Actor,
    /// What was done: `<domain>.<verb>`, such as `identity.sign_in` or `inspection.read_documents`.
    pub action: String,
    /// To what.
    pub target: Target,
    /// What is different now; empty for looks and refusals.
    pub changes: Vec<Change>,
    /// What else is worth knowing, such as the filter of a look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub details: Option<Value>,
    /// The request that did it; absent for scheduled work and the command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actor {
    /// A person, nobody signed in, the schedule, or the command line.
    pub kind: ActorKind,
    /// The account, if a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// The account's address at that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The API key, if a program did it in the person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api_key_id: Option<ApiKeyId>,
    /// The network address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    /// The browser or program, as it named itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
}

/// What kind of actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ActorKind {
    /// A signed-in person.
    User,
    /// Somebody who is not signed in.
    Anonymous,
    /// The platform by itself: schedules and jobs.
    System,
    /// The `avenue` command line.
    CommandLine,
}

/// What it was done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Target {
    /// The kind of thing: `user`, `backup`, `database`, `collection` …
    pub kind: String,
    /// Its id or name.
    pub id: String,
    /// How a person would call it, if other than the id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// One field that is different now. Secrets show only that they changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// The field's path.
    pub field: String,
    /// Its value before; null if there was none.
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub before: Value,
    /// Its value after; null if there is none.
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub after: Value,
}

/// `GET /api/audit/events`: which lines, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct AuditQuery {
    /// Only what this account did.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<UserId>,
    /// Only this action, or every action of a domain: `identity.sign_in` or `identity`.
    #[garde(inner(length(max = 100)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Only what was done to this kind of thing.
    #[garde(inner(length(max = 100)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_kind: Option<String>,
    /// Only what was done to the thing of this id or name.
    #[garde(inner(length(max = 300)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_id: Option<String>,
    /// Not before this instant.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<String>, format = DateTime))]
    pub from: Option<Timestamp>,
    /// Before this instant.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(value_type = Option<String>, format = DateTime))]
    pub until: Option<Timestamp>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
