//! The Leptos app: public site, account, admin console.
//!
//! `app` is the frame, `areas` says which page stands where and holds them, `address` is where the visitor is,
//! `components` what areas share, `ui` the kit, `api` the only code that does HTTP, `session` who is signed in, `i18n` the
//! texts.

mod address;
mod api;
mod app;
mod areas;
mod browser;
mod components;
mod i18n;
mod session;
#[cfg(test)]
mod testing;
mod ui;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Mounts the app into the page.
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    // Tests load the same module and mount what they need themselves.
    if cfg!(test) {
        return;
    }
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}
