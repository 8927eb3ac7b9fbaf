//! What the domain stores. Nothing outside this folder sees `mongodb`, except that a service names the transaction that
//! its writes belong to.

pub mod api_keys;
pub mod avatars;
pub mod challenges;
pub mod erasure;
pub mod exports;
pub mod external;
pub mod flows;
pub mod guards;
pub mod indexes;
pub mod keys;
pub mod links;
pub mod profile;
pub mod recipients;
pub mod second_factors;
pub mod sessions;
pub mod throttle;
pub mod users;
pub mod views;
pub mod visitors;

use crate::infra::db::{MAX_TIME, is_duplicate};
