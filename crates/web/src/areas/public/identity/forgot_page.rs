//! Asking for a link to choose a new password. The answer never tells whether the account exists.

use leptos::prelude::*;
use shared::identity::ForgotPassword;

use super::frame::Frame;
use crate::api;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::form::{Form, FormView, Kind, TextField};
use crate::ui::status::{Tone, Verdict};
use crate::ui::text::Text;

/// Asks for the link.
#[component]
pub fn ForgotPage() -> impl IntoView {
    let form = Form::new("forgot");
    let email = RwSignal::new(String::new());
    let sent_to = RwSignal::new(None::<String>);
    let submit = move |()| {
        let body = ForgotPassword { email: email.get_untracked().trim().to_owned() };
        let address = body.email.clone();
        form.submit(
            body,
            |body| async move { api::identity::forgot_password(&body).await },
            move |()| {
                sent_to.set(Some(address));
            },
        );
    };
    view! {
        <Frame
            title=tr!(public.forgot_title)
            text=tr!(public.forgot_text)
            below=|| view! { <a href="/sign-in">{tr!(public.back_to_sign_in)}</a> }
        >
            {move || match sent_to.get() {
                Some(address) => view! {
                    <div role="status">
                        <Verdict text=tr!(public.forgot_done) tone=Tone::Info>
                            <p class="small soft breakable">
                                {Text::live(move || say!(public.forgot_done_text, email = address.clone())).read()}
                            </p>
                        </Verdict>
                    </div>
                }.into_any(),
                None => view! {
                    <FormView form on_submit=submit>
                        <TextField form name="email" label=tr!(public.email) value=email kind=Kind::Email autocomplete="username" wrong=tr!(public.email_wrong) first=true/>
                        <Button text=tr!(public.forgot_send) kind=ButtonKind::Primary submit=true busy=form.busy()/>
                    </FormView>
                }.into_any(),
            }}
        </Frame>
    }
}
