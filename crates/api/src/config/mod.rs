//! Configuration: the environment, read once, every problem reported together.
//!
//! One small file per concern. Each names its variables, what they are for and what they expect, so that
//! `avenue config check`, the settings page and the documentation all come from the same words.

mod backups;
mod cloudinary;
mod database;
mod doors;
mod files;
mod http;
mod identity;
mod limits;
mod mail;
mod operator;
mod platform;
mod reader;
mod reading;
mod redis;
mod s3;
mod watching;

pub use backups::{Backups, Place, Recipient};
pub use cloudinary::Cloudinary;
pub use database::Database;
pub use doors::{Doors, Firebase, Google, is_safe};
pub use files::Files;
pub use http::Http;
pub use identity::Identity;
pub use limits::Limits;
pub use mail::{Mail, Resend, Smtp, SmtpSecurity};
pub use operator::Operator;
pub use platform::{Environment, LogFormat, Platform};
pub use reader::{Problem, Reader};
pub use reading::{Gemini, Reading, Tesseract};
pub use redis::Redis;
pub use s3::S3;
pub use watching::Watching;

use shared::system::Setting;

/// Everything that the environment decides.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where it runs and keeps its files.
    pub platform: Platform,
    /// Who runs it.
    pub operator: Operator,
    /// The address it answers on and to whom.
    pub http: Http,
    /// Which database.
    pub database: Database,
    /// Who may come in.
    pub identity: Identity,
    /// Providers of identities.
    pub doors: Doors,
    /// How mail leaves.
    pub mail: Mail,
    /// The S3-compatible store, if there is one.
    pub s3: Option<S3>,
    /// The Cloudinary account, if there is one.
    pub cloudinary: Option<Cloudinary>,
    /// Where archives go.
    pub backups: Backups,
    /// How much anybody may ask for.
    pub limits: Limits,
    /// What processes share besides the database.
    pub redis: Redis,
    /// Who watches from outside.
    pub watching: Watching,
    /// Where files of people go.
    pub files: Files,
    /// Who reads figures from screenshots.
    pub reading: Reading,
    /// Every setting as it is in force, without secrets.
    pub settings: Vec<Setting>,
}

impl Config {
    /// Reads the configuration from the process's environment.
    ///
    /// # Errors
    /// Every wrong or missing setting, not only the first.
    pub fn from_env() -> Result<Self, Vec<Problem>> {
        Self::read(|variable| std::env::var(variable).ok())
    }

