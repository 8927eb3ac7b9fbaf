//! My account.

use leptos::prelude::*;

use super::email_card::EmailCard;
use super::password_card::PasswordCard;
use super::profile_card::ProfileCard;
use super::security::SecurityCard;
use super::sessions_card::SessionsCard;
use crate::components::guard::{Audience, Guard};
use crate::i18n::tr;
use crate::ui::trail::PageHead;

/// Profile, email, password, security, sessions.
#[component]
pub fn Page() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <main id="main" class="page account" tabindex="-1">
                <PageHead title=tr!(account.title) text=tr!(account.text)/>
                <div class="account-grid">
                    <ProfileCard/>
                    <EmailCard/>
                    <PasswordCard/>
                    <SecurityCard/>
                    <SessionsCard/>
                </div>
            </main>
        </Guard>
    }
}
