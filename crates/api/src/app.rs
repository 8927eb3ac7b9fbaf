//! The one place that knows every domain: what they share, and how they become one application. Tests use it too.

use std::collections::HashSet;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, Condition, from_fn};
use actix_web::{App, Error, web};
use utoipa::openapi::{Info, OpenApi, Paths};
use utoipa_swagger_ui::{Config as Reference, SwaggerUi};

use crate::config::Config;
use crate::domains;
use crate::domains::audit::Audit;
use crate::domains::backups::Backups;
use crate::domains::identity::{Identity, PersonalData};
use crate::domains::inspection::Inspection;
use crate::domains::media::Media;
use crate::domains::notifications::Notifications;
use crate::http::aliases::{self, Aliases};
use crate::http::extract::json::JsonLimit;
use crate::http::fallback::{Routes, fallback};
use crate::http::handlers::Handlers;
use crate::http::idempotency::Ignored;
use crate::http::layers::{Treatment, ground, inner};
use crate::http::limits::{Limits, starting_work};
use crate::http::openapi::{self, Description, Scopes};
use crate::http::origin::AllowedOrigins;
use crate::http::reports::Reports;
use crate::http::spa::Spa;
use crate::infra::cache::Cache;
use crate::infra::clock::Clock;
use crate::infra::db::Db;
use crate::infra::jobs::{DuplicateKind, Jobs, Registry};
use crate::infra::mailer::Mailer;
use crate::infra::metrics::Metrics;
use crate::infra::object_store::{Folder, ObjectStore, store_of_files};
use crate::infra::operation::Claims;
use crate::infra::redis::Redis;
use crate::infra::tickets::Tickets;

/// What every handler can reach. Cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

/// The parts of the state.
pub struct Parts {
    /// What the environment decides.
    pub config: Config,
    /// The time.
    pub clock: Clock,
    /// The server that the database is on, and what is known of it.
    pub db: Db,
    /// The platform's own database.
    pub database: mongodb::Database,
    /// Background jobs.
    pub jobs: Jobs,
    /// One-time tickets.
    pub tickets: Tickets,
    /// The audit trail.
    pub audit: Audit,
    /// Signing keys and the gate before password hashing.
    pub identity: Arc<Identity>,
    /// Mail and announcements.
    pub notifications: Notifications,
    /// Where files of people live.
    pub files: Arc<dyn ObjectStore>,
    /// Pictures of people.
    pub media: Media,
    /// Archives of databases.
    pub backups: Backups,
    /// Eyes on every database of the server.
    pub inspection: Inspection,
    /// What may be a little old.
    pub cache: Cache,
    /// The Redis that processes share, where one is configured.
    pub redis: Option<Redis>,
    /// Figures for whoever watches.
    pub metrics: Metrics,
    /// Where failures are reported, where that is configured.
    pub reports: Option<Reports>,
    /// Requests that may be sent again.
    pub operations: Claims,
    /// How much anybody may ask for.
    pub limits: web::Data<Limits>,
    /// When the process began.
    pub started: Instant,
}

impl AppState {
    /// Puts the parts together.
    pub fn new(config: Config, clock: Clock, db: Db) -> Self {
        let jobs = Jobs::new(db.database(), clock.clone());
        let tickets = Tickets::new(db.database(), clock.clone());
        let audit = Audit::new(db.database(), clock.clone());
        let identity = Arc::new(Identity::default());
        let mailer = Mailer::new(&config.mail, &config.platform.data);
        let site = config.http.public_url.clone();
        let notifications = Notifications::new(db.database(), clock.clone(), jobs.clone(), mailer, site)
            .heard_by(config.mail.hook_secret.clone());
        let files = store_of_files(&config, &clock).unwrap_or_else(|error| {
            tracing::error!(%error, "people's files are kept in the data folder: {error}");
            Arc::new(Folder::new(config.platform.data.join("files")))
        });
        let media = Media::new(db.database(), Arc::clone(&files), clock.clone());
        let backups = Backups::new(&config, &clock, &db, &jobs, &tickets, &audit, &notifications);
        let inspection = Inspection::new(&config, &clock, &db, &tickets);
        let database = db.database().clone();
        let metrics = Metrics::new(DESCRIBED.operations.iter().map(String::as_str));
        // The configuration was checked: what is wrong with the address was said then.
        let redis = config.redis.url.as_ref().and_then(|url| Redis::start(url).ok());
        let cache = Cache::new(redis.clone(), metrics.clone());
        let work = DESCRIBED.work.clone();
        let limits = Limits::new(config.limits, clock.clone(), redis.clone(), work, metrics.clone());
        let environment = config.platform.environment.to_string();
        let reports = config.watching.sentry_dsn.as_ref().map(|dsn| Reports::to(dsn, &environment));
        let operations = Claims::new(&database, clock.clone());
        Self(Arc::new(Parts {
            config,
            clock,
            db,
            database,
            jobs,
            tickets,
            audit,
            identity,
            notifications,
            files,
            media,
            backups,
            inspection,
            cache,
            redis,
            metrics,
            reports,
            operations,
            limits: web::Data::new(limits),
            started: Instant::now(),
        }))
    }

