//! What stands on the page of a job: its sections, each at an address of its own below the job's.

use leptos::prelude::*;
use shared::campaigns::ApplicationState;
use shared::id::DeliverableId;

use super::{Side, drafts, pieces, rights, use_job};
use crate::address;
use crate::components::arrival::{Arriving, arriving, chunk};
use crate::components::conversation::Conversation;
use crate::components::figures::{self, JobFigures};
use crate::components::rating::Ratings;
use crate::i18n::tr;
use crate::ui::card::Card;
use crate::ui::tabs::{Tab, Tabs};

/// One section.
pub struct Section {
    /// Its word behind the address of the job.
    pub word: &'static str,
    /// Its name.
    pub label: fn() -> &'static str,
    /// Whether it is there while the application stands so.
    pub when: fn(ApplicationState) -> bool,
    /// Fetches the chunk that shows it. The job is in the context; see [`use_job`].
    pub fetch: fn(&Place) -> Arriving<Place>,
}

/// Every section, in the order of the tabs. The first one that is there is also at the address of the job itself.
pub const SECTIONS: &[Section] = &[
    Section { word: WORK, label: tr!(work.tab_work), when: is_signed, fetch: |_| Box::pin(job_work()) },
    Section {
        word: "figures",
        label: tr!(metrics.title),
        when: is_signed,
        fetch: |_| Box::pin(job_figures()),
    },
    Section {
        word: "rights",
        label: tr!(work.tab_rights),
        when: is_signed,
        fetch: |_| Box::pin(job_rights()),
    },
    Section { word: "agreed", label: tr!(work.tab_agreed), when: |_| true, fetch: agreed },
    // Their words stand in notices, which are written in the API.
    Section { word: "messages", label: tr!(talk.inbox), when: |_| true, fetch: |_| Box::pin(job_messages()) },
    Section {
        word: "ratings",
        label: tr!(ratings.title),
        when: is_signed,
        fetch: |_| Box::pin(job_ratings()),
    },
];

/// The section that a deliverable belongs to.
const WORK: &str = "work";

/// What an address below that of a job leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The first section that is there.
    First,
    /// A section by its word.
    In(&'static str),
    /// One deliverable.
    Piece(DeliverableId),
}

impl Place {
    /// What stands behind the address of a job leads there, if it leads anywhere.
    pub fn at(rest: &[&str]) -> Option<Self> {
        match rest {
            [] => Some(Self::First),
            [word] => SECTIONS.iter().find(|one| one.word == *word).map(|one| Self::In(one.word)),
            ["deliverables", id] => id.parse().ok().map(Self::Piece),
            _ => None,
        }
    }

    /// The section that is shown there while the application stands so: the first one where the one that is asked for is not
    /// there yet.
    pub fn section(self, state: ApplicationState) -> Option<&'static Section> {
        let word = match self {
            Self::First => None,
            Self::In(word) => Some(word),
            Self::Piece(_) => Some(WORK),
        };
        let there = || SECTIONS.iter().filter(|one| (one.when)(state));
        there().find(|one| Some(one.word) == word).or_else(|| there().next())
    }
}

const fn is_signed(state: ApplicationState) -> bool {
    matches!(state, ApplicationState::Confirmed)
}

/// What each side's own page says of what was agreed on.
#[derive(Clone, Copy)]
struct Agreed(fn(&Place) -> Arriving<Place>);

