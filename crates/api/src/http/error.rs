//! One error type for every handler: a code of the table, what was wrong this time, and perhaps a cause for the log.
//!
//! Domains make theirs with [`ApiError::new`] or convert into it; what nobody foresaw is [`ErrorCode::Internal`],
//! logged once with its cause and answered with a plain text.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use shared::error::{ErrorCode, FieldError, Problem, field_errors};
use shared::identity::{Locale, SecondFactorChallenge};

use super::Said;
use super::context::CURRENT;
use crate::infra::db::{Failure, classify};
use crate::infra::operation::{AnswerLost, ClaimLost};

/// What a handler gives.
pub type ApiResult<T> = Result<T, ApiError>;

/// The media type of every error.
pub const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// What went wrong.
#[derive(Debug, Clone)]
pub struct ApiError {
    code: ErrorCode,
    // Boxed: every result of every handler has room for an error.
    detail: Option<Box<Said>>,
    fields: Vec<FieldError>,
    retry_after: Option<Duration>,
    second_factor: Option<Box<SecondFactorChallenge>>,
    // Shared: an error that several wait for is told to each of them.
    cause: Option<Arc<dyn StdError + Send + Sync>>,
}

impl ApiError {
    /// An error with the text of its code.
    pub const fn new(code: ErrorCode) -> Self {
        Self { code, detail: None, fields: Vec::new(), retry_after: None, second_factor: None, cause: None }
    }

    /// An error that nobody foresaw; `what` is for the log alone.
    pub fn internal(what: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { cause: Some(what.into().into()), ..Self::new(ErrorCode::Internal) }
    }

    /// One field that was wrong.
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        let fields = vec![FieldError { field: field.into(), message: message.into() }];
        Self { fields, ..Self::new(ErrorCode::ValidationFailed) }
    }

    /// Adds what exactly was wrong this time, and what would be right.
    pub fn detail(mut self, detail: Said) -> Self {
        self.detail = Some(Box::new(detail));
        self
    }

    /// Adds the fields that were wrong.
    pub fn fields(mut self, fields: Vec<FieldError>) -> Self {
        self.fields = fields;
        self
    }

    /// Adds when to come back.
    pub fn retry_after(mut self, after: Duration) -> Self {
        self.retry_after = Some(after);
        self
    }

    /// The second factor is awaited; this is how to go on.
    pub fn second_factor(challenge: SecondFactorChallenge) -> Self {
        Self { second_factor: Some(Box::new(challenge)), ..Self::new(ErrorCode::SecondFactorRequired) }
    }

    /// Adds the cause, for the log alone.
    pub fn cause(mut self, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.cause = Some(cause.into().into());
        self
    }

    /// The cause, if it is of that type.
    pub fn cause_as<E: StdError + 'static>(&self) -> Option<&E> {
        self.cause.as_deref().and_then(|cause| cause.downcast_ref())
    }

    /// The code.
    pub const fn code(&self) -> ErrorCode {
        self.code
    }

    /// The fields that were wrong.
    pub fn wrong_fields(&self) -> &[FieldError] {
        &self.fields
    }

    /// The text for a person: the detail if there is one, else the code's.
    pub fn text(&self, locale: Locale) -> &str {
        let of_the_code = || match locale {
            Locale::Es => self.code.es(),
            Locale::En => self.code.en(),
        };
        self.detail.as_ref().map_or_else(of_the_code, |detail| detail.text(locale))
    }
}

impl ApiError {
    /// All that was wrong, in one sentence, for where no document can be shown: fields first.
    pub fn sentence(&self) -> String {
        let fields: Vec<String> =
            self.fields.iter().map(|field| format!("{} {}", field.field, field.message)).collect();
        if fields.is_empty() { self.text(Locale::En).to_owned() } else { fields.join("; ") }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.text(Locale::En))
    }
}

impl StdError for ApiError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let cause: &(dyn StdError + 'static) = self.cause.as_deref()?;
        Some(cause)
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        if self.status_code().is_server_error() {
            let detail = self.detail.as_deref().map(|detail| detail.text(Locale::En));
            tracing::error!(code = self.code.as_str(), detail, cause = ?self.cause, "request failed");
        }
        let (request_id, locale) = CURRENT
            .try_with(|context| (context.request_id.clone(), context.locale))
            .unwrap_or_else(|_| (String::new(), Locale::default()));
        let problem = Problem {
            kind: format!("urn:avenue:error:{}", self.code.as_str()),
            title: match locale {
                Locale::Es => self.code.es().to_owned(),
                Locale::En => self.code.en().to_owned(),
            },
            status: self.code.status(),
            detail: self.detail.as_ref().map(|detail| detail.text(locale).to_owned()),
            code: self.code,
            fields: self.fields.clone(),
            second_factor: self.second_factor.as_deref().cloned(),
            request_id,
        };
        let mut response = HttpResponseBuilder::new(self.status_code());
        response.insert_header((CONTENT_TYPE, PROBLEM_JSON));
        if let Some(after) = self.retry_after {
            response.insert_header((RETRY_AFTER, after.as_secs().max(1).to_string()));
        }
        if self.status_code() == StatusCode::UNAUTHORIZED {
            response.insert_header((WWW_AUTHENTICATE, "Bearer realm=\"avenue\""));
        }
        response.body(serde_json::to_string(&problem).unwrap_or_default())
    }
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl From<&garde::Report> for ApiError {
    fn from(report: &garde::Report) -> Self {
        Self::new(ErrorCode::ValidationFailed).fields(field_errors(report))
    }
}

impl From<mongodb::error::Error> for ApiError {
    fn from(error: mongodb::error::Error) -> Self {
        if error.get_custom::<AnswerLost>().is_some() {
            return Self::new(ErrorCode::IdempotencyAnswerLost);
        }
        if error.get_custom::<ClaimLost>().is_some() {
            return Self::new(ErrorCode::IdempotencyInProgress).retry_after(Duration::from_secs(1));
        }
        let code = match classify(&error) {
            // Others were in the way for longer than is waited: a moment later they may not be.
            Failure::Unavailable | Failure::WriteConflict => ErrorCode::Unavailable,
            Failure::TookTooLong => ErrorCode::TookTooLong,
            Failure::StorageFull => ErrorCode::StorageFull,
            Failure::Duplicate { .. } => ErrorCode::Conflict,
            Failure::NotAuthorised | Failure::Other => ErrorCode::Internal,
        };
        Self::new(code).cause(error)
    }
}

impl From<crate::infra::ids::NoRandomness> for ApiError {
    fn from(error: crate::infra::ids::NoRandomness) -> Self {
        Self::internal(error)
    }
}
