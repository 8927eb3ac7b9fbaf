//! Blocking the other side: neither writes any more, in none of the threads between this brand and this creator.

use bson::DateTime;
use serde_json::json;

use super::super::super::applications::access::PartyTo;
use super::super::super::applications::sides::view_of;
use super::super::super::repo::blocks::{self, BlockDoc};
use super::super::super::repo::threads;
use super::super::access::Write;
use super::people::{Readers, signal};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiResult, RequestContext, in_transaction};

/// Takes no more messages of the other side, or takes them again; again changes nothing. Whoever works in a brand decides it
/// for the brand.
///
/// # Errors
/// When the database fails.
pub async fn set(
    state: &AppState,
    context: &RequestContext,
    party: &PartyTo<Write>,
    blocked: bool,
) -> ApiResult<()> {
    let (application, who) = (&party.application, &party.user);
    let (brand, creator, side) = (application.brand_id, application.user_id, view_of(party.role));
    let readers = Readers::of(state, application).await?;
    in_transaction(&state.db, async |transaction| {
        // What is written at the same moment comes before or after.
        threads::hold(&state.database, transaction, brand, creator).await?;
        let changed = if blocked {
            let at = DateTime::from_jiff(state.clock.now());
            let block = BlockDoc::new(brand, creator, side, who.id, at);
            blocks::add(&state.database, transaction, &block).await?
        } else {
            blocks::remove(&state.database, transaction, brand, creator, side).await?
        };
        if !changed {
            return Ok(());
        }
        let action = if blocked { "campaigns.block_messages" } else { "campaigns.unblock_messages" };
        let what = target("application", application.id, Some(&application.campaign_title));
        let line = AuditEntry::new(By::person(who.id, &who.email, context), action, what)
            .details(json!({ "brand_id": brand, "creator_id": application.creator_id, "by": side }));
        state.audit.record(line, Some(&mut *transaction)).await?;
        signal(state, transaction, &readers, application.id).await
    })
    .await
}
