//! A stand-in of Cloudinary's upload and admin API for raw private files, true to its documentation: it refuses what the
//! service refuses (signatures, timestamps older than an hour, sizes, public ids) and pages its lists.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use actix_web::dev::ServerHandle;
use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use api::infra::clock::Clock;
use serde_json::json;

use super::sha256;

const CLOUD: &str = "demo";
const KEY: &str = "123456789";
const SECRET: &str = "s3cr3t-of-the-account";
/// What the service takes at most in one upload.
const LARGEST: usize = 100_000_000;

/// What the stand-in knows.
#[derive(Default)]
pub struct Account {
    /// The files by public id.
    pub files: BTreeMap<String, Vec<u8>>,
    /// How many more uploads succeed; all if none.
    pub uploads_left: Option<usize>,
    /// Whether it sends parts of files.
    pub ranges: bool,
    /// The largest upload so far, and how many there were.
    pub largest: usize,
    pub uploads: usize,
    clock: Option<Clock>,
}

/// The stand-in, running.
pub struct Cloudinary {
    pub account: Arc<Mutex<Account>>,
    url: String,
    api: String,
    server: ServerHandle,
}

impl Cloudinary {
    pub fn start() -> Self {
        let account = Arc::new(Mutex::new(Account { ranges: true, ..Account::default() }));
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let api = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::clone(&account);
        let server = HttpServer::new(move || {
            App::new()
                .app_data(Data::new(Arc::clone(&shared)))
                .app_data(web::PayloadConfig::new(2 * LARGEST))
                .route("/v1_1/demo/raw/upload", web::post().to(upload))
                .route("/v1_1/demo/raw/download", web::get().to(download))
                .route("/v1_1/demo/raw/destroy", web::post().to(destroy))
                .route("/v1_1/demo/resources/raw/private", web::get().to(list))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
        let handle = server.handle();
        tokio::spawn(server);
        Self { account, url: format!("cloudinary://{KEY}:{SECRET}@{CLOUD}"), api, server: handle }
    }

    /// What the configuration needs to use it, with small volumes.
    pub fn variables(&self) -> Vec<(&str, &str)> {
        vec![
            ("CLOUDINARY_URL", &self.url),
            ("AVENUE_CLOUDINARY_API", &self.api),
            ("AVENUE_CLOUDINARY_PART_BYTES", "100000"),
        ]
    }

    /// By whose time signatures expire.
    pub fn keep_time_with(&self, clock: &Clock) {
        self.account.lock().unwrap().clock = Some(clock.clone());
    }

    pub fn ids(&self) -> Vec<String> {
        self.account.lock().unwrap().files.keys().cloned().collect()
    }

    /// Turns one bit of a file over.
    pub fn damage(&self, id: &str) {
        let mut account = self.account.lock().unwrap();
        let file = account.files.get_mut(id).unwrap();
        let middle = file.len() / 2;
        file[middle] ^= 1;
    }
}

impl Drop for Cloudinary {
    fn drop(&mut self) {
        drop(self.server.stop(false));
    }
}

type Shared = Data<Arc<Mutex<Account>>>;

fn refuse(status: u16, message: impl Into<String>) -> HttpResponse {
    let message: String = message.into();
    HttpResponse::build(StatusCode::from_u16(status).unwrap())
        .json(json!({ "error": { "message": message } }))
}

impl Account {
    /// What the documentation asks of signed parameters.
    fn check(&self, parameters: &BTreeMap<String, String>) -> Result<(), HttpResponse> {
        let get = |name: &str| parameters.get(name).map(String::as_str).unwrap_or_default();
        if get("api_key") != KEY {
            return Err(refuse(401, "Invalid api_key"));
        }
        let now = self.clock.as_ref().expect("it keeps time with the application").now().as_second();
        let at: i64 = get("timestamp").parse().map_err(|_| refuse(400, "Invalid timestamp"))?;
        if (now - at).abs() > 3600 {
            return Err(refuse(400, format!("Stale request - reported time is {at} and the time is {now}")));
        }
        let signed: Vec<String> = parameters
            .iter()
            .filter(|(name, _)| {
                !matches!(name.as_str(), "file" | "cloud_name" | "resource_type" | "api_key" | "signature")
            })
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let signed = signed.join("&");
        if get("signature") != sha256(format!("{signed}{SECRET}").as_bytes()) {
            return Err(refuse(401, format!("Invalid Signature. String to sign - '{signed}'.")));
        }
        let id = get("public_id");
        let plain = !id.starts_with('/')
            && !id.ends_with('/')
            && !id.contains(['?', '&', '#', '\\', '%', '<', '>', '+']);
        if id.is_empty() || id.len() > 255 || !plain {
            return Err(refuse(400, format!("public_id ({id}) is invalid")));
        }
        if get("type") != "private" {
            return Err(refuse(400, "the platform keeps nothing that is public here"));
        }
        Ok(())
    }
}

async fn upload(account: Shared, request: HttpRequest, body: Bytes) -> HttpResponse {
    let declared: usize = request.headers().get("content-length").unwrap().to_str().unwrap().parse().unwrap();
    assert_eq!(declared, body.len());
    let kind = request.headers().get("content-type").unwrap().to_str().unwrap();
    let boundary = format!("--{}", kind.strip_prefix("multipart/form-data; boundary=").unwrap());
    let (mut parameters, mut file) = (BTreeMap::new(), None);
    for (head, content) in parts(&body, &boundary) {
        let name = head.split("name=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        if name == "file" {
            file = Some(content.to_vec());
        } else {
            parameters.insert(name, String::from_utf8(content.to_vec()).unwrap());
        }
    }
    let mut account = account.lock().unwrap();
    if let Err(refusal) = account.check(&parameters) {
        return refusal;
    }
    match account.uploads_left.as_mut() {
        Some(0) => return refuse(503, "Service unavailable"),
        Some(left) => *left -= 1,
        None => {}
    }
    let Some(file) = file else { return refuse(400, "Missing required parameter - file") };
    if file.len() >= LARGEST {
        return refuse(400, "File size too large");
    }
    account.uploads += 1;
    account.largest = account.largest.max(file.len());
    let id = parameters["public_id"].clone();
    let existing =
        account.files.contains_key(&id) && parameters.get("overwrite").is_some_and(|o| o == "false");
    if !existing {
        account.files.insert(id.clone(), file);
    }
    let mut answer = json!({ "public_id": id, "bytes": account.files[&id].len(), "resource_type": "raw", "type": "private" });
    if existing {
        answer["existing"] = json!(true);
    }
    HttpResponse::Ok().json(answer)
}

/// The head and the content of each part of a multipart body.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<(String, &'a [u8])> {
    let find = |from: usize, what: &[u8]| {
        body[from..].windows(what.len()).position(|window| window == what).map(|at| at + from)
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = find(at, boundary.as_bytes()) {
        let start = start + boundary.len();
        if body[start..].starts_with(b"--") {
            break;
        }
        let head_end = find(start, b"\r\n\r\n").unwrap();
        let end = find(head_end + 4, format!("\r\n{boundary}").as_bytes()).unwrap();
        let head = String::from_utf8(body[start + 2..head_end].to_vec()).unwrap();
        found.push((head, &body[head_end + 4..end]));
        at = end + 2;
    }
    found
}

fn query(text: &[u8]) -> BTreeMap<String, String> {
    form_urlencoded::parse(text).into_owned().collect()
}

async fn download(account: Shared, request: HttpRequest) -> HttpResponse {
    let parameters = query(request.query_string().as_bytes());
    let account = account.lock().unwrap();
    if let Err(refusal) = account.check(&parameters) {
        return refusal;
    }
    let Some(file) = account.files.get(&parameters["public_id"]) else {
        return refuse(404, "Resource not found");
    };
    let range = request.headers().get("range").filter(|_| account.ranges);
    match range.and_then(|range| range.to_str().unwrap().strip_prefix("bytes=")?.split_once('-')) {
        Some((from, last)) => {
            let (from, last): (usize, usize) = (from.parse().unwrap(), last.parse().unwrap());
            HttpResponse::PartialContent().body(file[from..=last.min(file.len() - 1)].to_vec())
        }
        None => HttpResponse::Ok().body(file.clone()),
    }
}

async fn destroy(account: Shared, body: Bytes) -> HttpResponse {
    let parameters = query(&body);
    let mut account = account.lock().unwrap();
    if let Err(refusal) = account.check(&parameters) {
        return refusal;
    }
    let result = if account.files.remove(&parameters["public_id"]).is_some() { "ok" } else { "not found" };
    HttpResponse::Ok().json(json!({ "result": result }))
}

async fn list(account: Shared, request: HttpRequest) -> HttpResponse {
    use base64::Engine;
    let credentials = base64::engine::general_purpose::STANDARD.encode(format!("{KEY}:{SECRET}"));
    let authorization = request.headers().get("authorization").map(|value| value.to_str().unwrap());
    if authorization != Some(&format!("Basic {credentials}")) {
        return refuse(401, "unknown api_key");
    }
    let parameters = query(request.query_string().as_bytes());
    let account = account.lock().unwrap();
    let all = account.files.keys().filter(|id| id.starts_with(&parameters["prefix"]));
    let after = parameters.get("next_cursor").cloned().unwrap_or_default();
    // Smaller pages than are asked for, which the service may give too.
    let mut page: Vec<&String> = all.filter(|id| **id > after).take(4).collect();
    let next = (page.len() == 4).then(|| page.remove(3)).map(|_| page[2].clone());
    let resources: Vec<_> = page
        .iter()
        .map(|id| json!({ "public_id": id, "bytes": account.files[*id].len(), "created_at": "2040-03-01T00:00:00Z" }))
        .collect();
    let mut answer = json!({ "resources": resources });
    if let Some(next) = next {
        answer["next_cursor"] = json!(next);
    }
    HttpResponse::Ok().json(answer)
}
