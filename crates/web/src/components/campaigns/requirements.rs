//! Who may apply.

use leptos::prelude::*;
use shared::campaigns::Requirements;

use crate::components::creators::words;
use crate::i18n::{say, tr};
use crate::ui::format;

/// Who may apply, a line for each thing that is asked for.
#[component]
pub fn RequirementsView(
    /// What is asked for.
    requirements: Requirements,
) -> impl IntoView {
    let Requirements { networks, city, categories, level } = requirements;
    if networks.is_empty() && city.is_none() && categories.is_empty() && level.is_none() {
        return view! { <p class="soft">{tr!(campaigns.requires_nothing)}</p> }.into_any();
    }
    view! {
        <ul class="requirements">
            {networks.into_iter().map(|one| {
                let (name, least) = (one.platform.name(), one.followers);
                view! {
                    <li>
                        {move || if least == 0 {
                            say!(campaigns.requires_network, platform = name)
                        } else {
                            say!(campaigns.requires_followers, platform = name, count = format::count(u64::from(least)))
                        }}
                    </li>
                }
            }).collect_view()}
            {city.map(|city| view! { <li>{move || say!(campaigns.requires_city, city = city.clone())}</li> })}
            {(!categories.is_empty()).then(|| view! {
                <li>{move || say!(campaigns.requires_category, categories = words::categories(&categories))}</li>
            })}
            {level.map(|level| view! {
                <li>{move || say!(campaigns.requires_level, level = words::level(level)())}</li>
            })}
        </ul>
    }
    .into_any()
}