    /// The same platform for a thread that answers requests, with a pool of connections of its own; see
    /// [`Db::with_own_pool`]. What is kept in memory is shared.
    ///
    /// # Errors
    /// None that the first pool did not have.
    pub fn on_this_thread(&self) -> Result<Self, mongodb::error::Error> {
        let shared = &*self.0;
        let db = shared.db.with_own_pool()?;
        let database = db.database().clone();
        let clock = &shared.clock;
        let jobs = shared.jobs.through(&database);
        let tickets = Tickets::new(&database, clock.clone());
        let audit = Audit::new(&database, clock.clone());
        let notifications = shared.notifications.through(&database, &jobs);
        Ok(Self(Arc::new(Parts {
            config: shared.config.clone(),
            clock: clock.clone(),
            identity: Arc::clone(&shared.identity),
            files: Arc::clone(&shared.files),
            media: shared.media.through(&database),
            backups: shared.backups.through(&db, &jobs, &tickets, &audit, &notifications),
            inspection: shared.inspection.through(&db, &tickets),
            cache: shared.cache.clone(),
            redis: shared.redis.clone(),
            metrics: shared.metrics.clone(),
            reports: shared.reports.clone(),
            operations: Claims::new(&database, clock.clone()),
            limits: shared.limits.clone(),
            started: shared.started,
            jobs,
            tickets,
            audit,
            notifications,
            db,
            database,
        })))
    }

