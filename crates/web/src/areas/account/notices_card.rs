//! On the account's page: the ways to what one was told, and to how.

use leptos::prelude::*;

use crate::i18n::tr;
use crate::ui::button::ButtonLink;
use crate::ui::card::Card;
use crate::ui::icon::Icon;

/// The ways to the notices and their settings.
#[component]
pub fn NoticesCard() -> impl IntoView {
    view! {
        <Card title=tr!(notices.title) text=tr!(notices.card_text)>
            <div class="row">
                <ButtonLink text=tr!(notices.see) href="/account/notifications" icon=Icon::Bell/>
                <ButtonLink text=tr!(notices.settings) href="/account/notifications/settings" icon=Icon::Settings/>
                <ButtonLink text=tr!(abuse.mine) href="/account/reports" icon=Icon::Flag/>
            </div>
        </Card>
    }
}
