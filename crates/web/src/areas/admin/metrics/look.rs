//! Figures of one post: what was read, what the creator vouches for, the screenshot, and the way to doubt them.

use leptos::prelude::*;
use shared::campaigns::{ManagedMetrics, MetricsState, QuestionMetrics};
use shared::id::MetricsId;

use crate::api;
use crate::components::figures::{Screenshot, says, words};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::card::{Fact, Facts};
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::status::Badge;
use crate::ui::toast::use_toasts;

/// What the panel shows.
#[component]
pub fn Look(
    /// The figures.
    now: ManagedMetrics,
    /// The figures as they are then.
    took: Callback<ManagedMetrics>,
) -> impl IntoView {
    let ManagedMetrics { metrics, picture_sha256 } = now;
    let (text, tone) = words::state(metrics.state);
    let (id, state, at) = (metrics.id, metrics.state, metrics.reported_at);
    let looking = RwSignal::new(false);
    let said = says(&metrics);
    let reader = metrics.reader.clone();
    let title = metrics.campaign_title.clone();
    let (campaign, brand, creator) = (metrics.campaign_id, metrics.brand_id, metrics.creator_id);
    let has_picture = metrics.has_picture;
    // What was read matters until somebody vouches for figures.
    let read = if metrics.figures.is_empty() { metrics.read.clone() } else { Vec::new() };
    view! {
        <div class="stack">
            <div class="row"><Badge text tone/></div>
            {said}
            {(!read.is_empty()).then(|| view! {
                <Facts>
                    {read.into_iter().map(|figure| view! {
                        <Fact label=words::kind(figure.kind)><span class="figures">{figure.text}</span></Fact>
                    }).collect_view()}
                </Facts>
            })}
            <Facts>
                <Fact label=tr!(metrics.campaign)><a class="breakable" href=format!("/admin/campaigns/{campaign}")>{title}</a></Fact>
                <Fact label=tr!(ratings.brand)><a href=format!("/admin/brands/{brand}")>{tr!(ratings.see)}</a></Fact>
                <Fact label=tr!(metrics.creator)><a href=format!("/admin/creators/{creator}")>{tr!(ratings.see)}</a></Fact>
                <Fact label=tr!(managed_metrics.col_reader)>{reader.unwrap_or_else(|| "—".to_owned())}</Fact>
                <Fact label=tr!(managed_metrics.col_when)>{move || format::exact(at)}</Fact>
                {(!picture_sha256.is_empty()).then(|| view! {
                    <Fact label="SHA-256"><code class="breakable">{picture_sha256}</code></Fact>
                })}
            </Facts>
            {has_picture.then(|| view! {
                <div class="row">
                    <Button text=tr!(metrics.see_picture) icon=Icon::Eye small=true on_press=move |()| looking.set(true)/>
                    <span class="field-help">{tr!(managed_metrics.looking)}</span>
                </div>
            })}
            {move || looking.get().then(|| {
                let marked = RwSignal::new(None);
                view! { <Screenshot metrics=metrics.clone() marked staff=true/> }
            })}
            {(state == MetricsState::Confirmed).then(|| view! { <Doubt id took/> })}
        </div>
    }
}

#[component]
fn Doubt(id: MetricsId, took: Callback<ManagedMetrics>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("doubt");
    let reason = RwSignal::new(String::new());
    let submit = move |()| {
        form.submit(
            QuestionMetrics { reason: reason.get_untracked().trim().to_owned() },
            move |body| async move { api::metrics::question_managed(id, &body).await },
            move |now: ManagedMetrics| {
                toasts.good(tr!(managed_metrics.questioned)());
                took.run(now);
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <TextArea form name="reason" label=tr!(metrics.reason) value=reason rows=3 help=tr!(managed_metrics.reason_help) wrong=tr!(metrics.reason_wrong)/>
            <div class="row"><Button text=tr!(metrics.question) icon=Icon::Flag kind=Kind::Danger submit=true busy=form.busy()/></div>
        </FormView>
    }
}
