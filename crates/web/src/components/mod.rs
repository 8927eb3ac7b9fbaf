//! What several areas share.

pub mod arrival;
pub mod avatar;
pub mod device;
pub mod filters;
pub mod guard;
pub mod job;
pub mod layout;
pub mod logo;
pub mod password_rules;
pub mod phone_form;
pub mod prove;
pub mod refusal;
