//! Metrics: what the networks counted of a published post. The creator sends a screenshot, a job reads it, the creator
//! corrects and confirms, and the brand sees it; dashboards add up what was confirmed.
//!
//! Nobody's figures count before a person has vouched for them, and what nobody could read a person types. Of each post the
//! newest confirmed figures count, in one document of their own (`campaign_figures`), which is written in the transaction
//! that confirms them: what is shown and what is added up can never differ.

pub mod access;
pub mod jobs;
pub mod routes;
pub mod rules;
pub mod service;
pub mod tell;
