//! What the two sides of an application write to each other: one thread for each application, between its creator and
//! whoever works in the brand.
//!
//! Messages are numbered without a gap, so that whoever listens live asks for what came after the last number that they know.
//! How far each person has read, and how much is new to them, is kept with every message and every mark, so that counting
//! is reading one number.

pub mod access;
pub mod routes;
pub mod rules;
pub mod service;
pub mod tell;
