//! The brands that one works in, the form that makes one, and those of one's own in the trash.

mod create;
mod trash;

use leptos::prelude::*;
use shared::brands::BrandMembership;

use crate::api;
use crate::components::brands::{BrandLogo, words};
use crate::components::guard::{Audience, Guard};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::Remote;
use crate::ui::overlay::Dialog;
use crate::ui::state::{Empty, loaded};
use crate::ui::trail::PageHead;

use create::CreateForm;
use trash::TrashCard;

/// One's brands.
#[component]
pub fn MinePage() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <Mine/>
        </Guard>
    }
}

#[component]
fn Mine() -> impl IntoView {
    let mine = Remote::new(api::brands::mine);
    let making = RwSignal::new(false);
    let make = move |()| making.set(true);
    view! {
        <main id="main" class="page" tabindex="-1">
            <PageHead title=tr!(common.my_brands) text=tr!(brands.mine_text)>
                <Button text=tr!(brands.create) kind=Kind::Primary icon=Icon::Plus on_press=make/>
            </PageHead>
            {loaded(mine, 4, move |list| {
                if list.is_empty() {
                    return view! {
                        <Empty title=tr!(brands.mine_empty) text=tr!(brands.mine_empty_text) icon=Icon::Building2/>
                    }
                    .into_any();
                }
                view! { <ul class="brand-cards" role="list">{list.into_iter().map(card).collect_view()}</ul> }.into_any()
            })}
            <TrashCard mine/>
        </main>
        <Dialog open=making title=tr!(brands.create)>
            <CreateForm close=Callback::new(move |()| making.set(false))/>
        </Dialog>
    }
}

fn card(one: BrandMembership) -> impl IntoView {
    let since = one.since;
    view! {
        <li>
            <a class="brand-card" href=format!("/brand/{}", one.brand_id)>
                <BrandLogo logo=one.logo name=one.company.clone() pixels=48/>
                <span class="brand-card-words">
                    <span class="strong breakable">{one.company}</span>
                    <span class="tiny quiet">{move || say!(brands.since, when = format::day(since))}</span>
                </span>
                {words::role_badge(one.role)}
                <IconView icon=Icon::ChevronRight class="small"/>
            </a>
        </li>
    }
}
