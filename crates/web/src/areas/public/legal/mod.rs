//! What holds here: terms, privacy, cookies. The texts are files that come with the app, one for each language, so that nobody
//! loads them who does not read them; who runs the platform is filled in from its settings.

mod text;

use leptos::prelude::*;
use shared::contact::Operator;

use crate::api;
use crate::browser;
use crate::i18n::{code, locale, tr};
use crate::ui::button::Button;
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::status::{Tone, Verdict};
use crate::ui::trail::PageHead;
use text::{Block, Span, blocks};

/// Which text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegalText {
    /// What one agrees to.
    Terms,
    /// What becomes of people's data.
    Privacy,
    /// What is kept in the browser.
    Cookies,
}

impl LegalText {
    const ALL: [Self; 3] = [Self::Terms, Self::Privacy, Self::Cookies];

    /// The text of that name in the address.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|text| text.name() == name)
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Privacy => "privacy",
            Self::Cookies => "cookies",
        }
    }

    fn title(self) -> fn() -> &'static str {
        match self {
            Self::Terms => tr!(legal.terms),
            Self::Privacy => tr!(legal.privacy),
            Self::Cookies => tr!(legal.cookies),
        }
    }
}

/// The page.
#[component]
pub fn LegalPage(
    /// Which text.
    text: LegalText,
) -> impl IntoView {
    let words = Remote::new(move || {
        let language = code(locale());
        async move { api::contact::legal_text(language, text.name()).await }
    });
    let operator = Remote::new(api::contact::operator);
    let whole = loaded(operator, 12, move |operator| {
        let unset = operator.name.is_none();
        let shown = loaded(words, 12, {
            let operator = operator.clone();
            move |words| show(&words, &operator)
        });
        view! {
            {unset.then(|| view! {
                <Verdict text=tr!(legal.unset) tone=Tone::Attention>
                    <p class="small soft">{tr!(legal.unset_text)}</p>
                </Verdict>
            })}
            {shown}
        }
        .into_any()
    });
    view! {
        <main id="main" class="page public" tabindex="-1">
            <PageHead title=text.title()>
                <Button text=tr!(legal.print) icon=Icon::Printer on_press=|()| browser::print()/>
            </PageHead>
            <div class="legal">
                <nav class="legal-nav" aria-label=tr!(legal.sections)>
                    {LegalText::ALL.map(|one| view! {
                        <a href=format!("/legal/{}", one.name()) aria-current=(one == text).then_some("page")>{one.title()}</a>
                    }).collect_view()}
                </nav>
                <article class="legal-text">{whole}</article>
            </div>
        </main>
    }
}

/// The text with the operator's name in it.
fn show(words: &str, operator: &Operator) -> AnyView {
    let or = |value: &Option<String>, unset: fn() -> &'static str| {
        value.clone().unwrap_or_else(|| unset().to_owned())
    };
    let words = words
        .replace("{operator}", &or(&operator.name, tr!(legal.no_name)))
        .replace("{email}", &or(&operator.email, tr!(legal.no_email)))
        .replace("{address}", &or(&operator.address, tr!(legal.no_address)));
    blocks(&words).into_iter().map(draw).collect_view().into_any()
}

fn draw(block: Block) -> AnyView {
    match block {
        Block::Heading(text) => view! { <h2>{text}</h2> }.into_any(),
        Block::Paragraph(spans) => view! { <p>{line(spans)}</p> }.into_any(),
        Block::List(items) => view! {
            <ul>{items.into_iter().map(|spans| view! { <li>{line(spans)}</li> }).collect_view()}</ul>
        }
        .into_any(),
    }
}

fn line(spans: Vec<Span>) -> AnyView {
    spans
        .into_iter()
        .map(|span| match span {
            Span::Plain(text) => text.into_any(),
            Span::Link { text, href } => view! { <a href=href>{text}</a> }.into_any(),
        })
        .collect_view()
        .into_any()
}
