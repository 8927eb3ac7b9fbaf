//! One creator in the list.

use leptos::prelude::*;
use shared::creators::{CreatorSummary, KitNetwork};

use crate::api;
use crate::components::avatar::AvatarView;
use crate::components::creators::words;
use crate::i18n::{say, tr};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};

/// How many topics and accounts a card has room for.
const SHOWN: usize = 3;

/// The card: it leads to the media kit, or to the page for brands where there is none.
pub fn card(creator: &CreatorSummary) -> AnyView {
    let href = match &creator.handle {
        Some(handle) => format!("/c/{}", api::encode(handle)),
        None => format!("/creators/{}", creator.id),
    };
    let name = creator.name.clone();
    let picture = creator.picture.map(|id| api::creators::picture_address(id, 512));
    let face =
        |pixels| view! { <AvatarView avatar=creator.avatar.clone() name=creator.name.clone() pixels/> };
    // Where no work is shown, the face stands in its place.
    let beside = picture.is_some().then(|| face(48));
    let topics = words::categories(creator.categories.get(..SHOWN).unwrap_or(&creator.categories));
    let mut networks = creator.networks.clone();
    networks.sort_by_key(|network| std::cmp::Reverse(network.followers));
    networks.truncate(SHOWN);
    view! {
        <article class="creator-card">
            <div class="creator-card-art">
                {match picture {
                    Some(src) => view! { <img src=src width="512" height="512" alt="" loading="lazy" decoding="async"/> }.into_any(),
                    None => view! { <span class="creator-card-plain">{face(96)}</span> }.into_any(),
                }}
            </div>
            <div class="creator-card-who">
                {beside}
                <div class="grow">
                    <h2 class="creator-card-name"><a href=href>{name}</a></h2>
                    {creator.city.clone().map(|city| view! { <p class="creator-card-city"><IconView icon=Icon::MapPin class="small"/>{city}</p> })}
                </div>
            </div>
            {(!topics.is_empty()).then(|| view! { <p class="small soft">{topics}</p> })}
            {(!networks.is_empty()).then(|| view! { <ul class="creator-card-networks" role="list">{networks.into_iter().map(network).collect_view()}</ul> })}
            <div class="row tight creator-card-foot">
                {words::level_badge(creator.level)}
                {creator.availability.map(words::availability_badge)}
            </div>
        </article>
    }
    .into_any()
}

fn network(network: KitNetwork) -> impl IntoView {
    let followers = network.followers;
    view! {
        <li>
            <span class="quiet">{network.platform.name()}</span>
            {followers.map(|count| {
                let exact = move || say!(creators.followers_count, count = format::count(count.into()));
                view! { <span class="strong figures" title=exact>{move || format::compact(count.into())}</span> }
            })}
            {network.verified.then(|| view! {
                <span class="verified"><IconView icon=Icon::ShieldCheck class="small"/><span class="hidden-visually">{tr!(creators.account_verified)}</span></span>
            })}
        </li>
    }
}
