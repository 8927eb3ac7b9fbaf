//! Figures for whoever watches, in Prometheus' words.
//!
//! What happens all the time is counted through handles that were made at the start, so that a request costs a few
//! atomic additions. What can be asked for is measured when the figures are read: see `domains/system/metrics`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Label, Level, Metadata, Recorder};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

/// The borders of the counted durations, in seconds.
const SECONDS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

const REQUESTS: &str = "avenue_http_requests_total";
const REQUEST_SECONDS: &str = "avenue_http_request_duration_seconds";
const IN_FLIGHT: &str = "avenue_http_requests_in_flight";
const REFUSED: &str = "avenue_limit_refusals_total";
const CACHE: &str = "avenue_cache_lookups_total";
const REPLAYED: &str = "avenue_idempotency_replays_total";

/// The statuses that are counted one by one, in order; others count as `other`.
const STATUSES: &[u16] = &[
    101, 200, 201, 202, 204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 406, 408, 409, 410,
    412, 413, 414, 415, 416, 417, 422, 429, 431, 500, 501, 502, 503, 504, 507,
];

/// The figures of this process. Cheap to clone; all clones count together.
#[derive(Clone)]
pub struct Metrics(Arc<Figures>);

struct Figures {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
    in_flight: Gauge,
    operations: HashMap<String, Operation>,
    /// Requests that no operation answered.
    elsewhere: Operation,
    replayed: Counter,
    /// What was measured, by name.
    measured: Mutex<HashMap<Key, (&'static str, Gauge)>>,
}

/// The figures of one operation.
struct Operation {
    name: String,
    /// By the place of the status in [`STATUSES`], and one more for the others. Made when first needed, so that only what
    /// happened is told.
    by_status: Vec<OnceLock<Counter>>,
    seconds: OnceLock<Histogram>,
}

impl Operation {
    fn new(name: &str) -> Self {
        let by_status = std::iter::repeat_with(OnceLock::new).take(STATUSES.len() + 1).collect();
        Self { name: name.to_owned(), by_status, seconds: OnceLock::new() }
    }
}

impl Metrics {
    /// Figures of these operations.
    pub fn new<'a>(operations: impl Iterator<Item = &'a str>) -> Self {
        let builder = PrometheusBuilder::new();
        // The borders are sorted and there are some: that is all that can be refused.
        let recorder = match builder.set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), SECONDS) {
            Ok(builder) => builder.build_recorder(),
            Err(_) => PrometheusBuilder::new().build_recorder(),
        };
        for (name, what) in [
            (REQUESTS, "Requests answered, by operation and status"),
            (REFUSED, "Requests refused because a limit was reached"),
            (CACHE, "Lookups in the cache, by kind and outcome"),
            (REPLAYED, "Answers given again for an Idempotency-Key"),
        ] {
            recorder.describe_counter(KeyName::from_const_str(name), None, what.into());
        }
        let what = "Time until the head of an answer was made, in seconds";
        recorder.describe_histogram(KeyName::from_const_str(REQUEST_SECONDS), None, what.into());
        let what = "Requests that are being answered";
        recorder.describe_gauge(KeyName::from_const_str(IN_FLIGHT), None, what.into());
        let in_flight = recorder.register_gauge(&Key::from_static_name(IN_FLIGHT), &METADATA);
        let replayed = recorder.register_counter(&Key::from_static_name(REPLAYED), &METADATA);
        let build = vec![Label::new("version", env!("CARGO_PKG_VERSION"))];
        recorder.register_gauge(&Key::from_parts("avenue_build_info", build), &METADATA).set(1.0);
        let operations = operations.map(|name| (name.to_owned(), Operation::new(name))).collect();
        let handle = recorder.handle();
        let (elsewhere, measured) = (Operation::new("none"), Mutex::default());
        Self(Arc::new(Figures { recorder, handle, in_flight, operations, elsewhere, replayed, measured }))
    }

    /// A request arrived.
    pub fn began(&self) {
        self.0.in_flight.increment(1.0);
    }

    /// A request was answered by an operation, or by none.
    pub fn ended(&self, operation: Option<&str>, status: u16, took: Duration) {
        let figures = &*self.0;
        figures.in_flight.decrement(1.0);
        let operation = operation.and_then(|name| figures.operations.get(name)).unwrap_or(&figures.elsewhere);
        let place = STATUSES.binary_search(&status).unwrap_or(STATUSES.len());
        if let Some(counter) = operation.by_status.get(place) {
            counter.get_or_init(|| self.requests(&operation.name, STATUSES.get(place).copied())).increment(1);
        }
        let seconds = operation.seconds.get_or_init(|| {
            let labels = vec![Label::new("operation", operation.name.clone())];
            self.0.recorder.register_histogram(&Key::from_parts(REQUEST_SECONDS, labels), &METADATA)
        });
        seconds.record(took.as_secs_f64());
    }

    fn requests(&self, operation: &str, status: Option<u16>) -> Counter {
        let status = status.map_or_else(|| "other".to_owned(), |status| status.to_string());
        let labels = vec![Label::new("operation", operation.to_owned()), Label::new("status", status)];
        self.0.recorder.register_counter(&Key::from_parts(REQUESTS, labels), &METADATA)
    }

    /// A request was refused because this limit was reached.
    pub fn refused(&self, policy: &'static str) {
        self.count(REFUSED, vec![Label::from_static_parts("policy", policy)]);
    }

    /// The cache was asked for something of this kind.
    pub fn looked_up(&self, kind: &'static str, found: bool) {
        let outcome = if found { "hit" } else { "miss" };
        let labels =
            vec![Label::from_static_parts("kind", kind), Label::from_static_parts("outcome", outcome)];
        self.count(CACHE, labels);
    }

    /// An answer was given again for an idempotency key.
    pub fn replayed(&self) {
        self.0.replayed.increment(1);
    }

    fn count(&self, name: &'static str, labels: Vec<Label>) {
        self.0.recorder.register_counter(&Key::from_parts(name, labels), &METADATA).increment(1);
    }

    /// Notes what was measured just now. `labels` are names and values.
    pub fn measured(&self, name: &'static str, labels: &[(&'static str, &str)], value: f64) {
        let labels: Vec<Label> =
            labels.iter().map(|(name, value)| Label::new(*name, (*value).to_owned())).collect();
        let key = Key::from_parts(name, labels);
        let gauge = self.0.recorder.register_gauge(&key, &METADATA);
        gauge.set(value);
        self.0.measured.lock().unwrap_or_else(PoisonError::into_inner).insert(key, (name, gauge));
    }

    /// Sets what was measured under this name to zero: what is not measured again is none any more.
    pub fn forget(&self, name: &'static str) {
        let measured = self.0.measured.lock().unwrap_or_else(PoisonError::into_inner);
        measured.values().filter(|(known, _)| *known == name).for_each(|(_, gauge)| gauge.set(0.0));
    }

    /// Says what a measured figure is.
    pub fn describe(&self, name: &'static str, what: &'static str) {
        self.0.recorder.describe_gauge(KeyName::from_const_str(name), None, what.into());
    }

    /// All figures, as Prometheus reads them.
    pub fn render(&self) -> String {
        self.0.handle.render()
    }

    /// Puts durations into their counts. Call it every few seconds: until then each is kept.
    pub fn tidy(&self) {
        self.0.handle.run_upkeep();
    }
}

