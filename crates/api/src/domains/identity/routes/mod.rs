//! `/api/identity`.

mod account;
mod address;
mod doors;
mod keys;
mod password;
mod person;
mod phone;
mod profile;
mod second_factor;
mod sessions;
mod users;
mod view;
mod visitors;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use shared::identity::{Me, SignedIn};

use super::service::Entry;
use super::{cookies, service};
use crate::app::AppState;
use crate::http::{Alias, ApiError, ApiResult, Handlers, RequestContext};

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
pub fn configure(handlers: &mut Handlers<'_>) {
    account::configure(handlers);
    sessions::configure(handlers);
    password::configure(handlers);
    address::configure(handlers);
    doors::configure(handlers);
    phone::configure(handlers);
    visitors::configure(handlers);
    second_factor::configure(handlers);
    keys::configure(handlers);
    profile::configure(handlers);
    person::configure(handlers);
    users::configure(handlers);
    view::configure(handlers);
}

/// The answer to somebody who came in, with what they did before they did: the body, and the cookies.
async fn entered(
    state: &AppState,
    context: &RequestContext,
    request: &HttpRequest,
    status: StatusCode,
    entry: Entry,
) -> ApiResult<HttpResponse> {
    let mut response = renewed(state, status, entry.refresh, entry.device, &entry.answer);
    carried(state, context, request, &entry.answer.user, &mut response).await?;
    Ok(response)
}

/// The answer to somebody whose access was renewed.
fn renewed(
    state: &AppState,
    status: StatusCode,
    refresh: String,
    device: Option<String>,
    answer: &SignedIn,
) -> HttpResponse {
    let mut response = HttpResponse::build(status);
    response.cookie(cookies::refresh(state, refresh));
    if let Some(mark) = device {
        response.cookie(cookies::device(state, mark));
    }
    response.json(answer)
}

/// Carries the visitor that somebody was into the account that they came in with, and takes the visitor's cookie away.
/// The account is there whatever comes of it: a failure leaves the cookie, and the next sign-in tries again.
async fn carried(
    state: &AppState,
    context: &RequestContext,
    request: &HttpRequest,
    user: &Me,
    response: &mut HttpResponse,
) -> ApiResult<()> {
    let Some(visitor) = service::visitors::of_request(state, request).await? else { return Ok(()) };
    match service::visitors::carry(state, context, visitor, user.id, &user.email).await {
        Ok(_) => response.add_cookie(&cookies::no_visitor(state)).map_err(ApiError::internal),
        Err(error) => {
            tracing::error!(%error, cause = ?std::error::Error::source(&error), "a visitor was not carried over");
            Ok(())
        }
    }
}

/// The answer to somebody who went out: nothing, and no cookie any more.
fn left(state: &AppState) -> HttpResponse {
    HttpResponse::NoContent().cookie(cookies::no_refresh(state)).finish()
}
