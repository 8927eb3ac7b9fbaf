//! Whom to write to at a brand, and where it is on networks.

use leptos::prelude::*;
use shared::brands::{BrandAccount, BrandContact};

use crate::i18n::tr;
use crate::ui::card::Fact;

/// The contact as facts; nothing where a part is absent.
pub fn contact_facts(contact: BrandContact) -> AnyView {
    view! {
        {contact.name.map(|name| view! { <Fact label=tr!(brands.contact_name)>{name}</Fact> })}
        {contact.email.map(|email| view! {
            <Fact label=tr!(brands.contact_email)><a class="breakable" href=format!("mailto:{email}")>{email.clone()}</a></Fact>
        })}
        {contact.phone.map(|phone| view! {
            <Fact label=tr!(brands.contact_phone)>
                <a href=format!("tel:{}", phone.e164)>{phone.national.clone()}</a>
                {phone.country.clone().map(|country| view! { <span class="quiet">" ("{country}")"</span> })}
            </Fact>
        })}
        {contact.whatsapp.map(|link| view! {
            <Fact label=tr!(brands.whatsapp)><WhatsAppLink link/></Fact>
        })}
    }
    .into_any()
}

/// Opens a conversation in WhatsApp.
#[component]
pub fn WhatsAppLink(
    /// Where the conversation is.
    link: String,
) -> impl IntoView {
    view! {
        <a href=link target="_blank" rel="noopener noreferrer external">{tr!(brands.whatsapp_open)}</a>
    }
}

/// Links to the accounts of a brand.
#[component]
pub fn Networks(
    /// The accounts.
    accounts: Vec<BrandAccount>,
) -> impl IntoView {
    view! {
        <ul class="brand-networks" role="list" aria-label=tr!(brands.networks)>
            {accounts.into_iter().map(|account| view! {
                <li>
                    <span class="tiny quiet">{account.network.name()}</span>
                    <a class="breakable" href=account.url target="_blank" rel="noopener noreferrer nofollow external">"@"{account.handle}</a>
                </li>
            }).collect_view()}
        </ul>
    }
}
