//! Addresses in the app that whoever is told something is led to.

use std::fmt;

use crate::id::{ApplicationId, CampaignId};

/// Where an application, and what was signed by it, is looked at. Each side has an address of its own, so that one kind of
/// [`Event`](super::Event) can be told to both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplicationPage {
    /// The creator's.
    Creator {
        /// The application.
        application: ApplicationId,
    },
    /// The one of the brand's workspace.
    Brand {
        /// Whose campaign.
        campaign: CampaignId,
        /// The application.
        application: ApplicationId,
    },
}

impl fmt::Display for ApplicationPage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Creator { application } => write!(formatter, "/creator/applications/{application}"),
            Self::Brand { campaign, application } => {
                write!(formatter, "/brand/campaigns/{campaign}/applications/{application}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::ApplicationPage;
    use crate::id::{ApplicationId, CampaignId};

    #[test]
    fn each_side_is_led_to_its_own_page() {
        let (application, campaign) =
            (ApplicationId::new(Uuid::from_u128(1)), CampaignId::new(Uuid::from_u128(2)));
        let creators = ApplicationPage::Creator { application };
        assert_eq!(creators.to_string(), "/creator/applications/00000000-0000-0000-0000-000000000001");
        let brands = ApplicationPage::Brand { campaign, application };
        assert_eq!(
            brands.to_string(),
            "/brand/campaigns/00000000-0000-0000-0000-000000000002/applications/\
             00000000-0000-0000-0000-000000000001"
        );
    }
}
