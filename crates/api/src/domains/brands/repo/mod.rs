//! What the domain stores. Nothing outside this folder sees `mongodb`, except that a service names the transaction that
//! its writes belong to.

pub mod brands;
pub mod document;
pub mod indexes;
pub mod invitations;
pub mod logos;
pub mod members;
pub mod packages;
pub mod revisions;
pub mod trash;

use crate::infra::db::MAX_TIME;
