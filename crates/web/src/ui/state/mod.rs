//! The states of a page that has nothing to show yet: loading, empty, failed.

pub mod demo;

use leptos::prelude::*;
use shared::error::ErrorCode;

use crate::api::ApiProblem;
use crate::browser::{self, spawn};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Load, Remote};
use crate::ui::text::Text;

/// Keeps the shape while something loads; it appears only after 150 ms.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
    /// `lines`, `cards` or `block`.
    #[prop(default = "lines")]
    shape: &'static str,
) -> impl IntoView {
    view! {
        <div class=format!("skeleton {shape}") role="status">
            <span class="hidden-visually">{tr!(common.loading)}</span>
            {(0..lines).map(|_| view! { <span class="skeleton-bar"></span> }).collect_view()}
        </div>
    }
}

/// Says what will be here and offers the first step.
#[component]
pub fn Empty(
    /// What will be here.
    #[prop(into)]
    title: Text,
    /// How it gets here.
    #[prop(optional, into)]
    text: Option<Text>,
    /// A drawing.
    #[prop(default = Icon::Sparkles)]
    icon: Icon,
    /// The first step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon"><IconView icon class="large"/></span>
            <p class="empty-title">{title.read()}</p>
            {text.map(|text| view! { <p class="empty-text">{text.read()}</p> })}
            {children.map(|children| view! { <div class="row empty-actions">{children()}</div> })}
        </div>
    }
}

/// The request id, to copy.
#[component]
pub fn RequestId(
    /// The id.
    id: String,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let text = id.clone();
    let copy = move |_| {
        let text = text.clone();
        spawn(async move {
            if browser::copy(text).await {
                let _gone = copied.try_set(true);
            }
        });
    };
    view! {
        <p class="request-id">
            <span>{tr!(common.request_id)}</span>
            <code class="breakable">{id}</code>
            <button type="button" class="request-copy" on:click=copy>
                {move || if copied.get() { tr!(common.copied)() } else { tr!(common.copy)() }}
            </button>
        </p>
    }
}

/// Says what happened, what to do, and the id to quote.
#[component]
pub fn Failure(
    /// What happened.
    problem: ApiProblem,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let shown = problem.clone();
    view! {
        <div class="failure" role="alert">
            <span class="failure-icon">
                <IconView icon=if problem.status == 0 { Icon::CloudOff } else { Icon::CircleAlert } class="large"/>
            </span>
            <div class="stack tight">
                <p class="failure-title">{move || shown.title()}</p>
                // That something is not there says it all.
                {problem.detail.clone().filter(|_| !problem.is(ErrorCode::NotFound)).map(|detail| view! { <p class="small soft breakable">{detail}</p> })}
                {problem.request_id.clone().map(|id| view! { <RequestId id/> })}
                {on_retry.map(|on_retry| view! {
                    <div class="row"><Button text=tr!(common.retry) icon=Icon::RefreshCw small=true kind=Kind::Secondary on_press=on_retry/></div>
                })}
            </div>
        </div>
    }
}

/// Shows what was fetched, or the state that it is in.
pub fn loaded<T: Clone + Send + Sync + 'static>(
    remote: Remote<T>,
    lines: usize,
    show: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> impl Fn() -> AnyView + Send + Sync + 'static {
    move || match remote.get() {
        Load::Waiting => view! { <Skeleton lines/> }.into_any(),
        Load::Ready(value) => show(value),
        Load::Failed(problem) => {
            view! { <Failure problem on_retry=Callback::new(move |()| remote.reload())/> }.into_any()
        }
    }
}
