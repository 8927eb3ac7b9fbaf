//! The other side: actix handlers that make the driver calls of ours, and nothing else.

use std::time::Duration;

use actix_web::web::{Data, Json, Path};
use actix_web::{App, HttpServer, get};
use api::infra::db::{DatabaseSettings, Db, EmbeddedSettings};
use bson::{DateTime, doc};
use futures::TryStreamExt;
use mongodb::{Collection, Database};
use serde::{Deserialize, Serialize};

/// The longest that a query may take: each of ours says so to the server.
const MAX_TIME: Duration = Duration::from_secs(10);

/// Who is asking, in every request: the two reads by which ours finds out whether the caller may still come in.
#[derive(Clone)]
struct Caller {
    session: String,
    user: String,
}

#[derive(Deserialize)]
struct Session {
    user_id: String,
}

#[derive(Serialize, Deserialize)]
struct User {
    #[serde(rename(deserialize = "_id"))]
    id: String,
    email: String,
    email_verified: bool,
    first_name: String,
    last_name: String,
    roles: Vec<String>,
    permissions: Vec<String>,
    status: String,
    locale: String,
    must_change_password: bool,
    created_at: At,
    updated_at: At,
    last_sign_in_at: Option<At>,
    revision: i64,
}

/// A time, stored as BSON and told as RFC 3339.
#[derive(Deserialize)]
struct At(DateTime);

impl Serialize for At {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.to_jiff())
    }
}

#[derive(Deserialize)]
struct Line {
    #[serde(rename = "_id")]
    id: String,
    email: String,
    first_name: String,
    last_name: String,
    roles: Vec<String>,
    status: String,
    created_at: At,
    last_sign_in_at: Option<At>,
}

#[derive(Serialize)]
struct Summary {
    id: String,
    email: String,
    name: String,
    roles: Vec<String>,
    status: String,
    created_at: At,
    last_sign_in_at: Option<At>,
}

#[derive(Serialize)]
struct Page {
    items: Vec<Summary>,
    next_cursor: Option<String>,
}

#[derive(Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
    uptime_seconds: u64,
}

/// Serves until it is ended.
pub fn serve(uri: &str, database: &str) {
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
    let settings = DatabaseSettings {
        uri: Some(uri.into()),
        database: Some(database.to_owned()),
        embedded: EmbeddedSettings::new("unused"),
    };
    actix_web::rt::System::new().block_on(async {
        // The same connection options as ours.
        let db = Db::connect(&settings).await.unwrap();
        let database = db.database().clone();
        let session =
            database.collection::<bson::Document>("sessions").find_one(doc! {}).await.unwrap().unwrap();
        let caller = Caller {
            session: session.get_str("_id").unwrap().to_owned(),
            user: session.get_str("user_id").unwrap().to_owned(),
        };
        let server = HttpServer::new(move || {
            App::new()
                .app_data(Data::new(database.clone()))
                .app_data(Data::new(caller.clone()))
                .service(health)
                .service(read_user)
                .service(list_users)
        });
        let server = server.bind(("127.0.0.1", 0)).unwrap();
        println!("answers on http://{}", server.addrs().first().unwrap());
        server.run().await.unwrap();
    });
}

fn users(database: &Database) -> Collection<User> {
    database.collection("users")
}

async fn authenticate(database: &Database, caller: &Caller) {
    let alive = doc! { "_id": &caller.session, "expires_at": { "$gt": DateTime::now() } };
    let (session, user) = futures::try_join!(
        async { database.collection::<Session>("sessions").find_one(alive).max_time(MAX_TIME).await },
        async { users(database).find_one(doc! { "_id": &caller.user }).max_time(MAX_TIME).await },
    )
    .unwrap();
    assert_eq!(session.unwrap().user_id, user.unwrap().id);
}

#[get("/health")]
async fn health() -> Json<Health> {
    Json(Health { status: "ok", version: "0.1.0", uptime_seconds: 1 })
}

#[get("/users/{id}")]
async fn read_user(database: Data<Database>, caller: Data<Caller>, id: Path<String>) -> Json<User> {
    authenticate(&database, &caller).await;
    Json(users(&database).find_one(doc! { "_id": id.as_str() }).max_time(MAX_TIME).await.unwrap().unwrap())
}

#[get("/users")]
async fn list_users(database: Data<Database>, caller: Data<Caller>) -> Json<Page> {
    authenticate(&database, &caller).await;
    let shown = doc! {
        "email": 1, "first_name": 1, "last_name": 1, "roles": 1, "status": 1, "created_at": 1, "last_sign_in_at": 1,
    };
    let lines = database.collection::<Line>("users");
    let found = lines.find(doc! {}).sort(doc! { "_id": -1 }).limit(21);
    let found = found.projection(shown).max_time(MAX_TIME).await.unwrap();
    let mut found: Vec<Line> = found.try_collect().await.unwrap();
    found.truncate(20);
    let next_cursor = found.last().map(|user| user.id.clone());
    let summary = |user: Line| Summary {
        name: format!("{} {}", user.first_name, user.last_name),
        id: user.id,
        email: user.email,
        roles: user.roles,
        status: user.status,
        created_at: user.created_at,
        last_sign_in_at: user.last_sign_in_at,
    };
    Json(Page { items: found.into_iter().map(summary).collect(), next_cursor })
}
