//! How somebody stands with a limit.

use std::cell::RefCell;
use std::time::Duration;

/// How somebody stands with a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The limit's name.
    pub policy: &'static str,
    /// Requests a minute.
    pub rate: u32,
    /// So many more are let in now.
    pub left: u32,
    /// After so long without a request, all are let in again.
    pub full_in: Duration,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may go on.
    LetIn(Standing),
    /// It may not; one is let in after the wait.
    Refused(Standing, Duration),
}

/// How the sender of the request under way stands with each limit that it was counted for.
#[derive(Debug, Default)]
pub struct Standings(pub(super) RefCell<Vec<Standing>>);

/// The part of a minute that one request of `rate` takes.
pub fn share_of_minute(rate: u32) -> Duration {
    Duration::from_secs(60) / rate.max(1)
}
