//! What other domains ask of this one, besides who somebody is in a brand and what it may use.

use mongodb::ClientSession;
use shared::brands::{BrandRole, BrandState};
use shared::id::{BrandId, MediaId};
use shared::stars::StarCounts;

use super::super::repo::{brands, members};
use super::members::known;
use super::trash;
use crate::app::AppState;
use crate::domains::identity::{Acquaintance, CurrentUser};
use crate::http::{ApiResult, RequestContext};

/// A brand as others show it beside what is theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandCard {
    /// The brand.
    pub id: BrandId,
    /// The name that everybody knows.
    pub company: String,
    /// Its logo: a picture of `/api/media`.
    pub logo: Option<MediaId>,
    /// The public page is at `/b/<handle>`.
    pub handle: Option<String>,
    /// Whether it is in use; one that is not shows nothing but its name.
    pub open: bool,
}

/// The brands of these ids, in no order; at most 200. Those that are closed are among them: what refers to them still
/// finds their name.
///
/// # Errors
/// When the database fails.
pub async fn cards(state: &AppState, ids: &[BrandId]) -> ApiResult<Vec<BrandCard>> {
    let found = brands::by_ids(&state.database, ids).await?;
    Ok(found
        .into_iter()
        .map(|brand| {
            let open = brand.state == BrandState::Open;
            BrandCard {
                id: brand.id,
                company: brand.profile.company,
                logo: brand.logo.filter(|_| open),
                handle: brand.profile.handle.filter(|_| open),
                open,
            }
        })
        .collect())
}

/// The people who may do at least that in a brand: whom to tell what happens there. Nobody while it is in the trash.
///
/// # Errors
/// When the database fails.
pub async fn people(state: &AppState, brand: BrandId, least: BrandRole) -> ApiResult<Vec<Acquaintance>> {
    let mut found = members::of_brand(&state.database, brand).await?;
    found.retain(|member| member.role >= least && !member.in_trash);
    Ok(known(state, &found).await?.into_values().collect())
}

/// Changes what the ratings of a brand add up to, in the transaction of what changes them.
///
/// # Errors
/// When the database fails.
pub async fn count_rating(
    state: &AppState,
    session: &mut ClientSession,
    brand: BrandId,
    change: StarCounts,
) -> ApiResult<()> {
    brands::count_rating(&state.database, session, brand, change).await
}

/// Puts a brand into the trash because of what was reported of it, in the caller's transaction; `false` when it is not in use.
/// Its members are told, and only the staff can bring it back.
///
/// # Errors
/// When the database fails.
pub async fn suspend(
    state: &AppState,
    session: &mut ClientSession,
    context: &RequestContext,
    who: &CurrentUser,
    brand: BrandId,
    reason: &str,
) -> ApiResult<bool> {
    Ok(trash::put_within(state, session, context, who, brand, Some(reason)).await?.is_some())
}
