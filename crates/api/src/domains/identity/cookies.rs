//! The two cookies of the domain: the refresh token, and the mark of a device that has signed in before.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use crate::app::AppState;

/// Carries the refresh token; only `/api/identity` sees it.
const REFRESH: &str = "avenue_refresh";
/// Marks a device that has signed in before, so that guessing from elsewhere does not lock it out.
const DEVICE: &str = "avenue_device";

/// The refresh token that the request carries.
pub fn refresh_of(request: &HttpRequest) -> Option<String> {
    read(request, REFRESH)
}

/// The device mark that the request carries.
pub fn device_of(request: &HttpRequest) -> Option<String> {
    read(request, DEVICE)
}

/// A refresh token as a cookie.
pub fn refresh(state: &AppState, token: String) -> Cookie<'static> {
    let days = i64::from(state.config.identity.session_days);
    make(state, REFRESH, token, "/api/identity", Duration::days(days))
}

/// A device mark as a cookie.
pub fn device(state: &AppState, mark: String) -> Cookie<'static> {
    make(state, DEVICE, mark, "/api", Duration::days(365))
}

/// Takes the refresh token away.
pub fn no_refresh(state: &AppState) -> Cookie<'static> {
    let mut cookie = make(state, REFRESH, String::new(), "/api/identity", Duration::ZERO);
    cookie.make_removal();
    cookie
}

fn read(request: &HttpRequest, name: &str) -> Option<String> {
    request.cookie(name).map(|cookie| cookie.value().to_owned()).filter(|value| value.len() <= 200)
}

fn make(
    state: &AppState,
    name: &'static str,
    value: String,
    path: &'static str,
    age: Duration,
) -> Cookie<'static> {
    Cookie::build(name, value)
        .path(path)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(state.config.http.public_url.starts_with("https://"))
        .max_age(age)
        .finish()
}
