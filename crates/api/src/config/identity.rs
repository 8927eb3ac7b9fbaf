//! Who may come in.

use std::fmt;
use std::str::FromStr;

use secrecy::SecretString;

use super::reader::{Reader, Variable};

const ADMIN_EMAIL: Variable = Variable {
    group: "identity",
    name: "AVENUE_ADMIN_EMAIL",
    description: "The first administrator, created when there is none; a one-time password is printed once",
    expected: "an email address",
};
const JWT_SECRET: Variable = Variable {
    group: "identity",
    name: "AVENUE_JWT_SECRET",
    description: "The key that signs access tokens; made and kept in the database if not set",
    expected: "at least 32 bytes that nobody can guess",
};
const ACCESS_MINUTES: Variable = Variable {
    group: "identity",
    name: "AVENUE_ACCESS_MINUTES",
    description: "How long an access token is good",
    expected: "minutes from 1 to 1440",
};
const SESSION_DAYS: Variable = Variable {
    group: "identity",
    name: "AVENUE_SESSION_DAYS",
    description: "How long a session lasts without use",
    expected: "days from 1 to 365",
};
const FRESH_MINUTES: Variable = Variable {
    group: "identity",
    name: "AVENUE_FRESH_MINUTES",
    description: "How long a sign-in is fresh enough for restoring, exporting and other things that cannot be undone",
    expected: "minutes from 1 to 1440",
};
const ADMIN_SECOND_FACTOR: Variable = Variable {
    group: "identity",
    name: "AVENUE_ADMIN_SECOND_FACTOR",
    description: "Whether administrators must have a second factor before they can do anything else",
    expected: "optional or required",
};

/// Whether a second factor is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactorRule {
    /// Whoever wants one has one.
    Optional,
    /// Without one, only setting it up is possible.
    Required,
}

impl SecondFactorRule {
    /// Whether nothing is possible without one.
    pub fn is_required(self) -> bool {
        self == Self::Required
    }
}

impl fmt::Display for SecondFactorRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Optional => "optional",
            Self::Required => "required",
        })
    }
}

impl FromStr for SecondFactorRule {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "optional" => Ok(Self::Optional),
            "required" => Ok(Self::Required),
            _ => Err(()),
        }
    }
}

/// Who may come in.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The first administrator's address.
    pub admin_email: Option<String>,
    /// The key that signs access tokens.
    pub jwt_secret: Option<SecretString>,
    /// How long an access token is good, in minutes.
    pub access_minutes: u32,
    /// How long a session lasts without use, in days.
    pub session_days: u32,
    /// How long a proof of who somebody is counts as fresh, in minutes.
    pub fresh_minutes: u32,
    /// Whether administrators must have a second factor.
    pub admin_second_factor: SecondFactorRule,
}

impl Identity {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let admin_email = reader.optional::<String>(ADMIN_EMAIL);
        if admin_email.as_ref().is_some_and(|email| !email.contains('@') || email.contains(' ')) {
            reader.problem(ADMIN_EMAIL, "it is not an email address");
        }
        let jwt_secret = reader.secret(JWT_SECRET, |secret| match secret.len() {
            0..32 => Err(format!("it has {} bytes", secret.len())),
            _ => Ok(()),
        });
        let access_minutes = reader.value(ACCESS_MINUTES, 15);
        if !(1..=1440).contains(&access_minutes) {
            reader.problem(ACCESS_MINUTES, format!("{access_minutes} is out of range"));
        }
        let session_days = reader.value(SESSION_DAYS, 30);
        if !(1..=365).contains(&session_days) {
            reader.problem(SESSION_DAYS, format!("{session_days} is out of range"));
        }
        let fresh_minutes = reader.value(FRESH_MINUTES, 10);
        if !(1..=1440).contains(&fresh_minutes) {
            reader.problem(FRESH_MINUTES, format!("{fresh_minutes} is out of range"));
        }
        let admin_second_factor = reader.value(ADMIN_SECOND_FACTOR, SecondFactorRule::Optional);
        Self { admin_email, jwt_secret, access_minutes, session_days, fresh_minutes, admin_second_factor }
    }
}
