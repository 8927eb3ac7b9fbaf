//! The platform itself.

mod jobs;
mod killed;
