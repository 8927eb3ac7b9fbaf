//! A Cloudinary account.

use secrecy::SecretString;

use super::reader::{Reader, Variable};

const URL: Variable = Variable {
    group: "cloudinary",
    name: "CLOUDINARY_URL",
    description: "The account, as Cloudinary's console shows it",
    expected: "cloudinary://<key>:<secret>@<cloud>",
};
const API: Variable = Variable {
    group: "cloudinary",
    name: "AVENUE_CLOUDINARY_API",
    description: "The address of Cloudinary's API; another one for the European or Asian data centre",
    expected: "an address such as https://api-eu.cloudinary.com",
};
const PREFIX: Variable = Variable {
    group: "cloudinary",
    name: "AVENUE_CLOUDINARY_PREFIX",
    description: "What the public id of everything there begins with",
    expected: "letters, digits, dashes and slashes such as avenue/production",
};
const PART_BYTES: Variable = Variable {
    group: "cloudinary",
    name: "AVENUE_CLOUDINARY_PART_BYTES",
    description: "How large the volumes are that a file is cut into; the smallest plans take no raw file above 10 MB",
    expected: "a number of bytes from 1024 to 99000000",
};

/// A Cloudinary account.
#[derive(Debug, Clone)]
pub struct Cloudinary {
    /// The cloud's name.
    pub cloud: String,
    /// The key's id.
    pub key: String,
    /// The key's secret.
    pub secret: SecretString,
    /// The address of the API, without a path.
    pub api: String,
    /// What every public id begins with.
    pub prefix: String,
    /// How large the volumes are that a file is cut into, in bytes.
    pub part_bytes: u64,
}

impl Cloudinary {
    /// The account, if one is named.
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut account = None;
        reader.secret(URL, |text| {
            account = parse(text);
            account.is_some().then_some(()).ok_or_else(|| "it is not of that form".to_owned())
        });
        let api = reader.value(API, "https://api.cloudinary.com".to_owned());
        let prefix = reader.value(PREFIX, "avenue".to_owned());
        let part_bytes = reader.value(PART_BYTES, 95_000_000_u64);
        if !(api.starts_with("https://") || api.starts_with("http://")) {
            reader.problem(API, format!("\"{api}\" is no address"));
        }
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/');
        if prefix.trim_matches('/').is_empty() || !prefix.bytes().all(plain) {
            reader.problem(PREFIX, format!("\"{prefix}\" is empty or holds something else"));
        }
        if !(1_024..=99_000_000).contains(&part_bytes) {
            reader.problem(PART_BYTES, format!("{part_bytes} is not in that range"));
        }
        let (key, secret, cloud) = account?;
        Some(Self { cloud, key, secret, api, prefix, part_bytes })
    }
}

fn parse(text: &str) -> Option<(String, SecretString, String)> {
    let (credentials, cloud) = text.strip_prefix("cloudinary://")?.rsplit_once('@')?;
    let (key, secret) = credentials.split_once(':')?;
    let word = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    let good = word(key) && word(cloud) && !secret.is_empty();
    good.then(|| (key.to_owned(), SecretString::from(secret.to_owned()), cloud.to_owned()))
}
