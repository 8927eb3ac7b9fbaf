//! A creator as they were when they applied.

use leptos::prelude::*;
use shared::creators::{CreatorSnapshot, Network};

use crate::components::creators::{RateList, words};
use crate::i18n::{say, tr};
use crate::ui::card::{Fact, Facts};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::status::{Badge, Tone};

/// Level, city and networks in a few lines, for boards.
#[component]
pub fn SnapshotLine(
    /// The creator.
    creator: CreatorSnapshot,
) -> impl IntoView {
    let networks = creator.networks.clone();
    view! {
        <p class="row tight">
            {words::level_badge(creator.level)}
            {creator.city.map(|city| view! { <span class="small soft">{city}</span> })}
        </p>
        <p class="small soft">
            {move || networks.iter().map(reach).collect::<Vec<_>>().join(" · ")}
        </p>
    }
}

/// A network with its followers: `Instagram 12.400`.
fn reach(network: &Network) -> String {
    match network.followers {
        Some(followers) => format!("{} {}", network.platform.name(), format::count(u64::from(followers))),
        None => network.platform.name().to_owned(),
    }
}

/// Everything that the creator showed by applying.
#[component]
pub fn SnapshotView(
    /// The creator.
    creator: CreatorSnapshot,
) -> impl IntoView {
    let taken_at = creator.taken_at;
    let (languages, categories) = (creator.languages.clone(), creator.categories.clone());
    view! {
        <div class="stack">
            <p class="row tight">
                {words::level_badge(creator.level)}
                {words::availability_badge(creator.availability.state)}
                {creator.availability.back_on.map(|day| view! {
                    <span class="small quiet">{move || say!(campaigns.back_on, day = format::calendar_day(&day))}</span>
                })}
            </p>
            {creator.bio.map(|bio| view! { <p class="brief-text breakable">{bio}</p> })}
            <Facts>
                {creator.city.map(|city| view! { <Fact label=tr!(campaigns.city)>{city}</Fact> })}
                {(!languages.is_empty()).then(|| view! {
                    <Fact label=tr!(campaigns.languages)>
                        {move || languages.iter().map(|code| format::language(code)).collect::<Vec<_>>().join(", ")}
                    </Fact>
                })}
                {(!categories.is_empty()).then(|| view! {
                    <Fact label=tr!(campaigns.categories)>{move || words::categories(&categories)}</Fact>
                })}
                {creator.on_time.map(|on_time| view! {
                    <Fact label=tr!(campaigns.on_time)>
                        {move || say!(campaigns.on_time_value, percent = on_time.percent.to_string(), count = on_time.deliveries.to_string())}
                    </Fact>
                })}
            </Facts>
            {(!creator.networks.is_empty()).then(|| view! {
                <ul class="networks" role="list">{creator.networks.into_iter().map(network_line).collect_view()}</ul>
            })}
            {(!creator.rates.is_empty()).then(|| view! {
                <h3>{tr!(campaigns.rates)}</h3>
                <RateList rates=creator.rates/>
            })}
            <p class="tiny quiet">{move || say!(campaigns.snapshot_of, when = format::moment(taken_at))}</p>
            {creator.handle.map(|handle| view! {
                <p><a href=format!("/c/{handle}")>{tr!(campaigns.kit_today)}</a></p>
            })}
        </div>
    }
}

fn network_line(network: Network) -> impl IntoView {
    let name = words::account(network.platform, &network.handle);
    let followers = network.followers;
    view! {
        <li class="network">
            <IconView icon=Icon::Smartphone class="small"/>
            <span class="grow">
                <span class="strong">{network.platform.name()}</span>" "
                <a class="breakable" href=network.url target="_blank" rel="noopener noreferrer nofollow">{name}</a>
            </span>
            {network.verified.then(|| view! { <Badge text=tr!(campaigns.network_verified) tone=Tone::Good/> })}
            {followers.map(|followers| view! {
                <span class="figures">{move || say!(campaigns.followers, count = format::count(u64::from(followers)))}</span>
            })}
        </li>
    }
}
