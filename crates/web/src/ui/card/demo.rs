//! Cards and figures.

use leptos::prelude::*;

use super::{Card, Fact, Facts, Stat};
use crate::i18n::tr;
use crate::ui::kit::Specimen;

/// Cards and figures.
#[component]
pub fn Demo() -> impl IntoView {
    view! {
        <Specimen title=tr!(kit.cards)>
            <div class="stats">
                <Stat label=tr!(kit.sample_label) value="34"/>
                <Stat label=tr!(kit.sample_label) value="7.609" note=tr!(kit.sample_help) href="/kit"/>
            </div>
            <Card title=tr!(kit.sample_label) text=tr!(kit.sample_help)>
                <Facts>
                    <Fact label=tr!(kit.sample_label)>"avenue"</Fact>
                    <Fact label=tr!(kit.sample_email)><code>"6.0.5"</code></Fact>
                </Facts>
            </Card>
        </Specimen>
    }
}
