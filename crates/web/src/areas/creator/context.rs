//! One's own creator profile, known to every page of the area.

use leptos::prelude::*;
use shared::creators::Creator;
use shared::error::ErrorCode;

use crate::api::{self, ApiProblem};
use crate::ui::load::{Load, Remote};

/// Whether there is a profile, and in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Not known yet.
    Waiting,
    /// The account is no creator.
    Nobody,
    /// The profile lies in the trash.
    Thrown,
    /// There is one.
    Here,
    /// It could not be read.
    Lost,
}

/// One's own profile. Copy it freely.
#[derive(Clone, Copy)]
pub struct Own {
    remote: Remote<Creator>,
}

/// Makes one's own profile known to the pages below.
pub fn provide_own() -> Own {
    let own = Own { remote: Remote::new(api::creators::own) };
    provide_context(own);
    own
}

/// One's own profile.
pub fn use_own() -> Own {
    expect_context()
}

impl Own {
    /// Whether there is one; tracked. Pages follow this alone, so that a change does not build them anew.
    pub fn stage(self) -> Memo<Stage> {
        Memo::new(move |_| match self.remote.get() {
            Load::Waiting => Stage::Waiting,
            Load::Ready(creator) if creator.trashed.is_some() => Stage::Thrown,
            Load::Ready(_) => Stage::Here,
            Load::Failed(problem) if problem.is(ErrorCode::NotFound) => Stage::Nobody,
            Load::Failed(_) => Stage::Lost,
        })
    }

    /// The profile, if it is there; tracked.
    pub fn get(self) -> Option<Creator> {
        self.remote.value()
    }

    /// The profile as it is at this moment, for what a form begins with.
    pub fn now(self) -> Option<Creator> {
        untrack(|| self.remote.value())
    }

    /// What stopped the reading; tracked.
    pub fn problem(self) -> Option<ApiProblem> {
        match self.remote.get() {
            Load::Failed(problem) => Some(problem),
            Load::Waiting | Load::Ready(_) => None,
        }
    }

    /// Puts in place what a change answered.
    pub fn take(self, now: Creator) {
        self.remote.set(now);
    }

    /// Reads it again.
    pub fn reload(self) {
        self.remote.reload();
    }
}
