//! Campaigns and the applications to them, for the staff.

mod campaign_page;
mod list_page;
mod suspend;

pub use campaign_page::CampaignPage;
pub use list_page::CampaignsPage;
