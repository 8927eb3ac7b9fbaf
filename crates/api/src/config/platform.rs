//! Where it runs and keeps its files.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use super::reader::{Reader, Variable};

const ENVIRONMENT: Variable = Variable {
    group: "platform",
    name: "AVENUE_ENVIRONMENT",
    description: "What this installation is; always on the owner's screen",
    expected: "a word of lower-case letters, digits and dashes such as development, preview or production",
};
const DATA: Variable = Variable {
    group: "platform",
    name: "AVENUE_DATA",
    description: "The folder for the embedded database, archives and the mailbox",
    expected: "a path",
};
const LOG: Variable = Variable {
    group: "platform",
    name: "AVENUE_LOG",
    description: "What is logged",
    expected: "a filter such as info or info,api=debug",
};
const LOG_FORMAT: Variable = Variable {
    group: "platform",
    name: "AVENUE_LOG_FORMAT",
    description: "How log lines look",
    expected: "text or json",
};

/// The name of an installation: `development`, `preview`, `production` …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment(String);

impl Environment {
    /// Whether real people's data and money are at stake.
    pub fn is_production(&self) -> bool {
        self.0 == "production"
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Environment {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let well_formed = (1..=32).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if well_formed { Ok(Self(text.to_owned())) } else { Err(()) }
    }
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For a person.
    Text,
    /// One JSON object a line.
    Json,
}

impl fmt::Display for LogFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Json => "json",
        })
    }
}

impl FromStr for LogFormat {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(()),
        }
    }
}

/// A path that can be shown.
#[derive(Debug, Clone)]
pub(super) struct Folder(pub PathBuf);

impl fmt::Display for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.display().fmt(f)
    }
}

impl FromStr for Folder {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if text.contains('\0') { Err(()) } else { Ok(Self(PathBuf::from(text))) }
    }
}

/// Where it runs and keeps its files.
#[derive(Debug, Clone)]
pub struct Platform {
    /// What this installation is.
    pub environment: Environment,
    /// The folder for the embedded database, archives and the mailbox.
    pub data: PathBuf,
    /// What is logged, as a filter.
    pub log: String,
    /// How log lines look.
    pub log_format: LogFormat,
}

impl Platform {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            environment: reader.value(ENVIRONMENT, Environment("development".to_owned())),
            data: reader.value(DATA, Folder(PathBuf::from("./data"))).0,
            log: reader.value(LOG, "info,mongodb=warn,actix_server=warn".to_owned()),
            log_format: reader.value(LOG_FORMAT, LogFormat::Text),
        }
    }
}
