//! Where somebody arrives who came in through a provider. The session renews itself here; then they go on.

use leptos::prelude::*;

use super::frame::Frame;
use crate::address::{self, query};
use crate::browser::watch;
use crate::components::guard::first_stop;
use crate::i18n::tr;
use crate::session::{Visitor, use_session};
use crate::ui::state::Skeleton;

/// Goes on as soon as it is known who arrived.
#[component]
pub fn WelcomePage() -> impl IntoView {
    let session = use_session();
    let to = query("to");
    watch(move || match session.visitor() {
        Visitor::Unknown => {}
        Visitor::Nobody => address::replace("/sign-in?error=link_expired"),
        Visitor::Account(me) => {
            session.follow_language(&me);
            address::replace(&first_stop(&me, to.get_untracked()));
        }
    });
    view! {
        <Frame title=tr!(doors.welcome) text=tr!(doors.welcome_text)><Skeleton lines=2/></Frame>
    }
}
