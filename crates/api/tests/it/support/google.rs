//! A real OpenID Connect server in Google's place (`e2e/support/google.mjs`), and a browser's way there and back.

use std::process::Stdio;

use reqwest::Url;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::{Answer, Client};

/// Who we are to it.
pub const CLIENT_ID: &str = "avenue-tests.apps.example";
/// What proves that.
pub const CLIENT_SECRET: &str = "a-secret-of-the-client";
/// Where it sends people back to.
pub const CALLBACK: &str = "/api/identity/google/callback";

/// The server. It ends with the test.
pub struct Google {
    /// Its name.
    pub issuer: String,
    /// Where its keys are, besides: as Firebase publishes its own.
    pub keys: String,
    control: String,
    http: reqwest::Client,
    _child: Child,
}

impl Google {
    /// Starts one.
    pub async fn start() -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../e2e/support/google.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("node runs");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let told = lines.next_line().await.unwrap().expect("npm ci was run in e2e/");
        let told: Value = serde_json::from_str(&told).unwrap();
        let text = |name: &str| told[name].as_str().unwrap().to_owned();
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { issuer: text("issuer"), keys: text("keys"), control: text("control"), http, _child: child }
    }

    /// What configures it in Google's place.
    pub fn settings(&self) -> Vec<(&str, &str)> {
        vec![
            ("GOOGLE_CLIENT_ID", CLIENT_ID),
            ("GOOGLE_CLIENT_SECRET", CLIENT_SECRET),
            ("GOOGLE_ISSUER", &self.issuer),
        ]
    }

    async fn tell(&self, what: &str, body: Value) -> Value {
        let answer = self.http.post(format!("{}/{what}", self.control)).json(&body).send().await.unwrap();
        answer.json().await.unwrap()
    }

    /// Has it misbehave from now on; see the script.
    pub async fn twist(&self, twist: Value) {
        self.tell("twist", twist).await;
    }

    /// Has somebody else sign in from now on.
    pub async fn person(&self, subject: &str, email: &str) {
        self.twist(json!({ "claims": { "sub": subject, "email": email } })).await;
    }

    /// An ID token with these claims.
    pub async fn token(&self, claims: Value, how: Value) -> String {
        let told = self.tell("token", json!({ "claims": claims, "how": how })).await;
        told["token"].as_str().unwrap().to_owned()
    }

    /// What its keys say of their freshness from now on.
    pub async fn keys_are_fresh(&self, cache_control: &str) {
        self.tell("lifetime", json!({ "value": cache_control })).await;
    }

    /// How often its keys were asked for.
    pub async fn keys_asked(&self) -> i64 {
        self.tell("asked", json!({})).await["asked"].as_i64().unwrap()
    }

    /// Has a browser follow the address that it was sent to; gives where the provider sends it back to.
    pub async fn visit(&self, address: &str) -> Url {
        let answer = self.http.get(address).send().await.unwrap();
        assert_eq!(answer.status(), 302, "{address}");
        Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap()
    }

    /// Begins to sign in; gives where the provider sends the browser back to.
    pub async fn outward(&self, client: &Client) -> Url {
        let answer = client.get("/api/identity/google/start").await;
        assert_eq!(answer.status, 303, "{answer:?}");
        self.visit(answer.header("location").unwrap()).await
    }

    /// Signs somebody in from the beginning to the end.
    pub async fn sign_in(&self, client: &Client) -> Answer {
        let back = self.outward(client).await;
        arrive(client, &back).await
    }
}

/// Has a browser come back.
pub async fn arrive(client: &Client, back: &Url) -> Answer {
    client.get(&format!("{}?{}", back.path(), back.query().unwrap_or_default())).await
}

/// Where an answer sends the browser, below the public address.
pub fn sent_to(answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{answer:?}");
    let address = Url::parse(answer.header("location").unwrap()).unwrap();
    let query = address.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{query}", address.path())
}

/// Uses the way in that a browser has after a redirect into the app: it renews its access.
pub async fn renew(client: &Client) -> Answer {
    client.post_empty("/api/identity/refresh").await
}
