//! `/api/identity`.

mod account;
mod address;
mod password;
mod person;
mod profile;
mod sessions;
mod users;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use utoipa_actix_web::service_config::ServiceConfig;

use super::cookies;
use super::service::Entry;
use crate::app::AppState;
use crate::http::Alias;

/// The addresses that the old platform had.
pub const ALIASES: &[Alias] = &[
    Alias {
        method: "POST",
        old: "/api/auth/register",
        ours: "/api/identity/register",
        operation: "register_alias",
    },
    Alias {
        method: "POST",
        old: "/api/auth/login",
        ours: "/api/identity/sign-in",
        operation: "sign_in_alias",
    },
    Alias { method: "GET", old: "/api/auth/me", ours: "/api/identity/me", operation: "get_me_alias" },
    Alias {
        method: "POST",
        old: "/api/v1/advanced/profile/avatar/upload",
        ours: "/api/identity/avatar",
        operation: "send_avatar_alias",
    },
];

/// Registers the handlers.
pub fn configure(config: &mut ServiceConfig<'_>) {
    account::configure(config);
    sessions::configure(config);
    password::configure(config);
    address::configure(config);
    profile::configure(config);
    person::configure(config);
    users::configure(config);
}

/// The answer to somebody who came in: the body, and the cookies.
fn entered(state: &AppState, status: StatusCode, entry: Entry) -> HttpResponse {
    let mut response = HttpResponse::build(status);
    response.cookie(cookies::refresh(state, entry.refresh));
    if let Some(mark) = entry.device {
        response.cookie(cookies::device(state, mark));
    }
    response.json(entry.answer)
}

/// The answer to somebody who went out: nothing, and no cookie any more.
fn left(state: &AppState) -> HttpResponse {
    HttpResponse::NoContent().cookie(cookies::no_refresh(state)).finish()
}
