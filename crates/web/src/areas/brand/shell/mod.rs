//! The frame of a workspace: its rooms at the left (below on a phone), which brand it is on top and the way to another,
//! the page inside.

mod switcher;
pub mod workspace;

use leptos::prelude::*;

use super::{BrandPage, Room, campaigns, fetch_page};
use crate::address;
use crate::browser;
use crate::components::arrival::arriving;
use crate::components::bell::bell_of_the_site;
use crate::components::conversation::{Place, counted_title};
use crate::components::finder::way_to_finder;
use crate::components::guard::{Audience, Guard};
use crate::components::logo::Logo;
use crate::components::person_menu::PersonMenu;
use crate::components::rail::{Section, SectionList, TabBar};
use crate::i18n::tr;
use crate::ui::button::ButtonLink;
use crate::ui::icon::{Icon, IconView};
use crate::ui::preferences::{LanguageMenu, ThemeMenu};
use crate::ui::state::{Empty, Failure};
use crate::ui::text::Text;
use crate::ui::trail::PageHead;

use switcher::Switcher;
use workspace::{Trouble, provide_workspace};

/// The frame.
#[component]
pub fn Shell() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <Frame/>
        </Guard>
    }
}

fn sections(page: BrandPage, messages: Text) -> Vec<Section> {
    let Some(brand) = page.brand() else { return Vec::new() };
    let section = |room: Room| {
        let (text, icon): (fn() -> &'static str, Icon) = match room {
            Room::Profile => (tr!(brands.profile), Icon::Building2),
            Room::Figures => (tr!(metrics.title), Icon::ChartNoAxesColumn),
            Room::Members => (tr!(brands.members), Icon::Users),
            Room::Package => (tr!(brands.package), Icon::Layers),
            Room::History => (tr!(brands.history), Icon::History),
            Room::Settings => (tr!(brands.settings), Icon::Settings),
        };
        Section { text: text.into(), icon, href: room.address(brand), exact: room == Room::Profile }
    };
    let campaigns = Section {
        text: tr!(writing.title).into(),
        icon: Icon::ScrollText,
        href: campaigns::Page::List.address(brand),
        exact: false,
    };
    let messages = Section {
        text: messages,
        icon: Icon::MessageSquare,
        href: Place::Brand(brand).address(),
        exact: false,
    };
    let mut sections: Vec<Section> = Room::ALL.into_iter().map(section).collect();
    // What one comes for stands behind what the brand is.
    sections.insert(1, campaigns);
    sections.insert(2, messages);
    sections
}

#[component]
fn Frame() -> impl IntoView {
    let path = address::path();
    let page = Memo::new(move |_| BrandPage::at(&path.get()));
    let workspace = provide_workspace(page);
    let brand = Memo::new(move |_| page.get().brand());
    let messages = counted_title(move || brand.get().map(Place::Brand));
    let sections = Signal::derive(move || sections(page.get(), messages));
    view! {
        <a class="skip" href="#main" on:click=|event| { event.prevent_default(); browser::focus("main"); }>{tr!(common.skip)}</a>
        <div class="console">
            <aside class="rail">
                <a class="brand" href="/brand" aria-label="Avenue"><Logo/><span class="display">"Avenue"</span></a>
                <SectionList label=tr!(brands.rooms) sections/>
                <div class="rail-foot">
                    <a class="rail-link" href="/brand"><IconView icon=Icon::Building2 class="small"/>{tr!(common.my_brands)}</a>
                    <a class="rail-link" href="/"><IconView icon=Icon::Globe class="small"/>{tr!(admin.to_site)}</a>
                </div>
            </aside>
            <div class="console-column">
                <header class="topbar">
                    <Switcher page/>
                    <div class="topbar-tools">
                        {way_to_finder(None)}
                        {bell_of_the_site()}
                        <span class="wide-only"><LanguageMenu/></span>
                        <span class="wide-only"><ThemeMenu/></span>
                        <PersonMenu/>
                    </div>
                </header>
                <main id="main" class="console-main" tabindex="-1">
                    {move || match workspace.trouble() {
                        Trouble::None => arriving(page, fetch_page),
                        Trouble::Stranger => view! { <Stranger/> }.into_any(),
                        Trouble::Failed(problem) => view! {
                            <h1 class="hidden-visually">{tr!(common.my_brands)}</h1>
                            <Failure problem on_retry=Callback::new(move |()| workspace.reload())/>
                        }.into_any(),
                    }}
                </main>
            </div>
            <TabBar
                label=tr!(brands.rooms)
                sections
                others=|| view! {
                    <a href="/brand"><IconView icon=Icon::Building2 class="small"/>{tr!(common.my_brands)}</a>
                }
            />
        </div>
    }
}

/// There is no such brand, or one does not work in it: the API does not say which, and neither does this.
#[component]
fn Stranger() -> impl IntoView {
    view! {
        <h1 class="hidden-visually">{tr!(brands.stranger)}</h1>
        <Empty title=tr!(brands.stranger) text=tr!(brands.stranger_text) icon=Icon::Building2>
            <ButtonLink text=tr!(common.my_brands) href="/brand"/>
        </Empty>
    }
}

/// For addresses of a workspace that lead nowhere.
#[component]
pub fn Nowhere() -> impl IntoView {
    view! {
        <PageHead title=tr!(common.not_found_title) text=tr!(common.not_found_text)/>
        <div class="row"><ButtonLink text=tr!(common.my_brands) href="/brand" icon=Icon::Building2/></div>
    }
}
