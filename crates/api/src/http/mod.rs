//! The ground that every handler stands on: errors, extractors, pages, headers, the app's files, the description.
//!
//! Nothing here knows a domain. A handler's signature tells all: who may call it, what it takes, what it answers.

pub mod aliases;
pub mod caller;
pub mod context;
pub mod error;
pub mod etag;
pub mod examples;
pub mod extract;
pub mod fallback;
pub mod handlers;
pub mod headers;
pub mod idempotency;
pub mod layers;
pub mod limits;
pub mod openapi;
pub mod origin;
pub mod page;
pub mod patience;
pub mod pulse;
pub mod range;
pub mod reports;
pub mod spa;
pub mod transaction;

pub use crate::infra::said::Said;
pub use aliases::Alias;
pub use caller::Caller;
pub use context::RequestContext;
pub use error::{ApiError, ApiResult};
pub use extract::{Gate, Path, Upload, ValidJson, ValidQuery};
pub use handlers::Handlers;
pub use transaction::{in_kept_transaction, in_sendable_transaction, in_transaction};
