//! Links of notices name a campaign and not its brand: this goes on to its place in the brand's workspace.

use leptos::prelude::*;
use shared::id::CampaignId;

use super::Page;
use crate::address;
use crate::api;
use crate::browser::watch;
use crate::components::guard::{Audience, Guard};
use crate::i18n::tr;
use crate::ui::button::{ButtonLink, Kind};
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Empty, Skeleton};

/// Goes on, or says that there is no such campaign.
#[component]
pub fn ForwardPage() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <main id="main" class="page" tabindex="-1"><Forward/></main>
        </Guard>
    }
}

/// The page that the address names, as far as it does, and what stands behind it.
fn wanted(path: &str) -> Option<(CampaignId, Page, String)> {
    let parts = address::segments(path);
    let rest: Vec<&str> = parts.iter().skip(2).map(String::as_str).collect();
    let page = Page::at(&rest)?;
    match page {
        Page::One(id) | Page::Edit(id) => Some((id, page, String::new())),
        Page::Applicant(id, _) => {
            Some((id, page, rest.iter().skip(3).map(|part| format!("/{part}")).collect()))
        }
        Page::List | Page::New => None,
    }
}

#[component]
fn Forward() -> impl IntoView {
    match wanted(&address::path().get_untracked()) {
        Some((id, page, rest)) => view! { <ToBrand id page rest/> }.into_any(),
        None => view! { <Nowhere/> }.into_any(),
    }
}

#[component]
fn ToBrand(id: CampaignId, page: Page, rest: String) -> impl IntoView {
    let campaign = Remote::new(move || api::campaigns::own(id));
    watch(move || {
        if let Some(campaign) = campaign.value() {
            address::replace(&format!("{}{rest}", page.address(campaign.page.summary.brand_id)));
        }
    });
    move || match campaign.get() {
        Load::Failed(_) => view! { <Nowhere/> }.into_any(),
        Load::Waiting | Load::Ready(_) => view! { <Skeleton lines=6/> }.into_any(),
    }
}

#[component]
fn Nowhere() -> impl IntoView {
    view! {
        <h1 class="hidden-visually">{tr!(campaigns.gone)}</h1>
        <Empty title=tr!(campaigns.gone) text=tr!(writing.gone_text) icon=Icon::Search>
            <ButtonLink text=tr!(writing.to_brands) href="/brand" kind=Kind::Primary/>
        </Empty>
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn what_stands_behind_an_applicant_goes_along() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        let known = id.parse().unwrap();
        let page = Page::Applicant(known, id.parse().unwrap());
        let path = format!("/brand/campaigns/{id}/applications/{id}");
        assert_eq!(wanted(&path), Some((known, page, String::new())));
        assert_eq!(wanted(&format!("{path}/rights")), Some((known, page, "/rights".to_owned())));
        assert_eq!(wanted(&format!("{path}/x")), None);
    }
}
