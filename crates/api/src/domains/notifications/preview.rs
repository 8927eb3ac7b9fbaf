//! A mail as it looks, for a frame of the console.
//!
//! The console's own policy allows no inline styles, and a document made within it would inherit that; so the mail comes
//! from an address of its own, with a policy under which its styles hold and nothing runs. A frame cannot send a bearer
//! token: the address carries a one-time ticket.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use shared::backups::DownloadTicket;
use shared::error::ErrorCode;
use shared::id::EmailId;

use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiResult, RequestContext};

/// What the page may do: show its styles and images. `sandbox` takes away scripts, forms and the origin once more.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; base-uri 'none'; \
                                 form-action 'none'; frame-ancestors 'self'; sandbox";

/// What the tickets are for.
const TICKET: &str = "email_preview";
const LIFETIME: Duration = Duration::from_secs(60);

#[derive(Serialize, Deserialize)]
struct Look {
    email: EmailId,
    /// The address of who looks, for the audit trail.
    by: String,
}

/// A link that shows this mail once.
///
/// # Errors
/// [`ErrorCode::NotFound`], or when the database fails.
pub(super) async fn ticket(
    state: &AppState,
    reader: &CurrentUser,
    email: EmailId,
) -> ApiResult<DownloadTicket> {
    state.notifications.get_email(email).await?;
    let look = Look { email, by: reader.email.clone() };
    let issued = state.tickets.issue(TICKET, reader.id, &look, LIFETIME).await?;
    Ok(DownloadTicket {
        url: format!("/api/notifications/email-previews/{}", issued.ticket),
        expires_at: issued.expires_at,
    })
}

/// The HTML of the mail that a ticket stands for.
///
/// # Errors
/// [`ErrorCode::LinkExpired`] when it was used, has expired, or was never given.
pub(super) async fn redeem(state: &AppState, context: &RequestContext, ticket: &str) -> ApiResult<String> {
    let redeemed = state.tickets.redeem::<Look>(TICKET, ticket).await?.ok_or(ErrorCode::LinkExpired)?;
    let email = state.notifications.get_email(redeemed.payload.email).await?;
    let by = By::person(redeemed.user, &redeemed.payload.by, context);
    let what = target("email", redeemed.payload.email, Some(email.summary.to.as_str()));
    state.audit.record(AuditEntry::new(by, "notifications.preview_email", what), None).await?;
    Ok(email.html)
}
