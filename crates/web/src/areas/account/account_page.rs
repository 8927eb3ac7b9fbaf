//! My account.

use leptos::prelude::*;

use super::avatar_card::AvatarCard;
use super::data_card::DataCard;
use super::email_card::EmailCard;
use super::password_card::PasswordCard;
use super::privacy_card::PrivacyCard;
use super::profile_card::ProfileCard;
use super::sessions_card::SessionsCard;
use crate::components::guard::{Audience, Guard};
use crate::i18n::tr;
use crate::ui::trail::PageHead;

/// Profile, picture, privacy, email, password, sessions, data.
#[component]
pub fn Page() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <main id="main" class="page account" tabindex="-1">
                <PageHead title=tr!(account.title) text=tr!(account.text)/>
                <div class="account-grid">
                    <div class="account-column">
                        <ProfileCard/>
                        <PrivacyCard/>
                    </div>
                    <div class="account-column">
                        <AvatarCard/>
                        <EmailCard/>
                        <PasswordCard/>
                        <DataCard/>
                    </div>
                    <div class="account-whole"><SessionsCard/></div>
                </div>
            </main>
        </Guard>
    }
}
