//! Who works in a brand: listed, given another role, removed; ownership handed over.

use std::collections::HashMap;

use serde_json::json;
use shared::brands::{BrandMember, BrandMembership, BrandRole, HandOverBrand, UpdateBrandMember};
use shared::error::ErrorCode;
use shared::id::{BrandId, UserId};

use super::super::repo::brands;
use super::super::repo::members::{self, MemberDoc};
use super::super::rules::roles::{may_change, may_remove};
use super::tell;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::{Acquaintance, CurrentUser, acquaintances};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};
use crate::said;

/// What somebody may do in a brand; `None` when they do not work in it, or there is none that is open.
///
/// # Errors
/// When the database fails.
pub async fn role_of(state: &AppState, user: UserId, brand: BrandId) -> ApiResult<Option<BrandRole>> {
    let member = members::find(&state.database, brand, user).await?;
    Ok(member.filter(|member| !member.in_trash).map(|member| member.role))
}

/// Whether somebody owns a brand that is in the trash.
///
/// # Errors
/// When the database fails.
pub async fn owns_in_trash(state: &AppState, user: UserId, brand: BrandId) -> ApiResult<bool> {
    let member = members::find(&state.database, brand, user).await?;
    Ok(member.is_some_and(|member| member.in_trash && member.role == BrandRole::Owner))
}

/// The brands in which somebody works, the latest first; without those in the trash.
///
/// # Errors
/// When the database fails.
pub async fn mine(state: &AppState, user: UserId) -> ApiResult<Vec<BrandMembership>> {
    let mut memberships = members::of_user(&state.database, user).await?;
    memberships.retain(|member| !member.in_trash);
    let ids: Vec<BrandId> = memberships.iter().map(|member| member.brand_id).collect();
    let found = brands::by_ids(&state.database, &ids).await?;
    let mut found: HashMap<BrandId, _> = found.into_iter().map(|brand| (brand.id, brand)).collect();
    Ok(memberships
        .into_iter()
        .filter_map(|member| {
            let brand = found.remove(&member.brand_id)?;
            Some(BrandMembership {
                brand_id: brand.id,
                company: brand.profile.company,
                logo: brand.logo,
                role: member.role,
                since: member.since.to_jiff(),
            })
        })
        .collect())
}

/// Who works in a brand, the longest there first.
///
/// # Errors
/// When the database fails.
pub async fn list(state: &AppState, reader: UserId, brand: BrandId) -> ApiResult<Vec<BrandMember>> {
    let members = members::of_brand(&state.database, brand).await?;
    let mut people = known(state, &members).await?;
    Ok(members
        .into_iter()
        .filter_map(|member| {
            let person = people.remove(&member.user_id)?;
            Some(BrandMember {
                user_id: person.id,
                name: person.name,
                email: person.email,
                avatar: person.avatar,
                role: member.role,
                since: member.since.to_jiff(),
                you: person.id == reader,
            })
        })
        .collect())
}

/// The people behind members.
pub async fn known(state: &AppState, members: &[MemberDoc]) -> ApiResult<HashMap<UserId, Acquaintance>> {
    let ids: Vec<UserId> = members.iter().map(|member| member.user_id).collect();
    let people = acquaintances(&state.database, &ids).await?;
    Ok(people.into_iter().map(|person| (person.id, person)).collect())
}

