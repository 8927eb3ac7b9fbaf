//! How mail leaves.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lettre::message::Mailbox;
use secrecy::SecretString;

use super::platform::Folder;
use super::reader::{Reader, Variable};

const FROM: Variable = Variable {
    group: "mail",
    name: "AVENUE_MAIL_FROM",
    description: "The sender of every mail",
    expected: "an address such as Avenue <hola@avenue.example>; needed with SMTP_HOST and RESEND_API_KEY",
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

const AUTHORITY: Variable = Variable {
    group: "mail",
    name: "SMTP_CA_FILE",
    description: "The authority that vouches for a mail server which no public one vouches for",
    expected: "the path of a certificate in PEM",
};
const RESEND_KEY: Variable = Variable {
    group: "mail",
    name: "RESEND_API_KEY",
    description: "The key of the mail service Resend, in place of a mail server",
    expected: "a key such as re_…, without SMTP_HOST: one of them sends the mail",
};
const RESEND_URL: Variable = Variable {
    group: "mail",
    name: "RESEND_URL",
    description: "The address of Resend's API",
    expected: "an address such as https://api.resend.com",
};
const RESEND_HOOK: Variable = Variable {
    group: "mail",
    name: "RESEND_WEBHOOK_SECRET",
    description: "What Resend signs its calls to /api/notifications/resend by; without it bounces are not heard of",
    expected: "the signing secret of the webhook, such as whsec_…",
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
    /// The certificate (PEM) of an authority to trust besides the public ones.
    pub authority: Option<PathBuf>,
}

/// The mail service Resend.
#[derive(Debug, Clone)]
pub struct Resend {
    /// The address of its API.
    pub url: String,
    /// The account's key.
    pub key: SecretString,
}

/// How mail leaves.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The sender of every mail.
    pub from: String,
    /// The mail server; absent when mails are kept in the data folder.
    pub smtp: Option<Smtp>,
    /// The mail service; never together with a mail server.
    pub resend: Option<Resend>,
    /// What the mail service signs its calls by.
    pub hook_secret: Option<SecretString>,
}

impl Mail {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let from = reader.optional::<Mailbox>(FROM);
        let host = reader.optional::<String>(HOST);
        let port = reader.value(PORT, 587);
        let user = reader.optional::<String>(USER);
        let password = reader.secret(PASSWORD, |_| Ok(()));
        let security = reader.value(SECURITY, SmtpSecurity::StartTls);
        let authority = reader.optional::<Folder>(AUTHORITY).map(|file| file.0);
        if user.is_some() != password.is_some() {
            reader.problem(PASSWORD, "user and password come together");
        }
        let key = reader.secret(RESEND_KEY, |_| Ok(()));
        let url = reader.value(RESEND_URL, "https://api.resend.com".to_owned());
        let hook_secret = reader.secret(RESEND_HOOK, |secret| {
            let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret));
            if key.is_ok_and(|key| key.len() >= 16) {
                Ok(())
            } else {
                Err("it is not of that form".to_owned())
            }
        });
        if !(url.starts_with("https://") || url.starts_with("http://")) {
            reader.problem(RESEND_URL, format!("\"{url}\" is no address"));
        }
        if host.is_some() && key.is_some() {
            reader.problem(RESEND_KEY, "SMTP_HOST is set too");
        }
        if (host.is_some() || key.is_some()) && from.is_none() {
            reader.problem(FROM, "it is not set");
        }
        let smtp = host.map(|host| Smtp { host, port, credentials: user.zip(password), security, authority });
        let from = from.map_or_else(|| "Avenue <avenue@localhost>".to_owned(), |from| from.to_string());
        let resend = key.map(|key| Resend { url, key });
        Self { from, smtp, resend, hook_secret }
    }
}
