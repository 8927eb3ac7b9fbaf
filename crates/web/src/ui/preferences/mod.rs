//! What a person prefers on this device: theme and language.

pub mod demo;

use leptos::prelude::*;

use crate::browser;
use crate::i18n::{self, Locale, locale, tr};
use crate::ui::icon::{Icon, IconView};
use crate::ui::overlay::Menu;

const THEME: &str = "avenue.theme";

/// Light, dark, or what the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    fn stored() -> Self {
        match browser::stored(THEME).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    fn apply(self) {
        let Some(root) = document().document_element() else { return };
        let name = match self {
            Self::System => {
                browser::forget(THEME);
                browser::ignore(root.remove_attribute("data-theme"));
                return;
            }
            Self::Light => "light",
            Self::Dark => "dark",
        };
        browser::store(THEME, name);
        browser::ignore(root.set_attribute("data-theme", name));
    }

    const fn icon(self) -> Icon {
        match self {
            Self::System => Icon::Monitor,
            Self::Light => Icon::Sun,
            Self::Dark => Icon::Moon,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::System => tr!(common.theme_system)(),
            Self::Light => tr!(common.theme_light)(),
            Self::Dark => tr!(common.theme_dark)(),
        }
    }
}

thread_local! {
    static CHOSEN: ArcRwSignal<Theme> = ArcRwSignal::new(Theme::stored());
}

fn chosen_theme() -> Theme {
    CHOSEN.with(Clone::clone).get()
}

fn choose_theme(theme: Theme) {
    theme.apply();
    CHOSEN.with(Clone::clone).set(theme);
}

/// The themes, as part of a menu.
#[component]
pub fn Themes() -> impl IntoView {
    Theme::ALL
        .map(|theme| {
            view! {
                <button
                    type="button"
                    aria-current=move || (chosen_theme() == theme).then_some("true")
                    on:click=move |_| choose_theme(theme)
                >
                    <IconView icon=theme.icon() class="small"/>{move || theme.label()}
                </button>
            }
        })
        .collect_view()
}

/// The languages, as part of a menu.
#[component]
pub fn Languages() -> impl IntoView {
    [(Locale::es, "Español"), (Locale::en, "English")]
        .map(|(language, name)| {
            view! {
                <button
                    type="button"
                    lang=i18n::code(language)
                    aria-current=move || (locale() == language).then_some("true")
                    on:click=move |_| i18n::choose(language)
                >
                    {name}
                </button>
            }
        })
        .collect_view()
}

/// Chooses the theme.
#[component]
pub fn ThemeMenu() -> impl IntoView {
    move || {
        let icon = chosen_theme().icon();
        view! { <Menu label=tr!(common.theme) icon bare=true><Themes/></Menu> }
    }
}

/// Chooses the language.
#[component]
pub fn LanguageMenu() -> impl IntoView {
    view! { <Menu label=tr!(common.language) icon=Icon::Languages bare=true><Languages/></Menu> }
}
