//! Which database the console speaks of, for every page of it.

use leptos::prelude::*;
use shared::inspection::DatabaseIdentity;

use crate::api;
use crate::browser::{self, watch};
use crate::ui::form::SelectOption;
use crate::ui::load::Remote;

const CHOSEN: &str = "avenue.database";

/// How often the figures are read again, in milliseconds.
const EVERY: u32 = 60_000;

/// The databases of the server and the one that was chosen. Copy it freely.
#[derive(Clone, Copy)]
pub struct Databases {
    all: Remote<Vec<DatabaseIdentity>>,
    chosen: RwSignal<Option<String>>,
    name: Memo<Option<String>>,
    names: Memo<Vec<String>>,
}

/// Makes the choice known to the pages below.
pub fn provide_databases() -> Databases {
    let all = Remote::new(api::inspection::databases);
    all.poll_while(EVERY, |_| true);
    let chosen = RwSignal::new(browser::stored(CHOSEN));
    // Pages follow the name alone: new figures of the same database must not make them begin again.
    // A reading that failed does not change what they are about either.
    let name = Memo::new(move |before: Option<&Option<String>>| {
        current(all, chosen).map(|database| database.name).or_else(|| before.cloned().flatten())
    });
    let names = Memo::new(move |_| {
        all.value().unwrap_or_default().into_iter().map(|database| database.name).collect()
    });
    let databases = Databases { all, chosen, name, names };
    provide_context(databases);
    databases
}

/// The choice.
pub fn use_databases() -> Databases {
    expect_context()
}

impl Databases {
    /// The databases of the server.
    pub const fn all(self) -> Remote<Vec<DatabaseIdentity>> {
        self.all
    }

    /// The database in question: the chosen one if it is still there, else the platform's own; tracked.
    pub fn current(self) -> Option<DatabaseIdentity> {
        current(self.all, self.chosen)
    }

    /// Its name, known as soon as the list is there; tracked.
    pub fn name(self) -> Option<String> {
        self.name.get()
    }

    /// The names of all; tracked.
    pub fn names(self) -> Vec<String> {
        self.names.get()
    }

    /// The same as choices of a list; tracked.
    pub fn choices(self) -> Vec<SelectOption> {
        self.names().into_iter().map(|name| SelectOption::new(name.clone(), name)).collect()
    }

    /// What a form begins with: the database in question, also where the form is there before the list is.
    pub fn beginning(self) -> RwSignal<String> {
        let typed = RwSignal::new(untrack(|| self.name()).unwrap_or_default());
        watch(move || {
            if let Some(name) = self.name()
                && typed.with_untracked(String::is_empty)
            {
                typed.set(name);
            }
        });
        typed
    }

    /// Speaks of another database from now on.
    pub fn choose(self, name: &str) {
        if self.chosen.get_untracked().as_deref() != Some(name) {
            browser::store(CHOSEN, name);
            self.chosen.set(Some(name.to_owned()));
        }
    }
}

fn current(all: Remote<Vec<DatabaseIdentity>>, chosen: RwSignal<Option<String>>) -> Option<DatabaseIdentity> {
    let all = all.value()?;
    let chosen = chosen.get();
    all.iter()
        .find(|database| Some(&database.name) == chosen.as_ref())
        .or_else(|| all.iter().find(|database| database.is_platform))
        .or_else(|| all.first())
        .cloned()
}
