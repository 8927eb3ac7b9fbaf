//! What several areas show of creators: the words for what they are, their rates, their work, and a whole profile as it
//! is or was.

mod rates;
mod revisions;
mod state;
pub mod words;
mod works;

pub use rates::RateList;
pub use revisions::{Reading, RevisionPanel, Revisions};
pub use state::profile_state;
pub use works::{WorkList, host_of, work_view};
