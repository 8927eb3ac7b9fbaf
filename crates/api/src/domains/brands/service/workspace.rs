//! The workspace: made, shown, changed.

use shared::brands::{Brand, BrandRole, CreateBrand, UpdateBrand, read_website};
use shared::error::ErrorCode;
use shared::id::BrandId;
use shared::identity::Role;

use super::super::repo::document::{BrandDoc, ProfileDoc};
use super::super::repo::members::{self, MemberDoc};
use super::super::repo::{brands, revisions};
use super::super::rules::profile::changed;
use super::change::{turn, without_contact};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::domains::identity::{CurrentUser, take_role};
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction};
use crate::infra::ids::new_id;
use crate::said;

/// Brands that one account can work in.
pub const MOST: u64 = 50;

/// Makes a brand; `who` is its owner, and acts as a brand from now on.
///
/// # Errors
/// [`ErrorCode::LimitReached`] when they work in as many brands as anybody can.
pub async fn create(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: CreateBrand,
) -> ApiResult<Brand> {
    let now = state.clock.now();
    let website = body.website.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let website = website.map(|text| read_website(text).map_err(|wrong| ApiError::field("website", wrong)));
    let profile = ProfileDoc {
        company: body.company.trim().to_owned(),
        website: website.transpose()?,
        ..ProfileDoc::default()
    };
    let brand = BrandDoc::new(BrandId::new(new_id()), profile, now);
    let owner = MemberDoc::new(brand.id, who.id, BrandRole::Owner, now);
    in_kept_transaction(&state.db, async |transaction| {
        take_role(state, transaction, who.id, Role::Brand).await?;
        if members::count_of_user(&state.database, transaction, who.id).await? >= MOST {
            return Err(most_reached());
        }
        brands::insert(&state.database, transaction, &brand).await?;
        members::insert(&state.database, transaction, &owner).await?;
        revisions::keep(&state.database, transaction, &brand, who.id).await?;
        let made = brand.to_dto(Some(BrandRole::Owner));
        let by = By::person(who.id, &who.email, context);
        let line =
            AuditEntry::new(by, "brands.create_brand", target("brand", brand.id, Some(brand.company())))
                .changes(changes(&(), &without_contact(made.clone())));
        state.audit.record(line, Some(transaction)).await?;
        Ok(made)
    })
    .await
}

/// An account works in no more brands.
pub fn most_reached() -> ApiError {
    ApiError::new(ErrorCode::LimitReached).detail(said!(
        "an account can work in {MOST} brands; leave one first",
        "una cuenta puede trabajar en {MOST} marcas; dejá una primero"
    ))
}

/// A brand, as somebody with that role sees it.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn get(state: &AppState, brand: BrandId, role: BrandRole) -> ApiResult<Brand> {
    Ok(find(state, brand).await?.to_dto(Some(role)))
}

/// The stored brand, if it is open.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn find(state: &AppState, brand: BrandId) -> ApiResult<BrandDoc> {
    let found = brands::open(&state.database, brand).await?;
    found.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!("there is no such brand", "no existe esa marca"))
    })
}

/// Changes what is given of a brand.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a phone number that does not exist; [`ErrorCode::HandleTaken`];
/// [`ErrorCode::Conflict`] when the brand is not at the given revision, or was changed meanwhile.
pub async fn update(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    role: BrandRole,
    brand: BrandId,
    body: UpdateBrand,
) -> ApiResult<Brand> {
    let before = find(state, brand).await?;
    if body.revision.is_some_and(|revision| revision != before.revision) {
        return Err(ApiError::new(ErrorCode::Conflict).detail(said!(
            "the brand is at revision {}; read it again",
            "la marca ya va por la revisión {}; leela de nuevo";
            before.revision
        )));
    }
    let wished = changed(&before.profile, body)?;
    let after = turn(state, context, who, "brands.update_brand", &before, &wished, None).await?;
    Ok(after.to_dto(Some(role)))
}
