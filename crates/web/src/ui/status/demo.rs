//! Badges and verdicts of every meaning.

use leptos::prelude::*;

use super::{Badge, Tone, Verdict};
use crate::i18n::tr;
use crate::ui::kit::Specimen;

const TONES: [Tone; 5] = [Tone::Good, Tone::Attention, Tone::Bad, Tone::Info, Tone::Neutral];

/// Badges and verdicts of every meaning.
#[component]
pub fn Demo() -> impl IntoView {
    view! {
        <Specimen title=tr!(kit.statuses)>
            <div class="row">{TONES.map(|tone| view! { <Badge text=tr!(kit.sample_status) tone/> }).collect_view()}</div>
            {TONES.map(|tone| view! { <Verdict text=tr!(kit.sample_verdict) tone/> }).collect_view()}
        </Specimen>
    }
}
