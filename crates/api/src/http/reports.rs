//! Reports of failures to Sentry, where one is configured: what failed, in which operation and version, under which request
//! id. The rest is in our own log.
//!
//! Nothing of a person leaves: no address, account, header, cookie, query or body, and of an error only its kind. What
//! the texts of errors quote (a database names the value that stands twice) stays here.

use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use sentry::protocol::{Event, Exception, Request};
use sentry::{Client, ClientOptions, Hub, Level};

use super::context::CURRENT;

/// Where failures are reported. Cheap to clone.
#[derive(Clone)]
pub struct Reports(Arc<Hub>);

impl Reports {
    /// Reports to the project of this address.
    pub fn to(dsn: &SecretString, environment: &str) -> Self {
        let mut options = ClientOptions::new();
        options.dsn = dsn.expose_secret().parse().ok();
        options.release = Some(concat!("avenue@", env!("CARGO_PKG_VERSION")).into());
        options.environment = Some(environment.to_owned().into());
        options.default_integrations = false;
        options.send_default_pii = false;
        options.max_breadcrumbs = 0;
        options.auto_session_tracking = false;
        options.before_send = Some(Arc::new(|event| Some(bare(event))));
        let client = Client::from_config(sentry::apply_defaults(options));
        Self(Arc::new(Hub::new(Some(Arc::new(client)), Arc::default())))
    }

    /// The layer that reports what handlers fail with.
    pub fn layer(&self) -> sentry_actix::Sentry {
        sentry_actix::Sentry::builder().with_hub(Arc::clone(&self.0)).finish()
    }

    /// Reports a panic. Its text may quote anything, so it is not told.
    pub fn panicked(&self) {
        let panic = Exception { ty: "panic".to_owned(), ..Exception::default() };
        self.0.capture_event(Event {
            exception: vec![panic].into(),
            level: Level::Fatal,
            ..Event::default()
        });
    }

    /// Waits until everything is sent, at most so long.
    pub fn flush(&self, wait: std::time::Duration) {
        if let Some(client) = self.0.client() {
            client.flush(Some(wait));
        }
    }
}

/// What may leave of an event.
fn bare(event: Event<'static>) -> Event<'static> {
    let mut bare = Event {
        event_id: event.event_id,
        level: event.level,
        timestamp: event.timestamp,
        platform: event.platform,
        release: event.release,
        environment: event.environment,
        sdk: event.sdk,
        // Method and template of the path.
        transaction: event.transaction,
        ..Event::default()
    };
    bare.request = event.request.map(|request| Request { method: request.method, ..Request::default() });
    bare.exception = event.exception.into_iter().map(kind_of).collect::<Vec<_>>().into();
    if let Ok(id) = CURRENT.try_with(|current| current.request_id.clone()) {
        bare.tags.insert("request_id".to_owned(), id);
    }
    bare
}

/// An error's kind: for ours the code with which its text begins.
fn kind_of(exception: Exception) -> Exception {
    let ours = exception.ty == "ApiError";
    let code = exception.value.as_deref().and_then(|text| text.split(':').next()).map(str::to_owned);
    Exception { ty: exception.ty, value: code.filter(|_| ours), ..Exception::default() }
}
