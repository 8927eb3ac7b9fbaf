//! All threads of somebody, and the one that they opened: side by side, or on a phone one after the other.

use leptos::prelude::*;
use shared::campaigns::{OfferSide, ThreadQuery, ThreadSummary};
use shared::id::{ApplicationId, BrandId, CampaignId};

use super::{Conversation, unread_words};
use crate::address;
use crate::api;
use crate::components::live::use_live;
use crate::i18n::{say, tr};
use crate::ui::button::ButtonLink;
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::Remote;
use crate::ui::state::Empty;
use crate::ui::table::{PagedList, Pages};
use crate::ui::text::Text;
use crate::ui::trail::PageHead;

/// Whose inbox it is: a creator's own, or that of a brand in its workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// One's own as a creator.
    Creator,
    /// That of a brand.
    Brand(BrandId),
}

impl Place {
    /// The brand, if it is one's.
    pub const fn brand(self) -> Option<BrandId> {
        match self {
            Self::Creator => None,
            Self::Brand(brand) => Some(brand),
        }
    }

    /// Whose side one is on.
    pub const fn side(self) -> OfferSide {
        match self {
            Self::Creator => OfferSide::Creator,
            Self::Brand(_) => OfferSide::Brand,
        }
    }

    /// Where the inbox is.
    pub fn address(self) -> String {
        match self {
            Self::Creator => "/creator/messages".to_owned(),
            Self::Brand(brand) => format!("/brand/{brand}/messages"),
        }
    }

    /// Where one of its threads is.
    pub fn thread(self, application: ApplicationId) -> String {
        format!("{}/{application}", self.address())
    }

    /// The thread that stands at a path, if it is in this inbox.
    pub fn at(self, path: &str) -> Option<ApplicationId> {
        path.strip_prefix(self.address().as_str())?.strip_prefix('/')?.trim_end_matches('/').parse().ok()
    }

    /// Where the work is that a thread is about.
    fn job(self, campaign: CampaignId, application: ApplicationId) -> String {
        match self {
            Self::Creator => format!("/creator/applications/{application}"),
            Self::Brand(brand) => format!("/brand/{brand}/campaigns/{campaign}/applications/{application}"),
        }
    }
}

/// The name of the inbox with how much of it was not read, for where one goes to it from; live.
pub fn counted_title(brand: impl Fn() -> Option<Place> + Copy + Send + Sync + 'static) -> Text {
    let live = use_live();
    let unread = Remote::new(move || {
        live.track_threads();
        let place = brand();
        async move {
            match place {
                Some(place) => api::messages::unread(place.brand()).await,
                None => Ok(shared::campaigns::UnreadMessages::default()),
            }
        }
    });
    Text::live(move || match unread.value().map(|unread| unread.messages) {
        None | Some(0) => tr!(talk.inbox)().to_owned(),
        Some(count) => say!(talk.inbox_unread, count = count.to_string()),
    })
}

/// The way of a creator to their messages, with how much of them is new.
#[component]
pub fn ToMessages() -> impl IntoView {
    let text = counted_title(|| Some(Place::Creator));
    view! { <ButtonLink text href=Place::Creator.address() icon=Icon::MessageSquare/> }
}

/// The page.
#[component]
pub fn Inbox(
    /// Whose.
    place: Place,
    /// Whether one may write in its threads, as far as the page knows.
    #[prop(optional, into)]
    may: Option<Signal<bool>>,
) -> impl IntoView {
    let live = use_live();
    let path = address::path();
    let chosen = Memo::new(move |_| place.at(&path.get()));
    let pages = Pages::new(
        move || live.track_threads(),
        move |cursor| {
            let query = ThreadQuery { brand: place.brand(), limit: Some(50), cursor };
            async move { api::messages::threads(&query).await }
        },
    );
    let line = Callback::new(move |thread: ThreadSummary| view! { <Line place thread chosen/> }.into_any());
    view! {
        <div class="inbox" class:opened=move || chosen.get().is_some()>
            <PageHead title=tr!(talk.inbox) text=tr!(talk.inbox_text)/>
            <div class="inbox-list">
                <PagedList
                    label=tr!(talk.inbox)
                    pages
                    line
                    empty=move || view! { <Empty title=tr!(talk.inbox_empty) text=empty_text(place) icon=Icon::MessageSquare/> }
                />
            </div>
            <div class="inbox-thread">
                {move || match chosen.get() {
                    Some(id) => view! { <Opened place id pages may/> }.into_any(),
                    None => view! { <div class="inbox-none"><Empty title=tr!(talk.choose) icon=Icon::MessageSquare/></div> }.into_any(),
                }}
            </div>
        </div>
    }
}

