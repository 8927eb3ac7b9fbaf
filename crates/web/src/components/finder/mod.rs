//! Ctrl+K on any page: goes to a place, or finds anything that one may see, as one types.

mod hits;

use std::sync::Arc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use shared::search::SearchQuery;

use crate::api;
use crate::browser::{spawn, watch};
use crate::components::arrival::{chunk, on_opening};
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::button::{Button, Kind};
use crate::ui::icon::Icon;
use crate::ui::palette::{Palette, Place};

/// How long nobody types before it is asked.
const PAUSE: Duration = Duration::from_millis(180);
/// The fewest letters that are asked about.
const SHORTEST: usize = 2;

/// The places that one can go to without asking.
pub type Places = Arc<dyn Fn() -> Vec<Place> + Send + Sync>;

/// What the palette needs to know.
#[derive(Clone, Copy)]
struct Finding {
    open: RwSignal<bool>,
    places: StoredValue<Option<Places>>,
}

/// The way to the finder: a button, and Ctrl+K. The palette itself is fetched when it is first opened.
pub fn way_to_finder(
    // The places of an area; without them, those of the site.
    places: Option<Places>,
) -> AnyView {
    let open = RwSignal::new(false);
    let shortcut = window_event_listener(ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            open.update(|open| *open = !*open);
        }
    });
    on_cleanup(move || shortcut.remove());
    let finding = Finding { open, places: StoredValue::new(places) };
    view! {
        <Button text=tr!(search.hint) icon=Icon::Search bare=true kind=Kind::Ghost on_press=move |()| open.set(true)/>
        {on_opening(open, finding, |_| Box::pin(finder()))}
    }
    .into_any()
}

chunk! {
    /// The finder.
    finder: Finding => show
}

fn show(Finding { open, places }: Finding) -> AnyView {
    let places = places.get_value().unwrap_or_else(places_of_the_site);
    view! { <Finder open places/> }.into_any()
}

fn places_of_the_site() -> Places {
    let session = use_session();
    Arc::new(move || {
        let mut own = Vec::new();
        let mut add = |text: fn() -> &'static str, icon, href: &str| {
            own.push(Place { text: text.into(), icon, note: None, href: href.to_owned() });
        };
        if session.is_admin() {
            add(tr!(common.console), Icon::LayoutDashboard, "/admin");
        }
        if session.is_creator() {
            add(tr!(common.my_creator), Icon::Camera, "/creator");
        }
        if session.is_brand() {
            add(tr!(common.my_brands), Icon::Building2, "/brand");
        }
        add(tr!(common.my_account), Icon::User, "/account");
        add(tr!(campaigns.title), Icon::ScrollText, "/campaigns");
        add(tr!(common.creators), Icon::Users, "/creators");
        add(tr!(common.home), Icon::Globe, "/");
        own
    })
}

#[component]
fn Finder(open: RwSignal<bool>, places: Places) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let asked = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::new());
    let stage = RwSignal::new(Stage::Quiet);
    let turn = StoredValue::new(0_u32);
    watch(move || {
        let typed = words.get().trim().to_owned();
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let mine = turn.get_value();
        // Nobody is told that nothing is there before it was asked for.
        if asked.get_untracked() == typed {
            stage.set(Stage::Quiet);
        } else if typed.chars().count() >= SHORTEST {
            stage.set(Stage::Asking);
        }
        let ask = move || {
            if turn.try_get_value() == Some(mine) && asked.get_untracked() != typed {
                asked.set(typed.clone());
            }
        };
        set_timeout(ask, PAUSE);
    });
    watch(move || {
        let q = asked.get();
        if q.chars().count() < SHORTEST {
            found.set(Vec::new());
            stage.set(Stage::Quiet);
            return;
        }
        stage.set(Stage::Asking);
        spawn(async move {
            let answer = api::search::search(&SearchQuery { q: q.clone(), limit: None }).await;
            // Who typed on waits for another answer.
            if asked.try_get_untracked().as_ref() != Some(&q) {
                return;
            }
            match answer {
                Ok(results) => {
                    stage.set(Stage::Quiet);
                    found.set(results.hits);
                }
                Err(_) => stage.set(Stage::Failed),
            }
        });
    });
    let hits = Signal::derive(move || found.get().into_iter().map(hits::place).collect::<Vec<_>>());
    let note = Signal::derive(move || match stage.get() {
        Stage::Quiet => None,
        Stage::Asking => Some(say!(search.searching).to_owned()),
        Stage::Failed => Some(say!(search.failed).to_owned()),
    });
    view! {
        <Palette open places words hits note label=tr!(search.hint)/>
    }
}

/// How it stands with what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Quiet,
    Asking,
    Failed,
}
