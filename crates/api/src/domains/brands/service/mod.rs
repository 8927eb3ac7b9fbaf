//! What the domain does, a file per use case. Whatever changes something records it in the same transaction.

pub mod change;
pub mod contract;
pub mod erase;
pub mod invitations;
pub mod logo;
pub mod managed;
pub mod members;
pub mod packages;
pub mod pages;
pub mod revisions;
pub mod tell;
pub mod trash;
pub mod uses;
pub mod workspace;
