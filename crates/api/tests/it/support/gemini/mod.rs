//! A stand-in of Google's Gemini API: takes `models.generateContent` as documented and refuses what the service refuses,
//! above all every name that its messages do not have.

mod form;

use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use serde_json::{Value, json};

/// The account's key.
pub const KEY: &str = "AIzaSy-a-key-of-the-tests";
/// The model that is there.
pub const MODEL: &str = "gemini-tests-1.0";
/// What the service takes at most in one request.
const LARGEST: usize = 20_000_000;

/// What is answered to the next request.
#[derive(Clone)]
pub enum Reply {
    /// The model answers with this text, and stops for this reason.
    Text(String, &'static str),
    /// A status, headers and a body.
    Raw(u16, Vec<(&'static str, &'static str)>, String),
    /// Nothing for so long, then an empty answer.
    Silence(Duration),
}

impl Reply {
    /// The form that is asked for.
    pub fn answer(network: &str, language: &str, figures: Value) -> Self {
        Self::Text(
            json!({ "network": network, "language": language, "figures": figures }).to_string(),
            "STOP",
        )
    }

    /// A refusal in the form of Google's APIs.
    pub fn error(status: u16, name: &str, message: &str, details: Value) -> Self {
        let error = json!({ "code": status, "message": message, "status": name, "details": details });
        Self::Raw(status, Vec::new(), json!({ "error": error }).to_string())
    }
}

#[derive(Default)]
struct Account {
    replies: Vec<Reply>,
    /// The pictures that came: what they are and their bytes.
    pictures: Vec<(String, Vec<u8>)>,
    /// What was asked, as it came.
    requests: Vec<Value>,
}

/// The stand-in, running.
pub struct Gemini {
    account: Arc<Mutex<Account>>,
    pub url: String,
    server: ServerHandle,
}

impl Gemini {
    /// Starts one that gives these replies, one after the other.
    pub fn start(replies: Vec<Reply>) -> Self {
        let account = Arc::new(Mutex::new(Account { replies, ..Account::default() }));
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::clone(&account);
        let server = HttpServer::new(move || {
            App::new()
                .app_data(Data::new(Arc::clone(&shared)))
                .app_data(web::PayloadConfig::new(2 * LARGEST))
                .default_service(web::to(take))
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
        let handle = server.handle();
        tokio::spawn(server);
        Self { account, url, server: handle }
    }

    /// What the configuration needs to use it.
    pub fn variables(&self) -> Vec<(&str, &str)> {
        vec![
            ("GEMINI_API_KEY", KEY),
            ("GEMINI_MODEL", MODEL),
            ("GEMINI_URL", &self.url),
            ("GEMINI_SECONDS", "2"),
        ]
    }

    /// The pictures that were taken.
    pub fn pictures(&self) -> Vec<(String, Vec<u8>)> {
        self.account.lock().unwrap().pictures.clone()
    }

    /// What was asked.
    pub fn requests(&self) -> Vec<Value> {
        self.account.lock().unwrap().requests.clone()
    }
}

impl Drop for Gemini {
    fn drop(&mut self) {
        drop(self.server.stop(false));
    }
}

fn refuse(status: u16, name: &str, message: impl Into<String>) -> HttpResponse {
    let message: String = message.into();
    HttpResponse::build(StatusCode::from_u16(status).unwrap())
        .json(json!({ "error": { "code": status, "message": message, "status": name } }))
}

async fn take(account: Data<Arc<Mutex<Account>>>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    if request.method() != "POST" {
        return refuse(404, "NOT_FOUND", "there is nothing for this method");
    }
    let Some(model) =
        request.path().strip_prefix("/v1beta/models/").and_then(|call| call.strip_suffix(":generateContent"))
    else {
        return refuse(404, "NOT_FOUND", format!("there is no {}", request.path()));
    };
    if !request.query_string().is_empty() {
        return refuse(400, "INVALID_ARGUMENT", "nothing belongs into the query here, least of all the key");
    }
    if header("x-goog-api-key").as_deref() != Some(KEY) {
        let details = json!([{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID",
            "domain": "googleapis.com", "metadata": { "service": "generativelanguage.googleapis.com" } }]);
        let error = json!({ "code": 400, "message": "API key not valid. Please pass a valid API key.",
            "status": "INVALID_ARGUMENT", "details": details });
        return HttpResponse::BadRequest().json(json!({ "error": error }));
    }
    if model != MODEL {
        return refuse(404, "NOT_FOUND", format!("models/{model} is not found for API version v1beta"));
    }
    if !header("content-type").is_some_and(|kind| kind.starts_with("application/json")) {
        return refuse(400, "INVALID_ARGUMENT", "the body must be JSON");
    }
    if body.len() > LARGEST {
        return refuse(400, "INVALID_ARGUMENT", "Request payload size exceeds the limit");
    }
    let asked: Value = serde_json::from_slice(&body).unwrap();
    let picture = match form::checked(&asked) {
        Ok(picture) => picture,
        Err(message) => return refuse(400, "INVALID_ARGUMENT", message),
    };
    let reply = {
        let mut account = account.lock().unwrap();
        account.pictures.push(picture);
        account.requests.push(asked);
        if account.replies.is_empty() {
            return refuse(500, "INTERNAL", "the test asks more often than it says");
        }
        account.replies.remove(0)
    };
    match reply {
        Reply::Text(text, reason) => HttpResponse::Ok().json(json!({
            "candidates": [{
                "content": { "parts": [{ "text": text }], "role": "model" },
                "finishReason": reason,
                "index": 0,
            }],
            "usageMetadata": { "promptTokenCount": 1200, "candidatesTokenCount": 90, "totalTokenCount": 1290 },
            "modelVersion": MODEL,
            "responseId": "a-response",
        })),
        Reply::Raw(status, headers, body) => {
            let mut response = HttpResponse::build(StatusCode::from_u16(status).unwrap());
            for header in headers {
                response.insert_header(header);
            }
            response.content_type("application/json").body(body)
        }
        Reply::Silence(long) => {
            tokio::time::sleep(long).await;
            HttpResponse::Ok().json(json!({}))
        }
    }
}
