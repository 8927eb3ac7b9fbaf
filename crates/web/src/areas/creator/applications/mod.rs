//! A creator's applications: the list of them, and each with what was offered, what is signed, and what happened.

mod application_agreed;
mod application_page;
mod counter_dialog;
mod list_page;
mod sign_panel;
mod standing;
mod withdraw_dialog;

use leptos::prelude::*;
use shared::id::ApplicationId;

use crate::areas::Area;
use crate::components::arrival::{Arriving, chunk};
use crate::components::work::Place;

/// The pages of one's applications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplicationsPage {
    /// All of them.
    List,
    /// One of them, and the job that becomes of it.
    One(ApplicationId),
}

impl ApplicationsPage {
    /// The application of that id, if it is one and has what stands behind it.
    pub fn named(id: &str, rest: &[&str]) -> Option<Self> {
        Place::at(rest)?;
        id.parse().ok().map(Self::One)
    }

    /// Where one of them is.
    pub fn address(id: ApplicationId) -> String {
        format!("/creator/applications/{id}")
    }
}

/// Fetches the chunk that shows a page.
pub fn fetch(page: ApplicationsPage) -> Arriving<Area> {
    match page {
        ApplicationsPage::List => Box::pin(applications()),
        ApplicationsPage::One(_) => Box::pin(application()),
    }
}

fn show_list(_: Area) -> AnyView {
    view! { <list_page::ListPage/> }.into_any()
}

fn show_one(area: Area) -> AnyView {
    match area {
        Area::Applications(ApplicationsPage::One(id)) => view! { <application_page::OnePage id/> }.into_any(),
        _ => ().into_any(),
    }
}

chunk! {
    /// One's applications.
    applications: Area => show_list
}

chunk! {
    /// One application: its offers, the brief, the signature.
    application: Area => show_one
}
