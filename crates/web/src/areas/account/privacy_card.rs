//! Who sees what of the public profile. Each choice is kept at once.

use leptos::prelude::*;
use shared::identity::{Privacy, Profile, UpdatePrivacy, UpdateProfile, Visibility};

use crate::api;
use crate::i18n::tr;
use crate::ui::card::Card;
use crate::ui::load::{Remote, act};
use crate::ui::state::loaded;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// A field whose privacy can be chosen.
#[derive(Clone, Copy)]
struct Line {
    name: &'static str,
    label: fn() -> &'static str,
    now: fn(&Privacy) -> Visibility,
    change: fn(Visibility) -> UpdatePrivacy,
}

fn lines() -> [Line; 7] {
    macro_rules! line {
        ($field:ident, $label:expr) => {
            Line {
                name: stringify!($field),
                label: $label,
                now: |privacy| privacy.$field,
                change: |to| UpdatePrivacy { $field: Some(to), ..UpdatePrivacy::default() },
            }
        };
    }
    [
        line!(names, tr!(person.names)),
        line!(avatar, tr!(person.avatar)),
        line!(locale, tr!(person.profile_locale)),
        line!(time_zone, tr!(person.time_zone)),
        line!(email, tr!(account.email)),
        line!(phone, tr!(person.phone)),
        line!(member_since, tr!(person.member_since)),
    ]
}

/// Who sees what.
#[component]
pub fn PrivacyCard() -> impl IntoView {
    let profile = Remote::new(api::identity::profile);
    view! {
        <Card title=tr!(person.privacy) text=tr!(person.privacy_text)>
            {loaded(profile, 7, move |now| view! {
                <div class="privacy-list">
                    {lines().map(|line| view! { <PrivacyLine line now=(line.now)(&now.privacy) profile/> }).collect_view()}
                </div>
            }.into_any())}
        </Card>
    }
}

#[component]
fn PrivacyLine(line: Line, now: Visibility, profile: Remote<Profile>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let chosen = RwSignal::new(now);
    let choose = move |to: Visibility| {
        let before = chosen.get_untracked();
        chosen.set(to);
        let body = UpdateProfile { privacy: Some((line.change)(to)), ..UpdateProfile::default() };
        act(
            busy,
            async move { api::identity::update_profile(&body).await },
            move |_| toasts.good(tr!(person.privacy_saved)()),
            move |problem| {
                chosen.set(before);
                toasts.problem(&problem);
                profile.reload();
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
                        <span>{word(visibility).read()}</span>
                    </label>
                }).collect_view()}
            </div>
        </fieldset>
    }
}

fn word(visibility: Visibility) -> Text {
    match visibility {
        Visibility::Public => tr!(person.public),
        Visibility::Members => tr!(person.members),
        Visibility::Private => tr!(person.private),
    }
    .into()
}
