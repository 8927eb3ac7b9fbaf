//! What becomes of the brands of somebody who is erased.

use futures::FutureExt;
use mongodb::ClientSession;
use serde_json::json;
use shared::brands::BrandRole;
use shared::id::{BrandId, UserId};

use super::super::repo::brands;
use super::super::repo::members::{self, MemberDoc};
use super::super::rules::roles::heir;
use super::tell;
use super::trash::{close_within, remove_what_is_left};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiResult, in_sendable_transaction};

/// Takes somebody out of every brand. A brand that they own goes to whoever may most and is there longest; where there is
/// nobody but who may only look, it is closed. Doing it again changes nothing.
///
/// # Errors
/// When the database or the place for files fails.
pub async fn leave_all(state: &AppState, user: UserId) -> ApiResult<()> {
    for member in members::of_user(&state.database, user).await? {
        if leave(state, member.brand_id, user).await? {
            remove_what_is_left(state, member.brand_id).await?;
        }
    }
    Ok(())
}

/// Takes somebody out of one brand; whether it was closed.
async fn leave(state: &AppState, brand: BrandId, user: UserId) -> ApiResult<bool> {
    // Read before: of two who are erased at once, the second finds the first gone when the transaction writes.
    let others: Vec<MemberDoc> = members::of_brand(&state.database, brand).await?;
    let context = (state.clone(), others);
    in_sendable_transaction(
        &state.db,
        context,
        move |session, (state, others): &mut (AppState, Vec<MemberDoc>)| {
            async move { leave_within(state, session, brand, user, others).await }.boxed()
        },
    )
    .await
}

async fn leave_within(
    state: &AppState,
    session: &mut ClientSession,
    brand: BrandId,
    user: UserId,
    others: &[MemberDoc],
) -> ApiResult<bool> {
    let Some(held) = brands::hold_any(&state.database, session, brand).await? else { return Ok(false) };
    let Some(member) = members::find_within(&state.database, session, brand, user).await? else {
        return Ok(false);
    };
    members::remove(&state.database, session, &member).await?;
    let mut closed = false;
    if member.role == BrandRole::Owner {
        let candidates: Vec<(&MemberDoc, BrandRole)> =
            others.iter().filter(|other| other.user_id != user).map(|other| (other, other.role)).collect();
        match heir(&candidates) {
            Some(next) => {
                members::set_role(&state.database, session, next, BrandRole::Owner).await?;
                let notice = tell::role_changed(next.user_id, brand, held.company(), BrandRole::Owner);
                state.notifications.tell(notice, Some(&mut *session)).await?;
            }
            None => {
                close_within(state, session, &held).await?;
                closed = true;
            }
        }
    }
    let what = target("brand", brand, Some(held.company()));
    let line = AuditEntry::new(By::system(), "brands.forget_member", what)
        .details(json!({ "user_id": user, "role": member.role, "closed": closed }));
    state.audit.record(line, Some(session)).await?;
    Ok(closed)
}
