//! How much of a month's deliveries is used: a meter with its two marks.

use leptos::prelude::*;
use shared::brands::UseAlert;

use super::words;
use crate::i18n::{say, tr};
use crate::ui::format;

/// A line that fills up to its limit; the mark where the first alert begins stands on it.
#[component]
pub fn UseMeter(
    /// Deliveries used.
    used: u32,
    /// Deliveries of the month.
    limit: u32,
    /// The same in percent, rounded down.
    percent: u32,
    /// What is to be said of it.
    alert: Option<UseAlert>,
) -> impl IntoView {
    let figures = move || {
        say!(brands.used_of, used = format::count(u64::from(used)), limit = format::count(u64::from(limit)))
    };
    let left = move || say!(brands.left, left = format::count(u64::from(limit.saturating_sub(used))));
    let tone = match alert {
        Some(UseAlert::Full) => "bad",
        Some(UseAlert::Almost) => "attention",
        None => "good",
    };
    // In tenths of a percent; more than all of them still ends at the end.
    let width = format::tenths(u64::from(percent.min(100)).saturating_mul(10));
    let mark = format::tenths(u64::from(UseAlert::Almost.percent()).saturating_mul(10));
    view! {
        <div class=format!("use-meter {tone}")>
            <div class="use-meter-head">
                <span class="use-meter-figures figures">{figures}</span>
                {alert.map(words::alert)}
            </div>
            <div
                class="use-meter-track"
                role="meter"
                aria-label=tr!(brands.meter)
                aria-valuemin="0"
                aria-valuemax=limit.to_string()
                aria-valuenow=used.min(limit).to_string()
                aria-valuetext=figures
            >
                <span class="use-meter-bar" style:inline-size=width></span>
                <span class="use-meter-mark" style:inset-inline-start=mark></span>
            </div>
            <div class="use-meter-foot figures">
                <span>{move || format::percent(u64::from(used.min(limit)), u64::from(limit))}</span>
                <span>{left}</span>
            </div>
        </div>
    }
}
