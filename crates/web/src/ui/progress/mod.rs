//! Long work: what is done, what is left, and a way to stop it.

pub mod demo;

use leptos::prelude::*;

use crate::ui::format;
use crate::ui::text::Text;

/// A line that fills. Without a total it says that something moves, not how far it is.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Text,
    /// Units done.
    #[prop(into)]
    done: Signal<u64>,
    /// Units in all, if known.
    #[prop(into)]
    total: Signal<Option<u64>>,
    /// What is done and what is left, in words.
    #[prop(into)]
    text: Text,
    /// The way to stop it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    // In tenths of a percent.
    let share = move || {
        total
            .get()
            .filter(|total| *total > 0)
            .map(|total| (done.get().saturating_mul(1000) / total).min(1000))
    };
    let width = move || format::tenths(share().unwrap_or(300));
    view! {
        <div class="progress">
            <div class="progress-head">
                <span class="strong">{label.read()}</span>
                {move || total.get().map(|total| view! { <span class="figures">{format::percent(done.get(), total)}</span> })}
            </div>
            <div
                class="progress-track"
                class:unknown=move || share().is_none()
                role="progressbar"
                aria-label=label.read()
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || share().map(|share| (share / 10).to_string())
                aria-valuetext=text.read()
            >
                <span class="progress-bar" style:inline-size=width></span>
            </div>
            <div class="progress-foot">
                <span class="figures grow breakable">{text.read()}</span>
                {children.map(|children| children())}
            </div>
        </div>
    }
}
