//! Who a request comes from, as far as limits and idempotency keys need to know.
//!
//! `http` knows no domain: whoever finds out who calls says so here, and everything that counts by caller looks here.

use std::fmt;

use actix_web::{HttpMessage, HttpRequest};
use shared::id::UserId;
use uuid::Uuid;

/// Whoever a good credential speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// The account.
    pub user: UserId,
    /// The API key that was shown instead of an access token.
    pub key: Option<Uuid>,
    /// The key's own limit, in requests a minute; absent for the published one.
    pub limit: Option<u32>,
}

impl Caller {
    /// Somebody who is signed in.
    pub const fn user(user: UserId) -> Self {
        Self { user, key: None, limit: None }
    }

    /// A program with an API key of that account.
    pub const fn key(user: UserId, key: Uuid, limit: Option<u32>) -> Self {
        Self { user, key: Some(key), limit }
    }

    /// What tells the request who its caller is: for extractors, which find out later than they see the request.
    pub fn announcer(request: &HttpRequest) -> impl FnOnce(Self) + use<> {
        let request = request.clone();
        move |caller| {
            request.extensions_mut().insert(caller);
        }
    }

    /// The caller of a request, once known.
    pub fn of(request: &HttpRequest) -> Option<Self> {
        request.extensions().get::<Self>().copied()
    }
}

impl fmt::Display for Caller {
    /// Not the key alone: whoever signs in goes on with what their key began, and the other way round.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.user.fmt(f)
    }
}
