//! A real S3-compatible server for the tests: moto, from `e2e/requirements.txt`, one per test process.
//!
//! It speaks the protocol whole (parts, ranges, conditional writes, metadata), but does not check who asks.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use api::infra::ids::new_id;
use tokio::sync::OnceCell;

/// Ends with its standard input, and so with the process that started it.
const SERVER: &str = "
import sys
import moto.s3.models
moto.s3.models.S3_UPLOAD_PART_MIN_SIZE = 65536
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address='127.0.0.1', port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
server.stop()
";

/// Whoever gives no name at all is refused what is not public.
const SOMEBODY: &str =
    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";

/// A bucket of its own for a test.
pub struct Bucket {
    /// The server's address.
    pub endpoint: String,
    /// Its name.
    pub name: String,
    http: reqwest::Client,
}

impl Bucket {
    /// Makes an empty one.
    pub async fn new() -> Self {
        static PORT: OnceCell<u16> = OnceCell::const_new();
        let port = PORT.get_or_init(|| async { start() }).await;
        let bucket = Self {
            endpoint: format!("http://127.0.0.1:{port}"),
            name: format!("test-{}", new_id().simple()),
            http: reqwest::Client::new(),
        };
        let made = bucket.http.put(bucket.address("")).send().await.unwrap();
        assert!(made.status().is_success(), "{made:?}");
        bucket
    }

    /// What the configuration needs to use it.
    pub fn variables(&self) -> Vec<(&str, &str)> {
        vec![
            ("AVENUE_S3_ENDPOINT", &self.endpoint),
            ("AVENUE_S3_BUCKET", &self.name),
            ("AVENUE_S3_ACCESS_KEY", "test"),
            ("AVENUE_S3_SECRET_KEY", "test"),
            ("AVENUE_S3_PREFIX", "pre/fix"),
            ("AVENUE_S3_PART_BYTES", "65536"),
        ]
    }

    fn address(&self, key: &str) -> String {
        format!("{}/{}/{key}", self.endpoint, self.name)
    }

    /// The names of all objects.
    pub async fn keys(&self) -> Vec<String> {
        let listed = self.http.get(self.address("?list-type=2")).send().await.unwrap().text().await.unwrap();
        listed.split("<Key>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
    }

    /// How many uploads were begun and neither completed nor thrown away.
    pub async fn open_uploads(&self) -> usize {
        let listed = self.http.get(self.address("?uploads")).send().await.unwrap().text().await.unwrap();
        listed.matches("<UploadId>").count()
    }

    /// Of how many parts an object was put together, by its tag.
    pub async fn parts(&self, key: &str) -> usize {
        let head = self.http.head(self.address(key)).send().await.unwrap();
        let tag = head.headers()["etag"].to_str().unwrap().trim_matches('"').to_owned();
        tag.split_once('-').map_or(1, |(_, parts)| parts.parse().unwrap())
    }

    /// Turns one bit of an object over and leaves everything else of it as it is.
    pub async fn damage(&self, key: &str) {
        let got = self.http.get(self.address(key)).header("authorization", SOMEBODY).send().await.unwrap();
        let digest = got.headers()["x-amz-meta-sha256"].clone();
        let mut bytes = got.bytes().await.unwrap().to_vec();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        let put = self
            .http
            .put(self.address(key))
            .header("authorization", SOMEBODY)
            .header("x-amz-meta-sha256", digest)
            .body(bytes);
        assert!(put.send().await.unwrap().status().is_success());
    }
}

fn start() -> u16 {
    let python = std::env::var("AVENUE_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut server = Command::new(python)
        .args(["-c", SERVER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("python3 runs; AVENUE_TEST_PYTHON may name another one");
    let mut port = String::new();
    BufReader::new(server.stdout.as_mut().unwrap()).read_line(&mut port).unwrap();
    // Whoever holds its standard input keeps it alive; nobody waits for it.
    std::mem::forget(server);
    port.trim().parse().expect("moto starts; is e2e/requirements.txt installed?")
}
