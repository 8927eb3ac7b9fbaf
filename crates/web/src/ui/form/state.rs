//! What a form knows: its fields, their errors, and whether it is being sent.

use std::future::Future;

use garde::Validate;
use leptos::prelude::*;
use shared::error::{FieldError, field_errors};

use crate::api::{ApiProblem, ApiResult};
use crate::browser::{self, spawn};
use crate::ui::text::Text;
use crate::ui::work::Work;

/// A field as the summary names it.
#[derive(Clone, Copy)]
pub struct Registered {
    /// The field's path in the DTO.
    pub name: &'static str,
    /// What the person sees above it.
    pub label: Text,
    /// What would be right, shown instead of the validator's own words.
    pub wrong: Option<Text>,
}

/// The state of a form. Copy it freely.
#[derive(Clone, Copy)]
pub struct Form {
    id: &'static str,
    fields: StoredValue<Vec<Registered>>,
    errors: RwSignal<Vec<FieldError>>,
    problem: RwSignal<Option<ApiProblem>>,
    busy: RwSignal<bool>,
}

impl Form {
    /// A form; the id is unique on its page.
    pub fn new(id: &'static str) -> Self {
        Self {
            id,
            fields: StoredValue::new(Vec::new()),
            errors: RwSignal::new(Vec::new()),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// The id of one of its fields in the document.
    pub fn field_id(self, name: &str) -> String {
        format!("{}-{}", self.id, name.replace(['[', ']', '.'], "-"))
    }

    /// The id of its summary of errors.
    pub fn summary_id(self) -> String {
        format!("{}-summary", self.id)
    }

    /// Makes a field known to the summary. One that is shown again, in a dialog that is opened again say, is still one.
    pub fn register(self, field: Registered) {
        self.fields.update_value(|fields| match fields.iter_mut().find(|known| known.name == field.name) {
            Some(known) => *known = field,
            None => fields.push(field),
        });
    }

    /// Whether it is being sent; tracked.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// What stopped it as a whole; tracked.
    pub fn problem(self) -> Option<ApiProblem> {
        self.problem.get()
    }

    /// What is wrong with a field; tracked.
    pub fn error(self, name: &str) -> Option<String> {
        let found =
            self.errors.with(|errors| errors.iter().find(|error| belongs(&error.field, name)).cloned())?;
        let registered =
            self.fields.with_value(|fields| fields.iter().find(|field| field.name == name).copied());
        Some(match registered.and_then(|field| field.wrong) {
            Some(wrong) => wrong.get(),
            None => found.message,
        })
    }

    /// Each error with the field's id and label, in the order of the fields; tracked. Errors of fields that the
    /// form does not show come last, by their path.
    pub fn listed_errors(self) -> Vec<(Option<String>, String, String)> {
        let errors = self.errors.get();
        let fields = self.fields.get_value();
        let known = fields.iter().filter_map(|field| {
            Some((Some(self.field_id(field.name)), field.label.get(), self.error(field.name)?))
        });
        let unknown = errors
            .iter()
            .filter(|error| !fields.iter().any(|field| belongs(&error.field, field.name)))
            .map(|error| (None, error.field.clone(), error.message.clone()));
        known.chain(unknown).collect()
    }

    /// Names an error that only the page can know, such as two passwords that differ.
    pub fn refuse(self, field: &'static str, message: String) {
        self.problem.set(None);
        self.errors.set(vec![FieldError { field: field.to_owned(), message }]);
        self.show_errors();
    }

    /// Shows errors that the page found itself, such as those of one step of many.
    pub fn show(self, errors: Vec<FieldError>) {
        self.problem.set(None);
        self.errors.set(errors);
        self.show_errors();
    }

    /// Forgets errors, as before the first attempt.
    pub fn clear(self) {
        self.problem.set(None);
        self.errors.set(Vec::new());
    }

    /// Validates, sends, and either goes on or shows what was wrong.
    pub fn submit<D, T, F>(self, dto: D, send: impl FnOnce(D) -> F + 'static, done: impl FnOnce(T) + 'static)
    where
        D: Validate<Context = ()> + 'static,
        F: Future<Output = ApiResult<T>> + 'static,
        T: 'static,
    {
        if self.busy.get_untracked() {
            return;
        }
        self.clear();
        if let Err(report) = dto.validate() {
            self.errors.set(field_errors(&report));
            self.show_errors();
            return;
        }
        self.busy.set(true);
        let (sent, work) = (send(dto), Work::begin());
        spawn(async move {
            let answer = sent.await;
            drop(work);
            // The page may be gone by now; then there is nothing to show.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(answer) => done(answer),
                Err(problem) => self.fail(problem),
            }
        });
    }

    /// Shows a problem that the API answered.
    pub fn fail(self, problem: ApiProblem) {
        self.errors.set(problem.fields.clone());
        self.problem.set(Some(problem));
        self.show_errors();
    }

    fn show_errors(self) {
        let id = self.summary_id();
        request_animation_frame(move || browser::focus(&id));
    }
}

/// Whether an error at this path is about the field of this name: `roles[0]` is about `roles`.
fn belongs(path: &str, name: &str) -> bool {
    path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;
    use shared::identity::SignIn;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{Form, Registered, belongs};

    #[wasm_bindgen_test]
    fn an_error_inside_a_list_belongs_to_the_list() {
        assert!(belongs("roles", "roles") && belongs("roles[0]", "roles") && belongs("a.b", "a"));
        assert!(!belongs("roles_extra", "roles") && !belongs("role", "roles"));
    }

    #[wasm_bindgen_test]
    fn a_field_that_is_shown_again_is_listed_once() {
        let owner = Owner::new();
        owner.set();
        let form = Form::new("t");
        for label in ["Correo", "Email"] {
            form.register(Registered { name: "email", label: label.into(), wrong: None });
        }
        form.refuse("email", "x".to_owned());
        let listed = form.listed_errors();
        assert_eq!(listed, [(Some("t-email".to_owned()), "Email".to_owned(), "x".to_owned())]);
    }

    #[wasm_bindgen_test]
    fn what_the_validation_refuses_is_not_sent_and_stands_at_its_field() {
        let owner = Owner::new();
        owner.set();
        let form = Form::new("t");
        form.register(Registered {
            name: "email",
            label: "Correo".into(),
            wrong: Some("Escribí tu correo".into()),
        });
        let empty = SignIn { email: String::new(), password: "x".to_owned() };
        form.submit(empty, |_| async { unreachable!("must not be sent") }, |(): ()| ());
        assert_eq!(form.error("email").as_deref(), Some("Escribí tu correo"));
        assert_eq!(form.error("password"), None);
        let listed = form.listed_errors();
        assert_eq!(
            listed,
            [(Some("t-email".to_owned()), "Correo".to_owned(), "Escribí tu correo".to_owned())]
        );
    }
}
