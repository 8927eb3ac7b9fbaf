//! Something that must happen once although it may be asked for again: who asks names it by a key, and a document
//! remembers what became of it.
//!
//! While an operation is under way (a task-local scope, entered by [`Operation::run`] and active from the moment it is
//! [claimed](Claims::claim)), four things differ:
//! - [`in_transaction`](crate::infra::db::in_transaction) writes a step into the operation's document, in the same transaction
//!   as the effect. Should the process be killed before the answer is kept, whoever asks again finds the step: the
//!   effect is not repeated. What a [kept transaction](crate::infra::db::in_kept_transaction) gave is in the step, so that
//!   its caller goes on as if it had just happened; after any other the answer is lost, which is said.
//! - [`new_id`](crate::infra::ids::new_id) gives the same ids again, so that a repetition makes the same things, and
//!   what was written outside of a transaction is found by its id.
//! - [`Clock::now`](crate::infra::clock::Clock::now) stands still at the claim under which the first effect took place.
//! - The claim is renewed; who lost it (its process hung, another took over) can write no step and no answer.
//!
//! Owns the collection `operations`, whose documents the TTL monitor removes after [`KEPT_FOR`]. What came of an operation
//! is encrypted by its key, which is not stored: who reads the database alone reads no answer. Shard key it would have:
//! `{ _id: "hashed" }`.

mod claims;
mod seal;
mod step;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::infra::db::is_duplicate;

pub use claims::{Claim, Claimed, Claims, LEASE, Named};
pub use seal::Seal;
pub use step::{AnswerLost, ClaimLost, NextStep, Step, next_step};

/// For how long an operation is remembered.
pub const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24);

tokio::task_local! {
    static CURRENT: Operation;
}

/// An operation that may come to be claimed. Cheap to clone; all clones are the same.
#[derive(Clone, Default)]
pub struct Operation(Arc<Mutex<Option<Claim>>>);

impl Operation {
    /// Runs `work` in its scope.
    pub async fn run<F: Future>(self, work: F) -> F::Output {
        CURRENT.scope(self, work).await
    }

    /// From now on it is under way.
    pub fn begin(&self, claim: Claim) {
        *self.claim() = Some(claim);
    }

    /// Its claim, once it is under way.
    pub fn under_way(&self) -> Option<Claim> {
        self.claim().clone()
    }

    fn claim(&self) -> MutexGuard<'_, Option<Claim>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks at the claim of the operation under way.
fn with_claim<R>(look: impl FnOnce(&mut Claim) -> R) -> Option<R> {
    CURRENT.try_with(|operation| operation.claim().as_mut().map(look)).ok().flatten()
}

/// The time at which the operation under way takes place.
pub fn frozen_time() -> Option<Timestamp> {
    with_claim(|claim| claim.at)
}

/// The next id of the operation under way: always the same for the same place in it.
pub fn next_id() -> Option<Uuid> {
    with_claim(|claim| {
        claim.ids = claim.ids.saturating_add(1);
        claim.id(claim.ids)
    })
}

/// Whether the operation under way was begun before, so that what it makes may be there already.
pub fn is_repeated() -> bool {
    with_claim(|claim| claim.fence > 1).unwrap_or(false)
}

/// Whether a single write, outside of a transaction, was refused because an earlier attempt of the operation under way made
/// it: its document bears an id of this operation, which nobody else gives.
pub fn was_made_before(error: &mongodb::error::Error) -> bool {
    is_duplicate(error) && error.to_string().contains("_id_ dup key") && is_repeated()
}
