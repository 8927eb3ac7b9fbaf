//! "Confirm that it is you": asked whenever a call needs a fresh sign-in, wherever on the page it came from.

use futures::FutureExt;
use futures::channel::oneshot;
use leptos::prelude::*;
use shared::identity::Prove;

use crate::address;
use crate::api;
use crate::browser::watch;
use crate::components::arrival::{chunk, part};
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, PasswordField, TextField};
use crate::ui::overlay::Dialog;

/// Asks for the code of the second factor where there is one, else for the password; who has neither is sent to the
/// provider again. Everyone who waits is answered at once: the calls go on, or fail if the dialog is closed.
#[component]
pub fn ProveDialog() -> impl IntoView {
    let open = RwSignal::new(false);
    let waiting = StoredValue::new_local(Vec::<oneshot::Sender<bool>>::new());
    let answer = move |proved: bool| {
        let all = waiting.try_update_value(std::mem::take).unwrap_or_default();
        for one in all {
            // Who asked may be gone.
            let _gone = one.send(proved);
        }
    };
    api::on_proof_needed(move || {
        let (tell, told) = oneshot::channel();
        waiting.update_value(|waiting| waiting.push(tell));
        open.set(true);
        async move { told.await.unwrap_or(false) }.boxed_local()
    });
    watch(move || {
        if !open.get() {
            answer(false);
        }
    });
    let proved = Callback::new(move |()| {
        answer(true);
        open.set(false);
    });
    provide_context(Asked { proved, open });
    move || open.get().then(|| part(|()| Box::pin(prove())))
}

/// What the dialog is told from around it.
#[derive(Clone, Copy)]
struct Asked {
    proved: Callback<()>,
    open: RwSignal<bool>,
}

chunk! {
    /// The dialog: fetched when somebody is first asked.
    prove: () => show
}

fn show((): ()) -> AnyView {
    let Asked { open, .. } = expect_context();
    let nothing_to_show = use_session().me().is_some_and(|me| !me.has_password && !me.second_factor);
    view! {
        <Dialog open title=tr!(security.prove_title)>
            <div class="stack">
                <p class="soft">{tr!(security.prove_text)}</p>
                {if nothing_to_show { view! { <ComeInAgain/> }.into_any() } else { view! { <ProveForm/> }.into_any() }}
            </div>
        </Dialog>
    }
    .into_any()
}

/// The way through the provider, which leads back to this page. What was typed on it is lost, so the call does not go on
/// by itself.
#[component]
fn ComeInAgain() -> impl IntoView {
    let Asked { open, .. } = expect_context();
    let here = api::identity::google_address(&address::path().get_untracked());
    view! {
        <p>{tr!(security.prove_again_text)}</p>
        <div class="row dialog-actions">
            <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
            // `external`: the API answers there, not the app.
            <a class="button primary" rel="external" href=here><span class="button-text">{tr!(security.prove_again)}</span></a>
        </div>
    }
}

#[component]
fn ProveForm() -> impl IntoView {
    let Asked { proved, open } = expect_context();
    let session = use_session();
    let by_code = session.me().is_some_and(|me| me.second_factor);
    let form = Form::new("prove");
    let typed = RwSignal::new(String::new());
    let submit = move |()| {
        let text = typed.get_untracked();
        let body = if by_code {
            Prove { code: Some(text), password: None }
        } else {
            Prove { password: Some(text), code: None }
        };
        form.submit(body, |body| async move { api::identity::prove(&body).await }, move |()| proved.run(()));
    };
    view! {
        <FormView form on_submit=submit>
            {if by_code {
                view! {
                    <TextField form name="code" label=tr!(security.code) help=tr!(security.code_help) value=typed autocomplete="one-time-code" wrong=tr!(security.code_wrong) code=true first=true/>
                }.into_any()
            } else {
                view! {
                    <PasswordField form name="password" label=tr!(public.password) value=typed autocomplete="current-password" wrong=tr!(public.password_needed)/>
                }.into_any()
            }}
            <div class="row dialog-actions">
                <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                <Button text=tr!(security.confirm) kind=Kind::Primary submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}