const METADATA: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, None);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_in_order() {
        assert!(STATUSES.is_sorted());
    }

    #[test]
    fn a_request_is_counted_by_operation_and_status_and_its_time_in_buckets() {
        let metrics = Metrics::new(["get_health"].into_iter());
        for status in [200, 200, 500, 299] {
            metrics.began();
            metrics.ended(Some("get_health"), status, Duration::from_millis(3));
        }
        metrics.began();
        metrics.began();
        metrics.ended(Some("somebody's guess"), 404, Duration::from_millis(3));
        let text = metrics.render();
        for line in [
            "avenue_http_requests_total{operation=\"get_health\",status=\"200\"} 2",
            "avenue_http_requests_total{operation=\"get_health\",status=\"500\"} 1",
            "avenue_http_requests_total{operation=\"get_health\",status=\"other\"} 1",
            "avenue_http_requests_total{operation=\"none\",status=\"404\"} 1",
            "avenue_http_request_duration_seconds_bucket{operation=\"get_health\",le=\"0.0025\"} 0",
            "avenue_http_request_duration_seconds_bucket{operation=\"get_health\",le=\"0.005\"} 4",
            "avenue_http_requests_in_flight 1",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is missing in\n{text}");
        }
        assert!(!text.contains("guess"), "no label that a caller chooses");
    }
}
