//! What other domains may show of an account.

use std::collections::HashMap;

use shared::id::UserId;
use shared::identity::{Avatar, UserStatus};

use super::super::repo::users::{self, UserDoc};
use super::super::rules::privacy::Reader;
use crate::app::AppState;
use crate::http::ApiResult;

/// What is seen of an account beside what it does elsewhere on the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appearance {
    /// Its picture, if this reader may see it.
    pub avatar: Option<Avatar>,
}

/// How an account looks to a reader; `None` when it is not in use: suspended, being closed, erased.
///
/// # Errors
/// When the database fails.
pub async fn appearance(state: &AppState, user: UserId, reader: Reader) -> ApiResult<Option<Appearance>> {
    let found = users::by_id(&state.database, user).await?;
    Ok(found.and_then(|user| seen(user, reader)))
}

/// The same of several accounts, such as those of one page of a list. Those that are not in use are left out.
///
/// # Errors
/// When the database fails.
pub async fn appearances(
    state: &AppState,
    accounts: &[UserId],
    reader: Reader,
) -> ApiResult<HashMap<UserId, Appearance>> {
    let found = users::by_ids(&state.database, accounts).await?;
    let shown = found.into_iter().filter_map(|user| Some((user.id, seen(user, reader)?)));
    Ok(shown.collect())
}

fn seen(user: UserDoc, reader: Reader) -> Option<Appearance> {
    let in_use = user.status == UserStatus::Active && user.closing.is_none() && user.erased_at.is_none();
    let avatar = user.profile.avatar.filter(|_| reader.sees(user.profile.privacy.avatar));
    in_use.then_some(Appearance { avatar })
}
