//! Whether a backup could be taken now: every part that it needs, tried, with how long that took.

use std::time::{Duration, Instant};

use bson::{Bson, Document, doc};
use shared::backups::{Check, Diagnosis};
use shared::identity::Locale;

use super::Backups;
use super::verify::milliseconds;
use crate::domains::backups::destinations::Destination;
use crate::domains::backups::repo::Filter;

/// No check waits longer.
const PATIENCE: Duration = Duration::from_secs(5);
/// The server's own default, if it does not tell.
const DEFAULT_WINDOW: i64 = 300;

/// What a check found: passed, failed, or not configured; and the words.
type Finding = (Option<bool>, Words);

/// A finding in both languages.
struct Words {
    es: String,
    en: String,
}

impl Backups {
    /// Tries everything that a backup needs. Words are in the reader's language.
    pub async fn diagnose(&self, locale: Locale) -> Diagnosis {
        let mut checks = vec![
            check("database", locale, self.check_database()).await,
            check("replica_set", locale, self.check_replica_set()).await,
            check("snapshot_window", locale, self.check_window()).await,
            check("local_folder", locale, self.check_folder()).await,
            check("disk_space", locale, self.check_space()).await,
        ];
        for place in self.0.destinations.iter().filter(|place| place.name() != "local") {
            checks.push(check(place.name(), locale, self.check_place(place.as_ref())).await);
        }
        let ready = checks.iter().all(|check| check.passed != Some(false));
        for place in self.0.places.iter().filter(|place| place.name != "local" && !place.configured) {
            let finding = words(None, "no está configurado", "is not configured");
            checks.push(check(&place.name, locale, async { finding }).await);
        }
        checks.push(check("encryption", locale, async { self.check_encryption() }).await);
        Diagnosis { ready, checks }
    }

    /// Whether archives can be put into a place and removed from it.
    async fn check_place(&self, place: &dyn Destination) -> Finding {
        match tokio::time::timeout(PATIENCE, place.probe()).await {
            Ok(Ok(())) => {
                words(Some(true), "se puede guardar y borrar allí", "can be written to and removed from")
            }
            Ok(Err(error)) => words(
                Some(false),
                format!("no se puede guardar allí: {error}"),
                format!("cannot be written to: {error}"),
            ),
            Err(_) => {
                let waited = PATIENCE.as_secs();
                words(
                    Some(false),
                    format!("no responde desde hace {waited} s"),
                    format!("no answer for {waited} s"),
                )
            }
        }
    }

    fn check_encryption(&self) -> Finding {
        let recipients = self.0.recipients.as_ref().map_or(0, |recipients| recipients.names().len());
        match (recipients, &self.0.identity) {
            (0, _) => words(None, "las copias no se cifran", "archives are not encrypted"),
            (_, None) => words(
                None,
                format!(
                    "las copias se cifran para {recipients} clave(s); sin la identidad no se pueden verificar ni restaurar acá"
                ),
                format!(
                    "archives are encrypted for {recipients} key(s); without the identity they cannot be verified or restored here"
                ),
            ),
            (_, Some(_)) => words(
                Some(true),
                format!("las copias se cifran para {recipients} clave(s), y la identidad está configurada"),
                format!("archives are encrypted for {recipients} key(s), and the identity is configured"),
            ),
        }
    }

    async fn ask(&self, command: Document) -> Result<Document, String> {
        let admin = self.0.db.client().database("admin");
        let asked = admin.run_command(command);
        match tokio::time::timeout(PATIENCE, asked).await {
            Ok(answer) => answer.map_err(|error| error.kind.to_string()),
            Err(_) => Err(format!("no answer for {} s", PATIENCE.as_secs())),
        }
    }

    async fn check_database(&self) -> Finding {
        let platform = &self.0.platform;
        match self.ask(doc! { "ping": 1 }).await {
            Ok(_) => words(
                Some(true),
                format!("responde; base {platform}"),
                format!("answers; database {platform}"),
            ),
            Err(error) => {
                words(Some(false), format!("no responde: {error}"), format!("does not answer: {error}"))
            }
        }
    }

