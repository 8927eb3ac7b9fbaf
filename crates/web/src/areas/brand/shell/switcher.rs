//! Which brand the workspace is of, and the way to the same room of another.

use leptos::prelude::*;
use shared::brands::BrandMembership;

use super::super::{BrandPage, Room};
use super::workspace::use_workspace;
use crate::components::brands::{BrandLogo, words};
use crate::i18n::tr;
use crate::ui::icon::{Icon, IconView};
use crate::ui::overlay::Menu;
use crate::ui::text::Text;

/// Logo, name and role, with the menu of the others.
#[component]
pub fn Switcher(
    /// The page that is shown.
    page: Memo<BrandPage>,
) -> impl IntoView {
    let workspace = use_workspace();
    let here = Memo::new(move |_| workspace.here());
    let label =
        Text::live(move || here.get().map_or_else(|| tr!(common.my_brands)().to_owned(), |one| one.company));
    let line = move |one: BrandMembership| {
        let room = match page.get() {
            BrandPage::In(_, room) => room,
            BrandPage::Campaigns(..) | BrandPage::Messages(_) | BrandPage::Nowhere => Room::Profile,
        };
        let current = page.get().brand() == Some(one.brand_id);
        view! {
            <a href=room.address(one.brand_id) aria-current=current.then_some("true")>
                <BrandLogo logo=one.logo name=one.company.clone() pixels=24/>
                <span class="grow breakable">{one.company}</span>
                <span class="tiny quiet">{words::role(one.role)}</span>
            </a>
        }
    };
    view! {
        <div class="switcher">
            {move || here.get().map(|one| view! { <BrandLogo logo=one.logo name=one.company pixels=32/> })}
            <Menu label>
                <p class="menu-note">{tr!(brands.switch)}</p>
                {move || workspace.mine().into_iter().map(line).collect_view()}
                <hr/>
                <a href="/brand"><IconView icon=Icon::Plus class="small"/>{tr!(brands.switch_all)}</a>
            </Menu>
            {move || here.get().map(|one| words::role_badge(one.role))}
        </div>
    }
}
