//! Sends requests: address, credentials, renewal, problems.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared};
use gloo_net::http::{Request, RequestBuilder, Response};
use leptos::prelude::document;
use shared::error::ErrorCode;
use shared::identity::SignedIn;
use web_sys::{File, ReadableStream, RequestCredentials};

use super::ApiProblem;
use super::watched::{self, Watched};
use crate::i18n::{code, locale};
use shared::json::read;

type Renewal = Shared<LocalBoxFuture<'static, bool>>;
type Ask = dyn Fn() -> LocalBoxFuture<'static, bool>;

thread_local! {
    static ACCESS_TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
    /// One's own token while one looks as somebody else.
    static OWN_TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
    static LOOK_END: Cell<Option<fn()>> = const { Cell::new(None) };
    static RENEWAL: RefCell<Option<Renewal>> = const { RefCell::new(None) };
    static SESSION_END: Cell<Option<fn()>> = const { Cell::new(None) };
    static PROOF: RefCell<Option<Rc<Ask>>> = const { RefCell::new(None) };
}

/// The methods in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// What a request carries.
#[derive(Debug, Clone)]
pub(super) enum Body {
    /// Nothing.
    None,
    /// JSON as text.
    Json(String),
    /// A file of the person's device, as it is.
    File(File),
    /// The same, and somebody watches it go.
    Watched(Watched),
}

/// Keeps the access token for the requests to come, or forgets it.
pub fn set_access_token(token: Option<String>) {
    ACCESS_TOKEN.set(token);
}

/// Looks as somebody else with the requests to come; one's own token is kept aside.
pub fn begin_look(token: String) {
    let own = ACCESS_TOKEN.replace(Some(token));
    OWN_TOKEN.set(own);
}

/// Is oneself again with the requests to come.
pub fn end_look() {
    if let Some(own) = OWN_TOKEN.take() {
        ACCESS_TOKEN.set(Some(own));
    }
}

/// What to do when a look as somebody else turns out to be over.
pub fn on_look_end(act: fn()) {
    LOOK_END.set(Some(act));
}

/// Whether a look as somebody else was under way, which is over now: its token is never renewed, and nothing that was meant
/// for the other account is sent again as oneself.
fn look_is_over() -> bool {
    let looking = OWN_TOKEN.with_borrow(Option::is_some);
    if looking {
        end_look();
        if let Some(act) = LOOK_END.get() {
            act();
        }
    }
    looking
}

/// What to do when the session turns out to be over.
pub fn on_session_end(act: fn()) {
    SESSION_END.set(Some(act));
}

/// How to ask the person to prove who they are; it tells whether they did.
pub fn on_proof_needed(ask: impl Fn() -> LocalBoxFuture<'static, bool> + 'static) {
    PROOF.set(Some(Rc::new(ask)));
}

/// The whole address of a path of the API. The page names another API in `<meta name="avenue-api">`.
pub fn absolute(path: &str) -> String {
    let base = document()
        .query_selector("meta[name=avenue-api]")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default();
    format!("{}{path}", base.trim_end_matches('/'))
}

/// Sends a request and gives the text of a good answer.
pub(super) async fn send(method: Method, path: String, body: Body) -> Result<String, ApiProblem> {
    let answer = send_renewed(method, &path, &body).await;
    let ask = match &answer {
        Err(problem) if problem.is(ErrorCode::FreshSignInRequired) => PROOF.with_borrow(Clone::clone),
        _ => None,
    };
    match ask {
        Some(ask) if ask().await => send_renewed(method, &path, &body).await,
        _ => answer,
    }
}

/// The same without asking the person for anything.
async fn send_renewed(method: Method, path: &str, body: &Body) -> Result<String, ApiProblem> {
    let (status, answer) = exchange(method, path, body).await?;
    if status < 400 {
        return Ok(answer.text);
    }
    let problem = ApiProblem::read(status, &answer.text, answer.request_id);
    let signed_in = ACCESS_TOKEN.with_borrow(Option::is_some);
    if !(problem.is(ErrorCode::Unauthenticated) && signed_in) {
        return Err(problem);
    }
    if look_is_over() {
        return Err(problem);
    }
    if !renew().await {
        end_session();
        return Err(problem);
    }
    let (status, answer) = exchange(method, path, body).await?;
    if status < 400 {
        Ok(answer.text)
    } else {
        Err(ApiProblem::read(status, &answer.text, answer.request_id))
    }
}

