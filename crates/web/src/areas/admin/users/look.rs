//! Looking at the platform as this account.

use leptos::prelude::*;
use shared::identity::{BeginView, Role, SignedIn, User, UserStatus, VIEW_MINUTES};

use crate::address;
use crate::api;
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::icon::Icon;
use crate::ui::overlay::Dialog;
use crate::ui::text::Text;

/// Where an account is at home.
fn home(user: &SignedIn) -> &'static str {
    if user.user.roles.contains(&Role::Creator) {
        "/creator"
    } else if user.user.roles.contains(&Role::Brand) {
        "/brand"
    } else {
        "/account"
    }
}

/// The button, where one may: not for administrators, nor for who is suspended.
#[component]
pub fn Look(
    /// As whom.
    user: User,
) -> impl IntoView {
    let may = user.status == UserStatus::Active && !user.roles.contains(&Role::Admin);
    let open = RwSignal::new(false);
    let name = format!("{} {}", user.first_name, user.last_name).trim().to_owned();
    let name = StoredValue::new(if name.is_empty() { user.email.clone() } else { name });
    let title = Text::live(move || say!(looking.begin_title, name = name.get_value()));
    may.then(|| {
        view! {
            <div class="row"><Button text=tr!(looking.begin) icon=Icon::Eye on_press=move |()| open.set(true)/></div>
            <Dialog open title>
                <div class="stack">
                    <p>{move || say!(looking.begin_text, minutes = VIEW_MINUTES.to_string())}</p>
                    <Reason user=user.clone() open/>
                </div>
            </Dialog>
        }
    })
}

#[component]
fn Reason(user: User, open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let form = Form::new("look");
    let reason = RwSignal::new(String::new());
    let id = user.id;
    let submit = move |()| {
        let body = BeginView { reason: reason.get_untracked().trim().to_owned() };
        form.submit(
            body,
            move |body| async move { api::identity::begin_view(id, &body).await },
            move |other: SignedIn| {
                open.set(false);
                let home = home(&other);
                session.look_as(other);
                address::go(home);
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <TextArea form name="reason" label=tr!(looking.reason) value=reason rows=2 help=tr!(looking.reason_help) wrong=tr!(looking.reason_needed)/>
            <div class="row dialog-actions">
                <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                <Button text=tr!(looking.begin) kind=Kind::Primary submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}
