//! The steps: what each asks, and which fields are its.

use leptos::prelude::*;
use shared::campaigns::MAX_SLOTS;

pub use super::people::People;

use super::deliverables::Deliverables;
use super::typed::Typed;
use crate::components::campaigns::CompensationFields;
use crate::i18n::{say, tr};
use crate::ui::form::{Form, Kind, Select, SelectOption, TextArea, TextField};
use crate::ui::format;
use crate::ui::text::Text;

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What it is called and about.
    Idea,
    /// What is delivered, and how.
    Brief,
    /// Who may apply.
    People,
    /// What they get, how many, until when.
    Terms,
    /// All of it once more.
    Review,
}

impl Step {
    /// All of them, in their order.
    pub const ALL: [Self; 5] = [Self::Idea, Self::Brief, Self::People, Self::Terms, Self::Review];

    /// Its word in the address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Idea => "idea",
            Self::Brief => "brief",
            Self::People => "people",
            Self::Terms => "terms",
            Self::Review => "review",
        }
    }

    /// The step of that word; the first for any other.
    pub fn named(word: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|step| Some(step.word()) == word).unwrap_or(Self::Idea)
    }

    /// What it is called.
    pub fn name(self) -> fn() -> &'static str {
        match self {
            Self::Idea => tr!(writing.step_idea),
            Self::Brief => tr!(writing.step_brief),
            Self::People => tr!(writing.step_people),
            Self::Terms => tr!(writing.step_terms),
            Self::Review => tr!(writing.step_review),
        }
    }

    /// Where a field of the DTO is asked for.
    pub fn of_field(path: &str) -> Self {
        match path {
            "title" | "brief.about" => Self::Idea,
            path if path.starts_with("brief") => Self::Brief,
            path if path.starts_with("requirements") => Self::People,
            _ => Self::Terms,
        }
    }

    /// What comes after it; the last stays.
    pub const fn next(self) -> Self {
        match self {
            Self::Idea => Self::Brief,
            Self::Brief => Self::People,
            Self::People => Self::Terms,
            Self::Terms | Self::Review => Self::Review,
        }
    }

    /// What comes before it; the first stays.
    pub const fn before(self) -> Self {
        match self {
            Self::Idea | Self::Brief => Self::Idea,
            Self::People => Self::Brief,
            Self::Terms => Self::People,
            Self::Review => Self::Terms,
        }
    }
}

/// What it is called and about.
#[component]
pub fn Idea(
    /// The form.
    form: Form,
    /// What is typed.
    typed: Typed,
) -> impl IntoView {
    view! {
        <TextField form name="title" label=tr!(writing.title_label) value=typed.title help=tr!(writing.title_help) wrong=tr!(writing.title_wrong)/>
        <TextArea form name="brief.about" label=tr!(campaigns.brief_about) value=typed.about rows=8 help=tr!(writing.about_help) wrong=tr!(writing.about_wrong)/>
    }
}

/// What is delivered, and how.
#[component]
pub fn Brief(
    /// The form.
    form: Form,
    /// What is typed.
    typed: Typed,
) -> impl IntoView {
    let rounds: Vec<SelectOption> =
        (0..=5_u8).map(|count| SelectOption::new(count.to_string(), Text::from(count.to_string()))).collect();
    view! {
        <Deliverables form typed/>
        <Select form name="brief.revision_rounds" label=tr!(writing.rounds) value=typed.rounds options=rounds help=tr!(writing.rounds_help)/>
        <TextArea form name="brief.must" label=tr!(campaigns.brief_must) value=typed.must rows=3 help=tr!(writing.one_a_line) wrong=tr!(writing.lines_wrong) optional=true/>
        <TextArea form name="brief.must_not" label=tr!(campaigns.brief_must_not) value=typed.must_not rows=3 help=tr!(writing.one_a_line) wrong=tr!(writing.lines_wrong) optional=true/>
        <TextArea form name="brief.tags" label=tr!(campaigns.brief_tags) value=typed.tags rows=2 help=tr!(writing.tags_help) wrong=tr!(writing.tags_wrong) optional=true/>
        <TextArea form name="brief.references" label=tr!(campaigns.brief_references) value=typed.references rows=2 help=tr!(writing.references_help) wrong=tr!(writing.references_wrong) optional=true/>
    }
}

/// Time zones that are offered beside the one of this device.
const ZONES: [&str; 10] = [
    "America/Asuncion",
    "America/Argentina/Buenos_Aires",
    "America/Sao_Paulo",
    "America/Montevideo",
    "America/Santiago",
    "America/Bogota",
    "America/Mexico_City",
    "America/New_York",
    "Europe/Madrid",
    "UTC",
];

/// What they get, how many, until when.
#[component]
pub fn Terms(
    /// The form.
    form: Form,
    /// What is typed.
    typed: Typed,
) -> impl IntoView {
    let mut zones: Vec<String> = ZONES.map(str::to_owned).to_vec();
    for more in [format::zone_here(), Some(typed.time_zone.get_untracked())].into_iter().flatten() {
        if !more.is_empty() && !zones.contains(&more) {
            zones.push(more);
        }
    }
    let zones: Vec<SelectOption> = zones
        .into_iter()
        .map(|zone| {
            let shown = zone.clone();
            let label = Text::live(move || {
                let city = shown.rsplit('/').next().unwrap_or(&shown).replace('_', " ");
                format!("{city} · {}", format::zone(&shown))
            });
            SelectOption::new(zone, label)
        })
        .collect();
    let most = Text::live(|| say!(writing.slots_help, most = MAX_SLOTS.to_string()));
    let wrong = Text::live(|| say!(writing.slots_wrong, most = MAX_SLOTS.to_string()));
    view! {
        <CompensationFields form typed=typed.compensation/>
        <TextField form name="slots" label=tr!(campaigns.slots) value=typed.slots kind=Kind::Number help=most wrong/>
        <TextField form name="deadline" label=tr!(writing.deadline_label) value=typed.deadline kind=Kind::Date help=tr!(writing.deadline_help) wrong=tr!(writing.deadline_wrong)/>
        <Select form name="time_zone" label=tr!(writing.zone_label) value=typed.time_zone options=zones help=tr!(writing.zone_help)/>
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::Step;

    #[wasm_bindgen_test]
    fn every_field_is_asked_for_in_one_step() {
        for (field, step) in [
            ("title", Step::Idea),
            ("brief.about", Step::Idea),
            ("brief.deliverables[0].count", Step::Brief),
            ("brief.must_not[2]", Step::Brief),
            ("requirements.networks", Step::People),
            ("compensation.fee", Step::Terms),
            ("slots", Step::Terms),
            ("deadline", Step::Terms),
        ] {
            assert_eq!(Step::of_field(field), step, "{field}");
        }
    }

    #[wasm_bindgen_test]
    fn steps_follow_each_other_and_are_named_in_the_address() {
        let mut step = Step::Idea;
        for expected in Step::ALL {
            assert_eq!(step, expected);
            assert_eq!(Step::named(Some(step.word())), step);
            assert_eq!(step.next().before() == step, step != Step::Review);
            step = step.next();
        }
        assert_eq!(Step::named(Some("nonsense")), Step::Idea);
    }
}
