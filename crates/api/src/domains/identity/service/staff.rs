//! Who of the staff is to be told of something.

use mongodb::Database;
use shared::id::UserId;
use shared::identity::{Locale, Permission};

use super::super::repo::users;
use crate::http::ApiResult;

/// An administrator as other domains may know one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The account.
    pub id: UserId,
    /// The address to write to.
    pub email: String,
    /// The language to write in.
    pub locale: Locale,
}

/// The active administrators with a permission.
///
/// # Errors
/// When the database fails.
pub async fn staff_with(database: &Database, permission: Permission) -> ApiResult<Vec<Colleague>> {
    let users = users::with_permission(database, permission).await?;
    Ok(users
        .into_iter()
        .map(|user| Colleague { id: user.id, email: user.email, locale: user.locale })
        .collect())
}
