//! What unit tests of components share. The shipped app has none of it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Lets a test have effects: they run once something was mounted, as in the app, and while the owner is kept.
pub fn reactive() -> Owner {
    let nowhere: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    mount_to(nowhere, || ()).forget();
    let owner = Owner::new();
    owner.set();
    owner
}
