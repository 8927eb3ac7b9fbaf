//! Brands: the workspace, who works in it, how the public sees it, and the package that it may use up.
//!
//! Owns the collections `brands`, `brand_members`, `brand_invitations`, `brand_packages` and `brand_revisions`. Other domains
//! take from it who works for a brand ([`member`], [`access::MemberOf`], [`people`]) and what it is called ([`cards`]), and
//! count deliveries with [`use_delivery`].
//!
//! Invariants:
//! - A brand that is open has exactly one owner: a unique index allows no second one, and nothing that takes the owner
//!   away leaves none behind. Ownership goes on only by the owner's own hand, or when the owner is erased.
//! - An invitation is good once, until it expires, and only for the address that it was mailed to. Its link is stored as a
//!   digest. An address has one open invitation to a brand: a new one takes the place of the old.
//! - Whoever does not work in a brand does not learn whether there is one: the answer is 404.
//! - A package is never used beyond its limit: counting is one conditional write in the transaction of what is counted. What
//!   is told at 80 and 100 % is written in the same transaction, so it is told once.
//! - Legal name, RUC and package are for members and staff alone.
//! - Each change of what a brand says of itself leaves a revision behind, in the same transaction, and none is lost by going
//!   back to an earlier one.
//! - A brand in the trash has no members and no page, and keeps its name. It is brought back as it was, or closed for good by
//!   a job when its time there is over. What was thrown away by the staff, only the staff brings back.

pub mod access;
pub mod demo;
mod jobs;
mod personal;
mod repo;
mod routes;
mod rules;
mod service;

pub use access::MemberOf;
pub use jobs::register;
pub use personal::PERSONAL_DATA;
pub use repo::indexes::ensure as ensure_indexes;
pub use routes::configure;
pub use service::contract::{BrandCard, cards, count_rating, people, suspend};
pub use service::managed::called;
pub use service::members::{mine, role_of as member};
pub use service::uses::{require_delivery, use_delivery};
