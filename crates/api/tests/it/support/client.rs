//! A client with cookies, an access token and a network address of its own.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::{HeaderMap, SET_COOKIE};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::examples::Call;

/// Somebody who speaks to the application.
pub struct Client {
    url: String,
    http: reqwest::Client,
    ip: String,
    token: Mutex<Option<String>>,
    /// Name → value and path.
    cookies: Mutex<BTreeMap<String, (String, String)>>,
}

impl Client {
    /// A client of the application at `url` that comes from `ip`.
    pub fn new(url: String, ip: String) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            // Well before the server closes what nobody uses: a request must not meet that.
            .pool_idle_timeout(Duration::from_secs(2))
            .build()
            .unwrap();
        Self { url, http, ip, token: Mutex::default(), cookies: Mutex::default() }
    }

    /// The same client from another address.
    pub fn at_ip(mut self, ip: &str) -> Self {
        self.ip = ip.to_owned();
        self
    }

    /// The address that it comes from.
    pub fn ip(&self) -> &str {
        &self.ip
    }

    /// The access token, if signed in.
    pub fn token(&self) -> Option<String> {
        self.token.lock().unwrap().clone()
    }

    /// Uses another access token from now on; `None` uses none.
    pub fn set_token(&self, token: Option<&str>) {
        *self.token.lock().unwrap() = token.map(str::to_owned);
    }

    /// The value of a cookie that the application set.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).map(|(value, _)| value.clone())
    }

    /// Sets a cookie (for every path), or takes it away.
    pub fn set_cookie(&self, name: &str, value: Option<&str>) {
        let mut cookies = self.cookies.lock().unwrap();
        match value {
            Some(value) => cookies.insert(name.to_owned(), (value.to_owned(), "/".to_owned())),
            None => cookies.remove(name),
        };
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.request(Method::GET, path).send().await
    }

    /// `POST` with a JSON body.
    pub async fn post(&self, path: &str, body: impl Serialize) -> Answer {
        self.request(Method::POST, path).json(body).send().await
    }

    /// `POST` without a body.
    pub async fn post_empty(&self, path: &str) -> Answer {
        self.request(Method::POST, path).send().await
    }

    /// `PATCH` with a JSON body.
    pub async fn patch(&self, path: &str, body: impl Serialize) -> Answer {
        self.request(Method::PATCH, path).json(body).send().await
    }

    /// `PUT` with a JSON body.
    pub async fn put(&self, path: &str, body: impl Serialize) -> Answer {
        self.request(Method::PUT, path).json(body).send().await
    }

    /// `DELETE`.
    pub async fn delete(&self, path: &str) -> Answer {
        self.request(Method::DELETE, path).send().await
    }

    /// Any request; `path` begins with a slash and may have a query.
    pub fn request(&self, method: Method, path: &str) -> Request<'_> {
        let mut builder = self.http.request(method, format!("{}{path}", self.url));
        builder = builder.header("x-forwarded-for", &self.ip);
        if let Some(token) = self.token() {
            builder = builder.bearer_auth(token);
        }
        let cookies = self.cookies.lock().unwrap();
        let sent: Vec<_> = cookies
            .iter()
            .filter(|(_, (_, scope))| path.starts_with(scope.as_str()))
            .map(|(name, (value, _))| format!("{name}={value}"))
            .collect();
        if !sent.is_empty() {
            builder = builder.header("cookie", sent.join("; "));
        }
        Request { client: self, builder }
    }

    /// Keeps the cookies of an answer, and the access token if there is one.
    fn remember(&self, answer: &Answer) {
        for line in answer.headers.get_all(SET_COOKIE) {
            let cookie = actix_web::cookie::Cookie::parse(line.to_str().unwrap()).unwrap();
            let mut cookies = self.cookies.lock().unwrap();
            if cookie.max_age().is_some_and(|age| age.is_zero()) {
                cookies.remove(cookie.name());
            } else {
                let path = cookie.path().unwrap_or("/").to_owned();
                cookies.insert(cookie.name().to_owned(), (cookie.value().to_owned(), path));
            }
        }
        if answer.status < 300
            && let Ok(Value::Object(body)) = serde_json::from_slice(&answer.body)
            && let Some(Value::String(token)) = body.get("access_token")
        {
            self.set_token(Some(token));
        }
    }
}

/// A request that is being put together.
pub struct Request<'a> {
    client: &'a Client,
    builder: reqwest::RequestBuilder,
}

impl Request<'_> {
    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.builder = self.builder.header(name, value);
        self
    }

    /// Sets a JSON body.
    pub fn json(mut self, body: impl Serialize) -> Self {
        self.builder = self.builder.json(&body);
        self
    }

    /// Sets a body of any kind.
    pub fn body(mut self, body: impl Into<reqwest::Body>) -> Self {
        self.builder = self.builder.body(body);
        self
    }

    /// Sends it and gives the answer whose body is still to come.
    pub async fn open(self) -> reqwest::Response {
        self.builder.send().await.unwrap()
    }

    /// Sends it and reads the whole answer.
    pub async fn send(self) -> Answer {
        let request = self.builder.build().unwrap();
        let call = Call::of(&request);
        let response = self.client.http.execute(request).await.unwrap();
        let answer = Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.bytes().await.unwrap().to_vec(),
        };
        self.client.remember(&answer);
        if let Some(call) = call {
            call.answered(&answer);
        }
        answer
    }
}

/// What the application answered.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status, String::from_utf8_lossy(&self.body))
    }
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The body as a type.
    pub fn to<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The code of a problem document; empty if it is none.
    pub fn code(&self) -> String {
        let problem: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        problem["code"].as_str().unwrap_or_default().to_owned()
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Checks that it is this problem, with its status.
    #[track_caller]
    pub fn assert_problem(&self, code: shared::error::ErrorCode) {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        assert_eq!((self.status, self.code().as_str()), (code.status(), code.as_str()), "{self:?}");
    }
}
