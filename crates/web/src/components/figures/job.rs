//! The figures of what was published in one job, a section a piece.

use leptos::prelude::*;
use shared::campaigns::{DeliverableState, MetricsState, OwedDeliverable, PostMetrics};
use shared::id::{ApplicationId, MetricsId};

use super::line::LineView;
use crate::api;
use crate::components::campaigns::words::deliverable_kind;
use crate::i18n::{say, tr};
use crate::ui::card::Card;
use crate::ui::form::PickFile;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::state::{Empty, loaded};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// How often a screenshot that is being read is asked after, in milliseconds.
const EVERY: u32 = 1_500;
/// The pictures that are read.
const SCREENSHOTS: &str = "image/png,image/jpeg,image/webp";
/// The most bytes that the API takes.
const MAX: f64 = 12.0 * 1024.0 * 1024.0;

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The creator, who reports.
    Creator,
    /// Somebody of the brand.
    Brand {
        /// Whether they may doubt.
        works: bool,
    },
}

/// The figures of everything that was published in a job.
#[component]
pub fn JobFigures(
    /// Where it was signed.
    application: ApplicationId,
    /// Who looks.
    side: Side,
) -> impl IntoView {
    let pieces = Remote::new(move || api::metrics::pieces(application));
    loaded(pieces, 3, move |all: Vec<OwedDeliverable>| {
        let published: Vec<_> =
            all.into_iter().filter(|piece| piece.state == DeliverableState::Published).collect();
        if published.is_empty() {
            return view! {
                <Empty title=tr!(metrics.nothing_published) text=tr!(metrics.nothing_published_text) icon=Icon::ChartNoAxesColumn/>
            }
            .into_any();
        }
        let text = if side == Side::Creator { tr!(metrics.text_creator) } else { tr!(metrics.text_brand) };
        view! {
            <Card title=tr!(metrics.title) text=text>
                <div class="stack">
                    {published.into_iter().map(|piece| view! { <PieceFigures piece side/> }).collect_view()}
                </div>
            </Card>
        }
        .into_any()
    })
}

/// The figures of one published piece.
#[component]
fn PieceFigures(piece: OwedDeliverable, side: Side) -> impl IntoView {
    let id = piece.id;
    let all = Remote::new(move || api::metrics::of_piece(id));
    all.poll_while(EVERY, |all: &Vec<PostMetrics>| all.iter().any(|one| one.state == MetricsState::Reading));
    let (number, kind, platform) = (piece.number, piece.kind, piece.platform);
    let title = Text::live(move || {
        let on = platform.map_or("", |platform| platform.name());
        say!(metrics.piece, number = number.to_string(), kind = deliverable_kind(kind)(), platform = on)
    });
    let heading = format!("figures-{id}");
    let named = heading.clone();
    view! {
        <section class="figures-piece stack" aria-labelledby=named>
            <div class="row">
                <h3 class="figures-piece-title grow" id=heading>{title.read()}</h3>
                {(side == Side::Creator).then(|| view! { <SendScreenshot id all/> })}
            </div>
            {loaded(all, 2, move |there: Vec<PostMetrics>| {
                let seen = there.iter().any(|one| one.state != MetricsState::Discarded);
                (!seen).then(|| view! { <p class="small soft">{if side == Side::Creator { tr!(metrics.none_creator) } else { tr!(metrics.none_brand) }}</p> }).into_any()
            })}
            <Lines all side/>
        </section>
    }
}

/// A line each, which stays while newer ones are fetched.
#[component]
fn Lines(all: Remote<Vec<PostMetrics>>, side: Side) -> impl IntoView {
    let ids = Memo::new(move |_| {
        let all = all.value().unwrap_or_default();
        let seen = all.into_iter().filter(|one| one.state != MetricsState::Discarded);
        seen.map(|one| one.id).collect::<Vec<_>>()
    });
    let took = Callback::new(move |_: PostMetrics| all.reload());
    let line = move |id: MetricsId| {
        let one = Memo::new(move |before: Option<&Option<PostMetrics>>| {
            let found = all.value().and_then(|all| all.into_iter().find(|one| one.id == id));
            found.or_else(|| before.cloned().flatten())
        });
        view! { <li><LineView one side took/></li> }
    };
    view! {
        <ul class="figures-lines" role="list">
            <For each=move || ids.get() key=|id| *id children=line/>
        </ul>
    }
}

/// The button that sends a screenshot, while none waits to be confirmed.
#[component]
fn SendScreenshot(id: shared::id::DeliverableId, all: Remote<Vec<PostMetrics>>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let open = Memo::new(move |_| all.value().is_none_or(|all| all.iter().any(|one| one.state.is_open())));
    let send = move |file: web_sys::File| {
        if file.size() > MAX {
            toasts.info(tr!(metrics.too_large)());
            return;
        }
        let done = move |_: PostMetrics| all.reload();
        let failed = move |problem: api::ApiProblem| {
            toasts.problem(&problem);
            all.reload();
        };
        act(busy, api::metrics::report(id, file), done, failed);
    };
    move || {
        (!open.get()).then(|| {
            view! { <PickFile text=tr!(metrics.send) accept=SCREENSHOTS busy on_file=UnsyncCallback::new(send)/> }
        })
    }
}
