//! What is open now: the newest campaigns and some creators, as everybody sees them.

use leptos::prelude::*;
use shared::campaigns::{CampaignQuery, CampaignSummary};
use shared::creators::{CreatorQuery, CreatorSummary};

use super::super::creators::card;
use crate::api;
use crate::components::campaigns::CampaignCard;
use crate::i18n::tr;
use crate::ui::button::{Button, ButtonLink};
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Empty, Skeleton};

/// How many of each.
const CAMPAIGNS: u32 = 4;
const CREATORS: u32 = 4;

/// Both.
pub fn show((): ()) -> AnyView {
    view! {
        <Campaigns/>
        <Creators/>
    }
    .into_any()
}

/// Cards, or what stands in their place.
fn cards<T: Clone + Send + Sync + 'static>(
    remote: Remote<Vec<T>>,
    card: fn(&T) -> AnyView,
    empty: fn() -> AnyView,
) -> impl Fn() -> AnyView + Send + Sync + 'static {
    move || match remote.get() {
        Load::Waiting => view! { <Skeleton lines=3 shape="cards"/> }.into_any(),
        Load::Ready(found) if found.is_empty() => empty(),
        Load::Ready(found) => view! {
            <ul class="card-list" role="list">
                {found.iter().map(|one| view! { <li>{card(one)}</li> }).collect_view()}
            </ul>
        }
        .into_any(),
        Load::Failed(problem) => {
            // Less than a page that lives by it would show: everybody loads this one.
            view! {
                <div class="row" role="status">
                    <p class="soft">{problem.title()}</p>
                    <Button text=tr!(common.retry) on_press=move |()| remote.reload()/>
                </div>
            }
            .into_any()
        }
    }
}

/// What a band says of itself.
struct Words {
    title: fn() -> &'static str,
    text: fn() -> &'static str,
    /// On the way to all of them.
    all: fn() -> &'static str,
}

/// A band of the page, with the way to all of what it shows some of.
fn band(words: Words, href: &'static str, shown: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    view! {
        <section class="band ruled stack">
            <div class="band-head">
                <div>
                    <h2 class="display band-title">{words.title}</h2>
                    <p class="soft">{words.text}</p>
                </div>
                <ButtonLink text=words.all href=href icon=Icon::ArrowRight/>
            </div>
            {shown}
        </section>
    }
    .into_any()
}

#[component]
fn Campaigns() -> impl IntoView {
    let open = Remote::new(|| async {
        let query = CampaignQuery { limit: Some(CAMPAIGNS), ..CampaignQuery::default() };
        api::campaigns::list(&query).await.map(|page| page.items)
    });
    let empty = || {
        view! {
            <Empty title=tr!(landing.open_empty) text=tr!(landing.open_empty_text) icon=Icon::Layers>
                <ButtonLink text=tr!(landing.open_empty_go) href="/register?next=/brand"/>
            </Empty>
        }
        .into_any()
    };
    let words = Words { title: tr!(landing.open), text: tr!(landing.open_text), all: tr!(landing.open_all) };
    band(words, "/campaigns", cards(open, campaign, empty))
}

fn campaign(campaign: &CampaignSummary) -> AnyView {
    view! { <CampaignCard campaign=campaign.clone()/> }.into_any()
}

#[component]
fn Creators() -> impl IntoView {
    let people = Remote::new(|| async {
        let query = CreatorQuery { limit: Some(CREATORS), ..CreatorQuery::default() };
        api::creators::public(&query).await.map(|page| page.items)
    });
    let empty = || {
        view! {
            <Empty title=tr!(landing.people_empty) text=tr!(landing.people_empty_text) icon=Icon::Camera>
                <ButtonLink text=tr!(landing.people_empty_go) href="/register"/>
            </Empty>
        }
        .into_any()
    };
    let words =
        Words { title: tr!(landing.people), text: tr!(landing.people_text), all: tr!(landing.people_all) };
    band(words, "/creators", cards::<CreatorSummary>(people, card, empty))
}
