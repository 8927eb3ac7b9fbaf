//! The parts of a media kit.

use leptos::prelude::*;
use shared::creators::{AvailabilityState, KitNetwork, MediaKit, PortfolioItem, Rate};

use crate::browser::{self, spawn};
use crate::components::avatar::AvatarView;
use crate::components::creators::{RateList, WorkList, words};
use crate::i18n::{say, tr};
use crate::ui::button::Button;
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::toast::use_toasts;

/// Who it is: picture, name, level, place, languages, topics.
#[component]
pub fn Head(kit: MediaKit) -> impl IntoView {
    let name = kit.name.clone();
    let alt = say!(person.avatar_of, name = name.clone());
    let languages = kit.languages.filter(|codes| !codes.is_empty());
    let back_on = kit
        .availability
        .as_ref()
        .and_then(|now| now.back_on.clone().filter(|_| now.state != AvailabilityState::Available));
    let state = kit.availability.map(|now| now.state);
    let has_address = kit.handle.is_some();
    view! {
        <header class="media-kit-head">
            <AvatarView avatar=kit.avatar name=name.clone() pixels=160 alt/>
            <div class="media-kit-who">
                <h1 class="display breakable">{name}</h1>
                <ul class="media-kit-facts" role="list">
                    {kit.city.map(|city| view! { <li><IconView icon=Icon::MapPin class="small"/>{city}</li> })}
                    {languages.map(|codes| view! {
                        <li>
                            <IconView icon=Icon::Languages class="small"/>
                            {move || codes.iter().map(|code| format::language(code)).collect::<Vec<_>>().join(", ")}
                        </li>
                    })}
                </ul>
                <div class="row tight">
                    {words::level_badge(kit.level)}
                    {state.map(words::availability_badge)}
                    {back_on.map(|day| view! { <span class="small soft">{move || say!(creators.back_on, day = words::day(&day))}</span> })}
                </div>
                {(!kit.categories.is_empty()).then(|| view! {
                    <ul class="chips" role="list" aria-label=tr!(creators.categories)>
                        {kit.categories.iter().map(|one| view! { <li class="chip">{words::category(*one)}</li> }).collect_view()}
                    </ul>
                })}
                <Tools has_address/>
            </div>
        </header>
    }
}

/// Copying the address, printing.
#[component]
fn Tools(has_address: bool) -> impl IntoView {
    let toasts = use_toasts();
    let copy = move |()| {
        let address = window().location().href().unwrap_or_default();
        spawn(async move {
            if browser::copy(address).await {
                toasts.good(tr!(common.copied)());
            }
        });
    };
    view! {
        <div class="row tight media-kit-tools">
            {has_address.then(|| view! { <Button text=tr!(creators.copy_link) icon=Icon::Copy small=true on_press=copy/> })}
            <Button text=tr!(creators.print) icon=Icon::Printer small=true on_press=|()| browser::print()/>
        </div>
    }
}

/// Where they publish, the largest first, with the sum of those that follow.
#[component]
pub fn Networks(all: Vec<KitNetwork>) -> impl IntoView {
    let sum: u64 = all.iter().filter_map(|one| one.followers).map(u64::from).sum();
    let mut all = all;
    all.sort_by_key(|network| std::cmp::Reverse(network.followers));
    let one = |network: KitNetwork| {
        let followers = network.followers;
        view! {
            <li class="media-kit-network">
                <p class="strong">{network.platform.name()}</p>
                {followers.map(|count| {
                    let exact = move || say!(creators.followers_count, count = format::count(count.into()));
                    view! {
                        <p class="media-kit-figure figures" title=exact>{move || format::compact(count.into())}</p>
                        <p class="tiny quiet">{tr!(creators.followers)}</p>
                    }
                })}
                <a class="small breakable" href=network.url target="_blank" rel="noopener noreferrer nofollow">
                    {words::account(network.platform, &network.handle)}
                    <span class="hidden-visually">{tr!(creators.opens_elsewhere)}</span>
                </a>
                {network.verified.then(|| view! { <p class="verified"><IconView icon=Icon::ShieldCheck class="small"/>{tr!(creators.account_verified)}</p> })}
            </li>
        }
    };
    view! {
        <section class="media-kit-part" aria-labelledby="kit-networks">
            <div class="row between">
                <h2 class="display" id="kit-networks">{tr!(creators.networks)}</h2>
                {(sum > 0).then(|| view! {
                    <p class="soft figures">{move || say!(creators.followers_sum, count = format::count(sum))}</p>
                })}
            </div>
            <ul class="media-kit-networks" role="list">{all.into_iter().map(one).collect_view()}</ul>
        </section>
    }
}

/// What they show of their work.
#[component]
pub fn Works(items: Vec<PortfolioItem>) -> impl IntoView {
    view! {
        <section class="media-kit-part" aria-labelledby="kit-works">
            <h2 class="display" id="kit-works">{tr!(creators.portfolio)}</h2>
            <WorkList items/>
        </section>
    }
}

/// What they ask for it.
#[component]
pub fn Rates(rates: Vec<Rate>) -> impl IntoView {
    view! {
        <section class="media-kit-part" aria-labelledby="kit-rates">
            <h2 class="display" id="kit-rates">{tr!(creators.rates)}</h2>
            <RateList rates/>
        </section>
    }
}
