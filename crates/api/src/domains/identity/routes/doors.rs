//! Ways in besides the password: Google, Firebase; and which of them open one's own account.

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, LOCATION};
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use shared::error::ErrorCode;
use shared::identity::{
    DOOR_ERRORS, Departure, Doors, FirebaseSignIn, LinkedAccount, Provider, SignedIn, StartSignIn,
};

use super::super::access::{self, Guard, InPerson, Public};
use super::super::service::admission::Admission;
use super::super::service::google::{Answer, Departing, Purpose, Returned};
use super::super::{cookies, service};
use super::{carried, entered};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, Handlers, Path, RequestContext, ValidJson, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(get_doors)
        .service(start_google)
        .service(finish_google)
        .service(sign_in_with_firebase)
        .service(list_links)
        .service(start_google_link)
        .service(link_firebase)
        .service(remove_link);
}

/// Show the ways in
///
/// Which providers are configured, besides email and password.
#[utoipa::path(tag = "identity", security(()), responses((status = 200, body = Doors)))]
#[get("/api/identity/doors")]
async fn get_doors(_: Public, state: Data<AppState>) -> Json<Doors> {
    let doors = &state.config.doors;
    Json(Doors { google: doors.google.is_some(), firebase: doors.firebase.is_some() })
}

/// Sign in with Google
///
/// Open this address in a browser: it goes on to Google and comes back to `/api/identity/google/callback`. A browser
/// that cannot be sent there comes to the sign-in page with the code of the error in its address; programs get the
/// problem.
#[utoipa::path(tag = "identity", security(()), params(StartSignIn),
    responses((status = 303, description = "Go on to Google.")))]
#[get("/api/identity/google/start")]
async fn start_google(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
    query: ValidQuery<StartSignIn>,
) -> ApiResult<HttpResponse> {
    match service::google::start(&state, &context, query.0.return_to).await {
        Ok(Departing { address, browser }) => Ok(HttpResponse::SeeOther()
            .cookie(cookies::flow(&state, browser))
            .insert_header((LOCATION, address))
            .finish()),
        Err(error) if wants_page(&request) => Ok(go_to(&state, &refusal("/sign-in", &error))),
        Err(error) => Err(error),
    }
}

/// Come back from Google
///
/// Only the browser that Google sends here calls this. It ends in the app: signed in, with the refresh token in the
/// cookie `avenue_refresh` and the page `/welcome`, which renews the access; or on the page that it came from, with the
/// code of the error in its address. Where the account has a second factor, it ends on the sign-in page with the
/// challenge behind the hash of the address.
#[utoipa::path(tag = "identity", security(()), params(
    ("state" = Option<String>, Query, description = "What Google was given."),
    ("code" = Option<String>, Query, description = "What is exchanged for tokens."),
    ("error" = Option<String>, Query, description = "Why there is no code."),
    ("iss" = Option<String>, Query, description = "The provider's name (RFC 9207)."),
), responses((status = 303, description = "Go on in the app.")))]
#[get("/api/identity/google/callback")]
async fn finish_google(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let answer = answer_in(request.query_string());
    let (device, browser) = (cookies::device_of(&request), cookies::flow_of(&state, &request));
    let Returned { purpose, outcome } =
        service::google::finish(&state, &context, device, browser, answer).await;
    let home = if matches!(purpose, Some(Purpose::Link { .. })) { "/account" } else { "/sign-in" };
    let mut response = match (outcome, purpose) {
        (Err(error), _) => go_to(&state, &refusal(home, &error)),
        (Ok(Some(Admission::Challenged(challenge))), Some(Purpose::SignIn { return_to })) => {
            let to = encoded(&return_to);
            // What stands behind the hash is not sent on, nor written into any log.
            go_to(&state, &format!("/sign-in?next={to}#challenge={}", challenge.challenge))
        }
        (Ok(Some(Admission::Entered(entry))), Some(Purpose::SignIn { return_to })) => {
            let to = encoded(&return_to);
            let mut response = go_to(&state, &format!("/welcome?to={to}"));
            carried(&state, &context, &request, &entry.answer.user, &mut response).await?;
            entered_by_page(&state, *entry, &mut response)?;
            response
        }
        (Ok(_), _) => go_to(&state, "/account?linked=google"),
    };
    response.add_cookie(&cookies::no_flow(&state)).map_err(ApiError::internal)?;
    Ok(response)
}

