//! Sending a mail again, and to addresses that nothing was sent to any more.

use serde_json::json;
use shared::error::ErrorCode;
use shared::id::EmailId;
use shared::identity::Locale;
use shared::notifications::{EmailStatus, EmailSummary, Suppression};

use super::{Notifications, deliver};
use crate::domains::audit::{Audit, AuditEntry};
use crate::http::{ApiError, ApiResult, Said};
use crate::infra::db::{Aborted, Db, in_transaction};
use crate::said;

/// The most addresses that the console lists.
const SHOWN: i64 = 500;

impl Notifications {
    /// Puts a mail into the outbox again, as it was.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`]; [`ErrorCode::Conflict`] while it waits, when it is kept here, or when nothing is sent to
    /// its address; [`ErrorCode::LinkExpired`] when its link is of no use any more: ask for a new one where it came from.
    pub async fn send_again(
        &self,
        id: EmailId,
        db: &Db,
        audit: &Audit,
        entry: AuditEntry,
    ) -> ApiResult<EmailSummary> {
        let email = self.emails.get(id).await?.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?;
        let conflict = |why: Said| Err(ApiError::new(ErrorCode::Conflict).detail(why));
        if matches!(email.status, EmailStatus::Queued | EmailStatus::Kept) {
            return conflict(said!(
                "it waits to be sent, or is kept here because no mail service is configured",
                "está en cola, o quedó guardado acá porque no hay un servicio de correo configurado"
            ));
        }
        if email.secret_until.is_some() && email.good_secret(self.clock.now()).is_none() {
            return Err(ApiError::new(ErrorCode::LinkExpired).detail(said!(
                "its link is not kept once it was sent; a new one must be asked for",
                "su enlace no se guarda una vez enviado; hay que pedir uno nuevo"
            )));
        }
        if let Some(suppression) = self.suppressions.of(&email.to).await? {
            let why = suppressed(&suppression);
            let (en, es) = (why.text(Locale::En), why.text(Locale::Es));
            return conflict(said!("{en}; lift that first", "{es}; primero volvé a habilitarla"));
        }
        in_transaction::<_, ApiError, _>(db, async |session| {
            if self.emails.queue_again(id, email.status, session).await? {
                audit.record(entry.clone(), Some(&mut *session)).await?;
                self.jobs.enqueue(deliver::job(&email), Some(session)).await?;
            }
            Ok(())
        })
        .await
        .map_err(Aborted::into_inner)?;
        self.jobs.wake();
        self.get_email(id).await.map(|email| email.summary)
    }

    /// The addresses that nothing is sent to, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_suppressions(&self) -> ApiResult<Vec<Suppression>> {
        Ok(self.suppressions.list(SHOWN).await?)
    }

    /// Lets mails go to an address again.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when they do anyway.
    pub async fn lift_suppression(
        &self,
        address: &str,
        db: &Db,
        audit: &Audit,
        entry: AuditEntry,
    ) -> ApiResult<()> {
        let found = self.suppressions.of(address).await?.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?;
        let entry = entry.details(json!({ "reason": found.reason, "at": found.at }));
        in_transaction::<_, ApiError, _>(db, async |session| {
            if self.suppressions.lift(address, session).await? {
                audit.record(entry.clone(), Some(session)).await?;
            }
            Ok(())
        })
        .await
        .map_err(Aborted::into_inner)
    }
}

/// Why nothing is sent to an address, in a sentence without its end.
pub(super) fn suppressed(suppression: &Suppression) -> Said {
    let (address, at) = (&suppression.address, suppression.at);
    let words = suppression.detail.as_deref().map(|words| format!(" ({words})")).unwrap_or_default();
    if suppression.reason == EmailStatus::Complained {
        said!(
            "nothing is sent to {address} since it complained about a mail on {at}{words}",
            "no se envía nada a la dirección {address} desde que marcó un correo como spam el {at}{words}"
        )
    } else {
        said!(
            "nothing is sent to {address} since it refused a mail on {at}{words}",
            "no se envía nada a la dirección {address} desde que rechazó un correo el {at}{words}"
        )
    }
}
