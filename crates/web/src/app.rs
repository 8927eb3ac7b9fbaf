//! The app: what is around every page, and the area that the address leads to.

use leptos::prelude::*;

use crate::address;
use crate::areas::{Area, fetch};
use crate::components::arrival::arriving;
use crate::components::layout::{Chrome, FocusOnMove};
use crate::components::live::provide_live;
use crate::components::looking::LookBanner;
use crate::components::prove::ProveDialog;
use crate::session::provide_session;
use crate::ui::toast::{ToastRegion, provide_toasts};

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    provide_session();
    provide_toasts();
    provide_live();
    crate::i18n::keep_document_in_step();
    address::follow();
    let path = address::path();
    let area = Memo::new(move |_| Area::at(&path.get()));
    let own_frame = Memo::new(move |_| area.get().has_own_frame());
    view! {
        <FocusOnMove/>
        <LookBanner/>
        {move || if own_frame.get() {
            arriving(area, fetch)
        } else {
            view! { <Chrome>{arriving(area, fetch)}</Chrome> }.into_any()
        }}
        <ProveDialog/>
        <ToastRegion/>
    }
}
