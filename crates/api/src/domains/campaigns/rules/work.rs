//! While what was signed is carried out.

use shared::campaigns::CampaignState;

/// Whether what was signed in a campaign is still carried out. Also once it is completed: a creator may be at work when the
/// brand puts the campaign aside. Not once it is cancelled.
pub const fn goes_on(campaign: CampaignState) -> bool {
    matches!(campaign, CampaignState::Published | CampaignState::Closed | CampaignState::Completed)
}
