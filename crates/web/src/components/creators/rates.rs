//! What a creator asks for a piece of content, as a list.

use leptos::prelude::*;
use shared::creators::Rate;

use super::words;

/// The lines of a rate card.
#[component]
pub fn RateList(
    /// The lines, in their order.
    rates: Vec<Rate>,
) -> impl IntoView {
    let line = |rate: Rate| {
        view! {
            <li class="rate">
                <div class="grow">
                    <p class="strong">{words::content(rate.content)}</p>
                    {rate.note.map(|note| view! { <p class="small quiet breakable">{note}</p> })}
                </div>
                <p class="rate-price figures">{move || words::money(rate.price)}</p>
            </li>
        }
    };
    view! { <ul class="rate-list" role="list">{rates.into_iter().map(line).collect_view()}</ul> }
}
