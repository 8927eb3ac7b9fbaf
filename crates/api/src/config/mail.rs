//! How mail leaves.

use std::fmt;
use std::str::FromStr;

use lettre::message::Mailbox;
use secrecy::SecretString;

use super::reader::{Reader, Variable};

const FROM: Variable = Variable {
    group: "mail",
    name: "AVENUE_MAIL_FROM",
    description: "The sender of every mail",
    expected: "an address such as Avenue <hola@avenue.example>; needed with SMTP_HOST",
};
const HOST: Variable = Variable {
    group: "mail",
    name: "SMTP_HOST",
    description: "The mail server; without it mails are kept in the mailbox of the data folder",
    expected: "a host name",
};
const PORT: Variable = Variable {
    group: "mail",
    name: "SMTP_PORT",
    description: "The mail server's port",
    expected: "a port from 1 to 65535",
};
const USER: Variable =
    Variable { group: "mail", name: "SMTP_USER", description: "The account there", expected: "a user name" };
const PASSWORD: Variable = Variable {
    group: "mail",
    name: "SMTP_PASSWORD",
    description: "The account's password",
    expected: "a password; needed with SMTP_USER",
};
const SECURITY: Variable = Variable {
    group: "mail",
    name: "SMTP_SECURITY",
    description: "How the connection is protected",
    expected: "starttls, tls, or none for a server on this machine",
};

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// Begins in plain text and must be upgraded.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// Not at all.
    None,
}

impl fmt::Display for SmtpSecurity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::StartTls => "starttls",
            Self::Tls => "tls",
            Self::None => "none",
        })
    }
}

impl FromStr for SmtpSecurity {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "starttls" => Ok(Self::StartTls),
            "tls" => Ok(Self::Tls),
            "none" => Ok(Self::None),
            _ => Err(()),
        }
    }
}

/// A mail server.
#[derive(Debug, Clone)]
pub struct Smtp {
    /// Host name.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Account, with its password.
    pub credentials: Option<(String, SecretString)>,
    /// How the connection is protected.
    pub security: SmtpSecurity,
}

/// How mail leaves.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The sender of every mail.
    pub from: String,
    /// The mail server; absent when mails are kept in the data folder.
    pub smtp: Option<Smtp>,
}

impl Mail {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let from = reader.optional::<Mailbox>(FROM);
        let host = reader.optional::<String>(HOST);
        let port = reader.value(PORT, 587);
        let user = reader.optional::<String>(USER);
        let password = reader.secret(PASSWORD, |_| Ok(()));
        let security = reader.value(SECURITY, SmtpSecurity::StartTls);
        if user.is_some() != password.is_some() {
            reader.problem(PASSWORD, "user and password come together");
        }
        if host.is_some() && from.is_none() {
            reader.problem(FROM, "it is not set");
        }
        let smtp = host.map(|host| Smtp { host, port, credentials: user.zip(password), security });
        let from = from.map_or_else(|| "Avenue <avenue@localhost>".to_owned(), |from| from.to_string());
        Self { from, smtp }
    }
}
