//! The sections of an area with a frame of its own: at the left, below on a phone.

use leptos::prelude::*;

use crate::address;
use crate::i18n::tr;
use crate::ui::icon::{Icon, IconView};
use crate::ui::overlay::Menu;
use crate::ui::text::Text;

/// How many sections a phone shows beside the menu with the others.
const SHOWN: usize = 4;

/// One section.
#[derive(Clone)]
pub struct Section {
    /// Its name.
    pub text: Text,
    /// Its drawing.
    pub icon: Icon,
    /// Where it is.
    pub href: String,
    /// Whether it is that page alone, not the pages below it.
    pub exact: bool,
}

impl Section {
    /// Whether the page at that path belongs to it.
    fn holds(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        match path.strip_prefix(self.href.as_str()) {
            Some("") => true,
            Some(rest) => !self.exact && rest.starts_with('/'),
            None => false,
        }
    }
}

/// The sections at the left.
#[component]
pub fn SectionList(
    /// What they are sections of, for screen readers.
    #[prop(into)]
    label: Text,
    /// The sections.
    #[prop(into)]
    sections: Signal<Vec<Section>>,
) -> impl IntoView {
    let path = address::path();
    let line = move |section: Section| {
        let (href, text, icon) = (section.href.clone(), section.text, section.icon);
        view! {
            <li>
                <a class="rail-link" href=href aria-current=move || section.holds(&path.get()).then_some("page")>
                    <IconView icon class="small"/>
                    {text.read()}
                </a>
            </li>
        }
    };
    view! {
        <nav class="rail-list" aria-label=label.read()>
            <ul role="list">{move || sections.get().into_iter().map(line).collect_view()}</ul>
        </nav>
    }
}

/// On a phone: the first sections, the others in a menu, and what else belongs into it.
#[component]
pub fn TabBar(
    /// What they are sections of, for screen readers.
    #[prop(into)]
    label: Text,
    /// The sections.
    #[prop(into)]
    sections: Signal<Vec<Section>>,
    /// What else the menu holds: links.
    #[prop(into)]
    others: ViewFn,
) -> impl IntoView {
    let path = address::path();
    let tab = move |section: Section| {
        let (href, text, icon) = (section.href.clone(), section.text, section.icon);
        view! {
            <a class="tabbar-link" href=href aria-current=move || section.holds(&path.get()).then_some("page")>
                <IconView icon/>
                <span class="cut">{text.read()}</span>
            </a>
        }
    };
    view! {
        <nav class="tabbar" aria-label=label.read()>
            {move || sections.get().into_iter().take(SHOWN).map(tab).collect_view()}
            <Menu label=tr!(admin.more) icon=Icon::Menu bare=true>
                {move || sections.get().into_iter().skip(SHOWN).map(|section| view! {
                    <a href=section.href><IconView icon=section.icon class="small"/>{section.text.read()}</a>
                }).collect_view()}
                {others.run()}
            </Menu>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::Section;
    use crate::ui::icon::Icon;

    #[wasm_bindgen_test]
    fn a_section_holds_its_pages_and_an_exact_one_only_itself() {
        let section =
            |href: &str, exact| Section { text: "x".into(), icon: Icon::User, href: href.to_owned(), exact };
        assert!(section("/brand/1", true).holds("/brand/1/"));
        assert!(!section("/brand/1", true).holds("/brand/1/members"));
        assert!(section("/brand/1/members", false).holds("/brand/1/members/7"));
        assert!(!section("/brand/1/member", false).holds("/brand/1/members"));
    }
}
