//! Two sides, and whoever else calls.

use std::collections::{BTreeMap, HashMap};

use bson::{DateTime, Document, doc};
use futures::TryStreamExt;
use serde_json::json;
use shared::id::NoticeId;
use shared::identity::Permission;

use super::parties::{Who, Whose};
use super::side::{Side, id_in, side};
use crate::campaigns::market::{Market, NOWHERE, brand, user_id};
use crate::support::operations::Operation;
use crate::support::{Client, PASSWORD, TestApp};

/// Everybody, and what they have.
pub struct World {
    app: TestApp,
    admin: Client,
    staff: Client,
    viewer: Client,
    nobody: Client,
    sides: [Side; 2],
    /// What is of one person alone.
    personal: HashMap<(Who, &'static str), String>,
}

/// What was in the collections.
pub struct Kept {
    digests: BTreeMap<String, String>,
    documents: HashMap<String, Vec<Document>>,
}

impl World {
    /// Makes all of it.
    pub async fn new() -> Self {
        let market = Market::new().await;
        let viewer = market.colleague("viewer").await;
        let member = market.colleague("member").await;
        let (app, first) = side(market, "ana", "I", member).await;
        let owner = app.user("other@brand.example").await;
        let id = brand(&owner, "Café Mburucuyá").await;
        let market = Market { app, owner, brand: id };
        market.grant(100).await;
        let member = market.colleague("admin").await;
        let (app, second) = side(market, "clara", "J", member).await;
        let (admin, staff) = (app.admin().await, app.staff(&[Permission::ManageMarketplace]).await);
        let nobody = app.anonymous();
        let mut world =
            Self { app, admin, staff, viewer, nobody, sides: [first, second], personal: HashMap::new() };
        world.report().await;
        world.write().await;
        for who in Who::ALL.into_iter().filter(|who| *who != Who::Nobody) {
            world.give(who).await;
        }
        world
    }

    /// Each creator reports the brand of the other side.
    async fn report(&mut self) {
        for (place, other) in [(0, 1), (1, 0)] {
            let target = json!({ "kind": "brand", "id": self.sides[other].ids["brands"] });
            let body = json!({ "target": target, "reason": "harassment", "words": "Me insulta." });
            let answer = self.sides[place].creator.post("/api/abuse/reports", body).await;
            assert_eq!(answer.status, 201, "{answer:?}");
        }
        let cases = self.admin.get("/api/abuse/cases").await.json();
        for place in 0..2 {
            self.sides[place].ids.insert("cases", id_in(&cases["items"][place]));
        }
        let mails = self.admin.get("/api/notifications/emails").await.json();
        for place in 0..2 {
            self.sides[place].ids.insert("emails", id_in(&mails["items"][place]));
        }
    }

    /// Two people write to whoever runs the platform.
    async fn write(&mut self) {
        for place in 0..2 {
            let message = json!({
                "kind": "other", "name": "Lurdes", "email": "lurdes@marca.example", "subject": "Precios",
                "words": "¿Cuánto cuesta una campaña?", "seconds": 40,
            });
            let answer = self.nobody.post("/api/contact", message).await;
            assert_eq!(answer.status, 201, "{answer:?}");
            let messages = self.admin.get("/api/contact/messages").await.json();
            self.sides[place].ids.insert("messages", id_in(&messages["items"][0]));
        }
    }

    /// A report that somebody asked for, of what they may see, ready to be downloaded.
    async fn print(&self, who: Who) -> String {
        let ids = &self.sides[who.side()].ids;
        let about = match who {
            _ if who.is_creator() => "mine".to_owned(),
            _ if who.works_in_brand() => format!("of-campaign/{}", ids["campaigns"]),
            _ => format!("managed/campaigns/{}", ids["campaigns"]),
        };
        let address = format!("/api/campaigns/reports/{about}");
        let asked = self.client(who).post(&address, json!({ "locale": "es" })).await;
        assert_eq!(asked.status, 202, "{asked:?}");
        // As when its job has ended.
        let id = id_in(&asked.json());
        let until =
            DateTime::from_millis(DateTime::now().timestamp_millis() + 1_000 * 60 * 60 * 24 * 365 * 50);
        let ready = doc! { "$set": { "state": "ready", "bytes": 1_000_i64, "expires_at": until, "forget_at": until } };
        let reports = self.app.db.database().collection::<Document>("campaign_reports");
        assert_eq!(reports.update_one(doc! { "_id": &id }, ready).await.unwrap().modified_count, 1);
        id
    }

