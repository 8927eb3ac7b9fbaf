//! My account.

use leptos::prelude::*;

use super::email_card::EmailCard;
use super::links_card::LinksCard;
use super::password_card::PasswordCard;
use super::phone_card::PhoneCard;
use super::profile_card::ProfileCard;
use super::sessions_card::SessionsCard;
use crate::components::guard::{Audience, Guard};
use crate::i18n::tr;
use crate::ui::trail::PageHead;

/// Profile, email, phone, password, linked identities, sessions.
#[component]
pub fn Page() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <main id="main" class="page account" tabindex="-1">
                <PageHead title=tr!(account.title) text=tr!(account.text)/>
                <div class="account-grid">
                    <ProfileCard/>
                    <EmailCard/>
                    <PhoneCard/>
                    <PasswordCard/>
                    <LinksCard/>
                    <SessionsCard/>
                </div>
            </main>
        </Guard>
    }
}
