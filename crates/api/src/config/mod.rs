//! Configuration: the environment, read once, every problem reported together.
//!
//! One small file per concern. Each names its variables, what they are for and what they expect, so that
//! `avenue config check`, the settings page and the documentation all come from the same words.

mod backups;
mod cloudinary;
mod database;
mod doors;
mod http;
mod identity;
mod mail;
mod platform;
mod reader;
mod s3;

pub use backups::{Backups, Place, Recipient};
pub use cloudinary::Cloudinary;
pub use database::Database;
pub use doors::{Doors, Firebase, Google, is_safe};
pub use http::Http;
pub use identity::Identity;
pub use mail::{Mail, Smtp, SmtpSecurity};
pub use platform::{Environment, LogFormat, Platform};
pub use reader::{Problem, Reader};
pub use s3::S3;

use shared::system::Setting;

/// Everything that the environment decides.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where it runs and keeps its files.
    pub platform: Platform,
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
        let http = Http::read(&mut reader, &platform);
        let database = Database::read(&mut reader);
        let identity = Identity::read(&mut reader);
        let doors = Doors::read(&mut reader);
        let mail = Mail::read(&mut reader);
        let s3 = S3::read(&mut reader);
        let cloudinary = Cloudinary::read(&mut reader);
        let backups = Backups::read(&mut reader, &platform, s3.is_some(), cloudinary.is_some());
        let (settings, problems) = reader.finish();
        if problems.is_empty() {
            Ok(Self { platform, http, database, identity, doors, mail, s3, cloudinary, backups, settings })
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
    fn no_secret_shows_in_debug_settings_or_problems() {
        let pairs = [
            ("MONGODB_URI", "mongodb://owner:hunter2-mongo@db.example.org/avenue?replicaSet=rs0"),
            ("SMTP_HOST", "mail.example.org"),
            ("SMTP_USER", "avenue"),
            ("SMTP_PASSWORD", "hunter2-smtp"),
            ("AVENUE_MAIL_FROM", "Avenue <hola@example.org>"),
            ("AVENUE_JWT_SECRET", "hunter2-jwt-hunter2-jwt-hunter2-jwt-hunter2"),
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