    /// Gives somebody one of everything that is of one person alone.
    async fn give(&mut self, who: Who) {
        let client = self.client(who);
        let mut theirs: Vec<(&'static str, String)> = Vec::new();
        let body = json!({ "name": "A program", "scopes": ["identity:read"] });
        let key = client.post("/api/identity/keys", body).await;
        assert_eq!(key.status, 201, "{key:?}");
        theirs.push(("keys", id_in(&key.json()["key"])));
        let email = client.get("/api/identity/me").await.json()["email"].as_str().unwrap().to_owned();
        let again = self.app.anonymous();
        let entry =
            again.post("/api/identity/sign-in", json!({ "email": email, "password": PASSWORD })).await;
        assert_eq!(entry.status, 200, "{entry:?}");
        let sessions = client.get("/api/identity/sessions").await.json();
        let other = sessions.as_array().unwrap().iter().find(|session| session["current"] == false);
        theirs.push(("sessions", id_in(other.expect("they are signed in twice"))));
        let export = client.post_empty("/api/identity/data-export").await;
        assert_eq!(export.status, 202, "{export:?}");
        let user = user_id(client).await;
        let jobs = client.get("/api/system/jobs").await.json();
        let items = jobs["items"].as_array().unwrap();
        let job = items.iter().find(|job| job["kind"].as_str().unwrap().contains("export"));
        theirs.extend(job.map(|job| ("jobs", id_in(job))));
        // Not everybody was told something.
        let notices = self.app.db.database().collection::<Document>("notices");
        let mut notice = notices.find_one(doc! {}).await.unwrap().expect("somebody was told something");
        let id = NoticeId::new(api::infra::ids::new_id()).to_string();
        notice.insert("_id", &id);
        notice.insert("user", &user);
        notice.insert("key", format!("matrix:{id}"));
        notices.insert_one(notice).await.unwrap();
        theirs.push(("notices", id));
        theirs.push(("reports", self.print(who).await));
        if who.is_creator() {
            let link = json!({ "url": "https://www.instagram.com/reel/C8abcDEfghZ/" });
            let added = client.post("/api/creators/me/portfolio", link).await;
            assert_eq!(added.status, 201, "{added:?}");
            let me = client.get("/api/creators/me").await.json();
            theirs.push(("portfolio", id_in(&me["portfolio"][0])));
        }
        self.personal.extend(theirs.into_iter().map(|(what, id)| ((who, what), id)));
    }

    /// Who calls.
    pub fn client(&self, who: Who) -> &Client {
        match who {
            Who::Admin => &self.admin,
            Who::Staff => &self.staff,
            Who::Owner => &self.sides[0].owner,
            Who::Viewer => &self.viewer,
            Who::OtherBrand => &self.sides[1].owner,
            Who::Creator => &self.sides[0].creator,
            Who::OtherCreator => &self.sides[1].creator,
            Who::Nobody => &self.nobody,
        }
    }

    /// Somebody who works in the brand of a side.
    pub fn member(&self, who: Who) -> &str {
        &self.sides[who.side()].ids["members"]
    }

    /// The brand of a side goes into the trash.
    pub async fn throw_brand_away(&self, who: Who) {
        let side = &self.sides[who.side()];
        let answer = side.owner.delete(&format!("/api/brands/{}", side.ids["brands"])).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }

    /// The address of an operation; nothing where there is nothing of its kind.
    pub fn address(&self, operation: &Operation, who: Who, whose: Whose) -> Option<String> {
        let parts: Vec<&str> = operation.path.split('/').collect();
        let mut named = 0;
        let mut path = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            if !part.starts_with('{') {
                path.push((*part).to_owned());
                continue;
            }
            let other = match whose {
                Whose::Own => false,
                Whose::Foreign => true,
                Whose::Mixed => named > 0,
                Whose::Missing => {
                    path.push(nothing_called(part).to_owned());
                    continue;
                }
            };
            named += 1;
            path.push(self.named(operation, (parts[place - 1], *part), who, other)?);
        }
        let path = path.join("/");
        let asked = operation.body["parameters"].as_array().into_iter().flatten();
        let mut demanded = asked.filter(|one| one["in"] == "query" && one["required"] == true);
        Some(match demanded.next() {
            Some(one) => format!("{path}?{}=cafe", one["name"].as_str().unwrap()),
            None => path,
        })
    }