    async fn check_replica_set(&self) -> Finding {
        match self.ask(doc! { "hello": 1 }).await {
            Ok(hello) => match (hello.get_str("setName"), hello.get_str("msg")) {
                (Ok(name), _) => words(
                    Some(true),
                    format!("es el conjunto de réplicas {name}, así que la copia muestra un solo instante"),
                    format!("is the replica set {name}, so a backup shows one instant"),
                ),
                (Err(_), Ok("isdbgrid")) => words(
                    Some(true),
                    "es un clúster fragmentado, así que la copia muestra un solo instante",
                    "is a sharded cluster, so a backup shows one instant",
                ),
                _ => words(
                    Some(false),
                    "es un servidor suelto: inicialo como conjunto de réplicas (de un nodo) para poder leer un instante",
                    "is a lone server: start it as a (single-node) replica set so that one instant can be read",
                ),
            },
            Err(error) => {
                words(Some(false), format!("no responde: {error}"), format!("does not answer: {error}"))
            }
        }
    }

    /// The server keeps an instant readable for a while; a backup must be done by then.
    async fn check_window(&self) -> Finding {
        let asked = self.ask(doc! { "getParameter": 1, "minSnapshotHistoryWindowInSeconds": 1 }).await;
        let told = asked.ok().and_then(|answer| number(answer.get("minSnapshotHistoryWindowInSeconds")));
        let window = told.unwrap_or(DEFAULT_WINDOW);
        let last = self.0.repo.newest(Filter { complete: true, ..Filter::default() }).await.ok().flatten();
        let took = last.and_then(|last| {
            let took = last.finished_at?.to_jiff().duration_since(last.created_at.to_jiff());
            Some(took.as_secs())
        });
        let (known_es, known_en) = match told {
            Some(_) => ("", ""),
            None => {
                (" (valor habitual; el servidor no lo dice)", " (the usual value; the server does not tell)")
            }
        };
        match took {
            Some(took) => words(
                Some(took.saturating_mul(2) < window),
                format!(
                    "el servidor guarda {window} s de historia{known_es}; la última copia tardó {took} s"
                ),
                format!("the server keeps {window} s of history{known_en}; the last backup took {took} s"),
            ),
            None => words(
                Some(true),
                format!(
                    "el servidor guarda {window} s de historia{known_es}; todavía no hay copia con qué comparar"
                ),
                format!(
                    "the server keeps {window} s of history{known_en}; there is no backup yet to compare with"
                ),
            ),
        }
    }

    async fn check_folder(&self) -> Finding {
        match self.0.workshop.probe().await {
            Ok(()) => words(Some(true), "se puede escribir en la carpeta", "the folder can be written to"),
            Err(error) => words(
                Some(false),
                format!("no se puede escribir en la carpeta: {error}"),
                format!("the folder cannot be written to: {error}"),
            ),
        }
    }

    async fn check_space(&self) -> Finding {
        let last = self.0.repo.newest(Filter { complete: true, ..Filter::default() }).await.ok().flatten();
        let last = last.and_then(|last| last.contents).map(|contents| contents.archive_bytes);
        match (self.0.workshop.free().await, last) {
            (Err(error), _) => words(
                Some(false),
                format!("no se pudo medir el espacio: {error}"),
                format!("the room could not be measured: {error}"),
            ),
            (Ok(free), Some(last)) => words(
                Some(free >= last.saturating_mul(2)),
                format!("{} MiB libres; la última copia ocupa {} MiB", mib(free), mib(last)),
                format!("{} MiB free; the last backup takes {} MiB", mib(free), mib(last)),
            ),
            (Ok(free), None) => words(
                Some(mib(free) >= 100),
                format!("{} MiB libres; todavía no hay copia con qué comparar", mib(free)),
                format!("{} MiB free; there is no backup yet to compare with", mib(free)),
            ),
        }
    }
}

async fn check(name: &str, locale: Locale, finding: impl Future<Output = Finding>) -> Check {
    let began = Instant::now();
    let (passed, words) = finding.await;
    let detail = match locale {
        Locale::Es => words.es,
        Locale::En => words.en,
    };
    Check { name: name.to_owned(), passed, detail, milliseconds: milliseconds(began) }
}

fn words(passed: Option<bool>, es: impl Into<String>, en: impl Into<String>) -> Finding {
    (passed, Words { es: es.into(), en: en.into() })
}

/// Rounded up, so that something is never shown as nothing.
const fn mib(bytes: u64) -> u64 {
    bytes.div_ceil(1024 * 1024)
}

fn number(value: Option<&Bson>) -> Option<i64> {
    match value? {
        Bson::Int32(number) => Some(i64::from(*number)),
        Bson::Int64(number) => Some(*number),
        _ => None,
    }
}
