//! What is called how, for a lot of rows at a time.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use shared::id::{ApplicationId, BrandId, CampaignId};

use super::super::super::parties;
use super::super::super::repo::{applications, campaigns};
use super::zone;
use crate::app::AppState;
use crate::http::ApiResult;

/// Campaigns, the names of creators as they applied, and the names of brands.
#[derive(Default)]
pub struct Lookup {
    campaigns: HashMap<CampaignId, (String, TimeZone)>,
    creators: HashMap<ApplicationId, String>,
    brands: HashMap<BrandId, String>,
}

impl Lookup {
    /// Of these.
    pub async fn of(
        state: &AppState,
        about: impl Iterator<Item = (CampaignId, ApplicationId, BrandId)>,
    ) -> ApiResult<Self> {
        let (mut of_campaigns, mut of_applications, mut of_brands) = (Vec::new(), Vec::new(), Vec::new());
        for (campaign, application, brand) in about {
            of_campaigns.push(campaign);
            of_applications.push(application);
            of_brands.push(brand);
        }
        if of_campaigns.is_empty() {
            return Ok(Self::default());
        }
        of_campaigns.sort_unstable();
        of_campaigns.dedup();
        let (campaigns, applications, brands) = tokio::try_join!(
            campaigns::find_all(&state.database, &of_campaigns),
            applications::find_all(&state.database, &of_applications),
            parties::cards(state, &of_brands),
        )?;
        let named = |application: applications::ApplicationDoc| {
            application.creator.map(|creator| (application.id, creator.name))
        };
        Ok(Self {
            campaigns: campaigns
                .into_iter()
                .map(|campaign| (campaign.id, (campaign.content.title, zone(&campaign.content.time_zone))))
                .collect(),
            creators: applications.into_iter().filter_map(named).collect(),
            brands: brands.into_iter().map(|(id, card)| (id, card.company)).collect(),
        })
    }

    /// What a campaign is called now.
    pub fn title(&self, id: CampaignId) -> Option<&str> {
        self.campaigns.get(&id).map(|(title, _)| title.as_str())
    }

    /// Where a campaign's days begin and end.
    pub fn zone(&self, id: CampaignId) -> TimeZone {
        self.campaigns.get(&id).map_or_else(|| zone(""), |(_, zone)| zone.clone())
    }

    /// What a creator was called when they applied.
    pub fn creator(&self, id: ApplicationId) -> Option<&str> {
        self.creators.get(&id).map(String::as_str)
    }

    /// What a brand is called.
    pub fn brand(&self, id: BrandId) -> Option<&str> {
        self.brands.get(&id).map(String::as_str)
    }
}
