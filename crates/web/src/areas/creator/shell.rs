//! The frame of a creator's area: what is missing to apply, the pages, and the one that was chosen.

use leptos::prelude::*;
use shared::creators::{CreatorStatus, MissingPart};

use super::begin::creator_begin;
use super::context::{Own, Stage, provide_own, use_own};
use super::trash::creator_trash;
use super::{CreatorPage, fetch_page};
use crate::address;
use crate::components::arrival::{arriving, part};
use crate::components::conversation::ToMessages;
use crate::components::creators::words;
use crate::components::guard::{Audience, Guard};
use crate::i18n::{say, tr};
use crate::ui::button::ButtonLink;
use crate::ui::icon::{Icon, IconView};
use crate::ui::state::{Failure, Skeleton};
use crate::ui::status::{Tone, Verdict};
use crate::ui::text::Text;
use crate::ui::trail::{PageHead, name_tab};

/// Every part that is needed to apply, and the page where it is given.
const PARTS: [(MissingPart, CreatorPage); 6] = [
    (MissingPart::Name, CreatorPage::Profile),
    (MissingPart::Bio, CreatorPage::Profile),
    (MissingPart::City, CreatorPage::Profile),
    (MissingPart::Languages, CreatorPage::Profile),
    (MissingPart::Categories, CreatorPage::Profile),
    (MissingPart::Networks, CreatorPage::Networks),
];

/// The frame.
#[component]
pub fn Shell() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <Frame/>
        </Guard>
    }
}

#[component]
fn Frame() -> impl IntoView {
    let own = provide_own();
    let stage = own.stage();
    name_tab(tr!(creator.title).into());
    view! {
        <main id="main" class="page creator" tabindex="-1">
            {move || match stage.get() {
                Stage::Waiting => view! { <Skeleton lines=8/> }.into_any(),
                Stage::Nobody => part(|()| Box::pin(creator_begin())),
                Stage::Thrown => part(|()| Box::pin(creator_trash())),
                Stage::Here => here(own),
                Stage::Lost => view! {
                    <h1 class="hidden-visually">{tr!(creator.title)}</h1>
                    {move || own.problem().map(|problem| view! { <Failure problem on_retry=Callback::new(move |()| own.reload())/> })}
                }.into_any(),
            }}
        </main>
    }
}

fn here(own: Own) -> AnyView {
    let path = address::path();
    // While somebody leaves, the page that they leave stays.
    let page = Memo::new(move |before: Option<&CreatorPage>| {
        CreatorPage::at(&path.get()).or_else(|| before.copied()).unwrap_or_default()
    });
    let handle = Memo::new(move |_| own.get().and_then(|creator| creator.handle));
    view! {
        <PageHead title=tr!(creator.title) text=tr!(creator.text)>
            {move || own.get().map(|creator| words::level_badge(creator.level))}
            <ToMessages/>
            {move || handle.get().map(|handle| view! {
                <ButtonLink text=tr!(creator.open_kit) href=format!("/c/{handle}") icon=Icon::Eye/>
            })}
        </PageHead>
        <Standing/>
        <Checklist/>
        <Sections page/>
        {arriving(page, fetch_page)}
    }
    .into_any()
}

/// Says so when the staff has taken the profile out of sight.
#[component]
fn Standing() -> impl IntoView {
    let own = use_own();
    let hidden = Memo::new(move |_| own.get().is_some_and(|creator| creator.status == CreatorStatus::Hidden));
    move || hidden.get().then(|| view! { <Verdict text=tr!(creator.hidden) tone=Tone::Attention/> })
}

/// What is missing to apply, each with the way to it; one line once nothing is.
#[component]
fn Checklist() -> impl IntoView {
    let own = use_own();
    let missing =
        Memo::new(move |_| own.get().map(|creator| creator.completeness.missing).unwrap_or_default());
    let given = Memo::new(move |_| missing.with(|missing| PARTS.len().saturating_sub(missing.len())));
    let title = Text::live(move || {
        say!(creator.checklist, given = given.get().to_string(), all = PARTS.len().to_string())
    });
    let line = move |(part, page): (MissingPart, CreatorPage)| {
        let open = missing.with(|missing| missing.contains(&part));
        let mark = if open { Icon::Minus } else { Icon::Check };
        let state = if open { tr!(creator.part_open) } else { tr!(creator.part_given) };
        view! {
            <li class="checklist-part" class:open=open>
                <span class="checklist-mark"><IconView icon=mark class="small"/></span>
                <span class="hidden-visually">{state}": "</span>
                {if open {
                    view! { <a href=page.path()>{words::missing(part)}</a> }.into_any()
                } else {
                    view! { <span>{words::missing(part)}</span> }.into_any()
                }}
            </li>
        }
    };
    move || {
        if given.get() == PARTS.len() {
            return view! { <p class="checklist-done" role="status"><IconView icon=Icon::CircleCheck class="small"/>{tr!(creator.complete)}</p> }
                .into_any();
        }
        view! {
            <section class="checklist" aria-labelledby="checklist-title">
                <div>
                    <h2 class="checklist-title" id="checklist-title">{title.read()}</h2>
                    <p class="small soft">{tr!(creator.checklist_text)}</p>
                </div>
                <ul class="checklist-parts" role="list">{PARTS.map(line).collect_view()}</ul>
            </section>
        }
        .into_any()
    }
}

#[component]
fn Sections(page: Memo<CreatorPage>) -> impl IntoView {
    let link = move |one: CreatorPage| {
        view! {
            <li>
                <a class="creator-section" href=one.path() aria-current=move || (page.get() == one).then_some("page")>
                    {name(one)}
                </a>
            </li>
        }
    };
    view! {
        <nav class="creator-sections" aria-label=tr!(creator.sections)>
            <ul role="list">{CreatorPage::ALL.map(link).collect_view()}</ul>
        </nav>
    }
}

fn name(page: CreatorPage) -> fn() -> &'static str {
    match page {
        CreatorPage::Profile => tr!(creator.profile),
        CreatorPage::Networks => tr!(creator.networks),
        CreatorPage::Rates => tr!(creator.rates),
        CreatorPage::Portfolio => tr!(creator.portfolio),
        CreatorPage::Figures => tr!(metrics.title),
        CreatorPage::Privacy => tr!(creator.privacy),
        CreatorPage::History => tr!(creator.history),
    }
}
