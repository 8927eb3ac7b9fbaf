//! What people ask for: filter, projection and sort in Extended JSON, let through by lists of what is allowed.
//!
//! Pure. What the lists do not name is refused with its name and where it stands, so that a new operator of a new server
//! is refused too until somebody has looked at it. Nothing that runs code, reads another collection, writes, renames or
//! computes is on the lists, and nothing that would let a hidden value be guessed by asking about it.

mod filter;
mod keyset;
mod parse;
mod projection;
mod sort;

pub use filter::{Filter, filter};
pub use keyset::{Keyset, Place};
pub use parse::object;
pub use projection::projection;
pub use sort::{Direction, Sort, sort};

use shared::error::ErrorCode;

use crate::http::{ApiError, ApiResult, Said};

/// A query that is not run: what stands where, and what would be right.
fn refused<T>(why: Said) -> ApiResult<T> {
    Err(ApiError::new(ErrorCode::QueryRefused).detail(why))
}

/// A dotted path below another.
fn join(parent: &str, name: &str) -> String {
    if parent.is_empty() { name.to_owned() } else { format!("{parent}.{name}") }
}
