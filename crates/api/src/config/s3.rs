//! An S3-compatible store.

use secrecy::SecretString;

use super::reader::{Reader, Variable};

const ENDPOINT: Variable = Variable {
    group: "s3",
    name: "AVENUE_S3_ENDPOINT",
    description: "The address of the S3-compatible store, asked by path style; Amazon's own of the region if not set",
    expected: "an address such as https://s3.sa-east-1.amazonaws.com",
};
const REGION: Variable = Variable {
    group: "s3",
    name: "AVENUE_S3_REGION",
    description: "The region that requests are signed for",
    expected: "a region such as sa-east-1; us-east-1 where there are none",
};
const BUCKET: Variable = Variable {
    group: "s3",
    name: "AVENUE_S3_BUCKET",
    description: "The bucket; give it a rule that removes incomplete uploads",
    expected: "the name of a bucket; needed with the keys",
};
const ACCESS_KEY: Variable = Variable {
    group: "s3",
    name: "AVENUE_S3_ACCESS_KEY",
    description: "The id of the key that may read, write, list and delete there",
    expected: "a key id; needed with AVENUE_S3_BUCKET",
};
const SECRET_KEY: Variable = Variable {
    group: "s3",
    name: "AVENUE_S3_SECRET_KEY",
    description: "The secret of that key",
    expected: "a secret key; needed with AVENUE_S3_BUCKET",
};
const PREFIX: Variable = Variable {
    group: "s3",
    name: "AVENUE_S3_PREFIX",
    description: "What the name of everything in the bucket begins with",
    expected: "letters, digits, dashes and slashes such as avenue/production",
};
const PART_BYTES: Variable = Variable {
    group: "s3",
    name: "AVENUE_S3_PART_BYTES",
    description: "How large the parts of an upload are; each is held in memory. Amazon takes none below 5 MiB",
    expected: "a number of bytes from 65536 to 1073741824",
};

/// An S3-compatible store.
#[derive(Debug, Clone)]
pub struct S3 {
    /// Its address.
    pub endpoint: String,
    /// The region that requests are signed for.
    pub region: String,
    /// The bucket.
    pub bucket: String,
    /// The key's id.
    pub access_key: SecretString,
    /// The key's secret.
    pub secret_key: SecretString,
    /// What the name of everything there begins with; may be empty.
    pub prefix: String,
    /// How large the parts of an upload are, in bytes.
    pub part_bytes: usize,
}

impl S3 {
    /// The store, if a bucket is named.
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let endpoint = reader.optional::<String>(ENDPOINT);
        let region = reader.value(REGION, "us-east-1".to_owned());
        let bucket = reader.optional::<String>(BUCKET);
        let access_key = reader.secret(ACCESS_KEY, |_| Ok(()));
        let secret_key = reader.secret(SECRET_KEY, |_| Ok(()));
        let prefix = reader.value(PREFIX, "avenue".to_owned());
        let part_bytes = reader.value(PART_BYTES, 16 * 1024 * 1024);
        if let Some(endpoint) = &endpoint
            && !(endpoint.starts_with("https://") || endpoint.starts_with("http://"))
        {
            reader.problem(ENDPOINT, format!("\"{endpoint}\" is no address"));
        }
        if !prefix.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/')) {
            reader.problem(PREFIX, format!("\"{prefix}\" holds something else"));
        }
        if !(65_536..=1_073_741_824).contains(&part_bytes) {
            reader.problem(PART_BYTES, format!("{part_bytes} is not in that range"));
        }
        let any = endpoint.is_some() || bucket.is_some() || access_key.is_some() || secret_key.is_some();
        let missing = [
            (BUCKET, bucket.is_none()),
            (ACCESS_KEY, access_key.is_none()),
            (SECRET_KEY, secret_key.is_none()),
        ];
        for (variable, _) in missing.into_iter().filter(|(_, missing)| any && *missing) {
            reader.problem(variable, "it is not set");
        }
        Some(Self {
            endpoint: endpoint.unwrap_or_else(|| format!("https://s3.{region}.amazonaws.com")),
            region,
            bucket: bucket?,
            access_key: access_key?,
            secret_key: secret_key?,
            prefix,
            part_bytes,
        })
    }
}
