//! Which database the console speaks of, for every page of it.

use leptos::prelude::*;
use shared::inspection::DatabaseIdentity;

use crate::api;
use crate::browser;
use crate::ui::load::Remote;

const CHOSEN: &str = "avenue.database";

/// The databases of the server and the one that was chosen. Copy it freely.
#[derive(Clone, Copy)]
pub struct Databases {
    all: Remote<Vec<DatabaseIdentity>>,
    chosen: RwSignal<Option<String>>,
}

/// Makes the choice known to the pages below.
pub fn provide_databases() -> Databases {
    let databases = Databases {
        all: Remote::new(api::inspection::databases),
        chosen: RwSignal::new(browser::stored(CHOSEN)),
    };
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
        let all = self.all.value()?;
        let chosen = self.chosen.get();
        all.iter()
            .find(|database| Some(&database.name) == chosen.as_ref())
            .or_else(|| all.iter().find(|database| database.is_platform))
            .or_else(|| all.first())
            .cloned()
    }

    /// Its name, known as soon as the list is there; tracked.
    pub fn name(self) -> Option<String> {
        self.current().map(|database| database.name)
    }

    /// The names of all; tracked.
    pub fn names(self) -> Vec<String> {
        self.all.value().unwrap_or_default().into_iter().map(|database| database.name).collect()
    }

    /// Speaks of another database from now on.
    pub fn choose(self, name: &str) {
        if self.chosen.get_untracked().as_deref() != Some(name) {
            browser::store(CHOSEN, name);
            self.chosen.set(Some(name.to_owned()));
        }
    }
}
