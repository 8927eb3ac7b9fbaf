//! The cookies of the domain: the refresh token, the mark of a device that has signed in before, the secret of a browser
//! that went to a provider, and the id of somebody without an account.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use crate::app::AppState;

/// Carries the refresh token; only `/api/identity` sees it.
const REFRESH: &str = "avenue_refresh";
/// Marks a device that has signed in before, so that guessing from elsewhere does not lock it out.
const DEVICE: &str = "avenue_device";

/// Holds the secret of a flow at a provider while it lasts. Where people come by https, its name has the prefix by which
/// browsers let no other host set it.
const FLOW: &str = "avenue_flow";
const FLOW_OF_HOST: &str = "__Host-avenue_flow";
/// Holds the signed id of somebody without an account.
const VISITOR: &str = "avenue_visitor";
/// The header in which programs send the same.
const VISITOR_HEADER: &str = "x-avenue-visitor";

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

/// The secret of a flow that the request carries.
pub fn flow_of(state: &AppState, request: &HttpRequest) -> Option<String> {
    read(request, flow_name(state))
}

/// The secret of a flow as a cookie. It must come along when the provider sends the browser back, which is a navigation
/// from another site: so it is `Lax`, and good for nothing else.
pub fn flow(state: &AppState, secret: String) -> Cookie<'static> {
    let mut cookie = make(state, flow_name(state), secret, "/", Duration::minutes(10));
    cookie.set_same_site(SameSite::Lax);
    cookie
}

/// Takes the secret of a flow away.
pub fn no_flow(state: &AppState) -> Cookie<'static> {
    let mut cookie = flow(state, String::new());
    cookie.make_removal();
    cookie
}

fn flow_name(state: &AppState) -> &'static str {
    if by_https(state) { FLOW_OF_HOST } else { FLOW }
}

/// The signed id of a visitor that the request carries.
pub fn visitor_of(request: &HttpRequest) -> Option<String> {
    let header = request.headers().get(VISITOR_HEADER).and_then(|value| value.to_str().ok());
    header.filter(|value| value.len() <= 200).map(str::to_owned).or_else(|| read(request, VISITOR))
}

/// The signed id of a visitor as a cookie.
pub fn visitor(state: &AppState, token: String) -> Cookie<'static> {
    make(state, VISITOR, token, "/api", Duration::days(30))
}

/// Takes the id of a visitor away.
pub fn no_visitor(state: &AppState) -> Cookie<'static> {
    let mut cookie = visitor(state, String::new());
    cookie.make_removal();
    cookie
}

fn by_https(state: &AppState) -> bool {
    state.config.http.public_url.starts_with("https://")
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
        .secure(by_https(state))
        .max_age(age)
        .finish()
}
