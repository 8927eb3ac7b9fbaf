//! Who reads figures from screenshots.

use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

use super::platform::Folder;
use super::reader::{Reader, Variable};

const KEY: Variable = Variable {
    group: "reading",
    name: "GEMINI_API_KEY",
    description: "The key of Google's Gemini API, which then reads figures from screenshots; without it Tesseract does, on this machine",
    expected: "a key as Google AI Studio shows it",
};
const MODEL: Variable = Variable {
    group: "reading",
    name: "GEMINI_MODEL",
    description: "The model that is asked; it must take pictures and answer by a schema",
    expected: "a name such as gemini-flash-latest",
};
const URL: Variable = Variable {
    group: "reading",
    name: "GEMINI_URL",
    description: "The address of the Gemini API",
    expected: "an address such as https://generativelanguage.googleapis.com",
};
const GEMINI_SECONDS: Variable = Variable {
    group: "reading",
    name: "GEMINI_SECONDS",
    description: "How long the Gemini API may take for one picture",
    expected: "a number of seconds from 1 to 600",
};
const PROGRAM: Variable = Variable {
    group: "reading",
    name: "AVENUE_TESSERACT",
    description: "The program tesseract, with its data for Spanish and English; looked for on PATH if not set",
    expected: "a path such as /usr/bin/tesseract",
};
const SECONDS: Variable = Variable {
    group: "reading",
    name: "AVENUE_TESSERACT_SECONDS",
    description: "How long Tesseract may take for one picture before it is ended",
    expected: "a number of seconds from 1 to 600",
};
const MEGABYTES: Variable = Variable {
    group: "reading",
    name: "AVENUE_TESSERACT_MEGABYTES",
    description: "How much memory one Tesseract may take; two may run at a time",
    expected: "a number of megabytes from 256 to 65536",
};

/// Who reads figures from screenshots.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The Gemini API, if there is a key.
    pub gemini: Option<Gemini>,
    /// Tesseract, where there is none.
    pub tesseract: Tesseract,
}

/// The Gemini API.
#[derive(Debug, Clone)]
pub struct Gemini {
    /// The account's key.
    pub key: SecretString,
    /// The model that is asked.
    pub model: String,
    /// The address, without a path.
    pub url: String,
    /// How long it may take.
    pub patience: Duration,
}

/// The program Tesseract.
#[derive(Debug, Clone)]
pub struct Tesseract {
    /// The program; looked for on `PATH` if none.
    pub program: Option<PathBuf>,
    /// How long it may take.
    pub patience: Duration,
    /// How many bytes of memory it may take.
    pub memory: u64,
}

impl Reading {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let key = reader.secret(KEY, |key| {
            // It travels in a header.
            if key.bytes().all(|byte| byte.is_ascii_graphic()) {
                Ok(())
            } else {
                Err("it holds something that no key holds".to_owned())
            }
        });
        let model = reader.value(MODEL, "gemini-flash-latest".to_owned());
        let url = reader.value(URL, "https://generativelanguage.googleapis.com".to_owned());
        let patience = seconds(reader, GEMINI_SECONDS);
        if !(url.starts_with("https://") || url.starts_with("http://")) {
            reader.problem(URL, format!("\"{url}\" is no address"));
        }
        if !model.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')) {
            reader.problem(MODEL, format!("\"{model}\" is no name of a model"));
        }
        let gemini = key.map(|key| Gemini { key, model, url, patience });
        let program = reader.optional::<Folder>(PROGRAM).map(|program| program.0);
        let patience = seconds(reader, SECONDS);
        let megabytes = reader.value(MEGABYTES, 1_024_u64);
        if !(256..=65_536).contains(&megabytes) {
            reader.problem(MEGABYTES, format!("{megabytes} is not in that range"));
        }
        let memory = megabytes.saturating_mul(1_048_576);
        Self { gemini, tesseract: Tesseract { program, patience, memory } }
    }
}

fn seconds(reader: &mut Reader<'_>, variable: Variable) -> Duration {
    let seconds = reader.value(variable, 60_u64);
    if !(1..=600).contains(&seconds) {
        reader.problem(variable, format!("{seconds} is not in that range"));
    }
    Duration::from_secs(seconds)
}
