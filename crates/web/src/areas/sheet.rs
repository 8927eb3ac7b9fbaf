//! The style sheet that only the areas of who is signed in need.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

use crate::browser::ignore;

/// Asks for it, the first time; gives what is done when it holds. A page without it is better than none, so that is
/// also done when it does not arrive.
pub fn own_sheet() -> Option<JsFuture> {
    // The link of the sheet that it stands before.
    let parts = document().query_selector("link[data-own]").ok()??;
    let address = parts.get_attribute("data-own")?;
    ignore(parts.remove_attribute("data-own"));
    let arrived = js_sys::Promise::new(&mut |done, _| ignore(add(&parts, &address, &done)));
    Some(JsFuture::from(arrived))
}

fn add(parts: &Element, address: &str, done: &js_sys::Function) -> Result<(), JsValue> {
    let link = document().create_element("link")?.unchecked_into::<HtmlElement>();
    link.set_attribute("rel", "stylesheet")?;
    link.set_attribute("href", address)?;
    link.set_onload(Some(done));
    link.set_onerror(Some(done));
    parts.before_with_node_1(&link)
}