/// Opens an answer that goes on and on, to be read as it comes; `headers` go besides the usual ones, or in their place.
pub(super) async fn open(path: &str, headers: &[(&str, &str)]) -> Result<ReadableStream, ApiProblem> {
    let mut response = begin(path, headers).await?;
    if response.status() == 401 && ACCESS_TOKEN.with_borrow(Option::is_some) {
        if look_is_over() {
            return Err(refusal(response).await);
        }
        if !renew().await {
            end_session();
            return Err(refusal(response).await);
        }
        response = begin(path, headers).await?;
    }
    if response.status() >= 400 {
        return Err(refusal(response).await);
    }
    response.body().ok_or_else(ApiProblem::unreachable)
}

async fn begin(path: &str, headers: &[(&str, &str)]) -> Result<Response, ApiProblem> {
    let request = prepare(Method::Get, &absolute(path));
    let request = headers.iter().fold(request, |request, (name, value)| request.header(name, value));
    request.send().await.map_err(|_| ApiProblem::unreachable())
}

async fn refusal(response: Response) -> ApiProblem {
    let request_id = response.headers().get("x-request-id");
    match response.text().await {
        Ok(text) => ApiProblem::read(response.status(), &text, request_id),
        Err(_) => ApiProblem::unreachable(),
    }
}

/// A text that comes with the app itself, wherever its API is.
pub(super) async fn own_file(path: &str) -> Result<String, ApiProblem> {
    let response = Request::get(path).send().await.map_err(|_| ApiProblem::unreachable())?;
    if response.status() >= 400 {
        return Err(refusal(response).await);
    }
    response.text().await.map_err(|_| ApiProblem::unreachable())
}

fn end_session() {
    set_access_token(None);
    if let Some(act) = SESSION_END.get() {
        act();
    }
}

/// Renews the session by the cookie. Callers at the same time share one request.
async fn renew() -> bool {
    let renewal = RENEWAL.with_borrow_mut(|running| {
        running
            .get_or_insert_with(|| {
                async {
                    let renewed = fetch_renewal().await;
                    RENEWAL.set(None);
                    renewed
                }
                .boxed_local()
                .shared()
            })
            .clone()
    });
    renewal.await
}

async fn fetch_renewal() -> bool {
    let Ok((200, answer)) = exchange(Method::Post, "/api/identity/refresh", &Body::None).await else {
        return false;
    };
    match read::<SignedIn>(&answer.text) {
        Some(signed_in) => {
            set_access_token(Some(signed_in.access_token));
            true
        }
        None => false,
    }
}

struct Answer {
    text: String,
    request_id: Option<String>,
}

async fn exchange(method: Method, path: &str, body: &Body) -> Result<(u16, Answer), ApiProblem> {
    let url = absolute(path);
    let request = prepare(method, &url);
    let sent = match body {
        Body::Json(text) => match request.header("Content-Type", "application/json").body(text.as_str()) {
            Ok(request) => request.send().await,
            Err(error) => Err(error),
        },
        // Its own type is not believed there, so it is not told.
        Body::File(file) => {
            match request.header("Content-Type", "application/octet-stream").body(file.clone()) {
                Ok(request) => request.send().await,
                Err(error) => Err(error),
            }
        }
        Body::Watched(file) => {
            let watched::Received { status, text, request_id } =
                watched::send(&url, &watched_headers(), file).await?;
            return Ok((status, Answer { text, request_id }));
        }
        Body::None => request.send().await,
    };
    let response: Response = sent.map_err(|_| ApiProblem::unreachable())?;
    let request_id = response.headers().get("x-request-id");
    let text = response.text().await.map_err(|_| ApiProblem::unreachable())?;
    Ok((response.status(), Answer { text, request_id }))
}

/// What goes with a file that is watched; the same as with one that is not.
fn watched_headers() -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("Accept", "application/json".to_owned()),
        ("Accept-Language", code(locale()).to_owned()),
        ("Content-Type", "application/octet-stream".to_owned()),
    ];
    if let Some(token) = ACCESS_TOKEN.with_borrow(Clone::clone) {
        headers.push(("Authorization", format!("Bearer {token}")));
    }
    headers
}

fn prepare(method: Method, url: &str) -> RequestBuilder {
    let request = match method {
        Method::Get => Request::get(url),
        Method::Post => Request::post(url),
        Method::Put => Request::put(url),
        Method::Patch => Request::patch(url),
        Method::Delete => Request::delete(url),
    };
    let request = request
        .credentials(RequestCredentials::Include)
        .header("Accept", "application/json")
        .header("Accept-Language", code(locale()));
    match ACCESS_TOKEN.with_borrow(Clone::clone) {
        Some(token) => request.header("Authorization", &format!("Bearer {token}")),
        None => request,
    }
}
