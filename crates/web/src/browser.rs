//! The few things of the browser that the framework does not cover: storage, title, focus, downloads, the clipboard;
//! and running things later, each in one copy for all who ask.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, HtmlElement};

/// A failure of the browser that changes nothing for the person, such as closed storage.
pub fn ignore<T>(result: Result<T, JsValue>) {
    drop(result);
}

/// Runs a task of its own.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    wasm_bindgen_futures::spawn_local(task);
}

/// Runs after the page was drawn, and again whenever a signal that it reads changes.
pub fn watch(run: impl FnMut() + 'static) {
    fn boxed(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_| run());
    }
    boxed(Box::new(run));
}

/// What was stored under this name on this device.
pub fn stored(name: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(name).ok().flatten()
}

/// Stores a text under this name on this device; where storage is closed, nothing is remembered.
pub fn store(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        ignore(storage.set_item(name, value));
    }
}

/// Forgets what was stored under this name.
pub fn forget(name: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        ignore(storage.remove_item(name));
    }
}

/// Moves the focus to the element with this id, if it is there.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Ok(element) = element.dyn_into::<HtmlElement>()
    {
        ignore(element.focus());
    }
}

/// Leaves the app for another address.
pub fn leave(address: &str) {
    ignore(window().location().assign(address));
}

/// Lets the browser itself download from this address.
pub fn download(url: &str) {
    if let Ok(link) = document().create_element("a")
        && let Ok(link) = link.dyn_into::<HtmlAnchorElement>()
    {
        link.set_href(url);
        link.set_download("");
        link.click();
    }
}

/// Has the browser save a text as a file of this name.
pub fn save(name: &str, text: &str) {
    if let Ok(link) = document().create_element("a")
        && let Ok(link) = link.dyn_into::<HtmlAnchorElement>()
    {
        let encoded: String = js_sys::encode_uri_component(text).into();
        link.set_href(&format!("data:text/plain;charset=utf-8,{encoded}"));
        link.set_download(name);
        link.click();
    }
}

/// Opens the browser's dialog that prints the page.
pub fn print() {
    ignore(window().print());
}

/// Puts a text on the clipboard; tells whether the browser allowed it.
pub async fn copy(text: String) -> bool {
    let promise = window().navigator().clipboard().write_text(&text);
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok()
}
