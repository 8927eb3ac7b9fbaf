//! Signing in.

use leptos::prelude::*;
use shared::identity::SignIn;

use super::frame::Frame;
use super::google_door::{GoogleDoor, Refusal};
use super::second_step::{self, Challenge};
use crate::address;
use crate::address::query;
use crate::api;
use crate::browser::watch;
use crate::components::guard::{first_stop, keeping_next, safe_next};
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::form::{Form, FormView, Kind, PasswordField, TextField};
use crate::ui::text::Text;

/// Signs in and goes where the visitor was headed.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = use_session();
    let next = query("next");
    let form = Form::new("sign-in");
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    // Whoever a provider vouched for comes back with the challenge of the second step.
    let challenge = RwSignal::new(address::take_fragment("challenge"));
    provide_context(Challenge(challenge));
    // Also for who was signed in all along and came here by an old link.
    watch(move || {
        if let Some(me) = session.me() {
            session.follow_language(&me);
            address::replace(&first_stop(&me, next.get_untracked()));
        }
    });
    let submit = move |()| {
        let body =
            SignIn { email: email.get_untracked().trim().to_owned(), password: password.get_untracked() };
        form.submit(
            body,
            |body| async move {
                match api::identity::sign_in(&body).await {
                    Ok(signed_in) => Ok(Ok(signed_in)),
                    Err(problem) => match problem.second_factor.clone() {
                        Some(awaited) => Ok(Err(awaited.challenge)),
                        None => Err(problem),
                    },
                }
            },
            move |step| match step {
                Ok(signed_in) => session.begin(signed_in),
                Err(awaited) => {
                    password.set(String::new());
                    challenge.set(Some(awaited));
                }
            },
        );
    };
    view! {
        <Frame
            title=Text::live(move || if challenge.with(Option::is_some) { tr!(security.challenge_title)() } else { tr!(public.sign_in_title)() }.to_owned())
            text=Text::live(move || if challenge.with(Option::is_some) { tr!(security.challenge_text)() } else { tr!(public.sign_in_text)() }.to_owned())
            below=move || view! { <span>{tr!(public.no_account)}</span><a href=keeping_next("/register", next.get_untracked())>{tr!(common.register)}</a> }
        >
            <Refusal/>
            {move || if challenge.with(Option::is_some) {
                second_step::awaited()
            } else { view! {
            <GoogleDoor return_to=Signal::derive(move || safe_next(next.get(), false))/>
            <FormView form on_submit=submit>
                <TextField form name="email" label=tr!(public.email) value=email kind=Kind::Email autocomplete="username" wrong=tr!(public.email_wrong) first=true/>
                <PasswordField form name="password" label=tr!(public.password) value=password autocomplete="current-password" wrong=tr!(public.password_needed)/>
                <Button text=tr!(common.sign_in) kind=ButtonKind::Primary submit=true busy=form.busy()/>
                <p class="small"><a href="/forgot-password">{tr!(public.forgot)}</a></p>
            </FormView>
            }.into_any() }}
        </Frame>
    }
}
