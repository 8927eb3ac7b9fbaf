//! The second step of signing in.

use leptos::prelude::*;
use shared::identity::CompleteSignIn;

use crate::api;
use crate::components::arrival::{chunk, part};
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextField};

/// The challenge of the first step; none again to go back.
#[derive(Clone, Copy)]
pub struct Challenge(pub RwSignal<Option<String>>);

chunk! {
    /// The second step: fetched when somebody comes to it.
    second_step: () => show
}

/// The second step, once it has arrived.
pub fn awaited() -> AnyView {
    part(|()| Box::pin(second_step()))
}

fn show((): ()) -> AnyView {
    let Challenge(challenge) = expect_context();
    view! { <SecondStep challenge/> }.into_any()
}

/// Takes the code. Where the challenge is over, the form says so, and the person goes back to the first step.
#[component]
fn SecondStep(
    /// The challenge of the first step; none again to go back.
    challenge: RwSignal<Option<String>>,
) -> impl IntoView {
    let session = use_session();
    let form = Form::new("second-step");
    let code = RwSignal::new(String::new());
    let submit = move |()| {
        let body = CompleteSignIn {
            challenge: challenge.get_untracked().unwrap_or_default(),
            code: code.get_untracked().trim().to_owned(),
        };
        form.submit(
            body,
            |body| async move { api::identity::complete_sign_in(&body).await },
            move |signed_in| session.begin(signed_in),
        );
    };
    view! {
        <FormView form on_submit=submit>
            <TextField form name="code" label=tr!(security.code_or_recovery) value=code autocomplete="one-time-code" wrong=tr!(security.code_wrong) code=true first=true/>
            <Button text=tr!(security.confirm) kind=Kind::Primary submit=true busy=form.busy()/>
            <Button text=tr!(common.cancel) kind=Kind::Ghost on_press=move |()| challenge.set(None)/>
        </FormView>
    }
}
