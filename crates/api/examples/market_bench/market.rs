//! `avenue serve` as anybody runs it, over the marketplace that is made up, with somebody of each kind signed in.

use std::io::Cursor;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx, open_workbook_from_rs};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::server::Server;

/// Where the marketplace is kept; each size has one of its own.
const DATABASE: &str = "bench_marketplace";

/// What is measured together.
pub struct Subject {
    /// As it is printed.
    pub name: &'static str,
    /// What is asked for in turn.
    pub requests: Vec<String>,
}

/// The marketplace under measurement.
pub struct Market {
    server: Server,
    http: reqwest::Client,
    runtime: Runtime,
    /// Access tokens of a brand's owner, a creator and an administrator.
    tokens: [String; 3],
    _data: tempfile::TempDir,
}

impl Market {
    /// Makes it up where it is not there, and serves it.
    pub fn open(size: u64) -> Self {
        drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
        let data = tempfile::tempdir().unwrap();
        let sign_ins = made_up(size, data.path());
        let log = std::fs::File::create(data.path().join("avenue.log")).unwrap();
        let mut avenue = avenue(size, data.path());
        avenue.args(["serve", "--no-jobs"]).stderr(Stdio::from(log));
        avenue.env("AVENUE_LISTEN", "127.0.0.1:0").env("AVENUE_ACCESS_MINUTES", "1440");
        // Each request is counted, none refused.
        for limit in ["AVENUE_LIMIT_USER", "AVENUE_LIMIT_ADDRESS", "AVENUE_LIMIT_NETWORK"] {
            avenue.env(limit, "1000000");
        }
        let server = Server::start(&mut avenue);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let tokens = [const { String::new() }; 3];
        let mut market = Self { server, http: reqwest::Client::new(), runtime, tokens, _data: data };
        for (who, (email, password)) in sign_ins.iter().enumerate() {
            let body = json!({ "email": email, "password": password });
            let entry = market.ask(Method::POST, "/api/identity/sign-in", None, Some(body));
            entry["access_token"]
                .as_str()
                .expect("signing in gives a token")
                .clone_into(&mut market.tokens[who]);
        }
        market
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        &self.server.address
    }

    /// The process's number.
    pub fn process(&self) -> u32 {
        self.server.process()
    }

    /// What is asked for.
    pub fn subjects(&self) -> Vec<Subject> {
        let brand = self.first(0, "/api/brands/mine")["brand_id"].as_str().unwrap().to_owned();
        let campaigns =
            self.ask(Method::GET, &format!("/api/campaigns/of-brand/{brand}?limit=50"), Some(0), None);
        let applied = |campaign: &Value| {
            let counts = campaign["applications"].as_object().unwrap();
            counts.values().map(|count| count.as_u64().unwrap()).sum::<u64>()
        };
        let busiest =
            campaigns["items"].as_array().unwrap().iter().max_by_key(|campaign| applied(campaign)).unwrap();
        let busiest = busiest["id"].as_str().unwrap();
        let board = format!("/api/campaigns/{busiest}/applications");
        let discovery = [
            "",
            "?search=caf%C3%A9",
            "?search=verano",
            "?search=nueva%20temporada",
            "?city=Asunci%C3%B3n",
            "?category=beauty",
            "?category=food&city=Luque",
            "?platform=tiktok",
            "?currency=PYG&min_fee=1000000",
            "?sort=deadline",
            "?currency=PYG&sort=fee",
            "?search=auriculares&sort=deadline",
            "?search=termo&currency=PYG&sort=fee",
            "?fits_me=true",
            "?fits_me=true&search=verano&sort=deadline",
        ];
        let creators = [
            "",
            "?search=mar%C3%ADa",
            "?search=cocino%20recetas",
            "?city=Encarnaci%C3%B3n",
            "?category=pets",
            "?platform=tiktok&min_followers=50000",
            "?level=pro",
            "?language=gn&availability=available",
        ];
        let managed_creators =
            ["", "?search=ben%C3%ADtez", "?search=mar", "?level=verified", "?status=hidden"];
        let brands = ["", "?search=caf", "?search=%C3%B1andut%C3%AD", "?search=yerba%20tajy"];
        let users = ["", "?search=ben%C3%ADtez", "?search=luc"];
        // The last two are misspelt.
        let words = ["?q=mar%C3%ADa", "?q=ben%C3%ADtez", "?q=terer%C3%A9", "?q=auricualres", "?q=benites"];
        let of_campaign = format!("?campaign={busiest}");
        vec![
            self.subject(1, "discovery page with filters", "/api/campaigns", &discovery),
            self.subject(
                0,
                "applicants' board",
                &board,
                &["", "?state=applied", "?state=confirmed", "?state=rejected&limit=50"],
            ),
            self.subject(0, "creators for brands", "/api/creators", &creators),
            self.subject(
                0,
                "a brand's campaigns",
                &format!("/api/campaigns/of-brand/{brand}"),
                &["", "?state=published"],
            ),
            self.subject(
                1,
                "a creator's applications",
                "/api/campaigns/applications/mine",
                &["", "?state=confirmed"],
            ),
            self.subject(1, "a creator's notices", "/api/notifications/notices", &["", "?unread=true"]),
            self.subject(2, "admin: creators", "/api/creators/managed", &managed_creators),
            self.subject(2, "admin: brands", "/api/brands", &brands),
            self.subject(2, "admin: accounts", "/api/identity/users", &users),
            self.subject(2, "admin: search", "/api/search", &words),
            self.subject(2, "admin: marketplace in figures", "/api/overview", &[""]),
            self.subject(
                0,
                "a brand's dashboard",
                &format!("/api/campaigns/metrics/of-brand/{brand}"),
                &["", &of_campaign],
            ),
            self.subject(1, "a creator's dashboard", "/api/campaigns/metrics/mine", &[""]),
        ]
    }

