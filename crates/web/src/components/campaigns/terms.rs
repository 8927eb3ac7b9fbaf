//! What a creator gets.

use leptos::prelude::*;
use shared::campaigns::Compensation;

use super::words;
use crate::i18n::tr;
use crate::ui::card::{Fact, Facts};

/// What a creator gets, each part with its name.
#[component]
pub fn Terms(
    /// What.
    compensation: Compensation,
) -> impl IntoView {
    let (fee, value) = (compensation.fee(), compensation.value());
    let product = match compensation {
        Compensation::Exchange { product, .. } | Compensation::Both { product, .. } => Some(product),
        Compensation::Fee { .. } => None,
    };
    view! {
        <Facts>
            {fee.map(|fee| view! {
                <Fact label=tr!(campaigns.fee)><span class="terms-amount">{move || words::money(fee)}</span></Fact>
            })}
            {product.map(|product| view! { <Fact label=tr!(campaigns.product)>{product}</Fact> })}
            {value.map(|value| view! { <Fact label=tr!(campaigns.value)>{move || words::money(value)}</Fact> })}
        </Facts>
    }
}
