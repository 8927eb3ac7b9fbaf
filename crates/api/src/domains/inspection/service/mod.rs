//! The use cases: what an administrator looks at, each look recorded.

mod collections;
mod databases;
mod documents;
mod export;
mod long;

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use serde_json::Value;
use shared::error::ErrorCode;
use shared::id::UserId;

use super::repo::{Listed, Repo};
use crate::app::AppState;
use crate::config::Config;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::{CurrentUser, Via};
use crate::http::{ApiError, ApiResult, RequestContext};
use crate::infra::clock::Clock;
use crate::infra::db::Db;
use crate::infra::tickets::Tickets;
use crate::said;

pub use export::Export;

/// The console asks for the list of databases every minute; the trail tells it again after so long.
const LISTED_AGAIN: Duration = Duration::from_secs(60 * 60);

/// Eyes on every database of the server. Cheap to clone.
#[derive(Clone)]
pub struct Inspection {
    pub(super) repo: Repo,
    pub(super) clock: Clock,
    tickets: Tickets,
    here: Arc<Here>,
    /// Fields whose names tell nothing and that were searched for secrets: whether there are any.
    probed: Cache<String, bool>,
    /// Who has asked for the list of databases within the last hour, and from where.
    told: Cache<String, ()>,
}

/// Where we are.
struct Here {
    db: Db,
    environment: String,
}

impl Inspection {
    /// Eyes on the server of the platform.
    pub fn new(config: &Config, clock: &Clock, db: &Db, tickets: &Tickets) -> Self {
        let here = Here { db: db.clone(), environment: config.platform.environment.to_string() };
        Self {
            repo: Repo::new(db.client().clone()),
            tickets: tickets.clone(),
            clock: clock.clone(),
            here: Arc::new(here),
            probed: Cache::builder().max_capacity(10_000).time_to_live(Duration::from_secs(600)).build(),
            told: Cache::builder().max_capacity(10_000).time_to_live(LISTED_AGAIN).build(),
        }
    }

    /// The same through another pool.
    #[must_use]
    pub fn through(&self, db: &Db, tickets: &Tickets) -> Self {
        let here = Here { db: db.clone(), environment: self.here.environment.clone() };
        Self {
            repo: Repo::new(db.client().clone()),
            tickets: tickets.clone(),
            here: Arc::new(here),
            ..self.clone()
        }
    }

    /// Refuses a search by text in a field that holds secrets though its name does not say so: it could be repeated
    /// until the secret is known.
    async fn check_searched(&self, database: &str, listed: &Listed, paths: &[String]) -> ApiResult<()> {
        for path in paths {
            let field = format!("{database}\0{}\0{path}", listed.name);
            let secret = match self.probed.get(&field).await {
                Some(secret) => secret,
                None => {
                    let secret = self.repo.holds_secrets(database, listed, path).await?;
                    self.probed.insert(field, secret).await;
                    secret
                }
            };
            if secret {
                return Err(ApiError::new(ErrorCode::QueryRefused).detail(said!(
                    "\"{path}\" holds values that look like secrets: it can be compared with whole values, not searched \
                     or paged by",
                    "«{path}» guarda valores que parecen secretos: se puede comparar con valores enteros, pero no \
                     buscar en él ni pasar de página con él"
                )));
            }
        }
        Ok(())
    }

    /// A collection that exists.
    pub(super) async fn collection(&self, database: &str, name: &str) -> ApiResult<Listed> {
        let missing = || {
            ApiError::new(ErrorCode::NotFound).detail(said!(
                "there is no collection \"{name}\" in \"{database}\"",
                "no existe la colección «{name}» en «{database}»"
            ))
        };
        if shared::backups::valid_database_name(database, &()).is_err()
            || matches!(database, "admin" | "config" | "local")
            || name.is_empty()
            || name.contains(['\0', '$'])
        {
            return Err(missing());
        }
        self.repo.collection(database, name).await?.ok_or_else(missing)
    }
}

/// One administrator's look.
pub struct Look<'a> {
    state: &'a AppState,
    user: UserId,
    by: By,
    /// The session or the key that looks, and from where.
    from: String,
}

impl<'a> Look<'a> {
    /// A look by this person through this request.
    pub fn new(state: &'a AppState, user: &CurrentUser, context: &RequestContext) -> Self {
        let through = match user.via {
            Via::Session { id, .. } => id.uuid(),
            Via::Key(id) => id.uuid(),
        };
        let from = format!("{through} {}", context.ip);
        Self { state, user: user.id, by: By::person(user.id, &user.email, context), from }
    }

    fn eyes(&self) -> &Inspection {
        &self.state.inspection
    }

    /// Records a look. It comes before reading: nobody sees what no line tells of.
    async fn record(&self, action: &'static str, kind: &str, id: &str, details: Value) -> ApiResult<()> {
        let entry = AuditEntry::new(self.by.clone(), action, target(kind, id, None)).details(details);
        Ok(self.state.audit.record(entry, None).await?)
    }
}
