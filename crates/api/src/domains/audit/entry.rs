//! What is recorded, as the domains hand it over.

use serde_json::Value;
use shared::audit::{Actor, ActorKind, Change, Target};
use shared::id::UserId;

use crate::http::context::RequestContext;

/// Who does something, and through which request.
#[derive(Debug, Clone)]
pub struct By {
    pub(super) actor: Actor,
    pub(super) request_id: Option<String>,
}

impl By {
    /// A signed-in person.
    pub fn person(id: UserId, email: &str, context: &RequestContext) -> Self {
        let by = Self::anonymous(context);
        let key = context.caller.get().filter(|caller| caller.user == id).and_then(|caller| caller.key);
        let actor = Actor {
            kind: ActorKind::User,
            user_id: Some(id),
            email: Some(email.to_owned()),
            api_key_id: key,
            ..by.actor
        };
        Self { actor, ..by }
    }

    /// Somebody who is not signed in.
    pub fn anonymous(context: &RequestContext) -> Self {
        let actor = Actor {
            kind: ActorKind::Anonymous,
            user_id: None,
            email: None,
            api_key_id: None,
            ip: Some(context.ip.clone()),
            user_agent: Some(context.user_agent.clone()).filter(|agent| !agent.is_empty()),
        };
        Self { actor, request_id: Some(context.request_id.clone()) }
    }

    /// The platform by itself: schedules and jobs.
    pub const fn system() -> Self {
        Self::machine(ActorKind::System)
    }

    /// The `avenue` command line.
    pub const fn command_line() -> Self {
        Self::machine(ActorKind::CommandLine)
    }

    const fn machine(kind: ActorKind) -> Self {
        let actor = Actor { kind, user_id: None, email: None, api_key_id: None, ip: None, user_agent: None };
        Self { actor, request_id: None }
    }
}

/// One line to be.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    pub(super) by: By,
    pub(super) action: &'static str,
    pub(super) target: Target,
    pub(super) changes: Vec<Change>,
    pub(super) details: Option<Value>,
}

impl AuditEntry {
    /// `by` did `action` (`<domain>.<verb>`) to `target`.
    pub const fn new(by: By, action: &'static str, target: Target) -> Self {
        Self { by, action, target, changes: Vec::new(), details: None }
    }

    /// With this difference; see [`super::changes`].
    #[must_use]
    pub fn changes(self, changes: Vec<Change>) -> Self {
        Self { changes, ..self }
    }

    /// With what else is worth knowing. No secrets.
    #[must_use]
    pub fn details(self, details: Value) -> Self {
        Self { details: Some(details), ..self }
    }
}

/// A thing of this kind with this id or name, and how a person would call it.
pub fn target(kind: &str, id: impl ToString, label: Option<&str>) -> Target {
    Target { kind: kind.to_owned(), id: id.to_string(), label: label.map(ToOwned::to_owned) }
}
