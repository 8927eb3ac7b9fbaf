//! Who is at an operation, and what came of it: each move one conditional write.

use std::sync::Arc;
use std::time::Duration;

use bson::spec::BinarySubtype;
use bson::{Binary, DateTime, doc};
use jiff::{SignedDuration, Timestamp};
use mongodb::error::{Error, Result};
use mongodb::options::{ReturnDocument, WriteConcern};
use mongodb::{Collection, Database};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{KEPT_FOR, Seal};
use crate::infra::clock::Clock;
use crate::infra::db::index::removed_at;
use crate::infra::db::{Failure, classify, is_duplicate};
use crate::infra::hex::hex;
use crate::infra::ids::random_bytes;

/// A claim that was not renewed for so long may be taken over.
pub const LEASE: SignedDuration = SignedDuration::from_secs(5);
/// No query of a claim takes longer.
const MAX_TIME: Duration = Duration::from_secs(5);
/// So long is waited for the transaction of whoever had the claim before.
const TAKE_OVER: Duration = Duration::from_secs(1);

/// What is stored of an operation.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct OperationDoc {
    #[serde(rename = "_id")]
    id: String,
    /// What was asked for, by [`Seal::fingerprint`].
    fingerprint: Binary,
    /// Raised by each claim.
    fence: i64,
    lease_until: DateTime,
    /// Of the first claim under which something may have taken effect.
    at: DateTime,
    seed: Binary,
    /// What has taken effect, in order.
    steps: Vec<StepDoc>,
    /// What was answered, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answer: Option<Binary>,
    expires_at: DateTime,
}

/// A transaction that was committed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct StepDoc {
    /// What it gave, sealed; absent when that was not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Binary>,
    /// How many ids had been given by then.
    pub ids: i64,
}

/// An operation by name: its keys, and what is asked for.
pub struct Named {
    /// Its keys.
    pub seal: Seal,
    /// What is asked for, by [`Seal::fingerprint`].
    pub fingerprint: Vec<u8>,
}

/// The operations of this database. Cheap to clone.
#[derive(Clone)]
pub struct Claims {
    operations: Collection<OperationDoc>,
    clock: Clock,
}

/// The right to carry an operation out.
#[derive(Clone)]
pub struct Claim {
    pub(super) claims: Claims,
    pub(super) id: String,
    pub(super) fence: i64,
    pub(super) at: Timestamp,
    /// When it was first claimed.
    began: Timestamp,
    seed: [u8; 32],
    pub(super) ids: i64,
    pub(super) step: usize,
    pub(super) done: Arc<Vec<StepDoc>>,
    pub(super) seal: Seal,
}

/// What became of the wish to carry an operation out.
pub enum Claimed {
    /// It is to be carried out, or to be gone on with.
    Now(Box<Claim>),
    /// It was, and this was answered.
    Answered(Vec<u8>),
    /// Somebody is at it.
    ByAnother,
    /// The key names an operation that asked for something else.
    ForSomethingElse,
}

impl Claims {
    /// The operations in this database.
    pub fn new(database: &Database, clock: Clock) -> Self {
        Self { operations: database.collection("operations"), clock }
    }