/// Gives a member another role.
///
/// # Errors
/// [`ErrorCode::NotFound`] when they do not work here; [`ErrorCode::LastOne`] for the owner; [`ErrorCode::Forbidden`]
/// when `who` manages the brand no longer.
pub async fn update(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    brand: BrandId,
    user: UserId,
    body: UpdateBrandMember,
) -> ApiResult<BrandMember> {
    in_transaction(&state.db, async |transaction| {
        let held = brands::hold(&state.database, transaction, brand).await?;
        let by = members::find_within(&state.database, transaction, brand, who.id).await?.ok_or_else(gone)?;
        let member = members::find_within(&state.database, transaction, brand, user).await?;
        let member = member.ok_or_else(no_member)?;
        may_change(by.role, member.role, body.role)?;
        if member.role == body.role {
            return Ok(());
        }
        members::set_role(&state.database, transaction, &member, body.role).await?;
        if user != who.id {
            let notice = tell::role_changed(user, brand, held.company(), body.role);
            state.notifications.tell(notice, Some(&mut *transaction)).await?;
        }
        let by = By::person(who.id, &who.email, context);
        let what = target("brand", brand, Some(held.company()));
        let line = AuditEntry::new(by, "brands.update_member", what)
            .details(json!({ "user_id": user, "before": member.role, "after": body.role }));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    let members = list(state, who.id, brand).await?;
    members.into_iter().find(|member| member.user_id == user).ok_or_else(no_member)
}

/// Removes a member, or has one leave.
///
/// # Errors
/// [`ErrorCode::NotFound`] when they do not work here; [`ErrorCode::LastOne`] for the owner; [`ErrorCode::Forbidden`].
pub async fn remove(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    brand: BrandId,
    user: UserId,
) -> ApiResult<()> {
    in_transaction(&state.db, async |transaction| {
        let held = brands::hold(&state.database, transaction, brand).await?;
        let by = members::find_within(&state.database, transaction, brand, who.id).await?.ok_or_else(gone)?;
        let member = members::find_within(&state.database, transaction, brand, user).await?;
        let member = member.ok_or_else(no_member)?;
        may_remove(by.role, member.role, user == who.id)?;
        members::remove(&state.database, transaction, &member).await?;
        if user != who.id {
            let notice = tell::removed(user, brand, held.company());
            state.notifications.tell(notice, Some(&mut *transaction)).await?;
        }
        let by = By::person(who.id, &who.email, context);
        let what = target("brand", brand, Some(held.company()));
        let line = AuditEntry::new(by, "brands.remove_member", what)
            .details(json!({ "user_id": user, "role": member.role }));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await
}

/// Makes a member the owner; who was it manages the brand from then on.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on `user_id` when they do not work here, or own it already;
/// [`ErrorCode::Conflict`] when `who` is the owner no longer.
pub async fn hand_over(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    brand: BrandId,
    body: HandOverBrand,
) -> ApiResult<Vec<BrandMember>> {
    let heir = body.user_id;
    if heir == who.id {
        return Err(ApiError::field("user_id", "must be another member: you are the owner"));
    }
    in_transaction(&state.db, async |transaction| {
        let held = brands::hold(&state.database, transaction, brand).await?;
        let owner = members::find_within(&state.database, transaction, brand, who.id).await?;
        let owner = owner.filter(|member| member.role == BrandRole::Owner);
        let owner = owner.ok_or_else(|| ApiError::new(ErrorCode::Conflict))?;
        let member = members::find_within(&state.database, transaction, brand, heir).await?;
        let member = member.ok_or_else(|| ApiError::field("user_id", "must be a member of this brand"))?;
        // First down, then up: the index allows no second owner, not even for a moment.
        members::set_role(&state.database, transaction, &owner, BrandRole::Admin).await?;
        members::set_role(&state.database, transaction, &member, BrandRole::Owner).await?;
        let notice = tell::role_changed(heir, brand, held.company(), BrandRole::Owner);
        state.notifications.tell(notice, Some(&mut *transaction)).await?;
        let by = By::person(who.id, &who.email, context);
        let what = target("brand", brand, Some(held.company()));
        let line = AuditEntry::new(by, "brands.hand_over", what)
            .details(json!({ "from": who.id, "to": heir, "role_before": member.role }));
        Ok(state.audit.record(line, Some(transaction)).await?)
    })
    .await?;
    list(state, who.id, brand).await
}

/// Whoever asked does not work here any more.
fn gone() -> ApiError {
    ApiError::new(ErrorCode::NotFound).detail(said!(
        "there is no such brand, or you do not work in it",
        "esa marca no existe, o no trabajás en ella"
    ))
}

fn no_member() -> ApiError {
    ApiError::new(ErrorCode::NotFound)
        .detail(said!("there is no such user in this brand", "esa persona no trabaja en esta marca"))
}
