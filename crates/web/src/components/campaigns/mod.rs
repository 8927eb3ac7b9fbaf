//! Campaigns and applications as every area shows them: where they stand, what they pay, until when, what is asked for.

mod agreed;
mod brief;
mod card;
mod compensation_fields;
mod deadline;
mod history;
mod money_field;
mod offer;
mod requirements;
mod revisions;
mod signature;
mod snapshot;
mod state;
mod terms;
mod view;
pub mod words;

pub use agreed::RightsView;
pub use brief::BriefView;
pub use card::CampaignCard;
pub use compensation_fields::{CompensationFields, TypedCompensation};
pub use deadline::Deadline;
pub use history::HistoryView;
pub use offer::OfferView;
pub use requirements::RequirementsView;
pub use revisions::CAMPAIGN;
pub use signature::SignatureView;
pub use snapshot::{SnapshotLine, SnapshotView};
pub use state::{ApplicationBadge, CampaignBadge};
pub use terms::Terms;
pub use view::CampaignView;
