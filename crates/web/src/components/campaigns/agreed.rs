//! What a brief agrees on besides the work: how long each stage may last, and what the brand may do with what is delivered.

use leptos::prelude::*;
use shared::campaigns::{EditingRight, RightsChannel, RightsTerm, Territory, Timing, UsageRights};

use crate::i18n::{say, tr};
use crate::ui::format;

/// How long each stage may last. Its heading is one level below those around it.
#[component]
pub fn TimingView(
    /// What was agreed on.
    timing: Timing,
    /// Whether a product is sent.
    product: bool,
) -> impl IntoView {
    let Timing {
        address_days,
        ship_days,
        transit_days,
        photo_days,
        video_days,
        review_hours,
        change_days,
        publish_days,
    } = timing;
    view! {
        <section>
            <h3>{tr!(campaigns.time)}</h3>
            <ul class="brief-list">
                {product.then(|| view! {
                    <li>{move || say!(campaigns.time_address, count = address_days.to_string())}</li>
                    <li>{move || say!(campaigns.time_ship, count = ship_days.to_string())}</li>
                    <li>{move || say!(campaigns.time_transit, count = transit_days.to_string())}</li>
                })}
                <li>{move || say!(campaigns.time_photo, count = photo_days.to_string())}</li>
                <li>{move || say!(campaigns.time_video, count = video_days.to_string())}</li>
                <li>{move || say!(campaigns.time_review, count = review_hours.to_string())}</li>
                <li>{move || say!(campaigns.time_change, count = change_days.to_string())}</li>
                <li>{move || say!(campaigns.time_publish, count = publish_days.to_string())}</li>
            </ul>
        </section>
    }
}

/// What the brand may do with what is delivered. Its heading is one level below those around it.
#[component]
pub fn RightsView(
    /// What was agreed on.
    rights: UsageRights,
) -> impl IntoView {
    let UsageRights { channels, term, territory, exclusivity, editing, paid_ads } = rights;
    view! {
        <section>
            <h3>{tr!(campaigns.rights)}</h3>
            <ul class="brief-list">
                <li>{move || {
                    let names: Vec<_> = channels.iter().map(|one| channel(*one)()).collect();
                    say!(campaigns.rights_channels, channels = names.join(", "))
                }}</li>
                <li>{move || lasting(term)}</li>
                <li>{move || place(&territory)}</li>
                <li>{move || editing_word(editing)()}</li>
                <li>{move || paid_ads.map_or_else(
                    || tr!(campaigns.rights_no_ads)().to_owned(),
                    |ads| say!(campaigns.rights_ads, count = ads.days.to_string()),
                )}</li>
                {paid_ads.is_some_and(|ads| ads.from_creators_account)
                    .then(|| view! { <li>{tr!(campaigns.rights_ads_own)}</li> })}
                {exclusivity.map(|one| view! {
                    <li class="breakable">{move || say!(
                        campaigns.rights_exclusivity,
                        against = one.against.clone(),
                        count = one.days.to_string()
                    )}</li>
                })}
            </ul>
        </section>
    }
}

fn channel(one: RightsChannel) -> fn() -> &'static str {
    match one {
        RightsChannel::Social => tr!(campaigns.channel_social),
        RightsChannel::Website => tr!(campaigns.channel_website),
        RightsChannel::Email => tr!(campaigns.channel_email),
        RightsChannel::Shops => tr!(campaigns.channel_shops),
        RightsChannel::Print => tr!(campaigns.channel_print),
        RightsChannel::Outdoor => tr!(campaigns.channel_outdoor),
        RightsChannel::Broadcast => tr!(campaigns.channel_broadcast),
    }
}

fn lasting(term: RightsTerm) -> String {
    match term {
        RightsTerm::Days { days } => say!(campaigns.rights_days, count = days.to_string()),
        RightsTerm::Months { months } => say!(campaigns.rights_months, count = months.to_string()),
        RightsTerm::Perpetual {} => tr!(campaigns.rights_perpetual)().to_owned(),
    }
}

fn place(territory: &Territory) -> String {
    match territory {
        Territory::Worldwide {} => tr!(campaigns.rights_worldwide)().to_owned(),
        Territory::Countries { countries } => {
            let codes: Vec<&str> = countries.iter().map(String::as_str).collect();
            let names: Vec<String> = format::countries(&codes).into_iter().map(|(_, name)| name).collect();
            say!(campaigns.rights_countries, countries = names.join(", "))
        }
    }
}

fn editing_word(editing: EditingRight) -> fn() -> &'static str {
    match editing {
        EditingRight::None => tr!(campaigns.edit_none),
        EditingRight::Adapt => tr!(campaigns.edit_adapt),
        EditingRight::Remix => tr!(campaigns.edit_remix),
    }
}
