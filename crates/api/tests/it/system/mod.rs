//! The platform itself.

mod jobs;
