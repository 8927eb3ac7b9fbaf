//! What the domain stores. Nothing outside this folder sees `mongodb`, except that a service names the transaction that
//! its writes belong to.

pub mod creators;
pub mod document;
pub mod indexes;
pub mod lists;
pub mod revisions;
