//! The way to one's creator profile.

use leptos::prelude::*;

use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::ButtonLink;
use crate::ui::card::Card;
use crate::ui::icon::Icon;

/// Leads creators to what they say of themselves to brands.
#[component]
pub fn CreatorCard() -> impl IntoView {
    let session = use_session();
    let is_creator = Memo::new(move |_| session.is_creator());
    move || {
        is_creator.get().then(|| {
            view! {
                <Card title=tr!(creator.title) text=tr!(creator.text)>
                    <ButtonLink text=tr!(common.my_creator) href="/creator" icon=Icon::Camera/>
                </Card>
            }
        })
    }
}
