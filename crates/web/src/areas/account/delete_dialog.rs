//! Leaving for good: says what follows, and asks to type the address; the API asks for a fresh sign-in.

use leptos::prelude::*;
use shared::identity::{ClosingAccount, DeleteAccount};

use crate::address;
use crate::api;
use crate::browser::{spawn, watch};
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, Kind as TextKind, TextField};
use crate::ui::format;
use crate::ui::overlay::Dialog;
use crate::ui::toast::use_toasts;

/// The dialog.
#[component]
pub fn DeleteDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new("delete");
    let email = RwSignal::new(String::new());
    watch(move || {
        if open.get() {
            email.set(String::new());
            form.clear();
        }
    });
    let matches = move || session.me().is_some_and(|me| me.email == email.get().trim().to_lowercase());
    let submit = move |()| {
        let body = DeleteAccount { email: email.get_untracked() };
        form.submit(
            body,
            |body| async move { api::identity::delete_me(&body).await },
            move |closing: ClosingAccount| {
                open.set(false);
                toasts.info(say!(person.deleted, when = format::moment(closing.erase_at)));
                spawn(async move {
                    // The API has ended the session already; what is left is to forget it here.
                    drop(session.end(false).await);
                    address::go("/");
                });
            },
        );
    };
    view! {
        <Dialog open title=tr!(person.delete)>
            <div class="stack">
                <p>{tr!(person.delete_consequence)}</p>
                <FormView form on_submit=submit>
                    <TextField form name="email" label=tr!(person.delete_email) value=email kind=TextKind::Email/>
                    <div class="row dialog-actions">
                        <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                        <Button text=tr!(person.delete) kind=Kind::Danger submit=true busy=form.busy() disabled=Signal::derive(move || !matches())/>
                    </div>
                </FormView>
            </div>
        </Dialog>
    }
}
