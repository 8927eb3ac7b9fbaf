//! My account.

use leptos::prelude::*;

use super::avatar_card::AvatarCard;
use super::creator_card::CreatorCard;
use super::data_card::DataCard;
use super::email_card::EmailCard;
use super::links_card::LinksCard;
use super::notices_card::NoticesCard;
use super::password_card::PasswordCard;
use super::phone_card::PhoneCard;
use super::privacy_card::PrivacyCard;
use super::profile_card::ProfileCard;
use super::security::SecurityCard;
use super::sessions_card::SessionsCard;
use crate::components::guard::{Audience, Guard};
use crate::i18n::tr;
use crate::ui::trail::PageHead;

/// Profile, picture, privacy, email, phone, password, second factor, linked identities, notices, sessions, data.
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
                        <CreatorCard/>
                        <AvatarCard/>
                        <EmailCard/>
                        <PhoneCard/>
                        <PasswordCard/>
                        <SecurityCard/>
                        <LinksCard/>
                        <NoticesCard/>
                        <DataCard/>
                    </div>
                    <div class="account-whole"><SessionsCard/></div>
                </div>
            </main>
        </Guard>
    }
}
