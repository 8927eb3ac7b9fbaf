//! People without an account: who they are to us, what they did, and how it becomes their account's.
//!
//! A visitor is a signed id. Other domains [note](note) what was done with it; when its holder signs up or in, all of it
//! is carried into that account, once: of any number of tries at once one gets it, and no other account ever does.
//! Who does not come back within thirty days is forgotten.

use actix_web::HttpRequest;
use bson::DateTime;
use serde_json::json;
use shared::error::ErrorCode;
use shared::id::{UserId, VisitorId};
use shared::identity::{Visit, Visitor};

use super::super::access::CurrentUser;
use super::super::repo::visitors::{self, CarriedDoc, REMEMBERED, VisitDoc, VisitorDoc};
use super::super::rules::throttle::VISITOR;
use super::super::{cookies, tokens};
use super::throttling;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};
use crate::infra::ids::new_id;
use crate::said;

/// The most bytes of what another domain notes.
const MAX_TEXT: usize = 200;

/// The visitor that a request comes from, if its signed id is one of ours. Whether the visitor is still remembered, is
/// not looked up.
///
/// # Errors
/// When the database fails.
pub async fn of_request(state: &AppState, request: &HttpRequest) -> ApiResult<Option<VisitorId>> {
    match cookies::visitor_of(request) {
        Some(shown) => tokens::unsealed(state, &shown).await,
        None => Ok(None),
    }
}

/// Somebody without an account: as known already, or new.
///
/// # Errors
/// [`ErrorCode::TooManyRequests`].
pub async fn visit(state: &AppState, context: &RequestContext, request: &HttpRequest) -> ApiResult<Visitor> {
    let now = state.clock.now();
    if let Some(shown) = of_request(state, request).await?
        && let Some(known) = visitors::seen(&state.database, shown, now).await?
    {
        return told(state, &known).await;
    }
    throttling::take_for_address(state, context, "visitor", VISITOR).await?;
    let at = DateTime::from_jiff(now);
    let new = VisitorDoc { id: VisitorId::new(new_id()), created_at: at, last_seen: at, history: Vec::new() };
    visitors::insert(&state.database, &new).await?;
    told(state, &new).await
}

/// Somebody without an account who is known already.
///
/// # Errors
/// [`ErrorCode::NotFound`] when the request names nobody whom we remember.
pub async fn find(state: &AppState, request: &HttpRequest) -> ApiResult<Visitor> {
    let unknown = || {
        ApiError::new(ErrorCode::NotFound).detail(said!(
            "no visitor is remembered by that id",
            "no recordamos a ningún visitante con ese identificador"
        ))
    };
    let shown = of_request(state, request).await?.ok_or_else(unknown)?;
    let known = visitors::seen(&state.database, shown, state.clock.now()).await?;
    told(state, &known.ok_or_else(unknown)?).await
}

async fn told(state: &AppState, visitor: &VisitorDoc) -> ApiResult<Visitor> {
    Ok(Visitor {
        token: tokens::seal(state, visitor.id).await?,
        expires_at: visitor.last_seen.to_jiff() + REMEMBERED,
        history: visitor.history.iter().map(VisitDoc::to_dto).collect(),
    })
}

/// Notes that a visitor did something of this `kind` with `reference`; whether that visitor is remembered. The last
/// hundred things are kept.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] when a text has more than 200 bytes.
pub async fn note(state: &AppState, visitor: VisitorId, kind: &str, reference: &str) -> ApiResult<bool> {
    for (field, text) in [("kind", kind), ("reference", reference)] {
        if text.is_empty() || text.len() > MAX_TEXT {
            return Err(ApiError::field(field, format!("must have 1 to {MAX_TEXT} bytes")));
        }
    }
    let now = state.clock.now();
    let visit =
        VisitDoc { kind: kind.to_owned(), reference: reference.to_owned(), at: DateTime::from_jiff(now) };
    visitors::note(&state.database, visitor, &visit, now).await
}

/// Carries a visitor into an account, unless that was done already; whether it was done now.
///
/// # Errors
/// When the database fails.
pub async fn carry(
    state: &AppState,
    context: &RequestContext,
    visitor: VisitorId,
    user: UserId,
    email: &str,
) -> ApiResult<bool> {
    in_transaction(&state.db, async |transaction| {
        let now = state.clock.now();
        let Some(found) = visitors::take(&state.database, transaction, visitor, now).await? else {
            return Ok(false);
        };
        let visits = found.history.len();
        let carried = CarriedDoc {
            id: visitor,
            user_id: user,
            history: found.history,
            carried_at: DateTime::from_jiff(now),
        };
        visitors::carry(&state.database, transaction, &carried).await?;
        let by = By::person(user, email, context);
        let line = AuditEntry::new(by, "identity.carry_visitor", target("user", user, Some(email)))
            .details(json!({ "visitor": visitor, "visits": visits }));
        state.audit.record(line, Some(transaction)).await?;
        Ok(true)
    })
    .await
}

/// The account that a visitor was carried into.
///
/// # Errors
/// When the database fails.
pub async fn account_of(state: &AppState, visitor: VisitorId) -> ApiResult<Option<UserId>> {
    visitors::account_of(&state.database, visitor).await
}

/// What was carried into one's own account, newest first.
pub(in crate::domains::identity) async fn carried(
    state: &AppState,
    who: &CurrentUser,
) -> ApiResult<Vec<Visit>> {
    let found = visitors::of_user(&state.database, who.id).await?;
    let mut visits: Vec<Visit> =
        found.iter().flat_map(|visitor| visitor.history.iter().map(VisitDoc::to_dto)).collect();
    visits.sort_by_key(|visit| std::cmp::Reverse(visit.at));
    Ok(visits)
}
