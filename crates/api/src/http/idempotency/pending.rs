//! A request with a key, between its arrival and the moment when it is known who sent it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use actix_web::HttpRequest;
use bytes::Bytes;
use shared::error::ErrorCode;

use super::LARGEST;
use crate::http::{ApiError, ApiResult, Caller};
use crate::infra::operation::{Claimed, Claims, Named, Operation, Seal};
use crate::said;

/// A request with a key. Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct Pending(Rc<Parts>);

struct Parts {
    claims: Claims,
    operation: Operation,
    key: ApiResult<Vec<u8>>,
    /// Absent when it is too large.
    body: Option<Bytes>,
    looked: Cell<bool>,
    /// What was answered the first time.
    answered: RefCell<Option<Vec<u8>>>,
}

impl Pending {
    /// Nobody has looked yet.
    pub fn new(claims: Claims, operation: Operation, key: ApiResult<Vec<u8>>, body: Option<Bytes>) -> Self {
        let (looked, answered) = (Cell::new(false), RefCell::new(None));
        Self(Rc::new(Parts { claims, operation, key, body, looked, answered }))
    }

    /// Claims what the request asks for. Call it once it is known who calls and that they may.
    ///
    /// # Errors
    /// When the handler must not run; whether there is an answer to give instead, [`Self::answered`] tells.
    pub async fn claim(&self, request: &HttpRequest) -> ApiResult<()> {
        if self.0.looked.replace(true) {
            return Ok(());
        }
        let key = match &self.0.key {
            Ok(key) => key,
            Err(error) => return Err(error.clone()),
        };
        let Some(body) = &self.0.body else {
            return Err(ApiError::new(ErrorCode::PayloadTooLarge).detail(said!(
                "a request with an Idempotency-Key may have at most {LARGEST} bytes",
                "una solicitud con Idempotency-Key puede tener como mucho {LARGEST} bytes"
            )));
        };
        let caller = Caller::of(request).map_or_else(|| "anonymous".to_owned(), |caller| caller.to_string());
        let (method, path) = (request.method().as_str(), request.path());
        let seal = Seal::of(&[caller.as_bytes(), method.as_bytes(), path.as_bytes(), key]);
        let content = [request.query_string().as_bytes(), body];
        let fingerprint = seal.fingerprint(&content).map_err(ApiError::internal)?;
        match self.0.claims.claim(Named { seal, fingerprint }).await? {
            Claimed::Now(claim) => {
                self.0.operation.begin(*claim);
                Ok(())
            }
            Claimed::Answered(answer) => {
                *self.0.answered.borrow_mut() = Some(answer);
                // Only so that the handler does not run: the answer is given instead.
                Err(ErrorCode::IdempotencyInProgress.into())
            }
            Claimed::ByAnother => {
                Err(ApiError::new(ErrorCode::IdempotencyInProgress).retry_after(Duration::from_secs(1)))
            }
            Claimed::ForSomethingElse => Err(ApiError::new(ErrorCode::IdempotencyKeyReused).detail(said!(
                "this Idempotency-Key came with another body or query before; take a new key for a new request",
                "esta Idempotency-Key ya vino con otro cuerpo u otra consulta; usá una clave nueva para una solicitud nueva"
            ))),
        }
    }

    /// What was answered the first time, if it was.
    pub fn answered(&self) -> Option<Vec<u8>> {
        self.0.answered.borrow_mut().take()
    }
}
