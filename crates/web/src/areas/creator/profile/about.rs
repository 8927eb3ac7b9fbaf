//! Name, text, city, languages, topics.

use leptos::prelude::*;
use shared::creators::{Category, Creator, UpdateCreator};

use super::languages::LanguagesField;
use crate::api;
use crate::areas::creator::context::use_own;
use crate::components::creators::words;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Checkbox, Form, FormView, Group, TextArea, TextField};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The most topics.
const MOST: usize = 8;

/// What brands and visitors read first.
#[component]
pub fn AboutCard() -> impl IntoView {
    let own = use_own();
    view! {
        <Card title=tr!(creator.about) text=tr!(creator.about_text)>
            {own.now().map(|now| view! { <AboutForm now/> })}
        </Card>
    }
}

#[component]
fn AboutForm(now: Creator) -> impl IntoView {
    let own = use_own();
    let toasts = use_toasts();
    let form = Form::new("about");
    let name = RwSignal::new(now.name);
    let bio = RwSignal::new(now.bio.unwrap_or_default());
    let city = RwSignal::new(now.city.unwrap_or_default());
    let languages = RwSignal::new(now.languages.join(" "));
    let categories: Vec<(Category, RwSignal<bool>)> =
        Category::ALL.iter().map(|one| (*one, RwSignal::new(now.categories.contains(one)))).collect();
    let boxes = categories.clone();
    let counted = categories.clone();
    let count = Memo::new(move |_| counted.iter().filter(|(_, on)| on.get()).count());
    let submit = move |()| {
        let trimmed = |value: RwSignal<String>| Some(value.get_untracked().trim().to_owned());
        let chosen = categories.iter().filter(|(_, on)| on.get_untracked()).map(|(one, _)| *one);
        let body = UpdateCreator {
            name: trimmed(name),
            bio: trimmed(bio),
            city: trimmed(city),
            languages: Some(languages.get_untracked().split_whitespace().map(str::to_owned).collect()),
            categories: Some(chosen.collect()),
            ..UpdateCreator::default()
        };
        form.submit(
            body,
            |body| async move { api::creators::update(&body).await },
            move |now: Creator| {
                own.take(now);
                toasts.good(tr!(creator.saved)());
            },
        );
    };
    let bio_help = Text::live(move || {
        let letters = bio.with(|bio| bio.trim().chars().count());
        say!(creator.bio_help, count = letters.to_string())
    });
    let topics_help = Text::live(move || {
        say!(creator.categories_help, count = count.get().to_string(), most = MOST.to_string())
    });
    view! {
        <FormView form on_submit=submit>
            <TextField form name="name" label=tr!(creator.name) value=name help=tr!(creator.name_help) wrong=tr!(creator.name_wrong) autocomplete="nickname"/>
            <TextArea form name="bio" label=tr!(creators.bio) value=bio rows=6 help=bio_help wrong=tr!(creator.bio_wrong) optional=true/>
            <TextField form name="city" label=tr!(creators.city) value=city help=tr!(creator.city_help) wrong=tr!(creator.city_wrong) autocomplete="address-level2" optional=true/>
            <LanguagesField form value=languages/>
            <Group form name="categories" label=tr!(creators.categories) help=topics_help wrong=tr!(creator.categories_wrong)>
                <div class="boxes">
                    {boxes.into_iter().map(|(one, on)| view! {
                        <Checkbox label=words::category(one) value=on disabled=Signal::derive(move || !on.get() && count.get() >= MOST)/>
                    }).collect_view()}
                </div>
            </Group>
            <div class="row"><Button text=tr!(common.save) kind=Kind::Primary submit=true busy=form.busy()/></div>
        </FormView>
    }
}
