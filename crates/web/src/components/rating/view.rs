//! One rating: its stars by criterion, its words, and what the rated side said to it.

use leptos::prelude::*;
use shared::campaigns::{Mark, PublicRating, Rating, RatingReply};
use shared::time::Timestamp;

use super::stars::StarRow;
use super::words;
use crate::i18n::{say, tr};
use crate::ui::format;
use crate::ui::text::Text;

/// What is shown of a rating, whoever looks at it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    average: u32,
    marks: Vec<Mark>,
    words: Option<String>,
    reply: Option<RatingReply>,
    at: Timestamp,
}

impl From<Rating> for Shown {
    fn from(rating: Rating) -> Self {
        let Rating { average, marks, words, reply, created_at, .. } = rating;
        Self { average, marks, words, reply, at: created_at }
    }
}

impl From<PublicRating> for Shown {
    fn from(rating: PublicRating) -> Self {
        let PublicRating { average, marks, words, reply, shown_at, .. } = rating;
        Self { average, marks, words, reply, at: shown_at }
    }
}

/// The rating.
#[component]
pub fn RatingView(
    /// What is shown.
    #[prop(into)]
    rating: Shown,
    /// Whose it is, in words.
    #[prop(into)]
    by: Text,
    /// What belongs below it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let Shown { average, marks, words: said, reply, at } = rating;
    view! {
        <article class="rating">
            <p class="rating-head">
                <span class="strong breakable">{by.read()}</span>
                <span class="stars-line">
                    <StarRow filled=words::drawn(average)/>
                    <span class="figures">{move || say!(ratings.of_five, stars = words::average(average))}</span>
                </span>
                <time class="tiny quiet" datetime=at.to_string() title=move || format::exact(at)>{move || format::day(at)}</time>
            </p>
            {said.map(|said| view! { <blockquote class="quote breakable">{said}</blockquote> })}
            <ul class="rating-marks" role="list">{marks.into_iter().map(mark_view).collect_view()}</ul>
            {reply.map(|reply| view! {
                <div class="rating-reply">
                    <p class="small strong">{tr!(ratings.reply_of)}</p>
                    {match reply.words {
                        Some(words) => view! { <blockquote class="quote breakable">{words}</blockquote> }.into_any(),
                        None => view! { <p class="small quiet">{tr!(ratings.reply_erased)}</p> }.into_any(),
                    }}
                </div>
            })}
            {children.map(|children| children())}
        </article>
    }
}

fn mark_view(mark: Mark) -> AnyView {
    let Mark { criterion, stars, words: said } = mark;
    view! {
        <li class="rating-mark">
            <span class="small">{words::criterion(criterion)}</span>
            <span class="stars-line">
                <StarRow filled=stars/>
                <span class="hidden-visually">{move || say!(ratings.of_five, stars = stars.to_string())}</span>
            </span>
            {said.map(|said| view! { <span class="small soft breakable rating-mark-words">{said}</span> })}
        </li>
    }
    .into_any()
}
