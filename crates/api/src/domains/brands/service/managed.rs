//! Brands, for the staff.

use shared::brands::{BrandQuery, BrandRecord, BrandSummary};
use shared::error::ErrorCode;
use shared::id::{BrandId, UserId};
use shared::page::Page;

use super::super::repo::brands;
use super::super::repo::document::BrandDoc;
use super::{members, packages};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, page};
use crate::infra::db::sought::Sought;
use crate::said;

/// The brands that `query` asks for, newest first.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor that is none of this list.
pub async fn list(state: &AppState, query: &BrandQuery) -> ApiResult<Page<BrandSummary>> {
    let after = page::decode::<BrandId>(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let count = limit.saturating_add(1);
    let standing = query.state.unwrap_or_default();
    let found = brands::list(&state.database, standing, query.search.as_deref(), after, count).await?;
    let lines = found.iter().map(BrandDoc::to_summary).collect();
    Ok(page::page(lines, limit, |brand: &BrandSummary| brand.id))
}

/// The brands that are called like that, the best first, wherever they stand; at most `count`.
///
/// # Errors
/// When the database fails.
pub async fn called(state: &AppState, what: &Sought, count: usize) -> ApiResult<Vec<BrandSummary>> {
    let found = brands::called(&state.database, what, count).await?;
    Ok(found.iter().map(BrandDoc::to_summary).collect())
}

/// Everything of a brand, wherever it stands.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn get(state: &AppState, reader: UserId, brand: BrandId) -> ApiResult<BrandRecord> {
    let found = brands::any(&state.database, brand).await?;
    let found = found.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!("there is no such brand", "no existe esa marca"))
    })?;
    let mut members = members::list(state, reader, brand).await?;
    members.sort_by_key(|member| std::cmp::Reverse(member.role));
    Ok(BrandRecord {
        brand: found.to_dto(None),
        state: found.state,
        trashed: found.to_trashed(),
        members,
        packages: packages::get(state, brand).await?,
    })
}
