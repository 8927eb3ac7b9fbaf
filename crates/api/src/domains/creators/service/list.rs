//! Finding creators, for brands and on the public site.

use shared::creators::{CreatorQuery, CreatorSummary, ManagedCreator};
use shared::id::CreatorId;
use shared::page::Page;

use super::super::repo::document::CreatorDoc;
use super::super::repo::lists;
use super::super::rules::found::Audience;
use super::today;
use crate::app::AppState;
use crate::domains::identity::appearances;
use crate::http::{ApiResult, page};
use crate::infra::db::sought::Sought;

/// The creators that `query` asks for and that brands may find, newest first.
///
/// # Errors
/// `validation_failed` on a cursor that is none of this list.
pub async fn for_brands(state: &AppState, query: &CreatorQuery) -> ApiResult<Page<CreatorSummary>> {
    list(state, Audience::Brands, query).await
}

/// The creators that `query` asks for and that everybody may find, newest first.
///
/// # Errors
/// `validation_failed` on a cursor that is none of this list.
pub async fn for_everyone(state: &AppState, query: &CreatorQuery) -> ApiResult<Page<CreatorSummary>> {
    list(state, Audience::Everyone, query).await
}

/// Whose account is not in use is left out, so a page may be shorter than its limit and still have a next one.
async fn list(state: &AppState, audience: Audience, query: &CreatorQuery) -> ApiResult<Page<CreatorSummary>> {
    let after = page::decode::<CreatorId>(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let (today, reader) = (today(state), audience.reader());
    let found =
        lists::listed(&state.database, audience, query, &today, after, limit.saturating_add(1)).await?;
    let Page { items, next_cursor } = page::page(found, limit, |creator| creator.id);
    let users: Vec<_> = items.iter().map(|creator| creator.user_id).collect();
    let mut accounts = appearances(state, &users, reader).await?;
    let lines = items.iter().filter_map(|creator| {
        let account = accounts.remove(&creator.user_id)?;
        Some(creator.to_summary(reader, account.avatar, &today))
    });
    Ok(Page { items: lines.collect(), next_cursor })
}

/// Those who are called like that, the best first; at most `count`. For the staff whatever they show; for others those with
/// a media kit that everybody finds, unless the account is out of use.
///
/// # Errors
/// When the database fails.
pub async fn called(
    state: &AppState,
    for_staff: bool,
    what: &Sought,
    count: usize,
) -> ApiResult<Vec<ManagedCreator>> {
    let mut found = lists::called(&state.database, for_staff, what, count).await?;
    if !for_staff {
        let users: Vec<_> = found.iter().map(|creator| creator.user_id).collect();
        let accounts = appearances(state, &users, Audience::Everyone.reader()).await?;
        found.retain(|creator| accounts.contains_key(&creator.user_id));
    }
    Ok(found.iter().map(CreatorDoc::to_managed).collect())
}
