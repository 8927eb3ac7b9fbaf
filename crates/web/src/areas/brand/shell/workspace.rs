//! Which workspace the address names and what one may do in it, for the frame and the pages in it.

use leptos::prelude::*;
use shared::brands::{BrandMembership, BrandRole};

use super::super::BrandPage;
use crate::api::{self, ApiProblem};
use crate::ui::load::{Load, Remote};

/// What keeps the pages from being shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// Nothing.
    None,
    /// One does not work in the brand, or there is none.
    Stranger,
    /// It could not be read.
    Failed(ApiProblem),
}

/// The workspace. Copy it freely.
#[derive(Clone, Copy)]
pub struct Workspace {
    mine: Remote<Vec<BrandMembership>>,
    known: Memo<Option<Vec<BrandMembership>>>,
    page: Memo<BrandPage>,
    role: Memo<Option<BrandRole>>,
    trouble: Memo<Trouble>,
}

/// Makes the workspace known to the frame and the pages.
pub fn provide_workspace(page: Memo<BrandPage>) -> Workspace {
    let mine = Remote::new(api::brands::mine);
    // What was read stays when reading it again fails: a page must not go away for that, with what was typed on it.
    let known = Memo::new(move |before: Option<&Option<Vec<BrandMembership>>>| {
        mine.value().or_else(|| before.cloned().flatten())
    });
    let role = Memo::new(move |_| {
        let brand = page.get().brand()?;
        known.get()?.into_iter().find(|one| one.brand_id == brand).map(|one| one.role)
    });
    let trouble = Memo::new(move |_| match (known.get(), mine.get(), page.get().brand()) {
        (Some(known), _, Some(brand)) if known.iter().all(|one| one.brand_id != brand) => Trouble::Stranger,
        (None, Load::Failed(problem), _) => Trouble::Failed(problem),
        _ => Trouble::None,
    });
    let workspace = Workspace { mine, known, page, role, trouble };
    provide_context(workspace);
    workspace
}

/// The workspace that the page is in.
pub fn use_workspace() -> Workspace {
    expect_context()
}

impl Workspace {
    /// The brands that one works in; tracked, empty until they are known.
    pub fn mine(self) -> Vec<BrandMembership> {
        self.known.get().unwrap_or_default()
    }

    /// This one among them; tracked.
    pub fn here(self) -> Option<BrandMembership> {
        let brand = self.page.get().brand()?;
        self.mine().into_iter().find(|one| one.brand_id == brand)
    }

    /// What one may do in it; tracked, nothing until it is known.
    pub fn role(self) -> Option<BrandRole> {
        self.role.get()
    }

    /// Whether one may do what this role may; tracked. A name or logo that changes does not touch it.
    pub fn may(self, least: BrandRole) -> bool {
        self.role.get() >= Some(least)
    }

    /// What keeps the pages from being shown; tracked.
    pub fn trouble(self) -> Trouble {
        self.trouble.get()
    }

    /// Reads again which brands there are: a name, a logo or a role has changed.
    pub fn reload(self) {
        self.mine.reload();
    }
}
