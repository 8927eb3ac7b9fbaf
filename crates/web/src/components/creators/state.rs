//! A whole profile as it is or was, for its owner's history and for the staff.

use leptos::prelude::*;
use shared::creators::{Availability, AvailabilityState, Creator, Network};

use super::{RateList, WorkList, words};
use crate::i18n::{say, tr};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::status::{Badge, Tone};

/// One part of a profile: its name, whether it is otherwise today, and what it is.
struct Part {
    label: fn() -> &'static str,
    differs: bool,
    view: AnyView,
}

/// The parts of a profile, one below the other. Where today's is given too, what differs is marked.
pub fn profile_state(shown: &Creator, today: Option<&Creator>) -> AnyView {
    let differs = |same: fn(&Creator, &Creator) -> bool| today.is_some_and(|today| !same(shown, today));
    let text = |text: Option<&String>| match text {
        Some(text) => view! { <p class="state-text breakable">{text.clone()}</p> }.into_any(),
        None => nothing(),
    };
    let parts = [
        Part {
            label: tr!(creators.name),
            differs: differs(|one, other| one.name == other.name),
            view: text(Some(&shown.name)),
        },
        Part {
            label: tr!(creators.bio),
            differs: differs(|one, other| one.bio == other.bio),
            view: text(shown.bio.as_ref()),
        },
        Part {
            label: tr!(creators.city),
            differs: differs(|one, other| one.city == other.city),
            view: text(shown.city.as_ref()),
        },
        Part {
            label: tr!(creators.languages),
            differs: differs(|one, other| one.languages == other.languages),
            view: languages(shown.languages.clone()),
        },
        Part {
            label: tr!(creators.categories),
            differs: differs(|one, other| one.categories == other.categories),
            view: categories(shown),
        },
        Part {
            label: tr!(creators.availability),
            differs: differs(|one, other| one.availability == other.availability),
            view: availability(&shown.availability),
        },
        Part {
            label: tr!(creators.networks),
            differs: differs(|one, other| one.networks == other.networks),
            view: networks(&shown.networks),
        },
        Part {
            label: tr!(creators.rates),
            differs: differs(|one, other| one.rates == other.rates),
            view: if shown.rates.is_empty() {
                nothing()
            } else {
                view! { <RateList rates=shown.rates.clone()/> }.into_any()
            },
        },
        Part {
            label: tr!(creators.portfolio),
            differs: differs(|one, other| one.portfolio == other.portfolio),
            view: if shown.portfolio.is_empty() {
                nothing()
            } else {
                view! { <WorkList items=shown.portfolio.clone()/> }.into_any()
            },
        },
        Part {
            label: tr!(creators.address),
            differs: differs(|one, other| one.handle == other.handle),
            view: text(shown.handle.as_ref().map(|handle| format!("/c/{handle}")).as_ref()),
        },
    ];
    view! { <div class="state">{parts.map(part_view).collect_view()}</div> }.into_any()
}

fn part_view(part: Part) -> AnyView {
    view! {
        <section class="state-part" class:differs=part.differs>
            <h3 class="state-label">
                {part.label}
                {part.differs.then(|| view! { <Badge text=tr!(creators.differs) tone=Tone::Attention/> })}
            </h3>
            {part.view}
        </section>
    }
    .into_any()
}

fn nothing() -> AnyView {
    view! { <p class="small quiet">{tr!(creators.nothing_said)}</p> }.into_any()
}

fn languages(codes: Vec<String>) -> AnyView {
    if codes.is_empty() {
        return nothing();
    }
    let names = move || codes.iter().map(|code| format::language(code)).collect::<Vec<_>>().join(", ");
    view! { <p>{names}</p> }.into_any()
}

fn categories(shown: &Creator) -> AnyView {
    if shown.categories.is_empty() {
        return nothing();
    }
    let all = shown.categories.clone();
    view! { <p>{move || words::categories(&all)}</p> }.into_any()
}

fn availability(availability: &Availability) -> AnyView {
    let state = availability.state;
    let back_on = availability.back_on.clone().filter(|_| state != AvailabilityState::Available);
    view! {
        <p class="row tight">
            {words::availability_badge(state)}
            {back_on.map(|day| view! { <span class="small soft">{move || say!(creators.back_on, day = words::day(&day))}</span> })}
        </p>
    }
    .into_any()
}

fn networks(all: &[Network]) -> AnyView {
    if all.is_empty() {
        return nothing();
    }
    let line = |network: &Network| {
        let followers = network.followers;
        view! {
            <li class="row tight">
                <span class="quiet">{network.platform.name()}</span>
                <span class="strong breakable">{words::account(network.platform, &network.handle)}</span>
                {followers.map(|count| view! {
                    <span class="small soft figures">{move || say!(creators.followers_count, count = format::count(count.into()))}</span>
                })}
                {network.verified.then(|| view! { <span class="verified"><IconView icon=Icon::ShieldCheck class="small"/>{tr!(creators.account_verified)}</span> })}
            </li>
        }
    };
    view! { <ul class="stack tight" role="list">{all.iter().map(line).collect_view()}</ul> }.into_any()
}
