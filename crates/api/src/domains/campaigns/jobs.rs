//! The domain's work in the background.

use bson::doc;
use jiff::{SignedDuration, Timestamp};
use shared::id::{ApplicationId, CampaignId, MediaId};

use super::messages::service::files;
use super::ratings::service::reveal;
use super::service::close;
use super::{deliverables, metrics, reports, rights, shipping};
use crate::app::AppState;
use crate::infra::jobs::{DuplicateKind, Kind, NewJob, Registry};

/// Closes a campaign whose deadline is over.
pub const CLOSE: &str = "campaigns.close";
/// Tells whoever applied that a campaign was cancelled.
pub const TELL_CANCELLED: &str = "campaigns.tell_cancelled";
/// Declines what nobody decided on before a campaign was completed, and asks who did the work to rate.
pub const DECLINE_REST: &str = "campaigns.decline_rest";

/// Shows the ratings of an application when the days for rating are over.
pub const SHOW_RATINGS: &str = "campaigns.show_ratings";

/// Throws a file away that no message named.
pub const DROP_FILE: &str = "campaigns.drop_file";

/// How long a file waits for its message.
const FILE_WAITS: SignedDuration = SignedDuration::from_hours(24);

/// Says which work this domain does.
///
/// # Errors
/// When a kind is registered already.
pub fn register(registry: &mut Registry, state: &AppState) -> Result<(), DuplicateKind> {
    let closing = state.clone();
    registry.register(Kind::new(CLOSE, move |job| close::at_deadline(closing.clone(), job)))?;
    let telling = state.clone();
    registry.register(Kind::new(TELL_CANCELLED, move |job| close::tell_cancelled(telling.clone(), job)))?;
    let declining = state.clone();
    registry.register(Kind::new(DECLINE_REST, move |job| close::decline_rest(declining.clone(), job)))?;
    let showing = state.clone();
    registry.register(Kind::new(SHOW_RATINGS, move |job| reveal::at_end(showing.clone(), job)))?;
    let dropping = state.clone();
    registry.register(Kind::new(DROP_FILE, move |job| files::drop_unused(dropping.clone(), job)))?;
    shipping::jobs::register(registry, state)?;
    deliverables::jobs::register(registry, state)?;
    rights::jobs::register(registry, state)?;
    metrics::jobs::register(registry, state)?;
    reports::jobs::register(registry, state)
}

/// The job that closes a campaign at an instant. A deadline that is moved gets one of its own; the one before then finds
/// nothing to close.
pub fn close_at(campaign: CampaignId, at: Timestamp) -> NewJob {
    NewJob::new(CLOSE, "campaign")
        .payload(doc! { "campaign_id": campaign.to_string() })
        .unique_key(format!("{CLOSE}:{campaign}:{}", at.as_millisecond()))
        .max_attempts(50)
        .run_at(at)
}

/// The job that tells whoever applied.
pub fn tell_cancelled(campaign: CampaignId) -> NewJob {
    afterwards(TELL_CANCELLED, campaign)
}

/// The job that declines the rest.
pub fn decline_rest(campaign: CampaignId) -> NewJob {
    afterwards(DECLINE_REST, campaign)
}

/// The job that shows the ratings of an application at an instant, if nothing has shown them before.
pub fn show_ratings(application: ApplicationId, at: Timestamp) -> NewJob {
    NewJob::new(SHOW_RATINGS, "ratings")
        .payload(doc! { "application_id": application.to_string() })
        .unique_key(format!("{SHOW_RATINGS}:{application}"))
        .max_attempts(50)
        .run_at(at)
}

/// The job that throws away a file that came in now, unless a message names it.
pub fn drop_file(file: MediaId, now: Timestamp) -> NewJob {
    NewJob::new(DROP_FILE, "file of a message")
        .payload(doc! { "file": file.to_string() })
        .max_attempts(50)
        .run_at(now.saturating_add(FILE_WAITS).unwrap_or(Timestamp::MAX))
}

fn afterwards(kind: &'static str, campaign: CampaignId) -> NewJob {
    NewJob::new(kind, "campaign")
        .payload(doc! { "campaign_id": campaign.to_string() })
        .unique_key(format!("{kind}:{campaign}"))
        .max_attempts(20)
}