/// The sections of the job in the context, and the one that the address names.
#[component]
pub fn JobView(
    /// Fetches the chunk that shows what was agreed on, as this side's own page has it.
    agreed: fn(&Place) -> Arriving<Place>,
) -> impl IntoView {
    let job = use_job();
    provide_context(Agreed(agreed));
    let base = job.base();
    let path = address::path();
    let place = Memo::new(move |before: Option<&Place>| {
        let here = path.get();
        let rest = here.strip_prefix(base.as_str()).map(address::segments);
        let found = rest.and_then(|rest| Place::at(&rest.iter().map(String::as_str).collect::<Vec<_>>()));
        // Whoever goes on to another page still sees this one until that has come.
        found.or_else(|| before.copied()).unwrap_or(Place::First)
    });
    // A state that changes without another section does not build the section anew.
    let shown = Memo::new(move |_| match (place.get(), place.get().section(job.state())) {
        (Place::Piece(id), Some(section)) if section.word == WORK => Place::Piece(id),
        (_, Some(section)) => Place::In(section.word),
        (_, None) => Place::First,
    });
    let chosen = Signal::derive(move || {
        shown.get().section(job.state()).map(|section| section.word.to_owned()).unwrap_or_default()
    });
    let choose = Callback::new(move |word: &'static str| address::go(&format!("{}/{word}", job.base())));
    let words = Memo::new(move |_| {
        let state = job.state();
        SECTIONS.iter().filter(|one| (one.when)(state)).map(|one| one.word).collect::<Vec<_>>()
    });
    move || {
        let words = words.get();
        let tabs: Vec<Tab> = SECTIONS
            .iter()
            .filter(|one| words.contains(&one.word))
            .map(|one| Tab::new(one.word, one.label))
            .collect();
        // One alone needs no tab.
        if tabs.len() < 2 {
            return arriving(shown, fetch);
        }
        view! {
            <Tabs label=tr!(work.parts) tabs chosen on_choose=choose>{arriving(shown, fetch)}</Tabs>
        }
        .into_any()
    }
}

fn fetch(place: &Place) -> Arriving<Place> {
    if let Place::Piece(_) = place {
        return Box::pin(job_piece());
    }
    let section = SECTIONS.iter().find(|one| *place == Place::In(one.word));
    section.map_or_else(|| agreed(place), |section| (section.fetch)(place))
}

/// What was agreed on is a chunk of each side.
fn agreed(place: &Place) -> Arriving<Place> {
    let Agreed(fetch) = expect_context();
    fetch(place)
}

fn show_work(_: Place) -> AnyView {
    view! { <pieces::WorkSection/> }.into_any()
}

fn show_piece(place: Place) -> AnyView {
    match place {
        Place::Piece(id) => view! { <drafts::PieceSection id/> }.into_any(),
        Place::First | Place::In(_) => ().into_any(),
    }
}

fn show_figures(_: Place) -> AnyView {
    let job = use_job();
    let side = Memo::new(move |_| match job.side {
        Side::Creator => figures::Side::Creator,
        Side::Brand => figures::Side::Brand { works: job.may() },
    });
    (move || view! { <JobFigures application=job.id side=side.get()/> }).into_any()
}

fn show_rights(_: Place) -> AnyView {
    view! { <rights::RightsSection/> }.into_any()
}

fn show_messages(_: Place) -> AnyView {
    let job = use_job();
    let may = Signal::derive(move || job.may());
    view! { <Card><Conversation application=job.id side=job.side.of_offer() may/></Card> }.into_any()
}

fn show_ratings(_: Place) -> AnyView {
    let job = use_job();
    let may = Signal::derive(move || job.may());
    view! { <Card><Ratings application=job.id side=job.side.of_offer() may/></Card> }.into_any()
}

chunk! {
    /// What the two sides write to each other.
    job_messages: Place => show_messages
}

chunk! {
    /// How the two sides rate each other.
    job_ratings: Place => show_ratings
}

chunk! {
    /// What is to be done: the product that is sent, and what is delivered.
    job_work: Place => show_work
}

chunk! {
    /// One deliverable: its drafts, what was said of them, and where it was published.
    job_piece: Place => show_piece
}

chunk! {
    /// What was reached with what was published.
    job_figures: Place => show_figures
}

chunk! {
    /// What the brand may do with what was delivered.
    job_rights: Place => show_rights
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[wasm_bindgen_test]
    fn each_section_is_found_by_its_word_and_each_word_is_one() {
        for section in SECTIONS {
            assert_eq!(Place::at(&[section.word]), Some(Place::In(section.word)));
            assert_eq!(SECTIONS.iter().filter(|other| other.word == section.word).count(), 1);
        }
        assert_eq!(Place::at(&[]), Some(Place::First));
        assert_eq!(Place::at(&["deliverables", ID]), Some(Place::Piece(ID.parse().unwrap())));
        for nowhere in [&["x"][..], &["deliverables"], &["deliverables", "x"], &["work", "x"]] {
            assert_eq!(Place::at(nowhere), None, "{nowhere:?}");
        }
    }

    #[wasm_bindgen_test]
    fn before_the_signature_there_is_only_what_would_be_agreed_on() {
        let shown = |place: Place, state| place.section(state).map(|section| section.word);
        for place in [Place::First, Place::In("work"), Place::Piece(ID.parse().unwrap())] {
            assert_eq!(shown(place, ApplicationState::Shortlisted), Some("agreed"), "{place:?}");
            assert_eq!(shown(place, ApplicationState::Confirmed), Some("work"), "{place:?}");
        }
        assert_eq!(shown(Place::In("rights"), ApplicationState::Confirmed), Some("rights"));
    }
}
