//! Who may apply.

use leptos::prelude::*;
use shared::creators::CreatorLevel;

use super::typed::{Network, Typed};
use crate::components::campaigns::words::choices;
use crate::components::creators::words;
use crate::i18n::{say, tr};
use crate::ui::form::{Checkbox, Form, Group, Select, TextField};
use crate::ui::text::Text;

/// Networks with their followers, city, categories, level.
#[component]
pub fn People(
    /// The form.
    form: Form,
    /// What is typed.
    typed: Typed,
) -> impl IntoView {
    let levels = choices(tr!(writing.any_level), CreatorLevel::ALL, words::level);
    view! {
        <p class="soft small">{tr!(writing.people_text)}</p>
        <Group form name="requirements.networks" label=tr!(writing.networks) help=tr!(writing.networks_help) wrong=tr!(writing.followers_wrong)>
            <div class="wanted-networks">
                {typed.networks.get_value().into_iter().map(|network| view! { <WantedNetwork network/> }).collect_view()}
            </div>
        </Group>
        <TextField form name="requirements.city" label=tr!(campaigns.city) value=typed.city help=tr!(writing.city_help) wrong=tr!(writing.city_wrong) optional=true/>
        <Group form name="requirements.categories" label=tr!(campaigns.categories) help=tr!(writing.categories_help) wrong=tr!(writing.categories_wrong)>
            <div class="wanted-categories">
                {typed.categories.get_value().into_iter().map(|(category, on)| view! {
                    <Checkbox label=words::category(category) value=on/>
                }).collect_view()}
            </div>
        </Group>
        <Select form name="requirements.level" label=tr!(writing.level) value=typed.level options=levels help=tr!(writing.level_help)/>
    }
}

#[component]
fn WantedNetwork(network: Network) -> impl IntoView {
    let Network { platform, wanted, followers } = network;
    let label = Text::live(move || say!(writing.followers_of, platform = platform.name()));
    view! {
        <div class="wanted-network">
            <Checkbox label=platform.name() value=wanted/>
            {move || wanted.get().then(|| view! {
                <label>
                    <span class="hidden-visually">{label.read()}</span>
                    <input
                        class="input figures"
                        inputmode="numeric"
                        autocomplete="off"
                        placeholder=tr!(writing.followers)
                        prop:value=followers
                        on:input=move |event| followers.set(event_target_value(&event))
                    />
                </label>
            })}
        </div>
    }
}
