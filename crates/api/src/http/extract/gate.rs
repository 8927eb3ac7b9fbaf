//! The order in which a request is judged: who asks, then the address, then the body.
//!
//! Actix runs the extractors of a handler side by side, so that a broken body would be found before the caller's
//! session was loaded, and a stranger would learn from the answer what the handler takes. Here they wait for each other,
//! whatever the order of a handler's arguments: who says who may call goes through [`Gate::guard`]; who reads what
//! was sent goes through [`Gate::address`] and [`Gate::passed`].
//!
//! Once the guards have decided, whoever is let in is counted ([`limits`](crate::http::limits)), and a request with an
//! `Idempotency-Key` finds out whether it was answered before ([`idempotency`](crate::http::idempotency)).
//!
//! Invariant: a handler that reads anything and names nobody who may call it fails for everyone.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use actix_web::{HttpMessage, HttpRequest, web};
use futures::future::LocalBoxFuture;
use tokio::sync::{Notify, OnceCell};

use crate::http::idempotency::Pending;
use crate::http::limits::Limits;
use crate::http::{ApiError, ApiResult};

/// The gate of one request, shared by the extractors of its handler.
#[derive(Clone, Default)]
pub struct Gate(Rc<State>);

#[derive(Default)]
struct State {
    guarded: Cell<bool>,
    /// Guards that have not decided yet.
    deciding: Cell<usize>,
    decided: Notify,
    /// What is wrong with the path or the query; whoever comes first tells it.
    wrong_address: RefCell<Option<ApiError>>,
    /// What happens once the guards have decided; whether it lets the request in.
    entered: OnceCell<bool>,
    /// Why not. Everybody tells it: a handler may take the first as an `Option`.
    not_entered: RefCell<Option<ApiError>>,
}

impl Gate {
    fn of(request: &HttpRequest) -> Self {
        let mut extensions = request.extensions_mut();
        if let Some(gate) = extensions.get::<Self>() {
            return gate.clone();
        }
        let gate = Self::default();
        extensions.insert(gate.clone());
        gate
    }

    /// For extractors that say who may call: nothing of the request is looked at before `decision` is there. A refusal
    /// ends the request, unless the handler takes the extractor as an `Option`.
    pub fn guard<T: 'static>(
        request: &HttpRequest,
        decision: impl Future<Output = ApiResult<T>> + 'static,
    ) -> LocalBoxFuture<'static, ApiResult<T>> {
        let gate = Self::of(request);
        gate.0.guarded.set(true);
        gate.0.deciding.update(|deciding| deciding + 1);
        let request = request.clone();
        Box::pin(async move {
            let decision = decision.await;
            gate.0.deciding.update(|deciding| deciding.saturating_sub(1));
            gate.0.decided.notify_waiters();
            let decision = decision?;
            // The last to decide lets the request in. Nobody waits here for the others: one guard may stand in another.
            if gate.0.deciding.get() == 0 {
                gate.enter(&request).await?;
            }
            Ok(decision)
        })
    }

    /// For a handler that anybody may call.
    pub fn open(request: &HttpRequest) {
        Self::of(request).0.guarded.set(true);
    }

    /// For extractors of the path and the query: `part` is what was read, told once the guards have decided.
    pub fn address<T: 'static>(
        request: &HttpRequest,
        part: ApiResult<T>,
    ) -> LocalBoxFuture<'static, ApiResult<T>> {
        let gate = Self::of(request);
        let part = part.map_err(|error| {
            gate.0.wrong_address.borrow_mut().get_or_insert(error);
        });
        let request = request.clone();
        Box::pin(async move {
            gate.wait(&request).await?;
            part.map_err(|()| ApiError::internal("somebody else tells what is wrong with the address"))
        })
    }

    /// For extractors of the body: waits until the guards have decided and the address is found right.
    pub fn passed(request: &HttpRequest) -> impl Future<Output = ApiResult<()>> + use<> {
        let gate = Self::of(request);
        let request = request.clone();
        async move { gate.wait(&request).await }
    }

    async fn wait(&self, request: &HttpRequest) -> ApiResult<()> {
        if !self.0.guarded.get() {
            return Err(ApiError::internal("the handler does not say who may call it"));
        }
        self.decided().await;
        self.enter(request).await?;
        self.0.wrong_address.borrow_mut().take().map_or(Ok(()), Err)
    }

    /// Waits until every guard has decided.
    async fn decided(&self) {
        loop {
            // Made before looking, so that no decision is missed.
            let decided = self.0.decided.notified();
            if self.0.deciding.get() == 0 {
                break;
            }
            decided.await;
        }
    }

    /// What happens once for a request whose guards have decided.
    async fn enter(&self, request: &HttpRequest) -> ApiResult<()> {
        let entered = self.0.entered.get_or_init(|| async {
            let outcome = entering(request).await;
            outcome.map_err(|error| *self.0.not_entered.borrow_mut() = Some(error)).is_ok()
        });
        if *entered.await {
            return Ok(());
        }
        let why = self.0.not_entered.borrow().clone();
        Err(why.unwrap_or_else(|| ApiError::internal("nobody says why the request is not let in")))
    }
}

