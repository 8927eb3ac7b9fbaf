//! What went wrong with a request, in a form that pages can show and branch on.

use shared::error::{ErrorCode, FieldError};
use shared::identity::SecondFactorChallenge;

use crate::i18n::say;
use shared::json::{FromJson, read};

/// A request that failed.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiProblem {
    /// The HTTP status; 0 when no answer came at all.
    pub status: u16,
    /// The stable code; absent when no answer came, or one that is not ours.
    pub code: Option<String>,
    /// What happened, in the language that the answer was asked for in.
    pub said: Option<String>,
    /// What exactly was wrong this time.
    pub detail: Option<String>,
    /// The fields that were wrong.
    pub fields: Vec<FieldError>,
    /// How to go on, if a second factor is awaited.
    pub second_factor: Option<SecondFactorChallenge>,
    /// What to quote when asking for help.
    pub request_id: Option<String>,
}

/// What is read of a [`shared::error::Problem`]. The code is a text: a page that was opened before the server was renewed
/// does not know all of them, and shows what the server says.
#[derive(FromJson)]
struct Answer {
    title: String,
    detail: Option<String>,
    code: String,
    #[serde(default)]
    fields: Vec<FieldError>,
    second_factor: Option<SecondFactorChallenge>,
    request_id: String,
}

impl ApiProblem {
    /// No answer came: no network, or the server is away.
    pub const fn unreachable() -> Self {
        Self::bare(0, None)
    }

    /// An answer came that the app cannot read.
    pub const fn unreadable() -> Self {
        Self::bare(200, None)
    }

    const fn bare(status: u16, request_id: Option<String>) -> Self {
        Self {
            status,
            code: None,
            said: None,
            detail: None,
            fields: Vec::new(),
            second_factor: None,
            request_id,
        }
    }

    /// Reads the answer of a request that failed. A proxy's own page has no code, but keeps its status.
    pub fn read(status: u16, body: &str, request_id: Option<String>) -> Self {
        match read::<Answer>(body) {
            Some(answer) => Self {
                status,
                code: Some(answer.code),
                said: Some(answer.title),
                detail: answer.detail,
                fields: answer.fields,
                second_factor: answer.second_factor,
                request_id: Some(answer.request_id),
            },
            None => Self::bare(status, request_id),
        }
    }

    /// Whether it is this problem.
    pub fn is(&self, code: ErrorCode) -> bool {
        self.code.as_deref() == Some(code.as_str())
    }

    /// What happened, in the reader's language.
    pub fn title(&self) -> String {
        match &self.said {
            Some(said) => said.clone(),
            None if self.status == 0 => say!(errors.unreachable).to_owned(),
            None if self.status < 400 => say!(errors.unreadable).to_owned(),
            None => say!(errors.foreign, status = self.status.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::error::ErrorCode;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::ApiProblem;

    #[wasm_bindgen_test]
    fn a_problem_keeps_its_code_fields_and_request_id() {
        let body = r#"{"type":"urn:avenue:error:validation_failed","title":"x","status":422,
            "code":"validation_failed","fields":[{"field":"email","message":"not an email"}],"request_id":"r-1"}"#;
        let problem = ApiProblem::read(422, body, None);
        assert!(problem.is(ErrorCode::ValidationFailed));
        assert_eq!(problem.fields.len(), 1);
        assert_eq!(problem.request_id.as_deref(), Some("r-1"));
    }

    #[wasm_bindgen_test]
    fn a_code_that_came_later_is_shown_in_the_servers_words() {
        let body =
            r#"{"type":"urn:avenue:error:x","title":"Hoy no.","status":409,"code":"x","request_id":"r-1"}"#;
        let problem = ApiProblem::read(409, body, None);
        assert_eq!((problem.title(), problem.code), ("Hoy no.".to_owned(), Some("x".to_owned())));
    }

    #[wasm_bindgen_test]
    fn a_foreign_page_keeps_its_status_and_the_header() {
        let problem = ApiProblem::read(502, "<html>Bad gateway</html>", Some("r-2".to_owned()));
        assert_eq!(problem.code, None);
        assert_eq!(problem.status, 502);
        assert_eq!(problem.request_id.as_deref(), Some("r-2"));
        assert!(problem.title().contains("502"));
    }
}
