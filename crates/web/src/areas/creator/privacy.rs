//! Who sees what of the media kit. Each choice is kept at once.

use leptos::prelude::*;
use shared::creators::{CreatorPrivacy, UpdateCreator, UpdateCreatorPrivacy};
use shared::identity::Visibility;

use super::context::use_own;
use crate::api;
use crate::i18n::tr;
use crate::ui::card::Card;
use crate::ui::load::act;
use crate::ui::toast::use_toasts;

/// A part whose privacy can be chosen.
#[derive(Clone, Copy)]
struct Line {
    name: &'static str,
    label: fn() -> &'static str,
    now: fn(&CreatorPrivacy) -> Visibility,
    change: fn(Visibility) -> UpdateCreatorPrivacy,
}

fn lines() -> [Line; 10] {
    macro_rules! line {
        ($field:ident, $label:expr) => {
            Line {
                name: stringify!($field),
                label: $label,
                now: |privacy| privacy.$field,
                change: |to| UpdateCreatorPrivacy { $field: Some(to), ..UpdateCreatorPrivacy::default() },
            }
        };
    }
    [
        line!(avatar, tr!(creators.avatar)),
        line!(bio, tr!(creators.bio)),
        line!(city, tr!(creators.city)),
        line!(languages, tr!(creators.languages)),
        line!(networks, tr!(creators.networks)),
        line!(followers, tr!(creators.followers)),
        line!(portfolio, tr!(creators.portfolio)),
        line!(rates, tr!(creators.rates)),
        line!(availability, tr!(creators.availability)),
        line!(on_time, tr!(creators.on_time)),
    ]
}

/// The page.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let own = use_own();
    view! {
        <Card title=tr!(creator.privacy) text=tr!(creator.privacy_text)>
            {own.now().map(|now| view! {
                <div class="privacy-list">
                    {lines().map(|line| view! { <PrivacyLine line now=(line.now)(&now.privacy)/> }).collect_view()}
                </div>
            })}
        </Card>
    }
}

#[component]
fn PrivacyLine(line: Line, now: Visibility) -> impl IntoView {
    let own = use_own();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let chosen = RwSignal::new(now);
    let choose = move |to: Visibility| {
        let before = chosen.get_untracked();
        chosen.set(to);
        let body = UpdateCreator { privacy: Some((line.change)(to)), ..UpdateCreator::default() };
        act(
            busy,
            async move { api::creators::update(&body).await },
            move |now| {
                own.take(now);
                toasts.good(tr!(person.privacy_saved)());
            },
            move |problem| {
                chosen.set(before);
                toasts.problem(&problem);
            },
        );
    };
    view! {
        <fieldset class="privacy-line">
            <legend>{line.label}</legend>
            <div class="segments">
                {Visibility::ALL.iter().copied().map(|visibility| view! {
                    <label class="segment">
                        <input
                            type="radio"
                            name=format!("privacy-{}", line.name)
                            prop:checked=move || chosen.get() == visibility
                            on:change=move |_| choose(visibility)
                        />
                        <span>{word(visibility)}</span>
                    </label>
                }).collect_view()}
            </div>
        </fieldset>
    }
}

fn word(visibility: Visibility) -> fn() -> &'static str {
    match visibility {
        Visibility::Public => tr!(person.public),
        Visibility::Members => tr!(person.members),
        Visibility::Private => tr!(person.private),
    }
}
