//! A draft to look at: the picture or the video, with what was said of it at its place, or the address where it lies.

use leptos::ev;
use leptos::prelude::*;
use shared::campaigns::{DraftComment, DraftContent};
use shared::id::DeliverableId;
use shared::media::{FileLink, MediaFile};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::pick::{Pick, Shape};
use super::place;
use crate::api;
use crate::browser;
use crate::components::creators::host_of;
use crate::i18n::{say, tr};
use crate::ui::button::Button;
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Remote, act};
use crate::ui::state::loaded;
use crate::ui::toast::use_toasts;

/// The draft.
#[component]
pub fn Viewer(
    /// Of what.
    piece: DeliverableId,
    /// Which draft.
    number: u32,
    /// The work itself.
    content: DraftContent,
    /// What is pointed at.
    pick: Pick,
    /// What was said, oldest first.
    said: Memo<Vec<DraftComment>>,
    /// Whether the reader can say something.
    speaks: Memo<bool>,
) -> impl IntoView {
    match content {
        DraftContent::Url { url } => view! { <Elsewhere url/> }.into_any(),
        DraftContent::File { file } => view! { <Here piece number file pick said speaks/> }.into_any(),
    }
}

#[component]
fn Elsewhere(url: String) -> impl IntoView {
    let host = host_of(&url);
    view! {
        <div class="draft-elsewhere">
            <p class="small soft">{tr!(deliverables.elsewhere)}</p>
            <a class="button" href=url.clone() target="_blank" rel="noopener noreferrer nofollow">
                <IconView icon=Icon::ExternalLink class="small"/>
                <span class="button-text">{move || say!(deliverables.open_at, host = host.clone())}</span>
            </a>
            <p class="tiny quiet breakable">{url}</p>
        </div>
    }
}

#[component]
fn Here(
    piece: DeliverableId,
    number: u32,
    file: MediaFile,
    pick: Pick,
    said: Memo<Vec<DraftComment>>,
    speaks: Memo<bool>,
) -> impl IntoView {
    let shape = Shape::of(&DraftContent::File { file: file.clone() });
    // Asked for once: every address is noted, and good for a quarter of an hour.
    let link = Remote::new(move || api::work::draft_link(piece, number));
    // Where a video goes on whose address has ended.
    let resume = StoredValue::new(0.0_f64);
    let facts = move || format!("{} · {}", file.media_type, format::bytes(file.bytes));
    view! {
        <div class="stack tight">
            {loaded(link, 6, move |now| {
                let media = match shape {
                    Shape::Picture => view! { <Picture number url=now.url/> }.into_any(),
                    Shape::Video | Shape::Elsewhere => view! { <Video link now pick resume/> }.into_any(),
                };
                view! { <div class="draft-stage">{media}<Points pick said speaks shape/></div> }.into_any()
            })}
            <div class="row tight between">
                <span class="tiny quiet">{facts}</span>
                <Save piece number/>
            </div>
        </div>
    }
}

#[component]
fn Picture(number: u32, url: String) -> impl IntoView {
    let alt = move || say!(deliverables.picture_alt, number = number.to_string());
    view! { <img class="draft-media" src=api::absolute(&url) alt=alt decoding="async"/> }
}

#[component]
fn Video(link: Remote<FileLink>, now: FileLink, pick: Pick, resume: StoredValue<f64>) -> impl IntoView {
    let broken = RwSignal::new(false);
    let at = now.expires_at;
    // A video that is watched for long outlives its address: it goes on with another.
    let failed = move |_| {
        if format::is_over(at) {
            if let Some(video) = pick.video.get_untracked() {
                resume.set_value(video.current_time());
            }
            link.reload();
        } else {
            broken.set(true);
        }
    };
    let ready = move |_| {
        let from = resume.get_value();
        if let Some(video) = pick.video.get_untracked().filter(|_| from > 0.0) {
            video.set_current_time(from);
            resume.set_value(0.0);
        }
    };
    view! {
        <video
            node_ref=pick.video
            class="draft-media"
            src=api::absolute(&now.url)
            controls
            playsinline
            preload="metadata"
            aria-label=tr!(deliverables.video)
            on:error=failed
            on:loadedmetadata=ready
        ></video>
        {move || broken.get().then(|| view! { <p class="notice attention">{tr!(deliverables.video_broken)}</p> })}
    }
}

/// What lies over a picture or a video: the places of comments, and what is pointed at.
#[component]
fn Points(pick: Pick, said: Memo<Vec<DraftComment>>, speaks: Memo<bool>, shape: Shape) -> impl IntoView {
    let points = move || speaks.get() && (shape == Shape::Picture || pick.pointing.get());
    let press = move |event: ev::MouseEvent| {
        let Some(stage) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        let [x, y, width, height] =
            [event.offset_x(), event.offset_y(), stage.client_width(), stage.client_height()].map(f64::from);
        pick.point(place::spot_of(x, y, width, height));
    };
    // Of a video only the place that somebody asked for: the others belong to other moments.
    let shown = Memo::new(move |_| {
        let lit = pick.lit.get();
        let seen = |one: &DraftComment| shape == Shape::Picture || Some(one.id) == lit;
        let numbered = said.get().into_iter().enumerate();
        numbered.filter(|(_, one)| seen(one) && one.place.and_then(place::spot).is_some()).collect::<Vec<_>>()
    });
    view! {
        // The fields beside it do the same for who has no pointer.
        {move || points().then(|| view! { <div class="draft-pick" aria-hidden="true" on:click=press></div> })}
        {move || shown.get().into_iter().map(|(index, one)| view! { <Pin index one pick/> }).collect_view()}
        {move || pick.spot().map(|spot| view! {
            <span
                class="draft-pin new"
                aria-hidden="true"
                style:inset-inline-start=place::length(spot.x)
                style:inset-block-start=place::length(spot.y)
            ></span>
        })}
    }
}

#[component]
fn Pin(index: usize, one: DraftComment, pick: Pick) -> impl IntoView {
    let number = index.saturating_add(1).to_string();
    let id = one.id;
    let label = {
        let (number, text) = (number.clone(), one.text.clone());
        move || say!(deliverables.pin, number = number.clone(), text = text.clone())
    };
    one.place.and_then(place::spot).map(|spot| {
        view! {
            <button
                type="button"
                class="draft-pin"
                class:lit=move || pick.lit.get() == Some(id)
                aria-label=label
                style:inset-inline-start=place::length(spot.x)
                style:inset-block-start=place::length(spot.y)
                on:click=move |_| pick.go_to(id)
            >
                {number}
            </button>
        }
    })
}

/// Saves the file on the reader's device.
#[component]
pub fn Save(
    /// Of what.
    piece: DeliverableId,
    /// Which draft.
    number: u32,
) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let save = move |()| {
        act(
            busy,
            api::work::draft_link(piece, number),
            |link: FileLink| browser::download(&api::absolute(&format!("{}?save=true", link.url))),
            move |problem| toasts.problem(&problem),
        );
    };
    view! { <Button text=tr!(deliverables.save_file) icon=Icon::Download small=true busy on_press=save/> }
}
