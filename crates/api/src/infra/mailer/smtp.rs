//! SMTP.

use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
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
/// Those of them that are about the address itself, rather than a full mailbox or what the mail says.
const NO_SUCH_ADDRESS: &[u16] = &[550, 551, 553, 556];

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
        let transport = self.transport.get_or_try_init(async || self.connect().await).await?;
        transport.send(message).await.map(|_| ()).map_err(|error| self.told(&error))
    }

    async fn connect(&self) -> Result<Transport, MailFailure> {
        let Smtp { host, port, credentials, security, .. } = &self.settings;
        let tls = match security {
            SmtpSecurity::StartTls => Tls::Required(self.trust().await?),
            SmtpSecurity::Tls => Tls::Wrapper(self.trust().await?),
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

    /// Whom to believe that the server is who it should be.
    async fn trust(&self) -> Result<TlsParameters, MailFailure> {
        let Smtp { host, authority, .. } = &self.settings;
        let mut builder = TlsParameters::builder(host.clone());
        if let Some(file) = authority {
            let wrong = |error: &dyn std::fmt::Display| {
                MailFailure::Temporary(format!("the certificate {} cannot be used: {error}", file.display()))
            };
            let pem = tokio::fs::read(file).await.map_err(|error| wrong(&error))?;
            let certificate = Certificate::from_pem(&pem).map_err(|error| wrong(&error))?;
            builder = builder.add_root_certificate(certificate);
        }
        builder.build().map_err(|error| self.told(&error))
    }

    fn told(&self, error: &Error) -> MailFailure {
        let Smtp { host, port, .. } = &self.settings;
        let text = format!("the mail server {host}:{port} did not take the mail: {error}");
        match error.status() {
            Some(code) if REFUSED.contains(&u16::from(code)) => {
                MailFailure::Bounced { text, for_good: NO_SUCH_ADDRESS.contains(&u16::from(code)) }
            }
            _ => MailFailure::Temporary(text),
        }
    }
}
