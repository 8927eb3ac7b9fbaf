//! Writing to whoever runs the platform: who that is, what people write, and what the staff answers.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::id::{ContactMessageId, UserId};
use crate::identity::{Locale, valid_email};
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// The longest message, in characters.
pub const MOST_WORDS: usize = 4_000;

/// The least seconds between opening the form and sending it.
pub const LEAST_SECONDS: u32 = 3;

/// `GET /api/contact`: who runs the platform, as the installation was told. What is absent was not configured.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Operator {
    /// The person or the company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where to write about one's data, besides the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Who writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ContactKind {
    /// Somebody of a brand.
    Brand,
    /// A creator.
    Creator,
    /// Anybody else.
    Other,
}

impl ContactKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Brand, Self::Creator, Self::Other];

    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::Creator => "creator",
            Self::Other => "other",
        }
    }
}

/// `POST /api/contact`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateContactMessage {
    /// Who writes.
    #[garde(skip)]
    pub kind: ContactKind,
    /// Their name.
    #[garde(custom(says(1, 80)))]
    pub name: String,
    /// Where the answer goes.
    #[garde(custom(valid_email), length(max = 254))]
    pub email: String,
    /// What it is about, in a few words.
    #[garde(custom(says(3, 120)))]
    pub subject: String,
    /// What they want to say.
    #[garde(custom(says(10, MOST_WORDS)))]
    pub words: String,
    /// How many seconds the form was open before it was sent, as the form counts them: no person writes in less than 3.
    #[garde(custom(long_enough))]
    pub seconds: u32,
    /// A trap for programs that fill in every field: people do not see it, and it must be empty.
    #[garde(custom(empty))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
}

/// So many characters at least and at most, spaces around them aside.
fn says(least: usize, most: usize) -> impl FnOnce(&str, &()) -> garde::Result {
    move |text, ()| {
        let count = text.trim().chars().count();
        if (least..=most).contains(&count) {
            Ok(())
        } else {
            Err(garde::Error::new(format!("must have {least} to {most} characters, not {count}")))
        }
    }
}

fn long_enough(seconds: &u32, (): &()) -> garde::Result {
    if *seconds < LEAST_SECONDS {
        return Err(garde::Error::new(format!(
            "must be {LEAST_SECONDS} or more: whoever sends a form sooner is taken for a program"
        )));
    }
    Ok(())
}

fn empty(trap: &Option<String>, (): &()) -> garde::Result {
    if trap.as_ref().is_some_and(|text| !text.is_empty()) {
        return Err(garde::Error::new("must be empty: people do not see this field"));
    }
    Ok(())
}

/// What whoever wrote is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactReceipt {
    /// The message, to refer to.
    pub id: ContactMessageId,
    /// When it was taken.
    pub at: Timestamp,
}

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ContactState {
    /// Nobody answered yet.
    New,
    /// It was answered.
    Answered,
}

impl ContactState {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::New, Self::Answered];

    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Answered => "answered",
        }
    }
}

/// A message as a line of the staff's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactSummary {
    /// The message.
    pub id: ContactMessageId,
    /// Where it stands.
    pub state: ContactState,
    /// Who writes.
    pub kind: ContactKind,
    /// Their name.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// What it is about.
    pub subject: String,
    /// When it was written.
    pub at: Timestamp,
    /// The account, if whoever wrote was signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
}

/// How a message was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactAnswer {
    /// Who of the staff.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// What was mailed; absent where the answer went another way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// `GET /api/contact/messages/{id}`: one message, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContactMessage {
    /// Its line in the list.
    #[serde(flatten)]
    pub summary: ContactSummary,
    /// What it says.
    pub words: String,
    /// The language of whoever wrote; the answer's mail is in it.
    pub locale: Locale,
    /// From when on it is removed.
    pub forget_at: Timestamp,
    /// How it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<ContactAnswer>,
}

/// `GET /api/contact/messages`: which; new ones the oldest first, answered ones the newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ContactQuery {
    /// Where they stand; `new` if absent.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ContactState>,
    /// Only of who writes so.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ContactKind>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// `POST /api/contact/messages/{id}/answer`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerContactMessage {
    /// What is mailed to whoever wrote; without it the message only counts as answered, because that happened elsewhere.
    #[garde(inner(custom(says(3, MOST_WORDS))))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

#[cfg(test)]
mod tests {
    use garde::Validate;

    use super::{ContactKind, ContactState, CreateContactMessage};

    fn message() -> CreateContactMessage {
        CreateContactMessage {
            kind: ContactKind::Brand,
            name: "Ana".to_owned(),
            email: "ana@example.org".to_owned(),
            subject: "Precios".to_owned(),
            words: "¿Cuánto cuesta?".to_owned(),
            seconds: 3,
            website: None,
        }
    }

    #[test]
    fn a_message_says_something_and_comes_from_a_person() {
        message().validate().unwrap();
        CreateContactMessage { website: Some(String::new()), ..message() }.validate().unwrap();
        for (field, wrong) in [
            ("name", CreateContactMessage { name: "  ".to_owned(), ..message() }),
            ("email", CreateContactMessage { email: "ana".to_owned(), ..message() }),
            ("subject", CreateContactMessage { subject: " a ".to_owned(), ..message() }),
            ("words", CreateContactMessage { words: "Hola".to_owned(), ..message() }),
            ("words", CreateContactMessage { words: "x".repeat(4_001), ..message() }),
            ("seconds", CreateContactMessage { seconds: 2, ..message() }),
            ("website", CreateContactMessage { website: Some("x".to_owned()), ..message() }),
        ] {
            let report = wrong.validate().unwrap_err().to_string();
            assert!(report.starts_with(field), "{field}: {report}");
        }
    }

    #[test]
    fn a_word_is_what_travels() {
        for kind in ContactKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        for state in ContactState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
    }
}
