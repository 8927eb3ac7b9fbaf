//! What `search`, which stands above, asks of this domain: campaigns by what they are called, and applications by whose or
//! to what they are.

use shared::campaigns::{ApplicationSummary, CampaignState, CampaignSummary};
use shared::id::{BrandId, CampaignId, UserId};

use super::repo::applications::{self, ApplicationDoc};
use super::repo::called;
use super::repo::campaign_doc::CampaignDoc;
use super::rules::search::words;
use super::service::discover::name_brands;
use crate::app::AppState;
use crate::http::ApiResult;
use crate::infra::db::sought::Sought;

/// How many of one's own newest applications are looked through.
const OWN: usize = 200;

/// Among which campaigns somebody looks.
#[derive(Debug, Clone, Copy)]
pub enum Campaigns<'a> {
    /// All of them, for the staff.
    All,
    /// Those of the brands that one works for.
    Of(&'a [BrandId]),
    /// Those that creators can apply to, of brands that are in use.
    Published,
}

/// The campaigns that are called like that, the best first; at most `count`.
///
/// # Errors
/// When the database fails.
pub async fn campaigns(
    state: &AppState,
    among: Campaigns<'_>,
    what: &Sought,
    count: usize,
) -> ApiResult<Vec<CampaignSummary>> {
    let found = match among {
        Campaigns::All => called::in_states(&state.database, CampaignState::ALL, what, count).await?,
        Campaigns::Of([]) => Vec::new(),
        Campaigns::Of(brands) => called::of_brands(&state.database, brands, what, count).await?,
        Campaigns::Published => {
            called::in_states(&state.database, &[CampaignState::Published], what, count).await?
        }
    };
    let mut found: Vec<CampaignSummary> = found.iter().map(CampaignDoc::to_summary).collect();
    name_brands(state, &mut found).await?;
    if matches!(among, Campaigns::Published) {
        found.retain(|campaign| campaign.brand.is_some());
    }
    Ok(found)
}

/// The newest applications of these people or to these campaigns, for the staff; at most `count`.
///
/// # Errors
/// When the database fails.
pub async fn applications(
    state: &AppState,
    what: &Sought,
    people: &[UserId],
    campaigns: &[CampaignId],
    count: usize,
) -> ApiResult<Vec<ApplicationSummary>> {
    let mut found = match what {
        Sought::Id(id) => match id.parse() {
            Ok(id) => applications::find(&state.database, id).await?.into_iter().collect(),
            Err(_) => Vec::new(),
        },
        Sought::Words(_) => called::applications(&state.database, people, campaigns, count).await?,
    };
    found.truncate(count);
    Ok(found.iter().map(ApplicationDoc::to_summary).collect())
}

/// One's own applications to campaigns that are called like that, the best first; at most `count`.
///
/// # Errors
/// When the database fails.
pub async fn own_applications(
    state: &AppState,
    user: UserId,
    what: &Sought,
    count: usize,
) -> ApiResult<Vec<ApplicationSummary>> {
    let own = applications::of_user(&state.database, user, &[], None, OWN).await?;
    let rank = |application: &ApplicationDoc| match what {
        Sought::Id(id) => (application.id.to_string() == *id).then(Default::default),
        Sought::Words(_) => {
            let title = words(&application.campaign_title);
            what.rank(title.iter().map(String::as_str))
        }
    };
    let mut ranked: Vec<_> =
        own.iter().filter_map(|application| rank(application).map(|rank| (rank, application))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    Ok(ranked.into_iter().take(count).map(|(_, application)| application.to_summary()).collect())
}
