//! What follows from a signature, as both sides see it: the product that is sent, what is delivered and what is said of it,
//! and what the brand may do with it. Each side's own area brings the frame; see [`sections`] for what stands in it.

mod ask;
mod drafts;
mod job;
mod pieces;
mod rights;
pub mod sections;
mod shipping;
mod words;

pub use job::{Job, Side, provide_job, use_job};
pub use sections::{JobView, Place};
