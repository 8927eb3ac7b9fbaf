//! That something changed, for whoever listens at that moment: nobody reads it later. Shard key it would have:
//! `{ _id: "hashed" }`.

use std::time::Duration;

use bson::DateTime;
use mongodb::error::Result;
use mongodb::{ClientSession, Collection, Database};
use serde::{Deserialize, Serialize};
use shared::id::UserId;
use shared::notifications::Changed;

use crate::infra::db::index::removed_after;

/// How long one stays: longer than a process needs to come back to its change stream.
const KEPT: Duration = Duration::from_secs(60 * 60);

/// That something changed, and who may look at it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in super::super) struct SignalDoc {
    #[serde(rename = "_id")]
    pub id: String,
    pub users: Vec<UserId>,
    pub changed: Changed,
    pub at: DateTime,
}

#[derive(Clone)]
pub(in super::super) struct SignalRepo {
    signals: Collection<SignalDoc>,
}

impl SignalRepo {
    pub(in super::super) fn new(database: &Database) -> Self {
        Self { signals: database.collection("live_signals") }
    }

    pub(in super::super) async fn ensure_indexes(&self) -> Result<()> {
        self.signals.create_index(removed_after("at", KEPT)).await.map(|_| ())
    }

    pub(in super::super) async fn add(&self, signal: &SignalDoc, session: &mut ClientSession) -> Result<()> {
        self.signals.insert_one(signal).session(session).await.map(|_| ())
    }
}
