//! What is never shown: by the name of a field, and by the look of a value.
//!
//! Names: letter case and separators do not matter (`passwordHash`, `PASSWORD_HASH`, `password-hash`). Under a secret
//! name everything is hidden except null, booleans and dates (`password_changed_at` stays readable). A plural like
//! `tokens` is mostly a count of a language model, so there numbers stay readable and the rest is hidden.
//!
//! Looks: password hashes, signed tokens, private keys, vendors' keys, and addresses with a password or token inside are
//! hidden wherever they stand, whatever the field is called.
//!
//! Not a promise about free text: a password that somebody typed into a note looks like any other word.

use std::sync::LazyLock;

use bson::{RawBsonRef, RawDocument};
use regex::bytes::Regex;
use serde_json::{Value, json};

/// What a field's name says of its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sensitivity {
    /// Nothing.
    Open,
    /// A count, perhaps: numbers are shown.
    Counter,
    /// Secrets.
    Secret,
}

/// What stands where the name of a field is itself a secret.
pub const HIDDEN_NAME: &str = "••••";

/// Hidden wherever they occur in a name without its separators.
const PARTS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "contrasena",
    "contraseña",
    "secret",
    "credential",
    "token",
    "apikey",
    "privatekey",
    "accesskey",
    "signingkey",
    "encryptionkey",
    "masterkey",
    "servicekey",
    "clientkey",
    "authkey",
    "authorization",
    "authcode",
    "codehash",
    "recoverycode",
    "backupcode",
    "verificationcode",
    "resetcode",
    "securitycode",
    "onetimecode",
    "onetimepin",
    "setcookie",
    "connectionstring",
];

/// Hidden as whole words of a name.
const WORDS: &[&str] = &[
    "otp", "totp", "hotp", "pwd", "pin", "cvv", "cvc", "jwt", "jwk", "jwks", "salt", "cookie", "cookies",
    "bearer", "pem",
];

/// Words that make a count of a name with `token` in it.
const COUNTS: &[&str] =
    &["count", "used", "usage", "limit", "total", "max", "min", "left", "cost", "per", "budget"];

/// What the name of one field, without its parents, says of its values.
pub fn sensitivity(name: &str) -> Sensitivity {
    let words = words(name);
    let joined = words.concat();
    let token = joined.contains("token");
    let other = PARTS.iter().any(|part| *part != "token" && joined.contains(part))
        || words.iter().any(|word| WORDS.contains(&word.as_str()));
    let counts = words.last().is_some_and(|last| last.ends_with("tokens"))
        || words.iter().any(|word| COUNTS.contains(&word.as_str()));
    match (other, token) {
        (true, _) => Sensitivity::Secret,
        (false, true) if counts => Sensitivity::Counter,
        (false, true) => Sensitivity::Secret,
        (false, false) => Sensitivity::Open,
    }
}

/// What a dotted path says: the most sensitive of its segments.
pub fn path_sensitivity(path: &str) -> Sensitivity {
    path.split('.').map(sensitivity).max().unwrap_or(Sensitivity::Open)
}

