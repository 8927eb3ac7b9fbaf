//! `avenue serve` as anybody runs it, with a thousand accounts and an administrator who is signed in.

use std::process::{Command, Stdio};

use bson::{Document, doc, oid::ObjectId};
use mongodb::Client;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::load::Target;
use crate::server::Server;

const ACCOUNTS: u32 = 1000;
const ADMIN: &str = "admin@avenue.example";
const PASSWORD: &str = "Yerba-Mate-con-7-hielos";

/// The platform under measurement.
pub struct Platform {
    server: Server,
    database: String,
    token: String,
    account: String,
    client: Client,
    http: reqwest::Client,
    runtime: Runtime,
    _data: tempfile::TempDir,
}

impl Platform {
    /// Starts it on a database of its own.
    pub fn start(uri: &str) -> Self {
        drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
        let program = std::env::var("AVENUE_PROGRAM").expect("AVENUE_PROGRAM names the optimised avenue");
        let database = format!("bench_{}", ObjectId::new().to_hex());
        let data = tempfile::tempdir().unwrap();
        let log = std::fs::File::create(data.path().join("avenue.log")).unwrap();
        let mut avenue = Command::new(program);
        avenue.arg("serve").stderr(Stdio::from(log));
        avenue.env("MONGODB_URI", uri).env("AVENUE_DATABASE", &database).env("AVENUE_DATA", data.path());
        avenue.env("AVENUE_LISTEN", "127.0.0.1:0").env("AVENUE_ADMIN_EMAIL", ADMIN);
        // A whole run is one session.
        avenue.env("AVENUE_ACCESS_MINUTES", "1440");
        // As many requests as there can be come from one account: each is counted, none refused.
        for limit in ["AVENUE_LIMIT_USER", "AVENUE_LIMIT_ADDRESS", "AVENUE_LIMIT_NETWORK"] {
            avenue.env(limit, "1000000");
        }
        let server = Server::start(&mut avenue);
        // A thread of its own keeps the client's connections alive meanwhile.
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let client = runtime.block_on(Client::with_uri_str(uri)).unwrap();
        let mut platform = Self {
            server,
            database,
            token: String::new(),
            account: String::new(),
            client,
            http: reqwest::Client::new(),
            runtime,
            _data: data,
        };
        platform.sign_in();
        platform.fill();
        platform
    }

    /// The name of its database.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// The administrator's access token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The id of an account.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        &self.server.address
    }

    /// The process's number.
    pub fn process(&self) -> u32 {
        self.server.process()
    }

    /// The ids in what a target answers.
    pub fn ids(&self, target: &Target) -> Vec<String> {
        let answer = self.ask(Method::GET, &format!("http://{}{}", target.address, target.path), None);
        let items = answer["items"].as_array().cloned().unwrap_or_else(|| vec![answer]);
        items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    }

    fn ask(&self, method: Method, url: &str, body: Option<Value>) -> Value {
        self.runtime.block_on(async {
            let mut request = self.http.request(method, url).bearer_auth(&self.token);
            if let Some(body) = body {
                request = request.json(&body);
            }
            let answer = request.send().await.unwrap().error_for_status().unwrap();
            let text = answer.text().await.unwrap();
            serde_json::from_str(&text).unwrap_or_default()
        })
    }

    /// Changes the one-time password, and signs in for the whole run.
    fn sign_in(&mut self) {
        let printed = self.server.printed.join("\n");
        let (_, one_time) = printed.split_once("One-time password").expect("it prints the one-time password");
        let one_time = one_time.lines().next().unwrap().split_whitespace().last().unwrap().to_owned();
        let identity = format!("http://{}/api/identity", self.server.address);
        let body = json!({ "email": ADMIN, "password": one_time });
        let entry = self.ask(Method::POST, &format!("{identity}/sign-in"), Some(body));
        self.token = entry["access_token"].as_str().unwrap().to_owned();
        let change = json!({ "current_password": one_time, "new_password": PASSWORD });
        self.ask(Method::POST, &format!("{identity}/password/change"), Some(change));
    }

    /// Copies of the administrator's account, as customers.
    fn fill(&mut self) {
        let users = self.client.database(&self.database).collection::<Document>("users");
        self.account = self.runtime.block_on(async {
            let mut person = users.find_one(doc! { "email": ADMIN }).await.unwrap().unwrap();
            person.insert("roles", ["customer"].as_slice());
            person.insert("permissions", Vec::<String>::new());
            let people = (0..ACCOUNTS).map(|number| {
                let mut person = person.clone();
                person.insert("_id", format!("01990a5d-ac96-774b-bcce-{number:012x}"));
                person.insert("email", format!("person{number}@example.org"));
                person.insert("first_name", format!("Persona {number}"));
                person.insert("last_name", "Benítez");
                person
            });
            users.insert_many(people).await.unwrap();
            format!("01990a5d-ac96-774b-bcce-{:012x}", ACCOUNTS / 2)
        });
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        let database = self.client.database(&self.database);
        self.runtime.block_on(async { database.drop().await }).unwrap();
    }
}
