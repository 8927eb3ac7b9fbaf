//! Who a request turned out to come from: found by the extractor that says who may call, told to everything that counts
//! by caller and to the audit trail.
//!
//! `http` knows no domain: whoever finds out who calls says so here.

use std::fmt;
use std::sync::{Arc, OnceLock};

use actix_web::{HttpMessage, HttpRequest};
use shared::id::{ApiKeyId, UserId};

use super::RequestContext;

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// In whose name.
    pub user: UserId,
    /// The API key, if it is a program.
    pub key: Option<ApiKeyId>,
    /// How many requests the key may make in a minute; absent for the published limit.
    pub per_minute: Option<u32>,
}

impl Caller {
    /// The caller of a request, once known.
    pub fn of(request: &HttpRequest) -> Option<Self> {
        request.extensions().get::<RequestContext>().and_then(|context| context.caller.get())
    }
}

impl fmt::Display for Caller {
    /// Not the key alone: whoever signs in goes on with what their key began, and the other way round.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.user.fmt(f)
    }
}

/// Where it is told: empty until somebody is found, and for ever where anybody may call. Clones share one.
#[derive(Debug, Clone, Default)]
pub struct CallerSlot(Arc<OnceLock<Caller>>);

impl CallerSlot {
    /// Who calls, if that is known.
    pub fn get(&self) -> Option<Caller> {
        self.0.get().copied()
    }

    /// Tells who calls. The first to tell is right: a request comes from one caller.
    pub fn tell(&self, caller: Caller) {
        let _ = self.0.set(caller);
    }
}