    /// Reads the configuration through `lookup`.
    ///
    /// # Errors
    /// Every wrong or missing setting, not only the first.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::new(&lookup);
        let platform = Platform::read(&mut reader);
        let operator = Operator::read(&mut reader);
        let http = Http::read(&mut reader, &platform);
        let database = Database::read(&mut reader);
        let identity = Identity::read(&mut reader);
        let doors = Doors::read(&mut reader);
        let mail = Mail::read(&mut reader);
        let s3 = S3::read(&mut reader);
        let cloudinary = Cloudinary::read(&mut reader);
        let backups = Backups::read(&mut reader, &platform, s3.is_some(), cloudinary.is_some());
        let limits = Limits::read(&mut reader);
        let redis = Redis::read(&mut reader);
        let watching = Watching::read(&mut reader);
        let files = Files::read(&mut reader, s3.is_some(), cloudinary.is_some());
        let reading = Reading::read(&mut reader);
        let (settings, problems) = reader.finish();
        if problems.is_empty() {
            Ok(Self {
                platform,
                operator,
                http,
                database,
                identity,
                doors,
                mail,
                s3,
                cloudinary,
                backups,
                limits,
                redis,
                watching,
                files,
                reading,
                settings,
            })
        } else {
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{Config, Problem};

    fn read(pairs: &[(&str, &str)]) -> Result<Config, Vec<Problem>> {
        let map: HashMap<_, _> = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Config::read(|variable| map.get(variable).cloned())
    }

    #[test]
    fn an_empty_environment_is_enough() {
        let config = read(&[]).unwrap();
        assert_eq!(config.http.listen.to_string(), "127.0.0.1:8080");
        assert!(config.database.uri.is_none());
        assert!(config.mail.smtp.is_none());
    }

    #[test]
    fn every_problem_is_reported_with_its_variable_and_what_is_expected() {
        let problems = read(&[
            ("AVENUE_LISTEN", "eight"),
            ("AVENUE_ENVIRONMENT", "Prod uction"),
            ("MONGODB_URI", "postgres://db"),
            ("SMTP_HOST", "mail.example.org"),
            ("SMTP_PORT", "70000"),
            ("AVENUE_JWT_SECRET", "short"),
        ])
        .unwrap_err();
        let mut variables: Vec<_> = problems.iter().map(|problem| problem.variable.as_str()).collect();
        variables.sort_unstable();
        assert_eq!(
            variables,
            [
                "AVENUE_ENVIRONMENT",
                "AVENUE_JWT_SECRET",
                "AVENUE_LISTEN",
                "AVENUE_MAIL_FROM",
                "MONGODB_URI",
                "SMTP_PORT"
            ]
        );
        assert!(problems.iter().all(|problem| !problem.expected.is_empty()));
    }

    #[test]
    fn places_and_mail_that_do_not_fit_together_are_reported_together() {
        let problems = read(&[
            ("AVENUE_BACKUP_DESTINATION", "s3, cloudinary,s3,tape"),
            ("AVENUE_S3_ENDPOINT", "https://s3.example.org"),
            ("AVENUE_S3_PART_BYTES", "1"),
            ("CLOUDINARY_URL", "https://key:hunter2@cloud"),
            ("AVENUE_BACKUP_AGE_RECIPIENT", "age1nonsense"),
            ("AVENUE_BACKUP_DELETE_DELAY_DAYS", "1000"),
            ("SMTP_HOST", "mail.example.org"),
            ("RESEND_API_KEY", "re_hunter2"),
            ("RESEND_WEBHOOK_SECRET", "hunter2"),
        ])
        .unwrap_err();
        assert!(!format!("{problems:?}").contains("hunter2"));
        let mut variables: Vec<_> = problems.iter().map(|problem| problem.variable.as_str()).collect();
        variables.sort_unstable();
        variables.dedup();
        assert_eq!(
            variables,
            [
                "AVENUE_BACKUP_AGE_RECIPIENT",
                "AVENUE_BACKUP_DELETE_DELAY_DAYS",
                "AVENUE_BACKUP_DESTINATION",
                "AVENUE_MAIL_FROM",
                "AVENUE_S3_ACCESS_KEY",
                "AVENUE_S3_BUCKET",
                "AVENUE_S3_PART_BYTES",
                "AVENUE_S3_SECRET_KEY",
                "CLOUDINARY_URL",
                "RESEND_API_KEY",
                "RESEND_WEBHOOK_SECRET",
            ]
        );
        assert!(problems.iter().all(|problem| !problem.expected.is_empty()));
        let both = problems.iter().filter(|problem| problem.variable == "AVENUE_BACKUP_DESTINATION").count();
        assert!(both >= 3, "tape, s3 twice, and neither is configured: {problems:?}");
    }

    #[test]
    fn an_endpoint_may_be_left_to_the_region() {
        let config = read(&[
            ("AVENUE_BACKUP_DESTINATION", "cloudinary,s3"),
            ("AVENUE_S3_REGION", "sa-east-1"),
            ("AVENUE_S3_BUCKET", "avenue"),
            ("AVENUE_S3_ACCESS_KEY", "hunter2-id"),
            ("AVENUE_S3_SECRET_KEY", "hunter2"),
            ("CLOUDINARY_URL", "cloudinary://123:hunter2@demo"),
        ])
        .unwrap();
        let s3 = config.s3.as_ref().unwrap();
        assert_eq!(s3.endpoint, "https://s3.sa-east-1.amazonaws.com");
        assert_eq!(config.cloudinary.as_ref().unwrap().cloud, "demo");
        assert!(
            !format!("{config:?} {}", serde_json::to_string(&config.settings).unwrap()).contains("hunter2")
        );
    }

    #[test]
    fn who_runs_the_platform_can_be_named() {
        let config = read(&[]).unwrap();
        assert!(config.operator.name.is_none() && config.operator.email.is_none());
        let named = [("AVENUE_OPERATOR", "Avenida S.A."), ("AVENUE_OPERATOR_EMAIL", "datos@example.org")];
        let config = read(&named).unwrap();
        assert_eq!(config.operator.name.as_deref(), Some("Avenida S.A."));
        assert_eq!(config.operator.email.as_deref(), Some("datos@example.org"));
        let long = "a".repeat(201);
        let problems = read(&[
            ("AVENUE_OPERATOR", "Avenida\nS.A."),
            ("AVENUE_OPERATOR_EMAIL", "datos"),
            ("AVENUE_OPERATOR_ADDRESS", &long),
        ])
        .unwrap_err();
        assert_eq!(problems.len(), 3, "{problems:?}");
    }

    #[test]
    fn who_reads_screenshots_is_checked() {
        let config = read(&[]).unwrap();
        assert!(config.reading.gemini.is_none(), "Tesseract reads where there is no key");
        let config = read(&[("GEMINI_API_KEY", "hunter2")]).unwrap();
        assert_eq!(config.reading.gemini.unwrap().url, "https://generativelanguage.googleapis.com");
        let problems = read(&[
            ("GEMINI_API_KEY", "hunter2\nhunter2"),
            ("GEMINI_MODEL", "../models/other"),
            ("GEMINI_URL", "generativelanguage.googleapis.com"),
            ("GEMINI_SECONDS", "0"),
            ("AVENUE_TESSERACT_SECONDS", "601"),
            ("AVENUE_TESSERACT_MEGABYTES", "64"),
        ])
        .unwrap_err();
        assert_eq!(problems.len(), 6, "{problems:?}");
        assert!(!format!("{problems:?}").contains("hunter2"));
    }

    #[test]
    fn no_secret_shows_in_debug_settings_or_problems() {
        let pairs = [
            ("MONGODB_URI", "mongodb://owner:hunter2-mongo@db.example.org/avenue?replicaSet=rs0"),
            ("SMTP_HOST", "mail.example.org"),
            ("SMTP_USER", "avenue"),
            ("SMTP_PASSWORD", "hunter2-smtp"),
            ("AVENUE_MAIL_FROM", "Avenue <hola@example.org>"),
            ("AVENUE_JWT_SECRET", "hunter2-jwt-hunter2-jwt-hunter2-jwt-hunter2"),
            ("REDIS_URL", "redis://avenue:hunter2-redis@cache.example.org:6379/0"),
            ("AVENUE_METRICS_TOKEN", "hunter2-metrics-hunter2-metrics-hunter2"),
            ("SENTRY_DSN", "https://hunter2sentry@sentry.example.org/1"),
            ("GEMINI_API_KEY", "hunter2-gemini"),
        ];
        let config = read(&pairs).unwrap();
        let shown = format!("{config:?} {}", serde_json::to_string(&config.settings).unwrap());
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(shown.contains("mail.example.org"), "the control: what is no secret shows");

        let problems = read(&[("MONGODB_URI", "hunter2"), ("AVENUE_JWT_SECRET", "hunter2")]).unwrap_err();
        assert_eq!(problems.len(), 2);
        assert!(!format!("{problems:?}").contains("hunter2"));
    }
}
