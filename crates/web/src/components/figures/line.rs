//! The figures of a post at one moment: where they stand, what they say, and what can be done.

use leptos::prelude::*;
use shared::campaigns::{MetricsState, PostMetrics};

use super::job::Side;
use super::question_dialog::QuestionDialog;
use super::review::ReviewDialog;
use super::screenshot::Screenshot;
use super::words;
use crate::api;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::{Fact, Facts};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::act;
use crate::ui::overlay::Dialog;
use crate::ui::progress::Progress;
use crate::ui::status::{Badge, Tone, Verdict};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The line.
#[component]
pub fn LineView(
    /// The figures.
    one: Memo<Option<PostMetrics>>,
    /// Who looks.
    side: Side,
    /// Something was done with them.
    took: Callback<PostMetrics>,
) -> impl IntoView {
    let (reviewing, questioning, looking) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let first = one.get_untracked();
    view! {
        <div class="figures-line stack tight">
            {move || one.get().map(|metrics| view! { <Head metrics/> })}
            {move || one.get().map(|metrics| says(&metrics))}
            {move || one.get().map(|metrics| view! {
                <Acts metrics side reviewing questioning looking took/>
            })}
        </div>
        {first.map(|first| {
            let id = first.id;
            let kept = first.clone();
            let now = Signal::derive(move || one.get().unwrap_or_else(|| kept.clone()));
            let shown = first.clone();
            let marked = RwSignal::new(None);
            view! {
                <Dialog open=looking title=tr!(metrics.picture)>
                    <Screenshot metrics=one.get_untracked().unwrap_or_else(|| shown.clone()) marked/>
                </Dialog>
                {(side == Side::Creator).then(|| view! { <ReviewDialog metrics=now open=reviewing took/> })}
                {matches!(side, Side::Brand { works: true }).then(|| view! { <QuestionDialog id open=questioning took/> })}
            }
        })}
    }
}

#[component]
fn Head(metrics: PostMetrics) -> impl IntoView {
    let (text, tone) = words::state(metrics.state);
    let at = metrics.confirmed_at.unwrap_or(metrics.reported_at);
    view! {
        <div class="row">
            <Badge text tone/>
            <time class="small quiet" datetime=at.to_string() title=format::exact(at)>{move || format::moment(at)}</time>
        </div>
    }
}

/// What they say, and what is to be known of them.
pub fn says(metrics: &PostMetrics) -> AnyView {
    let figures = metrics.figures.clone();
    let failure = metrics.failure.filter(|_| metrics.state == MetricsState::Unread);
    let question = metrics.question.clone().filter(|_| metrics.state == MetricsState::Questioned);
    let other_page = metrics.page_of.filter(|page| *page != metrics.platform);
    let platform = metrics.platform.name();
    view! {
        {(metrics.state == MetricsState::Reading).then(|| view! {
            <Progress label=tr!(metrics.state_reading) done=Signal::stored(0) total=Signal::stored(None) text=tr!(metrics.reading)/>
        })}
        {failure.map(|failure| view! { <Verdict text=words::failure(failure) tone=Tone::Attention/> })}
        {question.map(|question| {
            let reason = question.reason;
            view! { <Verdict text=Text::live(move || say!(metrics.doubt, reason = reason.clone())) tone=Tone::Attention/> }
        })}
        {metrics.reuse.map(|reuse| view! { <Verdict text=words::reuse(reuse) tone=Tone::Attention/> })}
        {other_page.map(|page| {
            let text = Text::live(move || say!(metrics.other_page, found = page.name(), wanted = platform));
            view! { <Verdict text tone=Tone::Attention/> }
        })}
        {(!figures.is_empty()).then(|| view! {
            <Facts>
                {figures.into_iter().map(|figure| view! {
                    <Fact label=words::kind(figure.kind)><span class="figures">{move || words::value(figure.value)}</span></Fact>
                }).collect_view()}
            </Facts>
        })}
        {metrics.note.clone().map(|note| view! { <p class="small soft breakable">{note}</p> })}
    }
    .into_any()
}

#[component]
fn Acts(
    metrics: PostMetrics,
    side: Side,
    reviewing: RwSignal<bool>,
    questioning: RwSignal<bool>,
    looking: RwSignal<bool>,
    took: Callback<PostMetrics>,
) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let (id, state) = (metrics.id, metrics.state);
    let discard = move |()| {
        let done = move |now: PostMetrics| took.run(now);
        act(busy, api::metrics::discard(id), done, move |problem| toasts.problem(&problem));
    };
    let creator = side == Side::Creator;
    let can_review = creator && (state.is_open() || state == MetricsState::Questioned);
    let can_question = matches!(side, Side::Brand { works: true }) && state == MetricsState::Confirmed;
    let review = match state {
        MetricsState::Reading | MetricsState::Unread => tr!(metrics.type_them),
        _ => tr!(metrics.review),
    };
    view! {
        <div class="row">
            {can_review.then(|| view! {
                <Button
                    text=review
                    kind=if state == MetricsState::Reading { Kind::Secondary } else { Kind::Primary }
                    small=true
                    on_press=move |()| reviewing.set(true)
                />
            })}
            {metrics.has_picture.then(|| view! {
                <Button text=tr!(metrics.see_picture) icon=Icon::Eye small=true on_press=move |()| looking.set(true)/>
            })}
            {can_question.then(|| view! {
                <Button text=tr!(metrics.question) small=true kind=Kind::Ghost on_press=move |()| questioning.set(true)/>
            })}
            {(creator && state.is_open()).then(|| view! {
                <Button text=tr!(metrics.discard) small=true kind=Kind::Ghost busy on_press=discard/>
            })}
        </div>
    }
}
