//! What lies on the table.

use leptos::prelude::*;
use shared::campaigns::Offer;

use super::{Terms, words};
use crate::i18n::say;
use crate::ui::format;

/// One offer: whose, what, when.
#[component]
pub fn OfferView(
    /// The offer.
    offer: Offer,
) -> impl IntoView {
    let Offer { number, by, compensation, note, at } = offer;
    view! {
        <div class="offer">
            <p class="small">
                <span class="strong">{words::side(by)}</span>
                <span class="quiet">
                    " · "{move || say!(campaigns.offer_number, number = number.to_string())}" · "
                    <time datetime=at.to_string()>{move || format::moment(at)}</time>
                </span>
            </p>
            <Terms compensation/>
            {note.map(|note| view! { <blockquote class="quote breakable">{note}</blockquote> })}
        </div>
    }
}
