//! Who is signed in, in the bar of an area with a frame of its own: one's own places, language and theme on a phone, and
//! the way out.

use leptos::prelude::*;

use crate::components::layout::SignOutButton;
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::icon::{Icon, IconView};
use crate::ui::overlay::Menu;
use crate::ui::preferences::{Languages, Themes};
use crate::ui::text::Text;

/// The menu, behind a drawing of a person.
#[component]
pub fn PersonMenu() -> impl IntoView {
    let session = use_session();
    let who = move || session.me().map(|me| format!("{} {}", me.first_name, me.last_name).trim().to_owned());
    let email = move || session.me().map(|me| me.email);
    view! {
        <Menu label=Text::from(Signal::derive(move || who().unwrap_or_default())) icon=Icon::User bare=true>
            <p class="menu-note breakable">{email}</p>
            {move || session.is_admin().then(|| view! {
                <a href="/admin"><IconView icon=Icon::LayoutDashboard class="small"/>{tr!(common.console)}</a>
            })}
            {move || session.is_brand().then(|| view! {
                <a href="/brand"><IconView icon=Icon::Building2 class="small"/>{tr!(common.my_brands)}</a>
            })}
            <a href="/account"><IconView icon=Icon::User class="small"/>{tr!(common.my_account)}</a>
            <a href="/"><IconView icon=Icon::Globe class="small"/>{tr!(admin.to_site)}</a>
            // On a phone there is no room for menus of their own.
            <div class="menu-preferences">
                <p class="menu-note">{tr!(common.language)}</p>
                <Languages/>
                <p class="menu-note">{tr!(common.theme)}</p>
                <Themes/>
            </div>
            <hr/>
            <SignOutButton/>
        </Menu>
    }
}