    /// Exports every campaign: how many rows another program finds, and how long the file took to come.
    pub fn sheet(&self) -> (usize, Duration) {
        let address = format!("http://{}/api/campaigns/reports/managed/campaigns", self.server.address);
        let began = Instant::now();
        let file = self.runtime.block_on(async {
            let request = self.http.get(address).bearer_auth(&self.tokens[2]);
            request.send().await.unwrap().error_for_status().unwrap().bytes().await.unwrap()
        });
        let took = began.elapsed();
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file)).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        (range.height() - 1, took)
    }

    /// The paths with each query, asked for by one of the three.
    fn subject(&self, who: usize, name: &'static str, path: &str, queries: &[&str]) -> Subject {
        let (host, token) = (&self.server.address, &self.tokens[who]);
        let request = |query: &&str| {
            format!("GET {path}{query} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\r\n")
        };
        Subject { name, requests: queries.iter().map(request).collect() }
    }

    fn first(&self, who: usize, path: &str) -> Value {
        let answer = self.ask(Method::GET, path, Some(who), None);
        let items = answer["items"].as_array().or_else(|| answer.as_array());
        items.and_then(|items| items.first().cloned()).unwrap_or_else(|| panic!("{path} lists nothing"))
    }

    fn ask(&self, method: Method, path: &str, who: Option<usize>, body: Option<Value>) -> Value {
        self.runtime.block_on(async {
            let mut request = self.http.request(method, format!("http://{}{path}", self.server.address));
            if let Some(who) = who {
                request = request.bearer_auth(&self.tokens[who]);
            }
            if let Some(body) = body {
                request = request.json(&body);
            }
            request.send().await.unwrap().error_for_status().unwrap().json().await.unwrap()
        })
    }
}

fn avenue(size: u64, data: &std::path::Path) -> Command {
    let uri = std::env::var("AVENUE_TEST_MONGODB_URI").expect("AVENUE_TEST_MONGODB_URI names a server");
    let program = std::env::var("AVENUE_PROGRAM").expect("AVENUE_PROGRAM names the optimised avenue");
    let mut avenue = Command::new(program);
    let database = format!("{DATABASE}_{size}");
    avenue.env("MONGODB_URI", uri).env("AVENUE_DATABASE", database).env("AVENUE_DATA", data);
    avenue.stdin(Stdio::null());
    avenue
}

/// Has the marketplace made up, once; gives addresses and passwords of the three.
fn made_up(size: u64, data: &std::path::Path) -> Vec<(String, String)> {
    println!("making up a marketplace of {size} times the demo, unless it is kept from before");
    let mut demo = avenue(size, data);
    let output = demo.args(["demo", "--size", &size.to_string()]).stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "`avenue demo` failed");
    let printed = String::from_utf8(output.stdout).unwrap();
    let (told, sign_ins) = printed.split_once("Sign in to look around").expect("it prints how to sign in");
    print!("{told}");
    let sign_ins = sign_ins.lines().skip(1).filter_map(|line| {
        let (_, both) = line.split_once(": ")?;
        let (email, password) = both.split_once(' ')?;
        Some((email.to_owned(), password.to_owned()))
    });
    let sign_ins: Vec<_> = sign_ins.collect();
    assert_eq!(sign_ins.len(), 3, "a brand's owner, a creator and an administrator");
    sign_ins
}