    /// Makes the database ready: every collection and index that is declared. Safe to call again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn prepare(&self) -> Result<(), mongodb::error::Error> {
        self.jobs.ensure_indexes().await?;
        self.tickets.ensure_indexes().await?;
        self.operations.ensure_indexes().await?;
        self.audit.ensure_indexes().await?;
        domains::identity::ensure_indexes(&self.database).await?;
        self.notifications.ensure_indexes().await?;
        self.media.ensure_indexes().await?;
        domains::creators::ensure_indexes(&self.database).await?;
        self.backups.ensure_indexes().await?;
        domains::brands::ensure_indexes(&self.database).await?;
        domains::campaigns::ensure_indexes(&self.database).await?;
        domains::abuse::ensure_indexes(&self.database).await?;
        domains::contact::ensure_indexes(&self.database).await?;
        Ok(())
    }

    /// What background workers can do.
    ///
    /// # Errors
    /// When two domains call their work by the same word.
    pub fn registry(&self) -> Result<Registry, DuplicateKind> {
        let mut registry = Registry::new();
        self.notifications.register(&mut registry)?;
        domains::identity::register(&mut registry, self)?;
        domains::creators::register(&mut registry, self)?;
        self.backups.register(&mut registry)?;
        domains::inspection::register(&mut registry, &self.inspection)?;
        domains::brands::register(&mut registry, self)?;
        domains::campaigns::register(&mut registry, self)?;
        domains::abuse::register(&mut registry, self)?;
        Ok(registry)
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Registers every domain's handlers. The router tries one address after the other, so what is asked for most comes
/// first.
fn configure(handlers: &mut Handlers<'_>) {
    domains::system::configure(handlers);
    domains::identity::configure(handlers);
    domains::campaigns::configure(handlers);
    domains::notifications::configure(handlers);
    domains::media::configure(handlers);
    domains::creators::configure(handlers);
    domains::brands::configure(handlers);
    domains::abuse::configure(handlers);
    domains::contact::configure(handlers);
    domains::search::configure(handlers);
    domains::overview::configure(handlers);
    domains::audit::configure(handlers);
    domains::backups::configure(handlers);
    domains::inspection::configure(handlers);
}

/// What the domains hold of people: for a copy of one's data, and for an erasure.
pub const PERSONAL_DATA: &[PersonalData] = &[
    domains::identity::PERSONAL_DATA,
    domains::creators::PERSONAL_DATA,
    domains::media::PERSONAL_DATA,
    domains::brands::PERSONAL_DATA,
    domains::notifications::PERSONAL_DATA,
    domains::campaigns::PERSONAL_DATA,
    domains::abuse::PERSONAL_DATA,
    domains::contact::PERSONAL_DATA,
    domains::audit::PERSONAL_DATA,
];

/// The addresses of the old platform.
const ALIASES: Aliases = &[domains::backups::ALIASES, domains::identity::ALIASES, domains::system::ALIASES];

/// The description of the API.
pub fn description() -> OpenApi {
    described(|api| configure(&mut Handlers::Description(api)))
}

/// The same without schemas: which operations there are, where, and for whom.
fn outline() -> OpenApi {
    described(|api| configure(&mut Handlers::Operations(api)))
}

fn described(collect: impl FnOnce(&mut OpenApi)) -> OpenApi {
    let mut api = OpenApi::new(Info::default(), Paths::new());
    collect(&mut api);
    aliases::describe(&mut api, ALIASES);
    openapi::complete(api)
}

/// What is read from the description, made once for every thread.
struct Described {
    json: Arc<Description>,
    /// The ids of the operations that the router knows.
    operations: Vec<String>,
    /// Where a `POST` starts work in the background.
    work: HashSet<String>,
    routes: Arc<Routes>,
    scopes: Arc<Scopes>,
    ignored: Arc<Ignored>,
}

static DESCRIBED: LazyLock<Described> = LazyLock::new(|| {
    let outline = outline();
    Described {
        json: Arc::new(Description::new(|| openapi::to_json(&description()).into())),
        operations: operations(&outline),
        work: starting_work(&outline),
        routes: Arc::new(Routes::of(&outline)),
        scopes: Arc::new(Scopes::of(&outline)),
        ignored: Arc::new(Ignored::of(&outline)),
    }
});

/// The ids of the operations that the router knows: an old address is answered by ours.
fn operations(described: &OpenApi) -> Vec<String> {
    let old = |path: &str| ALIASES.iter().copied().flatten().any(|alias| alias.old == path);
    let items = described.paths.paths.iter().filter(|(path, _)| !old(path.as_str()));
    let operations = items.flat_map(|(_, item)| {
        [&item.get, &item.put, &item.post, &item.delete, &item.patch, &item.head].into_iter().flatten()
    });
    operations.filter_map(|operation| operation.operation_id.clone()).collect()
}

/// Builds the application around `state`.
pub fn build_app(
    state: &AppState,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = Error,
        InitError = (),
    > + use<>,
> {
    let http = &state.config.http;
    let treatment = Treatment {
        trusted_proxies: http.trusted_proxies,
        time_limit: Duration::from_secs(http.request_seconds),
        https: http.public_url.starts_with("https://"),
        probes: domains::system::PROBES,
        pulse: Some(domains::system::pulse(state)),
        aliases: ALIASES,
        metrics: Some(state.metrics.clone()),
        reports: state.reports.clone(),
    };
    let reporting = state.reports.as_ref().map(Reports::layer).unwrap_or_default();
    let mut origins = http.origins.clone();
    origins.push(http.public_url.clone());
    let app = App::new().configure(|router| configure(&mut Handlers::Router(router)));
    app.app_data(web::Data::new(state.clone()))
        .app_data(web::Data::new(treatment))
        .app_data(web::Data::from(Arc::clone(&DESCRIBED.routes)))
        .app_data(web::Data::from(Arc::clone(&DESCRIBED.scopes)))
        .app_data(web::Data::from(Arc::clone(&DESCRIBED.ignored)))
        .app_data(web::Data::new(state.operations.clone()))
        .app_data(web::Data::new(state.metrics.clone()))
        .app_data(state.limits.clone())
        .app_data(web::Data::new(http.web_dir.clone().map(Spa::new)))
        .app_data(web::Data::from(Arc::clone(&DESCRIBED.json)))
        .app_data(JsonLimit(http.json_bytes))
        .app_data(AllowedOrigins(origins))
        .route("/api/openapi.json", web::get().to(openapi::serve))
        .service(web::redirect("/api/docs", "/api/docs/"))
        .service(SwaggerUi::new("/api/docs/{_:.*}").config(Reference::from("/api/openapi.json")))
        .default_service(web::route().to(fallback))
        .wrap(from_fn(domains::identity::only_looking))
        .wrap(from_fn(inner))
        .wrap(Condition::new(state.reports.is_some(), reporting))
        .wrap(Compress::default())
        .wrap(Condition::new(!http.origins.is_empty(), cors(&http.origins)))
        .wrap(from_fn(ground))
}

/// Which pages of other sites may call the API: those of the configuration, with the refresh cookie.
fn cors(origins: &[String]) -> actix_cors::Cors {
    let allow_all_of_ours =
        origins.iter().fold(actix_cors::Cors::default(), |cors, origin| cors.allowed_origin(origin));
    allow_all_of_ours.allow_any_method().allow_any_header().supports_credentials().max_age(3600)
}

#[cfg(test)]
mod tests {
    use super::{ALIASES, description, outline};

    #[test]
    fn the_outline_has_the_operations_of_the_description() {
        assert!(outline().paths == description().paths);
        assert!(outline().paths.paths.len() > 200);
    }

    #[test]
    fn every_old_address_means_one_of_ours_and_is_described() {
        let paths = description().paths.paths;
        for alias in ALIASES.iter().copied().flatten() {
            assert!(paths.contains_key(alias.old), "{alias:?}");
            assert!(paths.contains_key(alias.ours), "{alias:?}");
        }
    }
}
