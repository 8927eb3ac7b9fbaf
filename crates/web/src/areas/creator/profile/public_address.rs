//! Where the media kit is, and whether its owner is found.

use leptos::prelude::*;
use shared::creators::{Creator, UpdateCreator};

use crate::api;
use crate::areas::creator::context::use_own;
use crate::browser::{self, spawn};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, ButtonLink};
use crate::ui::card::Card;
use crate::ui::form::{Checkbox, Form, FormView, TextField};
use crate::ui::icon::Icon;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The public address.
#[component]
pub fn AddressCard() -> impl IntoView {
    let own = use_own();
    view! {
        <Card title=tr!(creators.address) text=tr!(creator.address_text)>
            {own.now().map(|now| view! { <AddressForm now/> })}
        </Card>
    }
}

#[component]
fn AddressForm(now: Creator) -> impl IntoView {
    let own = use_own();
    let toasts = use_toasts();
    let form = Form::new("address");
    let discoverable = RwSignal::new(now.discoverable);
    let handle = RwSignal::new(now.handle.unwrap_or_default());
    let kept = Memo::new(move |_| own.get().and_then(|creator| creator.handle));
    let submit = move |()| {
        let body = UpdateCreator {
            handle: Some(handle.get_untracked().trim().to_owned()),
            discoverable: Some(discoverable.get_untracked()),
            ..UpdateCreator::default()
        };
        form.submit(
            body,
            |body| async move { api::creators::update(&body).await },
            move |now: Creator| {
                handle.set(now.handle.clone().unwrap_or_default());
                own.take(now);
                toasts.good(tr!(creator.saved)());
            },
        );
    };
    let help = Text::live(move || {
        let typed = handle.get().trim().to_lowercase();
        say!(creator.handle_help, handle = if typed.is_empty() { "…".to_owned() } else { typed })
    });
    let copy = move |handle: String| {
        let address = format!("{}/c/{handle}", window().location().origin().unwrap_or_default());
        spawn(async move {
            if browser::copy(address).await {
                toasts.good(tr!(common.copied)());
            }
        });
    };
    view! {
        <FormView form on_submit=submit>
            <TextField form name="handle" label=tr!(creator.handle) value=handle help=help wrong=tr!(creator.handle_wrong) optional=true code=true/>
            {move || kept.get().map(|handle| {
                let href = format!("/c/{handle}");
                view! {
                    <div class="row tight">
                        <ButtonLink text=tr!(creator.open_kit) href=href icon=Icon::Eye small=true/>
                        <Button text=tr!(creator.copy_address) icon=Icon::Copy small=true on_press=move |()| copy(handle.clone())/>
                    </div>
                }
            })}
            <Checkbox label=tr!(creator.discoverable) value=discoverable help=tr!(creator.discoverable_text)/>
            <div class="row"><Button text=tr!(common.save) submit=true busy=form.busy()/></div>
        </FormView>
    }
}
