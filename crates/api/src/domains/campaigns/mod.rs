//! Campaigns: what brands ask for, how creators find it, what becomes of their applications, and how what was signed is
//! carried out: the product that is sent, the drafts, the publication, and for how long the brand may use it.
//!
//! Owns the collections `campaigns`, `campaign_briefs`, `campaign_applications`, `campaign_signatures`, `campaign_saves`,
//! `campaign_ratings`, `campaign_threads`, `campaign_messages`, `campaign_reads`, `campaign_blocks`, `campaign_attachments`,
//! `campaign_shipments`, `campaign_deliverables`, `campaign_draft_comments`, `campaign_posts`, `campaign_rights`,
//! `campaign_revisions`, `campaign_metrics`, `campaign_pictures`, `campaign_figures` and `campaign_reports`. Who is in a brand and who is a
//! creator it asks of `brands` and `creators`; files of drafts and of messages, and screenshots of figures, are kept by
//! `media`.
//!
//! Invariants:
//! - Where a campaign, an application or what follows from it may go from where, and who may send it there, stands in one
//!   table each: `rules/moves`, `applications/rules`, `shipping/rules`, `deliverables/rules` and `metrics/rules`. Every move
//!   is a conditional write on what was read; who is slower gets 409.
//! - A deadline lasts to the end of its day in the campaign's time zone. From then on nobody can apply, also while the job
//!   that closes it is still to run.
//! - From publication on each change of the title, the brief or the compensation makes a version with a digest of its
//!   own, which never changes. What a creator signs is one of them, and the newest at that moment.
//! - The slots that are left are a counter that is taken from by a conditional write in the transaction of the signature:
//!   there never are more confirmed applications than slots, and each of them has exactly one signature.
//! - Both sides agree to the same: the brand by an offer, the creator by signing that offer, named by its number. Nobody
//!   decides on their own application, and a signature is a person's, never a program's.
//! - A creator has one application to a campaign, for ever; a unique index says so.
//! - Each side rates the other once for each application, for ever; what is shown of ratings and what is counted of them is one
//!   write.
//! - The messages of an application are numbered without a gap, and nobody writes where one side has blocked the other.
//! - A draft is nobody's business but its brand's: to everybody else it does not exist.
//! - What is owed follows from the brief that was signed and is written with the signature; it never changes. A piece is
//!   approved at most once, counts for the on-time score at most once, and the brand asks for changes no more often than was
//!   signed. What is to be published is not approved before it says that it is advertising.
//! - Each stage of the work has its time; a job that finds it over acts only on what it found, so that it never undoes what
//!   somebody did at the same moment.
//! - Where a creator lives nobody learns before they signed, and nobody but who sends the product to them.
//! - What a brand may do with a piece holds from the moment it is done to the end that was signed; from then on it gets no
//!   file any more, whether or not the job that says so has run.
//! - Figures of a post count when its creator has vouched for them, and of each post only the newest; whose a picture was that
//!   is used again, strangers are not told.

mod access;
mod applications;
mod called;
mod contract;
mod deliverables;
pub mod demo;
mod jobs;
mod messages;
mod metrics;
mod parties;
mod personal;
mod ratings;
mod repo;
mod reports;
mod rights;
mod routes;
mod rules;
mod service;
mod shipping;
mod tell;
mod work;

pub use called::{
    Campaigns, applications as applications_about, campaigns as campaigns_called, own_applications,
};
pub use contract::{
    Reported, Suspended, hide_message, hide_rating, message_files, reported_campaign, reported_message,
    reported_rating, suspend_campaign,
};
pub use jobs::register;
pub use personal::PERSONAL_DATA;
pub use routes::configure;
pub use service::tally;

/// Makes the indexes. Call it once at start.
///
/// # Errors
/// When the database fails.
pub async fn ensure_indexes(database: &mongodb::Database) -> mongodb::error::Result<()> {
    repo::indexes::ensure(database).await
}