    fn named(
        &self,
        operation: &Operation,
        (before, part): (&str, &str),
        who: Who,
        other: bool,
    ) -> Option<String> {
        let side = &self.sides[if other { 1 - who.side() } else { who.side() }];
        let what = match (before, part) {
            ("revisions" | "drafts", _) => return Some("1".to_owned()),
            ("notices" | "sessions" | "jobs" | "portfolio" | "reports", _) | ("keys", "{id}") => {
                let whose = if other { across(who) } else { who };
                let whose = if whose == Who::Nobody { Who::Owner } else { whose };
                return self.personal.get(&(whose, before)).cloned();
            }
            ("keys", _) => {
                let whose = if side_of_first(who, other) { Who::Owner } else { Who::OtherBrand };
                return self.personal.get(&(whose, "keys")).cloned();
            }
            ("campaigns", "{id}") if OPEN.contains(&operation.id()) => "open",
            ("managed", _) if operation.path.starts_with("/api/campaigns/metrics") => "metrics",
            ("managed", _) if operation.path.starts_with("/api/campaigns") => "campaigns",
            ("managed", _) => "creators",
            ("of-brand", _) => "brands",
            ("of-campaign", _) => "campaigns",
            ("of-creator", _) => "creators",
            _ => before,
        };
        side.ids.get(what).cloned()
    }

    /// The digest of each collection.
    pub async fn digests(&self) -> BTreeMap<String, String> {
        let hashes = self.app.db.database().run_command(doc! { "dbHash": 1 }).await.unwrap();
        let collections = hashes.get_document("collections").unwrap();
        collections.iter().map(|(name, digest)| (name.clone(), digest.as_str().unwrap().to_owned())).collect()
    }

    /// What the audit trail records, oldest first.
    pub async fn actions(&self) -> Vec<String> {
        let events = self.app.db.database().collection::<Document>("audit_events");
        let all = events.find(doc! {}).sort(doc! { "_id": 1 }).await.unwrap();
        let all: Vec<Document> = all.try_collect().await.unwrap();
        all.iter().map(|event| event.get_str("action").unwrap().to_owned()).collect()
    }

    /// Everything as it is now.
    pub async fn keep(&self) -> Kept {
        let digests = self.digests().await;
        let mut documents = HashMap::new();
        for name in digests.keys() {
            let stored = self.app.db.database().collection::<Document>(name);
            let all: Vec<Document> = stored.find(doc! {}).await.unwrap().try_collect().await.unwrap();
            documents.insert(name.clone(), all);
        }
        Kept { digests, documents }
    }

    /// Puts everything back as it was.
    pub async fn put_back(&self, kept: &Kept) {
        for (name, digest) in self.digests().await {
            if kept.digests.get(&name) == Some(&digest) {
                continue;
            }
            let stored = self.app.db.database().collection::<Document>(&name);
            stored.delete_many(doc! {}).await.unwrap();
            let all = kept.documents.get(&name).cloned().unwrap_or_default();
            if !all.is_empty() {
                stored.insert_many(all).await.unwrap();
            }
        }
    }
}

/// What needs a campaign that creators can still apply to.
const OPEN: &[&str] = &["get_campaign", "create_application", "save_campaign", "unsave_campaign"];

/// Somebody of the other side who has something of the same kind.
const fn across(who: Who) -> Who {
    match who {
        Who::OtherBrand => Who::Owner,
        Who::Creator => Who::OtherCreator,
        Who::OtherCreator => Who::Creator,
        _ => Who::OtherBrand,
    }
}

const fn side_of_first(who: Who, other: bool) -> bool {
    (who.side() == 0) != other
}

/// An id of nothing, as it would look.
fn nothing_called(part: &str) -> &'static str {
    match part {
        "{revision}" | "{number}" => "999",
        "{handle}" => "nadie-de-nada",
        "{address}" => "nobody@nowhere.example",
        "{provider}" => "google",
        "{size}" => "96",
        "{ticket}" | "{pass}" | "{name}" | "{database}" | "{collection}" => "nothing",
        _ => NOWHERE,
    }
}
