//! Who a request turned out to come from: found by the extractor that says who may call, told to the layers around the
//! handlers and to the audit trail.

use std::sync::{Arc, OnceLock};

use shared::id::{ApiKeyId, UserId};

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// In whose name.
    pub user: UserId,
    /// The API key, if it is a program.
    pub key: Option<ApiKeyId>,
    /// How many requests the key may make in a minute.
    pub per_minute: Option<u32>,
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