async fn entering(request: &HttpRequest) -> ApiResult<()> {
    if let Some(limits) = request.app_data::<web::Data<Limits>>() {
        limits.entering(request).await?;
    }
    let pending = request.extensions().get::<Pending>().cloned();
    match pending {
        Some(pending) => pending.claim(request).await,
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use actix_web::dev::Payload;
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::{App, FromRequest, HttpResponse, web};
    use serde::Deserialize;
    use shared::error::ErrorCode;

    use super::*;
    use crate::http::{Path, ValidJson, ValidQuery};

    /// Lets in whoever says so in a header, after a while.
    struct Invited;

    impl FromRequest for Invited {
        type Error = ApiError;
        type Future = LocalBoxFuture<'static, ApiResult<Self>>;

        fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
            let invited = request.headers().contains_key("invited");
            Gate::guard(request, async move {
                tokio::time::sleep(Duration::from_millis(5)).await;
                if invited { Ok(Self) } else { Err(ErrorCode::Forbidden.into()) }
            })
        }
    }

    #[derive(Deserialize, garde::Validate)]
    struct Thing {
        #[garde(range(max = 9))]
        number: u8,
    }

    async fn who_first(_: Invited, _: Path<u8>, _: ValidQuery<Thing>, _: ValidJson<Thing>) -> HttpResponse {
        HttpResponse::Ok().finish()
    }

    async fn who_last(_: ValidJson<Thing>, _: ValidQuery<Thing>, _: Path<u8>, _: Invited) -> HttpResponse {
        HttpResponse::Ok().finish()
    }

    async fn perhaps(_: Option<Invited>, _: ValidJson<Thing>) -> HttpResponse {
        HttpResponse::Ok().finish()
    }

    async fn nobody(_: ValidJson<Thing>) -> HttpResponse {
        HttpResponse::Ok().finish()
    }

    async fn status(path: &str, invited: bool, body: &'static str) -> u16 {
        let app = App::new()
            .route("/first/{n}", web::post().to(who_first))
            .route("/last/{n}", web::post().to(who_last))
            .route("/perhaps", web::post().to(perhaps))
            .route("/nobody", web::post().to(nobody));
        let app = init_service(app).await;
        let request = TestRequest::post().uri(path).insert_header(("content-type", "application/json"));
        let request = if invited { request.insert_header(("invited", "yes")) } else { request };
        call_service(&app, request.set_payload(body).to_request()).await.status().as_u16()
    }

    #[tokio::test]
    async fn who_asks_then_the_address_then_the_body_in_whatever_order_they_stand() {
        const GOOD: &str = r#"{"number": 1}"#;
        for handler in ["/first", "/last"] {
            let at = |rest: &str| format!("{handler}{rest}");
            assert_eq!(status(&at("/x?nonsense"), false, "{").await, 403, "{handler}");
            assert_eq!(status(&at("/7?number=1"), false, GOOD).await, 403, "{handler}");
            assert_eq!(status(&at("/x?number=1"), true, "{").await, 404, "{handler}");
            assert_eq!(status(&at("/7?number=10"), true, "{").await, 422, "{handler}");
            assert_eq!(status(&at("/7?number=1"), true, "{").await, 400, "{handler}");
            assert_eq!(status(&at("/7?number=1"), true, GOOD).await, 200, "{handler}");
        }
        assert_eq!(status("/perhaps", false, GOOD).await, 200);
        assert_eq!(status("/perhaps", true, GOOD).await, 200);
    }

    #[tokio::test]
    async fn a_handler_that_does_not_say_who_may_call_it_fails_for_everyone() {
        assert_eq!(status("/nobody", true, r#"{"number": 1}"#).await, 500);
    }
}
