//! Creators: who makes content, where they publish it, what they show of it and what they ask for it.

mod account;
mod availability;
mod card;
mod creator;
mod history;
mod kit;
mod listing;
mod platform;
mod portfolio;
mod privacy;
mod rates;
mod standing;
mod topics;

pub use account::{AccountError, account_url, recognise_account};
pub use availability::{Availability, AvailabilityState, valid_day};
pub use card::{CreatorCard, CreatorSnapshot};
pub use creator::{
    Completeness, CreateCreator, Creator, MAX_NETWORKS, MissingPart, Network, NetworkEntry, OnTime,
    ReplaceNetworks, UpdateCreator,
};
pub use history::{CreatorRevision, TRASH_DAYS, TrashManagedCreator, Trashed};
pub use kit::{KitNetwork, MediaKit};
pub use listing::{CreatorQuery, CreatorSummary};
pub use platform::Platform;
pub use portfolio::{
    AddPortfolioLink, MAX_PORTFOLIO, PortfolioItem, StartedPicture, UpdatePortfolioItem, valid_link,
};
pub use privacy::{CreatorPrivacy, UpdateCreatorPrivacy};
pub use rates::{ContentKind, MAX_RATES, Rate, ReplaceRates};
pub use standing::{
    CreatorLevel, CreatorStatus, ManagedCreator, ManagedCreatorQuery, NetworkProof, UpdateManagedCreator,
};
pub use topics::{Category, valid_language};
