//! Extractors that a handler can trust: what they hand over is well-formed and valid.

pub mod gate;
pub mod json;
mod path;
mod query;
mod upload;

pub use gate::Gate;
pub use json::ValidJson;
pub use path::Path;
pub use query::ValidQuery;
pub use upload::Upload;
