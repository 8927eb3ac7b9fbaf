//! What several areas share.

pub mod device;
pub mod guard;
pub mod layout;
pub mod logo;
pub mod password_rules;
