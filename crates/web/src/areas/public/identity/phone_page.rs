//! Asking for a phone number before anything else.

use leptos::prelude::*;

use super::frame::Frame;
use crate::address::{self, query};
use crate::api;
use crate::browser::watch;
use crate::components::guard::first_stop;
use crate::components::phone_form::PhoneForm;
use crate::i18n::tr;
use crate::session::{Visitor, use_session};
use crate::ui::button::{Button, Kind};
use crate::ui::load::act;
use crate::ui::toast::use_toasts;

/// Asks for the number, then goes on.
#[component]
pub fn PhonePage() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let next = query("next");
    let leaving = RwSignal::new(false);
    watch(move || match session.visitor() {
        Visitor::Nobody => address::replace("/sign-in"),
        Visitor::Account(me) if !me.phone_required => {
            address::replace(&first_stop(&me, next.get_untracked()));
        }
        Visitor::Unknown | Visitor::Account(_) => {}
    });
    let leave = Callback::new(move |()| {
        act(leaving, session.end(false), |()| {}, move |problem: api::ApiProblem| toasts.problem(&problem));
    });
    let below = move || {
        view! { <Button text=tr!(common.sign_out) kind=Kind::Ghost small=true busy=leaving on_press=leave/> }
    };
    view! {
        <Frame title=tr!(doors.phone_title) text=tr!(doors.phone_title_text) below=below>
            <PhoneForm first=true/>
        </Frame>
    }
}
