//! What something said before, as it is told: each revision with its difference from the one before, and who made it.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;
use shared::id::UserId;
use shared::revision::Revision;

use super::changes;
use crate::app::AppState;
use crate::domains::identity::acquaintances;
use crate::http::ApiResult;

/// One revision as a domain keeps it.
pub struct KeptRevision<'a, S> {
    /// Which one.
    pub revision: u32,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it.
    pub by: UserId,
    /// What was said.
    pub said: &'a S,
}

/// Revisions that follow each other, newest first, with their differences. `first_page` says whether the first of them is how
/// things are now.
///
/// # Errors
/// When the database fails.
pub async fn told_revisions<S: Serialize>(
    state: &AppState,
    kept: &[KeptRevision<'_, S>],
    first_page: bool,
) -> ApiResult<Vec<Revision>> {
    let names = names(state, kept.iter().map(|one| one.by).collect()).await?;
    let mut told = Vec::with_capacity(kept.len());
    for (index, one) in kept.iter().enumerate() {
        told.push(Revision {
            revision: one.revision,
            at: one.at,
            by: one.by,
            by_name: names.get(&one.by).cloned(),
            changes: match kept.get(index.saturating_add(1)) {
                Some(earlier) => changes(earlier.said, one.said),
                None => changes(&(), one.said),
            },
            current: index == 0 && first_page,
        });
    }
    Ok(told)
}

/// What people are called; those who are gone are left out.
async fn names(state: &AppState, mut people: Vec<UserId>) -> ApiResult<HashMap<UserId, String>> {
    people.sort_unstable();
    people.dedup();
    let people = acquaintances(&state.database, &people).await?;
    Ok(people.into_iter().map(|person| (person.id, person.name)).collect())
}
