//! The landing page: what Avenue is for creators, brands and its owner, and what of it works today.

use leptos::prelude::*;

use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{ButtonLink, Kind};
use crate::ui::icon::{Icon, IconView};
use crate::ui::status::{Badge, Tone, Verdict};
use crate::ui::text::Text;
use crate::ui::trail::name_tab;

/// The landing page.
#[component]
pub fn Landing() -> impl IntoView {
    name_tab(tr!(public.title).into());
    view! {
        <main id="main" class="landing" tabindex="-1">
            <Hero/>
            <Audiences/>
            <Proof/>
            <Today/>
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

/// Signing up and in, or one's own place for who is signed in.
#[component]
fn Ways() -> impl IntoView {
    let session = use_session();
    let signed_in = Memo::new(move |_| session.is_signed_in());
    let is_admin = Memo::new(move |_| session.is_admin());
    view! {
        <div class="row hero-ways">
            {move || if signed_in.get() {
                let (text, href) = if is_admin.get() {
                    (tr!(common.console), "/admin")
                } else {
                    (tr!(common.my_account), "/account")
                };
                view! { <ButtonLink text href kind=Kind::Primary icon=Icon::ArrowRight/> }.into_any()
            } else {
                view! {
                    <ButtonLink text=tr!(public.hero_primary) href="/register" kind=Kind::Primary/>
                    <ButtonLink text=tr!(public.hero_secondary) href="/sign-in"/>
                }.into_any()
            }}
        </div>
    }
}

#[component]
fn Audiences() -> impl IntoView {
    let audiences: [(Icon, Text, Text); 3] = [
        (Icon::Camera, tr!(public.creators).into(), tr!(public.creators_text).into()),
        (Icon::Building2, tr!(public.brands).into(), tr!(public.brands_text).into()),
        (Icon::ShieldCheck, tr!(public.owner).into(), tr!(public.owner_text).into()),
    ];
    view! {
        <section class="band">
            <h2 class="hidden-visually">{tr!(public.who)}</h2>
            <div class="audiences">
                {audiences.map(|(icon, title, text)| view! {
                    <article class="audience">
                        <span class="audience-icon"><IconView icon class="large"/></span>
                        <h3 class="display">{title.read()}</h3>
                        <p>{text.read()}</p>
                    </article>
                }).collect_view()}
            </div>
        </section>
    }
}

#[component]
fn Proof() -> impl IntoView {
    let steps: [(Text, Text); 3] = [
        (tr!(public.proof_1).into(), tr!(public.proof_1_text).into()),
        (tr!(public.proof_2).into(), tr!(public.proof_2_text).into()),
        (tr!(public.proof_3).into(), tr!(public.proof_3_text).into()),
    ];
    view! {
        <section class="band proof">
            <div class="proof-words">
                <h2 class="display band-title">{tr!(public.proof)}</h2>
                <p class="soft">{tr!(public.proof_text)}</p>
                <figure class="proof-sample">
                    <figcaption class="tiny quiet">{tr!(public.proof_sample)}</figcaption>
                    <Verdict text=tr!(kit.sample_verdict) tone=Tone::Good/>
                </figure>
            </div>
            <ol class="proof-steps" role="list">
                {steps.map(|(title, text)| view! {
                    <li><h3>{title.read()}</h3><p class="soft">{text.read()}</p></li>
                }).collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn Today() -> impl IntoView {
    let parts: [(Text, bool); 6] = [
        (tr!(public.today_accounts).into(), true),
        (tr!(public.today_console).into(), true),
        (tr!(public.today_campaigns).into(), false),
        (tr!(public.today_studio).into(), false),
        (tr!(public.today_shop).into(), false),
        (tr!(public.today_files).into(), false),
    ];
    view! {
        <section class="band today">
            <div>
                <h2 class="display band-title">{tr!(public.today)}</h2>
                <p class="soft">{tr!(public.today_text)}</p>
            </div>
            <ul class="today-list" role="list">
                {parts.map(|(text, available)| view! {
                    <li>
                        <span>{text.read()}</span>
                        {if available {
                            view! { <Badge text=tr!(public.available) tone=Tone::Good/> }
                        } else {
                            view! { <Badge text=tr!(public.coming) icon=Icon::Clock/> }
                        }}
                    </li>
                }).collect_view()}
            </ul>
        </section>
    }
}
