//! What a brand says of itself, for who may not change it.

use leptos::prelude::*;
use shared::brands::Brand;

use crate::components::brands::{BrandLogo, Networks, contact_facts};
use crate::i18n::tr;
use crate::ui::card::{Card, Fact, Facts};

/// Everything, as facts.
#[component]
pub fn FactsCard(
    /// The brand.
    brand: Brand,
) -> impl IntoView {
    let Brand { company, legal_name, ruc, website, description, contact, logo, networks, handle, .. } = brand;
    view! {
        <Card>
            <div class="stack">
                <div class="row">
                    <BrandLogo logo name=company.clone() pixels=96/>
                    <p class="strong breakable">{company}</p>
                </div>
                {description.map(|text| view! { <p class="profile-words breakable">{text}</p> })}
                <Facts>
                    {legal_name.map(|name| view! { <Fact label=tr!(brands.legal_name)>{name}</Fact> })}
                    {ruc.map(|ruc| view! { <Fact label=tr!(brands.ruc)>{ruc}</Fact> })}
                    {website.map(|url| view! {
                        <Fact label=tr!(brands.website)>
                            <a class="breakable" href=url.clone() target="_blank" rel="noopener noreferrer external">{url.clone()}</a>
                        </Fact>
                    })}
                    {contact_facts(contact)}
                    {handle.map(|handle| {
                        let path = format!("/b/{handle}");
                        view! { <Fact label=tr!(brands.public_page)><a href=path.clone()>{path.clone()}</a></Fact> }
                    })}
                </Facts>
                {(!networks.is_empty()).then(|| view! { <Networks accounts=networks/> })}
            </div>
        </Card>
    }
}
