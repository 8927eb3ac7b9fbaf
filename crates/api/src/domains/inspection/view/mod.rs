//! How stored documents are shown: Extended JSON, tables, and paths.

pub mod cells;
pub mod paths;
pub mod render;