fn empty_text(place: Place) -> fn() -> &'static str {
    match place {
        Place::Creator => tr!(talk.inbox_empty_creator),
        Place::Brand(_) => tr!(talk.inbox_empty_brand),
    }
}

/// What the other side is called, in a list.
fn called(with: Option<String>) -> Text {
    match with {
        Some(name) => name.into(),
        None => tr!(talk.nobody).into(),
    }
}

#[component]
fn Line(place: Place, thread: ThreadSummary, chosen: Memo<Option<ApplicationId>>) -> impl IntoView {
    let ThreadSummary {
        application_id: id, campaign_title, with, last_at, last_by, last_text, unread, ..
    } = thread;
    let (own, is_new) = (last_by == place.side(), unread > 0);
    let said = move || match (last_text.is_empty(), own) {
        (true, _) => tr!(talk.no_words)().to_owned(),
        (false, true) => say!(talk.own_side, text = last_text.clone()),
        (false, false) => last_text.clone(),
    };
    view! {
        <li>
            <a class="inbox-line" class:unread=is_new href=place.thread(id) aria-current=move || (chosen.get() == Some(id)).then_some("true")>
                <span class="inbox-line-head">
                    <span class="cut strong">{called(with).read()}</span>
                    <time class="tiny quiet" datetime=last_at.to_string() title=move || format::exact(last_at)>{move || format::ago(last_at)}</time>
                </span>
                <span class="cut small soft">{campaign_title}</span>
                <span class="inbox-line-last">
                    <span class="cut small">{said}</span>
                    {is_new.then(|| view! {
                        <span class="inbox-count figures" title=move || unread_words(unread)>
                            <span aria-hidden="true">{unread.to_string()}</span>
                            <span class="hidden-visually">{move || unread_words(unread)}</span>
                        </span>
                    })}
                </span>
            </a>
        </li>
    }
}

#[component]
fn Opened(
    place: Place,
    id: ApplicationId,
    pages: Pages<ThreadSummary>,
    may: Option<Signal<bool>>,
) -> impl IntoView {
    let application = Remote::new(move || api::campaigns::application(id));
    let listed = Memo::new(move |_| pages.items().into_iter().find(|one| one.application_id == id)?.with);
    let with = Text::live(move || {
        let applied = || application.value()?.summary.creator.map(|creator| creator.name);
        let name = listed.get().or_else(|| (place.side() == OfferSide::Brand).then(applied).flatten());
        name.unwrap_or_else(|| tr!(talk.title)().to_owned())
    });
    let about = move || application.value().map(|one| one.summary);
    let head = move || {
        view! {
            <a class="inbox-back small" href=place.address()><IconView icon=Icon::ArrowLeft class="small"/>{tr!(talk.back)}</a>
            <h2 class="breakable">{with.read()}</h2>
            {move || about().map(|summary| view! {
                <p class="small">
                    <a class="breakable" href=place.job(summary.campaign_id, id)>{summary.campaign_title}</a>
                </p>
            })}
        }
    };
    match may {
        Some(may) => view! { <Conversation application=id side=place.side() may head/> }.into_any(),
        None => view! { <Conversation application=id side=place.side() head/> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::Place;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[wasm_bindgen_test]
    fn a_thread_is_found_at_its_address_in_its_own_inbox() {
        let (brand, id) = (Place::Brand(ID.parse().unwrap()), ID.parse().unwrap());
        for place in [Place::Creator, brand] {
            assert_eq!(place.at(&place.thread(id)), Some(id));
            assert_eq!(place.at(&format!("{}/", place.thread(id))), Some(id));
            assert_eq!(place.at(&place.address()), None);
            assert_eq!(place.at(&format!("{}/x", place.address())), None);
        }
        assert_eq!(Place::Creator.at(&brand.thread(id)), None);
    }
}
