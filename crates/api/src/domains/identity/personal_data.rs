//! What each domain holds of a person: how it gives a copy, and how it forgets.
//!
//! A domain that stores anything about people declares a [`PersonalData`] in its `mod.rs`, and `app` collects them. So a
//! copy of one's data and an erasure know every domain without this one knowing any.

use futures::future::BoxFuture;
use serde::Serialize;
use shared::id::UserId;

use crate::app::AppState;
use crate::http::{ApiError, ApiResult};

/// Somebody whose data is asked for.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account.
    pub id: UserId,
    /// The addresses that the account has and has had, in lower case.
    pub emails: Vec<String>,
}

/// One file of a copy.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its name below the folder of its domain.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Piece {
    /// A list or a thing as readable JSON.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn json(name: impl Into<String>, thing: &impl Serialize) -> ApiResult<Self> {
        let bytes = serde_json::to_vec_pretty(thing).map_err(ApiError::internal)?;
        Ok(Self { name: name.into(), bytes })
    }

    /// A file as it is.
    pub fn file(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes }
    }
}

/// Gives a copy of what a domain holds of a person.
pub type Collect = for<'a> fn(&'a AppState, &'a Person) -> BoxFuture<'a, ApiResult<Vec<Piece>>>;
/// Forgets a person. Doing it again must do no harm.
pub type Forget = for<'a> fn(&'a AppState, &'a Person) -> BoxFuture<'a, ApiResult<()>>;

/// What one domain holds of people.
#[derive(Debug, Clone, Copy)]
pub struct PersonalData {
    /// The domain's word; its folder in a copy.
    pub domain: &'static str,
    /// Gives a copy.
    pub collect: Collect,
    /// Forgets.
    pub forget: Forget,
}
