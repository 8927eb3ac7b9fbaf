//! Figures of published posts as creators and brands see them: what was read from a screenshot, with its places, what the
//! creator vouches for, and what all of it adds up to.
//!
//! A job page shows its own by `<JobFigures application side/>`, a dashboard is `<Dashboard of/>`.

mod dashboard;
mod job;
mod line;
mod period;
mod question_dialog;
mod review;
mod screenshot;
mod sums;
pub mod words;

pub use dashboard::{Dashboard, Whose};
pub use job::{JobFigures, Side};
pub use line::says;
pub use screenshot::Screenshot;
