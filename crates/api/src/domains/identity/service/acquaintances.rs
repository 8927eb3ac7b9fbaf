//! People as other domains may name them and write to them.

use mongodb::Database;
use shared::id::UserId;
use shared::identity::{Avatar, Locale};

use super::super::repo::users;
use crate::http::ApiResult;

/// Somebody as another domain knows them.
#[derive(Debug, Clone, PartialEq)]
pub struct Acquaintance {
    /// The account.
    pub id: UserId,
    /// The address to write to.
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// Given and family name.
    pub name: String,
    /// The language to write in.
    pub locale: Locale,
    /// The picture.
    pub avatar: Option<Avatar>,
}

/// The people of these accounts, in no order; accounts that are gone are left out. At most 200.
///
/// # Errors
/// When the database fails.
pub async fn acquaintances(database: &Database, ids: &[UserId]) -> ApiResult<Vec<Acquaintance>> {
    let users = users::by_ids(database, ids).await?;
    Ok(users
        .into_iter()
        .filter(|user| user.erased_at.is_none())
        .map(|user| Acquaintance {
            id: user.id,
            name: format!("{} {}", user.first_name, user.last_name).trim().to_owned(),
            email: user.email,
            first_name: user.first_name,
            locale: user.locale,
            avatar: user.profile.avatar,
        })
        .collect())
}
