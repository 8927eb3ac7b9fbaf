//! A screenshot with the places that figures were read from.

use leptos::prelude::*;
use shared::campaigns::PostMetrics;
use shared::figures::{FigureKind, Place};

use super::words;
use crate::api;
use crate::i18n::tr;
use crate::ui::load::Remote;
use crate::ui::state::loaded;

/// Below it a reader is not sure, of 100.
pub const UNSURE: u8 = 70;

type Mark = (FigureKind, u8, Place);

/// The picture. The figure that is looked at stands out.
#[component]
pub fn Screenshot(
    /// Whose.
    metrics: PostMetrics,
    /// The figure that is looked at.
    marked: RwSignal<Option<FigureKind>>,
    /// Whether somebody of the staff looks, which is recorded.
    #[prop(optional)]
    staff: bool,
) -> impl IntoView {
    if !metrics.has_picture {
        return view! { <p class="small soft">{tr!(metrics.no_picture)}</p> }.into_any();
    }
    let id = metrics.id;
    let link = Remote::new(move || async move {
        if staff { api::metrics::managed_link(id).await } else { api::metrics::link(id).await }
    });
    let size = (metrics.width, metrics.height);
    let places: Vec<Mark> = metrics
        .read
        .iter()
        .filter_map(|figure| figure.place.map(|place| (figure.kind, figure.confidence, place)))
        .collect();
    loaded(link, 8, move |link| picture(api::absolute(&link.url), size, &places, marked)).into_any()
}

fn picture(
    url: String,
    (width, height): (u32, u32),
    places: &[Mark],
    marked: RwSignal<Option<FigureKind>>,
) -> AnyView {
    let marks = places.iter().map(|(kind, confidence, place)| mark(*kind, *confidence, *place, marked));
    view! {
        <div class="screenshot">
            <img src=url alt=tr!(metrics.picture_alt) width=width.to_string() height=height.to_string() decoding="async"/>
            <svg class="screenshot-marks" viewBox=format!("0 0 {width} {height}") aria-hidden="true">
                {marks.collect_view()}
            </svg>
        </div>
    }
    .into_any()
}

fn mark(kind: FigureKind, confidence: u8, place: Place, marked: RwSignal<Option<FigureKind>>) -> AnyView {
    // A little room around the digits.
    let room = place.height / 4;
    let (x, y) = (place.x.saturating_sub(room), place.y.saturating_sub(room));
    let (wide, tall) = (place.width.saturating_add(2 * room), place.height.saturating_add(2 * room));
    view! {
        <rect
            class="screenshot-mark"
            class:unsure=confidence < UNSURE
            class:chosen=move || marked.get() == Some(kind)
            x=x.to_string() y=y.to_string() width=wide.to_string() height=tall.to_string() rx=room.to_string()
        >
            <title>{words::kind(kind)}</title>
        </rect>
    }
    .into_any()
}
