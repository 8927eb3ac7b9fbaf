//! The few things of the browser that the framework does not cover: storage, title, focus, downloads, the clipboard;
//! and running things later, each in one copy for all who ask.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use leptos::prelude::*;
use leptos::{ev, html};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlAnchorElement, HtmlElement, ReadableStream, Response, Url};

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

/// Makes who reads this run again when that changes. To track a memo that nobody has read is not enough: until then it does
/// not hear of what it is made of.
pub fn follow<T: Send + Sync + 'static>(memo: Memo<T>) {
    memo.with(|_| ());
}

/// Runs once, as soon as what stands at a place is on screen or soon will be when the reader goes on.
pub fn when_near(place: NodeRef<html::Div>, run: impl FnOnce() + 'static) {
    fn boxed(place: NodeRef<html::Div>, run: Box<dyn FnOnce()>) {
        let waiting = StoredValue::new_local(Some(run));
        let look = move || {
            let below = place.get_untracked().is_some_and(|place| !is_near(&place));
            if !below && let Some(run) = waiting.try_update_value(Option::take).flatten() {
                run();
            }
        };
        let scrolled = window_event_listener(ev::scroll, move |_| look());
        let resized = window_event_listener(ev::resize, move |_| look());
        on_cleanup(move || {
            scrolled.remove();
            resized.remove();
        });
        watch(move || {
            if place.get().is_some() {
                look();
            }
        });
    }
    boxed(place, Box::new(run));
}

/// Whether an element is less than half a screen below what is on screen.
fn is_near(element: &HtmlElement) -> bool {
    let window = window();
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let end = window.scroll_y().unwrap_or_default() + height * 1.5;
    f64::from(element.offset_top()) < end
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

/// Scrolls the element with this id into view, if it is there, within what scrolls around it.
pub fn show(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view_with_bool(false);
    }
}

/// Scrolls a row that is wider than the screen until the element with this id, if it is there, stands in its middle. The row
/// is what the element is placed in.
pub fn centre(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Ok(element) = element.dyn_into::<HtmlElement>()
        && let Some(row) = element.offset_parent()
    {
        let middle = element.offset_left() + element.offset_width() / 2;
        row.set_scroll_left(middle - row.client_width() / 2);
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

/// Has the browser save what comes as a file of this name, once all of it is here.
///
/// # Errors
/// When it does not come to its end.
pub async fn save_stream(name: &str, stream: &ReadableStream) -> Result<(), JsValue> {
    let whole = Response::new_with_opt_readable_stream(Some(stream))?.blob()?;
    let whole: Blob = JsFuture::from(whole).await?.dyn_into()?;
    let url = Url::create_object_url_with_blob(&whole)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser may still be reading.
    set_timeout(move || ignore(Url::revoke_object_url(&url)), Duration::from_secs(60));
    Ok(())
}

/// Opens the browser's dialog that prints the page.
pub fn print() {
    ignore(window().print());
}

/// Puts a text on the clipboard; tells whether the browser allowed it.
pub async fn copy(text: String) -> bool {
    let promise = window().navigator().clipboard().write_text(&text);
    JsFuture::from(promise).await.is_ok()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use gloo_timers::future::TimeoutFuture;
    use leptos::prelude::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{follow, watch};
    use crate::testing::reactive;

    #[wasm_bindgen_test]
    async fn who_follows_a_memo_that_nobody_has_read_hears_of_its_changes() {
        let _owner = reactive();
        let figure = RwSignal::new(1);
        let large = Memo::new(move |_| figure.get() > 10);
        let runs = Rc::new(Cell::new(0));
        let counted = Rc::clone(&runs);
        watch(move || {
            follow(large);
            counted.set(counted.get() + 1);
        });
        let settled = async || TimeoutFuture::new(50).await;
        settled().await;
        assert_eq!(runs.get(), 1);
        figure.set(11);
        settled().await;
        assert_eq!(runs.get(), 2);
        figure.set(12);
        settled().await;
        assert_eq!(runs.get(), 2, "it is as large as before");
    }
}
