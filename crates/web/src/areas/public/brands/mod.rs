//! What a brand shows of itself to everybody, at `/b/<handle>`.

mod open_campaigns;

use leptos::prelude::*;
use shared::abuse::AbuseTargetKind;
use shared::brands::BrandPage;
use shared::error::ErrorCode;

use self::open_campaigns::open_campaigns;
use crate::address;
use crate::api;
use crate::components::brands::{BrandLogo, Networks, contact_facts};
use crate::components::rating::{About, public_ratings};
use crate::components::report::ReportButton;
use crate::i18n::{say, tr};
use crate::ui::button::ButtonLink;
use crate::ui::card::{Fact, Facts};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Empty, Failure, Skeleton};
use crate::ui::text::Text;
use crate::ui::trail::name_tab;

/// The page.
#[component]
pub fn BrandPublicPage() -> impl IntoView {
    let path = address::path();
    let handle = Memo::new(move |_| address::segments(&path.get()).into_iter().nth(1).unwrap_or_default());
    let page = Remote::new(move || {
        let handle = handle.get();
        async move { api::brands::page(&handle).await }
    });
    name_tab(Text::live(move || {
        page.value().map_or_else(|| tr!(brands.page_title)().to_owned(), |page| page.company)
    }));
    view! {
        <main id="main" class="page company" tabindex="-1">
            {move || match page.get() {
                Load::Waiting => view! { <Skeleton lines=5/> }.into_any(),
                Load::Ready(page) => show(page),
                Load::Failed(problem) if problem.is(ErrorCode::NotFound) => view! {
                    <h1 class="hidden-visually">{tr!(brands.page_gone)}</h1>
                    <Empty title=tr!(brands.page_gone) text=tr!(brands.page_gone_text) icon=Icon::Building2>
                        <ButtonLink text=tr!(common.go_home) href="/"/>
                    </Empty>
                }.into_any(),
                Load::Failed(problem) => view! {
                    <h1 class="hidden-visually">{tr!(brands.page_title)}</h1>
                    <Failure problem on_retry=Callback::new(move |()| page.reload())/>
                }.into_any(),
            }}
        </main>
    }
}

fn show(page: BrandPage) -> AnyView {
    let BrandPage { handle, company, description, website, logo, networks, contact, member_since, id, stars } =
        page;
    let alt = if logo.is_some() { say!(brands.logo_of, name = company.clone()) } else { String::new() };
    view! {
        <header class="company-head">
            <BrandLogo logo name=company.clone() pixels=160 alt/>
            <div class="stack tight">
                <h1 class="display breakable">{company}</h1>
                <p class="soft breakable">"@"{handle}</p>
                {website.map(|url| view! {
                    <p><a class="breakable" href=url.clone() target="_blank" rel="noopener noreferrer nofollow external">{bare(&url)}</a></p>
                })}
            </div>
        </header>
        {description.map(|text| view! { <p class="company-words breakable">{text}</p> })}
        {(!networks.is_empty()).then(|| view! {
            <section class="stack">
                <h2>{tr!(brands.networks)}</h2>
                <Networks accounts=networks/>
            </section>
        })}
        {open_campaigns(id)}
        {contact.map(|contact| view! {
            <section class="stack">
                <h2>{tr!(brands.contact)}</h2>
                <Facts>{contact_facts(contact)}</Facts>
            </section>
        })}
        <Facts>
            <Fact label=tr!(brands.page_since)>{move || format::day(member_since)}</Fact>
        </Facts>
        {stars.map(|stars| public_ratings(About::Brand(id), stars))}
        <div class="row"><ReportButton kind=AbuseTargetKind::Brand id=id.to_string()/></div>
    }
    .into_any()
}

/// An address without its scheme and its last slash, as people say it.
fn bare(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::bare;

    #[wasm_bindgen_test]
    fn an_address_is_shown_as_people_say_it() {
        assert_eq!(bare("https://www.lurdes.com.py/"), "www.lurdes.com.py");
        assert_eq!(bare("http://lurdes.com.py/tienda?a=1"), "lurdes.com.py/tienda?a=1");
    }
}
