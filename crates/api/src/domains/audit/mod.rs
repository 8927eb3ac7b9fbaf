//! Who did what to what and when, from where, with the difference.
//!
//! Owns the collection `audit_events`. Every domain records through [`Audit::record`], in the transaction of what it
//! does, so that there is no deed without its line and no line without its deed. Looks and refusals are recorded alone.
//!
//! Append-only for everyone: this domain, the only one that knows the collection, has code that inserts and code that
//! reads, and none that changes or removes (a test holds it to that); nothing expires. The one exception, in `forget`, takes a
//! person who was erased out of the lines and leaves the lines. Whoever wants the database to
//! enforce it too gives the platform's account a role without `update` and `remove` on `audit_events`.
//! Lines are not chained by digests: that would make every recorded transaction wait for every other.

mod changes;
mod entry;
mod forget;
mod repo;
mod revisions;
mod routes;
mod service;

pub use changes::changes;
pub use entry::{AuditEntry, By, target};
pub use forget::{PERSONAL_DATA, forget_about};
pub use revisions::{KeptRevision, told_revisions};
pub use routes::configure;
pub use service::Audit;
