//! SMTP.

use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::ExposeSecret;
use tokio::sync::OnceCell;

use super::MailFailure;
use crate::config::{Smtp, SmtpSecurity};

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// How long the server may take for one step of the conversation.
const STEP: Duration = Duration::from_secs(20);
/// What servers answer when it is the recipient or the mail itself that is wrong (RFC 5321, 4.2.3). Other refusals,
/// such as a wrong password (535), are ours or theirs to mend, so those mails wait.
const REFUSED: &[u16] = &[550, 551, 552, 553, 554, 556];

/// One mail server, with its pool of connections.
pub(super) struct Server {
    settings: Smtp,
    transport: OnceCell<Transport>,
}

impl Server {
    pub(super) fn new(settings: Smtp) -> Self {
        Self { settings, transport: OnceCell::new() }
    }

    pub(super) async fn send(&self, message: Message) -> Result<(), MailFailure> {
        let transport = self
            .transport
            .get_or_try_init(async || self.connect())
            .await
            .map_err(|error| self.told(&error))?;
        transport.send(message).await.map(|_| ()).map_err(|error| self.told(&error))
    }

    fn connect(&self) -> Result<Transport, Error> {
        let Smtp { host, port, credentials, security } = &self.settings;
        let tls = match security {
            SmtpSecurity::StartTls => Tls::Required(TlsParameters::new(host.clone())?),
            SmtpSecurity::Tls => Tls::Wrapper(TlsParameters::new(host.clone())?),
            SmtpSecurity::None => Tls::None,
        };
        let builder = Transport::builder_dangerous(host.as_str()).port(*port).timeout(Some(STEP)).tls(tls);
        Ok(match credentials {
            Some((user, password)) => builder
                .credentials(Credentials::new(user.clone(), password.expose_secret().to_owned()))
                .build(),
            None => builder.build(),
        })
    }

    fn told(&self, error: &Error) -> MailFailure {
        let Smtp { host, port, .. } = &self.settings;
        let text = format!("the mail server {host}:{port} did not take the mail: {error}");
        match error.status() {
            Some(code) if REFUSED.contains(&u16::from(code)) => MailFailure::Permanent(text),
            _ => MailFailure::Temporary(text),
        }
    }
}