    /// Makes the index by which MongoDB forgets operations. Call it once at start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ensure_indexes(&self) -> Result<()> {
        self.operations.create_index(removed_at("expires_at")).await.map(|_| ())
    }

    /// Claims an operation, or tells why not.
    ///
    /// # Errors
    /// When the database fails or there is no randomness.
    pub async fn claim(&self, named: Named) -> Result<Claimed> {
        let id = hex(&named.seal.id().map_err(Error::custom)?);
        loop {
            let now = self.clock.now();
            let new = self.first(&id, &named, now)?;
            match self.operations.insert_one(&new).await {
                Ok(_) => return Ok(Claimed::Now(Box::new(self.granted(new, named.seal)?))),
                Err(error) if is_duplicate(&error) => {}
                Err(error) => return Err(error),
            }
            let found = self.operations.find_one(doc! { "_id": &id }).max_time(MAX_TIME).await?;
            // Forgotten since the insertion was refused: the way is free.
            let Some(found) = found else { continue };
            if found.expires_at.to_jiff() <= now {
                // Nobody remembers it any more, though the monitor has not come by yet.
                let same = doc! { "_id": &id, "fence": found.fence };
                self.operations.delete_one(same).await?;
                continue;
            }
            if found.fingerprint.bytes != named.fingerprint {
                return Ok(Claimed::ForSomethingElse);
            }
            if let Some(answer) = &found.answer {
                return Ok(Claimed::Answered(named.seal.open(&answer.bytes).map_err(Error::custom)?));
            }
            if found.lease_until.to_jiff() > now {
                return Ok(Claimed::ByAnother);
            }
            match self.take_over(&found, now).await {
                Ok(Some(taken)) => return Ok(Claimed::Now(Box::new(self.granted(taken, named.seal)?))),
                // Somebody was faster.
                Ok(None) => {}
                // A transaction holds it: that of the one before, whose process is gone or hangs. The server ends it. Or it was
                // let go of at the last moment, and the others of the set have not said in time that they know: then it
                // is ours, and whoever asks again when our lease is over gets it.
                Err(error) if classify(&error) == Failure::TookTooLong => return Ok(Claimed::ByAnother),
                Err(error) => return Err(error),
            }
        }
    }

    fn first(&self, id: &str, named: &Named, now: Timestamp) -> Result<OperationDoc> {
        Ok(OperationDoc {
            id: id.to_owned(),
            fingerprint: binary(named.fingerprint.clone()),
            fence: 1,
            lease_until: after(now, LEASE),
            at: DateTime::from_jiff(now),
            seed: binary(random_bytes().map_err(Error::custom)?.to_vec()),
            steps: Vec::new(),
            answer: None,
            expires_at: after(now, KEPT_FOR),
        })
    }

    async fn take_over(&self, found: &OperationDoc, now: Timestamp) -> Result<Option<OperationDoc>> {
        let same = doc! { "_id": &found.id, "fence": found.fence, "answer": { "$exists": false } };
        // Nothing has taken effect yet: then it takes place now. Else who was told to come back later never could.
        let untouched = doc! { "$eq": [{ "$size": "$steps" }, 0] };
        let at = doc! { "$cond": [untouched, DateTime::from_jiff(now), "$at"] };
        let fence = doc! { "$add": ["$fence", 1_i64] };
        let update = vec![doc! { "$set": { "fence": fence, "lease_until": after(now, LEASE), "at": at } }];
        self.operations
            .find_one_and_update(same, update)
            .return_document(ReturnDocument::After)
            .write_concern(WriteConcern::majority())
            .max_time(TAKE_OVER)
            .await
    }

    fn granted(&self, stored: OperationDoc, seal: Seal) -> Result<Claim> {
        let seed = <[u8; 32]>::try_from(stored.seed.bytes)
            .map_err(|_| Error::custom("the seed of an operation has another length"))?;
        Ok(Claim {
            claims: self.clone(),
            id: stored.id,
            fence: stored.fence,
            at: stored.at.to_jiff(),
            began: stored.expires_at.to_jiff().saturating_sub(KEPT_FOR).unwrap_or(Timestamp::MIN),
            seed,
            ids: 0,
            step: 0,
            done: Arc::new(stored.steps),
            seal,
        })
    }

    pub(super) fn documents(&self) -> Collection<bson::Document> {
        self.operations.clone_with_type()
    }
}

impl Claim {
    /// The id at a place. Version 7 like all, with the time of the first claim.
    pub(super) fn id(&self, place: i64) -> Uuid {
        let digest = Sha256::new_with_prefix(self.seed).chain_update(place.to_be_bytes()).finalize();
        let mut random = [0; 10];
        random.iter_mut().zip(digest).for_each(|(byte, given)| *byte = given);
        let millis = u64::try_from(self.began.as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// Says that somebody is still at it. Whether it is still ours.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn renew(&self) -> Result<bool> {
        // By the clock of all, which does not stand still as this task's does.
        let until = after(self.claims.clock.real_now(), LEASE);
        self.update(doc! { "$set": { "lease_until": until } }).await
    }

    /// Lets whoever asks next have it. What has taken effect stays so.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn release(&self) -> Result<bool> {
        self.update(doc! { "$set": { "lease_until": DateTime::from_millis(0) } }).await
    }

    /// Keeps the answer, sealed. Whether the operation was still ours; if not, nothing was kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer(&self, answer: &[u8]) -> Result<bool> {
        let sealed = binary(self.seal.close(answer).map_err(Error::custom)?);
        self.update(doc! { "$set": { "answer": sealed } }).await
    }

    async fn update(&self, update: bson::Document) -> Result<bool> {
        let ours = doc! { "_id": &self.id, "fence": self.fence };
        let updated = self.claims.operations.update_one(ours, update);
        let updated = updated.write_concern(WriteConcern::majority()).await?;
        Ok(updated.matched_count == 1)
    }
}

pub(super) fn binary(bytes: Vec<u8>) -> Binary {
    Binary { subtype: BinarySubtype::Generic, bytes }
}

fn after(now: Timestamp, time: SignedDuration) -> DateTime {
    DateTime::from_jiff(now.saturating_add(time).unwrap_or(Timestamp::MAX))
}
