//! The landing page: what brands and creators get, how it works, what is open now, and what people ask.

mod market;

use leptos::prelude::*;

use crate::components::arrival::{ahead, chunk};
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{ButtonLink, Kind};
use crate::ui::icon::{Icon, IconView};
use crate::ui::text::Text;
use crate::ui::trail::name_tab;

chunk! {
    /// What is open now: it comes when the reader goes there.
    landing_market: () => market::show
}

/// The landing page.
#[component]
pub fn Landing() -> impl IntoView {
    name_tab(tr!(public.title).into());
    view! {
        <main id="main" class="landing" tabindex="-1">
            <Hero/>
            <Promises/>
            <Steps/>
            {ahead((), |()| Box::pin(landing_market()))}
            <Questions/>
            <End/>
        </main>
    }
}

#[component]
fn Hero() -> impl IntoView {
    view! {
        <section class="hero">
            <div class="hero-words">
                <h1 class="display hero-title">{tr!(public.hero)}</h1>
                <p class="hero-text">{tr!(public.hero_text)}</p>
                <Ways/>
            </div>
            <img class="hero-art" src="/static/img/avenida.svg" width="1200" height="445" alt=tr!(public.art) fetchpriority="high"/>
        </section>
    }
}

/// Signing up, or one's own place for who is signed in; and looking around.
#[component]
fn Ways() -> impl IntoView {
    let session = use_session();
    let signed_in = Memo::new(move |_| session.is_signed_in());
    let is_admin = Memo::new(move |_| session.is_admin());
    let is_brand = Memo::new(move |_| session.is_brand());
    let is_creator = Memo::new(move |_| session.is_creator());
    view! {
        <div class="row hero-ways">
            {move || {
                let (text, href) = if is_admin.get() {
                    (tr!(common.console), "/admin")
                } else if is_brand.get() {
                    (tr!(common.my_brands), "/brand")
                } else if is_creator.get() {
                    (tr!(common.my_creator), "/creator")
                } else if signed_in.get() {
                    (tr!(common.my_account), "/account")
                } else {
                    (tr!(public.hero_primary), "/register")
                };
                view! { <ButtonLink text href kind=Kind::Primary/> }
            }}
            <ButtonLink text=tr!(public.hero_secondary) href="/campaigns"/>
        </div>
    }
}

#[component]
fn Promises() -> impl IntoView {
    view! {
        <div class="band promises">
            <Promise
                icon=Icon::Building2
                name=tr!(landing.for_brands)
                title=tr!(landing.for_brands_title)
                points=[tr!(landing.brand_1), tr!(landing.brand_2), tr!(landing.brand_3), tr!(landing.brand_4)]
                go=tr!(landing.for_brands_go)
                href="/register?next=/brand"
            />
            <Promise
                icon=Icon::Camera
                name=tr!(landing.for_creators)
                title=tr!(landing.for_creators_title)
                points=[tr!(landing.creator_1), tr!(landing.creator_2), tr!(landing.creator_3), tr!(landing.creator_4)]
                go=tr!(landing.for_creators_go)
                href="/register"
            />
        </div>
    }
}

/// Whether nobody is signed in: only then an account is offered.
fn visitor() -> Memo<bool> {
    let session = use_session();
    Memo::new(move |_| !session.is_unknown() && !session.is_signed_in())
}

/// What one side gets.
#[component]
fn Promise(
    icon: Icon,
    #[prop(into)] name: Text,
    #[prop(into)] title: Text,
    points: [fn() -> &'static str; 4],
    #[prop(into)] go: Text,
    href: &'static str,
) -> impl IntoView {
    let visitor = visitor();
    view! {
        <section class="promise">
            <p class="promise-name"><IconView icon/>{name.read()}</p>
            <h2 class="display promise-title">{title.read()}</h2>
            <ul class="promise-points" role="list">
                {points.map(|point| view! { <li><IconView icon=Icon::Check class="small"/><span>{point}</span></li> }).collect_view()}
            </ul>
            {move || visitor.get().then(|| view! { <ButtonLink text=go href/> })}
        </section>
    }
}

#[component]
fn Steps() -> impl IntoView {
    let steps = [
        (tr!(landing.step_1), tr!(landing.step_1_text)),
        (tr!(landing.step_2), tr!(landing.step_2_text)),
        (tr!(landing.step_3), tr!(landing.step_3_text)),
        (tr!(landing.step_4), tr!(landing.step_4_text)),
        (tr!(landing.step_5), tr!(landing.step_5_text)),
    ];
    view! {
        <section class="band ruled">
            <h2 class="display band-title">{tr!(landing.how)}</h2>
            <p class="soft">{tr!(landing.how_text)}</p>
            <ol class="how-steps" role="list">
                {steps.map(|(title, text)| view! { <li><h3>{title}</h3><p class="soft">{text}</p></li> }).collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn Questions() -> impl IntoView {
    let questions = [
        (tr!(landing.q_cost), tr!(landing.a_cost)),
        (tr!(landing.q_pay), tr!(landing.a_pay)),
        (tr!(landing.q_apply), tr!(landing.a_apply)),
        (tr!(landing.q_rights), tr!(landing.a_rights)),
        (tr!(landing.q_wrong), tr!(landing.a_wrong)),
        (tr!(landing.q_data), tr!(landing.a_data)),
    ];
    view! {
        <section class="band ruled faq">
            <h2 class="display band-title">{tr!(landing.faq)}</h2>
            <div class="faq-list">
                {questions.map(|(question, answer)| view! {
                    <details>
                        <summary>{question}<IconView icon=Icon::ChevronDown class="small"/></summary>
                        <p class="soft">{answer}</p>
                    </details>
                }).collect_view()}
            </div>
        </section>
    }
}

#[component]
fn End() -> impl IntoView {
    let visitor = visitor();
    move || {
        visitor.get().then(|| {
            view! {
                <section class="band ruled landing-end">
                    <h2 class="display band-title">{tr!(landing.end)}</h2>
                    <p class="soft">{tr!(landing.end_text)}</p>
                    <div class="row hero-ways">
                        <ButtonLink text=tr!(public.hero_primary) href="/register" kind=Kind::Primary/>
                        <ButtonLink text=tr!(landing.end_contact) href="/contact"/>
                    </div>
                </section>
            }
        })
    }
}
