//! Rating the other side, once.

use leptos::prelude::*;
use shared::campaigns::{CreateRating, Mark, OfferSide, Rating, RatingCriterion};
use shared::id::ApplicationId;

use super::stars::StarsField;
use super::words;
use crate::api;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextArea, TextField};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The paths of the marks in the DTO: a side has three criteria.
const PLACES: [(&str, &str); 3] = [
    ("marks[0].stars", "marks[0].words"),
    ("marks[1].stars", "marks[1].words"),
    ("marks[2].stars", "marks[2].words"),
];

/// What is typed of one criterion.
#[derive(Clone, Copy)]
struct Typed {
    criterion: RatingCriterion,
    places: (&'static str, &'static str),
    stars: RwSignal<u8>,
    words: RwSignal<String>,
}

/// The form.
#[component]
pub fn RateForm(
    /// Of which work.
    application: ApplicationId,
    /// Who rates.
    side: OfferSide,
    /// It was rated.
    done: Callback<()>,
) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("rating");
    let typed: Vec<Typed> = RatingCriterion::of(side)
        .iter()
        .zip(PLACES)
        .map(|(criterion, places)| Typed {
            criterion: *criterion,
            places,
            stars: RwSignal::new(0),
            words: RwSignal::new(String::new()),
        })
        .collect();
    let whole = RwSignal::new(String::new());
    let rows = typed.clone();
    let submit = Callback::new(move |()| {
        let mark = |one: &Typed| Mark {
            criterion: one.criterion,
            stars: one.stars.get_untracked(),
            words: some(&one.words.get_untracked()),
        };
        let body =
            CreateRating { marks: typed.iter().map(mark).collect(), words: some(&whole.get_untracked()) };
        form.submit(
            body,
            move |body| async move { api::ratings::create(application, &body).await },
            move |rating: Rating| {
                let shown = rating.shown_at.is_some();
                toasts.good(if shown { tr!(ratings.given_shown)() } else { tr!(ratings.given)() });
                done.run(());
            },
        );
    });
    let row = move |one: Typed| {
        let label = words::criterion(one.criterion);
        view! {
            <div class="rating-row">
                <StarsField form name=one.places.0 label help=words::criterion_means(one.criterion) value=one.stars/>
                <TextField form name=one.places.1 label=Text::live(move || say!(ratings.words_on, what = label())) value=one.words wrong=tr!(ratings.mark_words_wrong) optional=true/>
            </div>
        }
    };
    view! {
        <FormView form on_submit=submit>
            {rows.into_iter().map(row).collect_view()}
            <TextArea form name="words" label=tr!(ratings.words) value=whole rows=3 help=tr!(ratings.words_help) wrong=tr!(ratings.words_wrong) optional=true/>
            <div class="row"><Button text=tr!(ratings.give) kind=Kind::Primary submit=true busy=form.busy()/></div>
        </FormView>
    }
}

/// What was typed, if anything was.
fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use shared::campaigns::{OfferSide, RatingCriterion};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{PLACES, some};

    #[wasm_bindgen_test]
    fn every_criterion_of_a_side_has_its_place() {
        for side in [OfferSide::Brand, OfferSide::Creator] {
            assert_eq!(RatingCriterion::of(side).len(), PLACES.len());
        }
        assert_eq!(some(" \n"), None);
        assert_eq!(some(" a "), Some("a".to_owned()));
    }
}
