//! Who runs the platform, as its legal texts and its contact page name them.

use super::reader::{Reader, Variable};

const NAME: Variable = Variable {
    group: "operator",
    name: "AVENUE_OPERATOR",
    description: "Who runs the platform, as the legal texts name them; without it they say that it is not configured",
    expected: "the name of a person or a company, at most 120 characters",
};
const EMAIL: Variable = Variable {
    group: "operator",
    name: "AVENUE_OPERATOR_EMAIL",
    description: "Where people write about their data, besides the contact form",
    expected: "an email address such as datos@avenue.example",
};
const ADDRESS: Variable = Variable {
    group: "operator",
    name: "AVENUE_OPERATOR_ADDRESS",
    description: "The operator's postal address",
    expected: "an address in one line, at most 200 characters",
};

/// Who runs the platform. What is absent was not configured, and the pages say so.
#[derive(Debug, Clone, Default)]
pub struct Operator {
    /// The person or the company.
    pub name: Option<String>,
    /// Where to write about one's data.
    pub email: Option<String>,
    /// The postal address.
    pub address: Option<String>,
}

impl Operator {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let mut line = |variable: Variable, most: usize| {
            let text: Option<String> = reader.optional(variable);
            let fits = |text: &String| text.chars().count() <= most && !text.chars().any(char::is_control);
            if text.as_ref().is_some_and(|text| !fits(text)) {
                reader.problem(variable, "it is too long, or of more than one line");
            }
            text
        };
        let (name, address, email) = (line(NAME, 120), line(ADDRESS, 200), line(EMAIL, 254));
        if email.as_ref().is_some_and(|email| shared::identity::valid_email(email, &()).is_err()) {
            reader.problem(EMAIL, "it is no email address");
        }
        Self { name, email, address }
    }
}
