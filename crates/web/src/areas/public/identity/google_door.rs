//! The way in through Google, and the words for who was sent back from there.

use leptos::prelude::*;

use crate::address::query;
use crate::api;
use crate::browser::spawn;
use crate::components::refusal::refusal;
use crate::i18n::tr;

/// Google's mark.
const MARK: &str = r##"<svg viewBox="0 0 48 48"><path fill="#EA4335" d="M24 9.5c3.54 0 6.71 1.22 9.21 3.6l6.85-6.85C35.9 2.38 30.47 0 24 0 14.62 0 6.51 5.38 2.56 13.22l7.98 6.19C12.43 13.72 17.74 9.5 24 9.5z"/><path fill="#4285F4" d="M46.98 24.55c0-1.57-.15-3.09-.38-4.55H24v9.02h12.94c-.58 2.96-2.26 5.48-4.78 7.18l7.73 6c4.51-4.18 7.09-10.36 7.09-17.65z"/><path fill="#FBBC05" d="M10.53 28.59c-.48-1.45-.76-2.99-.76-4.59s.27-3.14.76-4.59l-7.98-6.19C.92 16.46 0 20.12 0 24c0 3.88.92 7.54 2.56 10.78l7.97-6.19z"/><path fill="#34A853" d="M24 48c6.48 0 11.93-2.13 15.89-5.81l-7.73-6c-2.15 1.45-4.92 2.3-8.16 2.3-6.26 0-11.57-4.22-13.47-9.91l-7.98 6.19C6.51 42.62 14.62 48 24 48z"/></svg>"##;

/// Why somebody did not get in, as the address says.
#[component]
pub fn Refusal() -> impl IntoView {
    let error = query("error");
    move || {
        let text = error.get().and_then(|word| refusal(&word));
        text.map(|text| view! { <p class="gate-problem" role="alert">{text}</p> })
    }
}

/// The button, where the server says that Google is configured.
#[component]
pub fn GoogleDoor(
    /// Where in the app to go on.
    return_to: Signal<String>,
) -> impl IntoView {
    // Where it cannot be known there is the password.
    let open = RwSignal::new(false);
    spawn(async move {
        if let Ok(doors) = api::identity::doors().await {
            open.try_set(doors.google);
        }
    });
    move || {
        open.get().then(|| {
            view! {
                <div class="door">
                    // `external`: the API answers there, not the app.
                    <a class="button" rel="external" href=move || api::identity::google_address(&return_to.get())>
                        <span class="door-mark" aria-hidden="true" inner_html=MARK></span>
                        <span class="button-text">{tr!(doors.google)}</span>
                    </a>
                    <p class="door-or small quiet">{tr!(doors.or)}</p>
                </div>
            }
        })
    }
}