/// Splits at separators and where a lower case letter is followed by an upper case one.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_is_lower = false;
    for letter in name.chars() {
        let starts = !letter.is_alphanumeric() || (letter.is_uppercase() && before_is_lower);
        if starts {
            words.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        before_is_lower = letter.is_lowercase() || letter.is_numeric();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The looks of secrets. The server's regular expressions know the same syntax, see [`LOOKS_FOR_SERVER`].
static LOOKS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(LOOKS_FOR_SERVER).ok());

/// The looks of secrets as one pattern that Rust and the server read alike.
pub const LOOKS_FOR_SERVER: &str = concat!(
    r"\$2[abxy]?\$[0-9]{2}\$[./A-Za-z0-9]{22}",
    r"|\$argon2(?:id|i|d)?\$",
    r"|\$(?:scrypt|s0|5|6|y|7|pbkdf2[-a-z0-9]*)\$",
    r"|pbkdf2(?:_sha[0-9]+|:sha[0-9]+)[$:]|\{S?SHA[0-9]*\}",
    r"|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*",
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----",
    r"|(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{8}|whsec_[A-Za-z0-9]{8}|SG\.[A-Za-z0-9_-]{16}",
    r"|avn_[0-9a-f]{32}_[0-9a-f]{16}",
    r"|AKIA[0-9A-Z]{16}|AIza[A-Za-z0-9_-]{30}|gh[pousr]_[A-Za-z0-9]{30}|xox[abpr]-[A-Za-z0-9-]{10}",
    r"|(?:token|code|secret|password|api_key|apikey|ticket|signature)=[A-Za-z0-9_.~%+/-]{16}",
    r"|://[^/?#@ :]{0,100}:[^/?#@ ]{1,200}@",
);

/// Whether a text looks like a secret or has one inside.
pub fn looks_secret(text: &str) -> bool {
    // Without the pattern (it is tested to compile) everything would be hidden rather than shown.
    LOOKS.as_ref().is_none_or(|looks| looks.is_match(text.as_bytes()))
}

/// Whether a value is hidden where the name says `named`. Objects and arrays under an open name are looked into instead.
pub fn is_hidden(named: Sensitivity, value: RawBsonRef<'_>) -> bool {
    use RawBsonRef as B;
    match (named, value) {
        (_, B::Null | B::Undefined | B::Boolean(_) | B::DateTime(_) | B::MinKey | B::MaxKey) => false,
        (Sensitivity::Secret, _) => true,
        (Sensitivity::Counter, B::Int32(_) | B::Int64(_) | B::Double(_) | B::Decimal128(_)) => false,
        (Sensitivity::Counter, _) => true,
        (Sensitivity::Open, B::String(text) | B::Symbol(text) | B::JavaScriptCode(text)) => {
            looks_secret(text)
        }
        (Sensitivity::Open, B::RegularExpression(regex)) => looks_secret(regex.pattern.as_str()),
        (Sensitivity::Open, B::JavaScriptCodeWithScope(code)) => {
            looks_secret(code.code) || holds_hidden(code.scope)
        }
        (Sensitivity::Open, B::Binary(binary)) => {
            LOOKS.as_ref().is_none_or(|looks| looks.is_match(binary.bytes))
        }
        (Sensitivity::Open, _) => false,
    }
}

/// Whether anything in the document, at any depth, is hidden.
pub fn holds_hidden(document: &RawDocument) -> bool {
    document.iter_elements().any(|element| {
        let Ok(element) = element else { return true };
        let Ok(value) = element.value() else { return true };
        let name = element.key().as_str();
        looks_secret(name) || is_hidden(sensitivity(name), value) || holds_hidden_inside(value)
    })
}

/// As [`holds_hidden`], for a value of an open name.
pub fn holds_hidden_inside(value: RawBsonRef<'_>) -> bool {
    match value {
        RawBsonRef::Document(document) => holds_hidden(document),
        RawBsonRef::Array(array) => array.into_iter().any(|item| {
            item.map_or(true, |item| is_hidden(Sensitivity::Open, item) || holds_hidden_inside(item))
        }),
        _ => false,
    }
}

/// What stands where a value is hidden: its type, and its length where it has one.
pub fn mask(value: RawBsonRef<'_>) -> Value {
    let length = match value {
        RawBsonRef::String(text) | RawBsonRef::Symbol(text) => Some(text.chars().count()),
        RawBsonRef::Binary(binary) => Some(binary.bytes.len()),
        RawBsonRef::Array(array) => Some(array.into_iter().count()),
        _ => None,
    };
    let kind = super::types::type_name(value.element_type());
    match length {
        Some(length) => json!({ "$masked": kind, "length": length }),
        None => json!({ "$masked": kind }),
    }
}

#[cfg(test)]
mod tests {
    use super::{LOOKS, Sensitivity, looks_secret, sensitivity};

    #[test]
    fn names_tell_whatever_their_case_and_separators() {
        let secret = [
            "password",
            "passwordHash",
            "PASSWORD_HASH",
            "hashed-password",
            "hashedPassword",
            "pwd",
            "token",
            "refreshToken",
            "session_token",
            "sessiontoken",
            "client_secret",
            "apiKey",
            "API-KEY",
            "otp",
            "otp_code",
            "recovery_codes",
            "recoveryCodes",
            "code_hash",
            "backup_codes",
            "jwt",
            "private_key",
            "salt",
            "cvv",
            "contraseña",
        ];
        for name in secret {
            assert_eq!(sensitivity(name), Sensitivity::Secret, "{name}");
        }
        for name in ["tokens", "max_tokens", "tokensUsed", "token_count", "totalTokens"] {
            assert_eq!(sensitivity(name), Sensitivity::Counter, "{name}");
        }
        let open = [
            "email",
            "code",
            "key",
            "status",
            "shipping_cost",
            "opinion",
            "spinning",
            "hash",
            "sha256",
            "image_key",
            "name",
            "",
            "_id",
            "compass",
            "passport_country",
        ];
        for name in open {
            assert_eq!(sensitivity(name), Sensitivity::Open, "{name}");
        }
    }

    #[test]
    fn values_tell_by_their_look() {
        assert!(LOOKS.is_some(), "the pattern compiles");
        let secret = [
            "$2b$12$KIXQ8c1mQnV0q3m0yQpGXuJ3d0zjv6c8s8m1k2w3e4r5t6y7u8i9O",
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
            "<a href=\"https://a.test/reset?token=3q2-7w_abcdefghijkl\">",
            "mongodb+srv://owner:hunter2@cluster.example.net/db",
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
            "sk_live_51H8abcdEFGH",
            "avn_01890a5dac96774bbcceb302099a8057_ba7816bf8f01cfea414140de5dae2223",
        ];
        for text in secret {
            assert!(looks_secret(text), "{text}");
        }
        for text in ["", "ana@example.com", "https://example.com/a:b/c@d", "$200", "eyJhbGc", "AVENUE10"] {
            assert!(!looks_secret(text), "{text}");
        }
    }
}
