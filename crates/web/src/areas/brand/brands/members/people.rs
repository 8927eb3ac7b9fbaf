//! Who works in a brand: what each of them may do, and the ways to change that.

use leptos::prelude::*;
use shared::brands::{BrandMember, BrandRole, UpdateBrandMember};
use shared::id::BrandId;

use crate::api;
use crate::components::brands::{member_name, words};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Choices, Options};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::overlay::Dialog;
use crate::ui::state::loaded;
use crate::ui::toast::use_toasts;

/// The members.
#[component]
pub fn PeopleCard(
    /// Of which brand.
    brand: BrandId,
    /// Whether the reader changes roles and removes people.
    manages: Memo<bool>,
) -> impl IntoView {
    let members = Remote::new(move || api::brands::members(brand));
    view! {
        <Card title=tr!(brands.people)>
            {loaded(members, 4, move |list| view! {
                <ul class="devices" role="list">
                    {list.into_iter().map(|member| view! { <Person brand member manages members/> }).collect_view()}
                </ul>
            }.into_any())}
        </Card>
    }
}

#[component]
fn Person(
    brand: BrandId,
    member: BrandMember,
    manages: Memo<bool>,
    members: Remote<Vec<BrandMember>>,
) -> impl IntoView {
    let since = member.since;
    let role = member.role;
    // The owner's own role changes only by handing the brand over; and who leaves does so in the settings.
    let changeable = role != BrandRole::Owner && !member.you;
    let name = member_name(&member);
    let member = StoredValue::new(member);
    view! {
        <li class="device member-line">
            <div class="grow">
                {name}
                <p class="tiny quiet">{move || say!(brands.since, when = format::day(since))}</p>
            </div>
            {move || if changeable && manages.get() {
                view! { <Tools brand member=member.get_value() members/> }.into_any()
            } else {
                words::role_badge(role)
            }}
        </li>
    }
}

/// Another role, or none any more.
#[component]
fn Tools(brand: BrandId, member: BrandMember, members: Remote<Vec<BrandMember>>) -> impl IntoView {
    let toasts = use_toasts();
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let user = member.user_id;
    let chosen = RwSignal::new(member.role.as_str().to_owned());
    let name = StoredValue::new(member.name);
    let choose = Callback::new(move |word: String| {
        let before = chosen.get_untracked();
        chosen.set(word.clone());
        let body = UpdateBrandMember { role: words::role_of(&word) };
        act(
            busy,
            async move { api::brands::update_member(brand, user, &body).await },
            move |member: BrandMember| {
                let role = words::role(member.role)();
                toasts.good(say!(brands.role_changed, name = member.name, role = role));
            },
            move |problem| {
                chosen.set(before);
                toasts.problem(&problem);
            },
        );
    });
    let remove = move |()| {
        act(
            busy,
            api::brands::remove_member(brand, user),
            move |()| {
                asking.set(false);
                toasts.good(say!(brands.removed, name = name.get_value()));
                members.reload();
            },
            move |problem| {
                asking.set(false);
                toasts.problem(&problem);
            },
        );
    };
    view! {
        <div class="row tight">
            <label>
                <span class="hidden-visually">{move || say!(brands.role_for, name = name.get_value())}</span>
                <Choices options=Options::from(words::role_options()) value=chosen.into() on_change=choose/>
            </label>
            <Button text=tr!(brands.remove) icon=Icon::UserX small=true on_press=move |()| asking.set(true)/>
        </div>
        <Dialog open=asking title=tr!(brands.remove_title)>
            <div class="stack">
                <p>{move || say!(brands.remove_text, name = name.get_value())}</p>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| asking.set(false)/>
                    <Button text=tr!(brands.remove) kind=Kind::Danger busy on_press=remove/>
                </div>
            </div>
        </Dialog>
    }
}
