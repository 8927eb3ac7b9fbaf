//! Where the visitor is: the page's address as signals, and the ways to another one.
//!
//! A page reads the path and single values of the query; each value has a signal of its own, so that a changed filter
//! does not build the page anew. Links anywhere on the page are followed without leaving the app. Which page stands at
//! which address is said by the areas, not here.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, UrlSearchParams};

use crate::browser::ignore;

thread_local! {
    static HERE: ArcRwSignal<Address> = ArcRwSignal::new(Address::now());
}

#[derive(Clone, PartialEq, Eq)]
struct Address {
    path: String,
    /// With its `?`, or empty.
    search: String,
}

impl Address {
    fn now() -> Self {
        let location = window().location();
        Self { path: location.pathname().unwrap_or_default(), search: location.search().unwrap_or_default() }
    }

    fn value(&self, name: &str) -> Option<String> {
        UrlSearchParams::new_with_str(&self.search).ok()?.get(name)
    }
}

fn here() -> ArcRwSignal<Address> {
    HERE.with(Clone::clone)
}

/// The path as a signal: `/admin/backups`.
pub fn path() -> Memo<String> {
    let here = here();
    Memo::new(move |_| here.with(|address| address.path.clone()))
}

/// The parts of a path between its slashes, decoded.
pub fn segments(path: &str) -> Vec<String> {
    let decoded = |part: &str| {
        js_sys::decode_uri_component(part).map_or_else(|_| part.to_owned(), |decoded| decoded.into())
    };
    path.split('/').filter(|part| !part.is_empty()).map(decoded).collect()
}

/// Path and query as they are now.
pub fn whole() -> String {
    here().with_untracked(|address| format!("{}{}", address.path, address.search))
}

/// One value of the query as a signal.
pub fn query(name: &'static str) -> Memo<Option<String>> {
    let here = here();
    Memo::new(move |_| here.with(|address| address.value(name)))
}

/// One value of the query as a signal, and the way to change it. A change is no step of the history: going back leaves
/// the page, with its filters kept.
pub fn query_signal(name: &'static str) -> (Memo<Option<String>>, SetQuery) {
    (query(name), SetQuery(name))
}

/// What stands behind the hash as `name=value`, which is taken out of the address and of the history: servers send there
/// what is meant for the page alone.
pub fn take_fragment(name: &str) -> Option<String> {
    let hash = window().location().hash().ok()?;
    let value = hash.trim_start_matches('#').strip_prefix(name)?.strip_prefix('=')?.to_owned();
    replace(&whole());
    Some(value)
}

/// Changes one value of the query. Copy it freely.
#[derive(Clone, Copy)]
pub struct SetQuery(&'static str);

impl SetQuery {
    /// Sets the value, or takes it away.
    pub fn set(self, value: Option<String>) {
        let Address { path, search } = here().get_untracked();
        let Ok(values) = UrlSearchParams::new_with_str(&search) else { return };
        match value {
            Some(value) => values.set(self.0, &value),
            None => values.delete(self.0),
        }
        let values = String::from(values.to_string());
        replace(&if values.is_empty() { path } else { format!("{path}?{values}") });
    }
}

/// Goes to another page of the app, an absolute path.
pub fn go(target: &str) {
    if let Ok(history) = window().history() {
        ignore(history.push_state_with_url(&JsValue::NULL, "", Some(target)));
    }
    arrive();
}

/// Goes to another page of the app in place of this one, to which one cannot come back.
pub fn replace(target: &str) {
    if let Ok(history) = window().history() {
        ignore(history.replace_state_with_url(&JsValue::NULL, "", Some(target)));
    }
    arrive();
}

/// Takes over what the address bar says. Another page begins at its top.
fn arrive() {
    let (before, now) = (here().get_untracked(), Address::now());
    if before.path != now.path {
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
    if before != now {
        here().set(now);
    }
}

/// Follows links within the app, and the browser's buttons back and forward. For the life of the app.
pub fn follow() {
    let _whole_life = window_event_listener(ev::click, |event| {
        if let Some(target) = link_within(&event) {
            event.prevent_default();
            go(&target);
        }
    });
    let _whole_life = window_event_listener(ev::popstate, |_| here().set(Address::now()));
}

/// Where a click leads if that is a page of the app; the browser does everything else itself.
fn link_within(event: &ev::MouseEvent) -> Option<String> {
    let plain = !event.ctrl_key() && !event.meta_key() && !event.shift_key() && !event.alt_key();
    if event.default_prevented() || event.button() != 0 || !plain {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let own = link.origin() == window().location().origin().ok()?;
    let elsewhere = link.has_attribute("download")
        || !matches!(link.target().as_str(), "" | "_self")
        || link.rel().split(' ').any(|word| word == "external");
    let target = format!("{}{}", link.pathname(), link.search());
    // A place on this very page.
    let on_page = !link.hash().is_empty() && target == whole();
    (own && !elsewhere && !on_page).then(|| format!("{target}{}", link.hash()))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{Address, segments};

    #[wasm_bindgen_test]
    fn a_path_falls_into_decoded_parts() {
        assert_eq!(segments("/"), [""; 0]);
        assert_eq!(segments("/admin/inspector/a%2Fb/c%20d/"), ["admin", "inspector", "a/b", "c d"]);
        assert_eq!(segments("/100%"), ["100%"]);
    }

    #[wasm_bindgen_test]
    fn a_value_of_the_query_is_decoded() {
        let address = Address { path: "/".to_owned(), search: "?next=%2Fadmin%3Ftab%3Dx&q=a+b".to_owned() };
        assert_eq!(address.value("next").as_deref(), Some("/admin?tab=x"));
        assert_eq!(address.value("q").as_deref(), Some("a b"));
        assert_eq!(address.value("tab"), None);
    }
}
