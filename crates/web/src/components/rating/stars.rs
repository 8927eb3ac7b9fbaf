//! Stars: as they were given, and to be given.

use leptos::prelude::*;
use shared::stars::{MOST_STARS, Stars};

use super::words;
use crate::i18n::{say, tr};
use crate::ui::form::{Form, Group};
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;

/// So many whole stars, drawn; for who does not see them the words beside say the same.
#[component]
pub fn StarRow(
    /// How many are filled.
    filled: u8,
) -> impl IntoView {
    view! {
        <span class="stars" aria-hidden="true">
            {(1..=MOST_STARS).map(|at| view! {
                <span class="star" class:on=at <= filled><IconView icon=Icon::Star class="small"/></span>
            }).collect_view()}
        </span>
    }
}

/// An average with how many ratings it is of.
#[component]
pub fn StarsView(
    /// The average.
    stars: Stars,
) -> impl IntoView {
    let Stars { ratings, average } = stars;
    view! {
        <p class="stars-line">
            <StarRow filled=words::drawn(average)/>
            <span class="strong figures" aria-hidden="true">{move || words::average(average)}</span>
            <span class="hidden-visually">{move || say!(ratings.of_five, stars = words::average(average))}", "</span>
            <span class="small soft">{move || words::count(ratings)}</span>
        </p>
    }
}

/// One to five stars, as part of a form.
#[component]
pub fn StarsField(
    /// Its form.
    form: Form,
    /// The field's path in the DTO.
    name: &'static str,
    /// What is rated.
    #[prop(into)]
    label: Text,
    /// What is meant by it.
    #[prop(into)]
    help: Text,
    /// How many are given; none yet is 0.
    value: RwSignal<u8>,
) -> impl IntoView {
    let word = move |stars: u8| {
        if stars == 1 {
            tr!(ratings.star_one)().to_owned()
        } else {
            say!(ratings.stars, count = stars.to_string())
        }
    };
    let star = move |stars: u8| {
        view! {
            <label class="star-choice" class:on=move || stars <= value.get() title=move || word(stars)>
                <input
                    type="radio"
                    name=form.field_id(name)
                    value=stars.to_string()
                    prop:checked=move || value.get() == stars
                    on:change=move |_| value.set(stars)
                />
                <IconView icon=Icon::Star/>
                <span class="hidden-visually">{move || word(stars)}</span>
            </label>
        }
    };
    view! {
        <Group form name label help wrong=tr!(ratings.stars_wrong)>
            <div class="star-choices">{(1..=MOST_STARS).map(star).collect_view()}</div>
        </Group>
    }
}
