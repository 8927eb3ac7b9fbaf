//! The pulse: that the process answers, told before anything else looks at the request. Orchestrators ask for it all day
//! and restart who is silent, so it costs next to nothing, and neither a log nor a limit nor a database can hold it up.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::http::header::ORIGIN;

use super::limits::has_credential;

/// Where the pulse is asked for, and what is told.
#[derive(Clone)]
pub struct Pulse {
    path: &'static str,
    tell: Arc<dyn Fn() -> HttpResponse + Send + Sync>,
}

impl Pulse {
    /// What `tell` says, for who asks for nothing but `path`.
    pub fn new(path: &'static str, tell: impl Fn() -> HttpResponse + Send + Sync + 'static) -> Self {
        Self { path, tell: Arc::new(tell) }
    }

    /// Whether this asks for the pulse alone. Who says who they are may be told more by the handler, and a page of another
    /// site is answered by the rules for those.
    pub(super) fn is_asked(&self, request: &ServiceRequest) -> bool {
        let headers = request.headers();
        request.method() == Method::GET
            && request.path() == self.path
            && request.query_string().is_empty()
            && !has_credential(headers)
            && !headers.contains_key(ORIGIN)
    }

    pub(super) fn told(&self) -> HttpResponse {
        (self.tell)()
    }
}
