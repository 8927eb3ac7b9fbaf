//! Pages that arrive as chunks of their own: each is fetched when somebody first goes there.

use std::future::Future;
use std::pin::Pin;

use leptos::html;
use leptos::prelude::*;

use crate::browser::{spawn, watch, when_near};
use crate::i18n::tr;
use crate::ui::state::Skeleton;
use crate::ui::toast::use_toasts;

pub use leptos::wasm_split::SplitLoaderError;

/// What a chunk gives: the function that shows its pages. It does not arrive when the network fails.
pub type Arrived<P> = Result<fn(P) -> AnyView, SplitLoaderError>;
/// A chunk under way.
pub type Arriving<P> = Pin<Box<dyn Future<Output = Arrived<P>>>>;

/// Declares a chunk: an async function that fetches it once and gives the function that shows its pages.
///
/// Only the shipped build is split; a binary that contains a chunk but is not split does not load.
macro_rules! chunk {
    ($(#[$doc:meta])* $vis:vis $name:ident: $page:ty => $show:path) => {
        $(#[$doc])*
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split($name, wasm_split_path = ::leptos::wasm_split, fallible)]
        $vis fn $name() -> $crate::components::arrival::Arrived<$page> {
            Ok($show)
        }

        $(#[$doc])*
        #[cfg(not(feature = "split"))]
        $vis async fn $name() -> $crate::components::arrival::Arrived<$page> {
            Ok($show)
        }
    };
}

pub(crate) use chunk;

/// Shows a part of a page that is a chunk of its own, such as what a dialog holds.
pub fn part(fetch: fn(&()) -> Arriving<()>) -> AnyView {
    arriving(Memo::new(|_| ()), fetch)
}

/// The same for what a dialog holds: it is fetched when that is first opened, and stays with what was typed in it.
pub fn once_open(open: RwSignal<bool>, fetch: fn(&()) -> Arriving<()>) -> AnyView {
    let was_open = Memo::new(move |before: Option<&bool>| before.is_some_and(|before| *before) || open.get());
    (move || was_open.get().then(|| part(fetch))).into_any()
}

/// Shows something beside the page that is a chunk of its own. Until it is there nothing is shown, nor if it does not
/// arrive: the page does without.
pub fn aside<P>(page: P, fetch: fn(&P) -> Arriving<P>) -> AnyView
where
    P: Copy + Send + Sync + 'static,
{
    let here = RwSignal::new(None::<fn(P) -> AnyView>);
    let chunk = fetch(&page);
    spawn(async move {
        if let Ok(show) = chunk.await {
            let _gone = here.try_set(Some(show));
        }
    });
    (move || here.get().map(|show| show(page))).into_any()
}

/// The same further down the page: it is fetched when the reader comes near, so that whoever does not go there loads less.
pub fn ahead<P>(page: P, fetch: fn(&P) -> Arriving<P>) -> AnyView
where
    P: Copy + Send + Sync + 'static,
{
    let place = NodeRef::<html::Div>::new();
    let near = RwSignal::new(false);
    when_near(place, move || near.set(true));
    let shown = move || {
        if near.get() {
            return aside(page, fetch);
        }
        view! { <div node_ref=place></div> }.into_any()
    };
    shown.into_any()
}

/// Shows what opens, such as a dialog, as a chunk of its own that is fetched when it is first opened. If it does not
/// arrive, it is closed again and that is said; opening it once more fetches it again.
pub fn on_opening<P>(open: RwSignal<bool>, page: P, fetch: fn(&P) -> Arriving<P>) -> AnyView
where
    P: Copy + Send + Sync + 'static,
{
    let toasts = use_toasts();
    let here = RwSignal::new(None::<fn(P) -> AnyView>);
    watch(move || {
        if !open.get() || here.with_untracked(Option::is_some) {
            return;
        }
        let chunk = fetch(&page);
        spawn(async move {
            match chunk.await {
                Ok(show) => _ = here.try_set(Some(show)),
                Err(_) => {
                    let _gone = open.try_set(false);
                    toasts.bad(tr!(common.lost_chunk)());
                }
            }
        });
    });
    (move || here.get().map(|show| show(page))).into_any()
}

#[derive(Clone, Copy)]
enum Stage<P> {
    Waiting,
    Here(fn(P) -> AnyView, P),
    Lost,
}

/// Shows the page; the one before stays until its chunk has arrived.
pub fn arriving<P>(page: Memo<P>, fetch: fn(&P) -> Arriving<P>) -> AnyView
where
    P: Clone + PartialEq + Send + Sync + 'static,
{
    let stage = RwSignal::new(Stage::Waiting);
    let again = RwSignal::new(0_u32);
    watch(move || {
        again.track();
        let wanted = page.get();
        let chunk = fetch(&wanted);
        spawn(async move {
            let arrived = chunk.await;
            // Somebody who has gone on meanwhile waits for another page.
            if page.try_get_untracked().as_ref() != Some(&wanted) {
                return;
            }
            let now = arrived.map_or(Stage::Lost, |show| Stage::Here(show, wanted));
            let _gone = stage.try_set(now);
        });
    });
    let retry = move |_| again.update(|again| *again = again.wrapping_add(1));
    (move || match stage.get() {
        Stage::Waiting => view! { <div class="page"><Skeleton lines=6/></div> }.into_any(),
        Stage::Here(show, page) => show(page),
        Stage::Lost => view! {
            <div class="page">
                <h1>{tr!(common.lost_chunk)}</h1>
                <p class="soft">{tr!(common.lost_chunk_text)}</p>
                <button type="button" class="button primary" on:click=retry>{tr!(common.retry)}</button>
            </div>
        }
        .into_any(),
    })
    .into_any()
}
