//! Progress, known and unknown.

use leptos::prelude::*;

use super::Progress;
use crate::i18n::tr;
use crate::ui::button::Button;
use crate::ui::kit::Specimen;

/// Progress, known and unknown.
#[component]
pub fn Demo() -> impl IntoView {
    let unknown: Signal<Option<u64>> = Signal::stored(None);
    view! {
        <Specimen title=tr!(kit.progress)>
            <Progress label=tr!(kit.sample_label) done=4120_u64 total=Signal::stored(Some(7609_u64)) text="4.120 / 7.609">
                <Button text=tr!(common.cancel) small=true/>
            </Progress>
            <Progress label=tr!(kit.sample_label) done=0_u64 total=unknown text="…"/>
        </Specimen>
    }
}
