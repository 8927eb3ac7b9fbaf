//! What a brand says of itself: a form for who may change it, facts for everybody else.

mod facts;
mod fields;
mod form;
mod logo_card;
mod page_card;

use leptos::prelude::*;
use shared::brands::{Brand, BrandRole};
use shared::id::BrandId;

use crate::api;
use crate::i18n::tr;
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::trail::PageHead;

use facts::FactsCard;
use form::ProfileForm;
use logo_card::LogoCard;
use page_card::PageCard;

/// The profile.
#[component]
pub fn ProfilePage(
    /// Of which brand.
    brand: BrandId,
) -> impl IntoView {
    let remote = Remote::new(move || api::brands::brand(brand));
    view! {
        <PageHead title=tr!(brands.profile) text=tr!(brands.profile_text)/>
        {loaded(remote, 8, move |now| {
            if now.your_role >= Some(BrandRole::Admin) {
                view! { <Editor now remote/> }.into_any()
            } else {
                view! { <FactsCard brand=now/> }.into_any()
            }
        })}
    }
}

/// What can be changed. The cards share the revision, so that what one of them saved does not stand in another's way.
#[component]
fn Editor(now: Brand, remote: Remote<Brand>) -> impl IntoView {
    let revision = RwSignal::new(now.revision);
    let (id, logo, company) = (now.id, now.logo, now.company.clone());
    let page = now.handle.clone();
    view! {
        <div class="profile-grid">
            <ProfileForm now revision remote/>
            <div class="stack">
                <LogoCard id logo company/>
                <PageCard id handle=page revision remote/>
            </div>
        </div>
    }
}