/// Sign in with Firebase
///
/// The ID token is the one that Firebase gave to the app of the person who signs in. A phone number is asked for before
/// anything else, as with Google.
#[utoipa::path(tag = "identity", extensions(("x-idempotency-key" = json!("ignored"))),
    request_body = FirebaseSignIn, security(()),
    responses((status = 200, body = SignedIn)))]
#[post("/api/identity/firebase/sign-in")]
async fn sign_in_with_firebase(
    _: Public,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
    body: ValidJson<FirebaseSignIn>,
) -> ApiResult<HttpResponse> {
    let device = cookies::device_of(&request);
    let entry = service::firebase::sign_in(&state, &context, device, &body.0).await?;
    entered(&state, &context, &request, StatusCode::OK, entry).await
}

/// List the identities that open one's own account
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    security(("bearer" = [])), responses((status = 200, body = Vec<LinkedAccount>)))]
#[get("/api/identity/links")]
async fn list_links(
    who: InPerson<access::SignedIn>,
    state: Data<AppState>,
) -> ApiResult<Json<Vec<LinkedAccount>>> {
    service::linking::list(&state, who.user()).await.map(Json)
}

/// Start to link one's Google identity
///
/// Open the address of the answer in the browser that asked. It comes back to `/account`, as long as the session that
/// asked has not ended meanwhile.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    security(("bearer" = [])), responses((status = 200, body = Departure)))]
#[post("/api/identity/links/google")]
async fn start_google_link(
    who: InPerson<access::SignedIn>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<HttpResponse> {
    let Departing { address, browser } =
        service::google::start_link(&state, &context, who.user().id, who.session()).await?;
    Ok(HttpResponse::Ok().cookie(cookies::flow(&state, browser)).json(Departure { address }))
}

/// Link one's Firebase identity
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))),
    security(("bearer" = [])), request_body = FirebaseSignIn,
    responses((status = 204, description = "Linked.")))]
#[post("/api/identity/links/firebase")]
async fn link_firebase(
    who: InPerson<access::SignedIn>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<FirebaseSignIn>,
) -> ApiResult<HttpResponse> {
    service::firebase::link(&state, &context, who.user(), &body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Take an identity away from one's own account
///
/// Only where a password is set, so that there is still a way in.
#[utoipa::path(tag = "identity", extensions(("x-who" = json!("account"))), security(("bearer" = [])),
    params(("provider" = Provider, Path, description = "Whose identity: `google` or `firebase`.")),
    responses((status = 204, description = "It opens the account no more.")))]
#[delete("/api/identity/links/{provider}")]
async fn remove_link(
    who: InPerson<access::SignedIn>,
    state: Data<AppState>,
    context: RequestContext,
    provider: Path<Provider>,
) -> ApiResult<HttpResponse> {
    service::linking::unlink(&state, &context, who.user(), provider.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What a provider's answer says.
fn answer_in(query: &str) -> Answer {
    let mut answer = Answer::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let place = match &*name {
            "state" => &mut answer.state,
            "code" => &mut answer.code,
            "error" => &mut answer.error,
            "iss" => &mut answer.iss,
            _ => continue,
        };
        if place.replace(value.into_owned()).is_some() {
            answer.ambiguous = true;
        }
    }
    answer
}

/// Whether a person looks at the answer, and not a program.
fn wants_page(request: &HttpRequest) -> bool {
    let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The page that tells why somebody did not get in.
fn refusal(page: &str, error: &ApiError) -> String {
    let told = DOOR_ERRORS.contains(&error.code());
    if !told || error.code() == ErrorCode::Internal {
        tracing::error!(%error, cause = ?std::error::Error::source(error), "somebody could not come in");
    }
    let code = if told { error.code() } else { ErrorCode::Internal };
    format!("{page}?error={}", code.as_str())
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn go_to(state: &AppState, path: &str) -> HttpResponse {
    let address = format!("{}{path}", state.config.http.public_url);
    HttpResponse::SeeOther().insert_header((LOCATION, address)).finish()
}

fn entered_by_page(state: &AppState, entry: service::Entry, response: &mut HttpResponse) -> ApiResult<()> {
    response.add_cookie(&cookies::refresh(state, entry.refresh)).map_err(ApiError::internal)?;
    if let Some(mark) = entry.device {
        response.add_cookie(&cookies::device(state, mark)).map_err(ApiError::internal)?;
    }
    Ok(())
}
