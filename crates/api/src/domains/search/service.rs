//! Asks each domain for what somebody may see.

use std::collections::HashSet;

use shared::brands::BrandState;
use shared::campaigns::{ApplicationSummary, CampaignSummary};
use shared::creators::ManagedCreator;
use shared::id::{BrandId, CampaignId, UserId};
use shared::identity::{Permission, Role};
use shared::search::{DEFAULT_HITS, SearchHit, SearchQuery, SearchResults, SearchView};

use crate::app::AppState;
use crate::domains::campaigns::{Campaigns, applications_about, campaigns_called, own_applications};
use crate::domains::identity::{self, CurrentUser, names};
use crate::domains::{brands, creators};
use crate::http::ApiResult;
use crate::infra::db::sought::Sought;

/// What is called like that and may be seen by who asks.
///
/// # Errors
/// When the database fails.
pub async fn search(state: &AppState, who: &CurrentUser, query: &SearchQuery) -> ApiResult<SearchResults> {
    let Some(what) = Sought::of(&query.q, names::plain_words(&query.q)) else {
        return Ok(SearchResults { hits: Vec::new() });
    };
    let look = Look {
        state,
        who,
        what: &what,
        count: usize::try_from(query.limit.unwrap_or(DEFAULT_HITS)).unwrap_or(1),
    };
    let mut hits = Vec::new();
    if look.may(Permission::ManageUsers) {
        hits.extend(look.users().await?);
    }
    hits.extend(if look.may(Permission::ManageMarketplace) {
        look.market().await?
    } else {
        look.own().await?
    });
    Ok(SearchResults { hits })
}

/// Who looks for what.
#[derive(Clone, Copy)]
struct Look<'a> {
    state: &'a AppState,
    who: &'a CurrentUser,
    what: &'a Sought,
    count: usize,
}

impl Look<'_> {
    fn may(self, permission: Permission) -> bool {
        self.who.roles.contains(&Role::Admin) && self.who.permissions.contains(&permission)
    }

    async fn users(self) -> ApiResult<Vec<SearchHit>> {
        let found = identity::called(self.state, self.what, self.count).await?;
        let hit = |user: shared::identity::UserSummary| SearchHit::User {
            id: user.id,
            name: user.name,
            email: user.email,
        };
        Ok(found.into_iter().map(hit).collect())
    }

    /// The whole marketplace, for the staff.
    async fn market(self) -> ApiResult<Vec<SearchHit>> {
        let Self { state, what, count, .. } = self;
        let (creators, brands, campaigns) = futures::try_join!(
            creators::called(state, true, what, count),
            brands::called(state, what, count),
            campaigns_called(state, Campaigns::All, what, count),
        )?;
        let people: Vec<UserId> = creators.iter().map(|creator| creator.user_id).collect();
        let to: Vec<CampaignId> = campaigns.iter().map(|campaign| campaign.id).collect();
        let applications = applications_about(state, what, &people, &to, count).await?;
        let mut hits: Vec<SearchHit> =
            creators.into_iter().map(|creator| creator_hit(creator, SearchView::Staff)).collect();
        hits.extend(brands.into_iter().map(|brand| SearchHit::Brand {
            id: brand.id,
            view: SearchView::Staff,
            company: brand.company,
            state: brand.state,
        }));
        hits.extend(campaigns.into_iter().map(|campaign| campaign_hit(campaign, SearchView::Staff)));
        hits.extend(
            applications.into_iter().map(|application| application_hit(application, SearchView::Staff)),
        );
        Ok(hits)
    }

    /// What is one's own, one's brands' or everybody's.
    async fn own(self) -> ApiResult<Vec<SearchHit>> {
        let Self { state, who, what, count } = self;
        let mine = brands::mine(state, who.id).await?;
        let ids: Vec<BrandId> = mine.iter().map(|brand| brand.brand_id).collect();
        let (creators, own, public, applications) = futures::try_join!(
            creators::called(state, false, what, count),
            campaigns_called(state, Campaigns::Of(&ids), what, count),
            campaigns_called(state, Campaigns::Published, what, count),
            own_applications(state, who.id, what, count),
        )?;
        let mut named: Vec<_> = mine
            .into_iter()
            .filter_map(|brand| {
                let words = names::plain_words(&brand.company);
                let rank = match what {
                    Sought::Id(id) => (brand.brand_id.to_string() == *id).then(Default::default),
                    Sought::Words(_) => what.rank(words.iter().map(String::as_str)),
                };
                rank.map(|rank| (rank, brand))
            })
            .collect();
        named.sort_by_key(|(rank, _)| *rank);
        let mut hits: Vec<SearchHit> = applications
            .into_iter()
            .map(|application| application_hit(application, SearchView::Own))
            .collect();
        hits.extend(named.into_iter().take(count).map(|(_, brand)| SearchHit::Brand {
            id: brand.brand_id,
            view: SearchView::Own,
            company: brand.company,
            state: BrandState::Open,
        }));
        let seen: HashSet<CampaignId> = own.iter().map(|campaign| campaign.id).collect();
        hits.extend(own.into_iter().map(|campaign| campaign_hit(campaign, SearchView::Own)));
        let others = public.into_iter().filter(|campaign| !seen.contains(&campaign.id));
        hits.extend(others.map(|campaign| campaign_hit(campaign, SearchView::Public)));
        hits.extend(creators.into_iter().map(|creator| creator_hit(creator, SearchView::Public)));
        Ok(hits)
    }
}

fn creator_hit(creator: ManagedCreator, view: SearchView) -> SearchHit {
    SearchHit::Creator { id: creator.id, view, name: creator.name, handle: creator.handle }
}

fn campaign_hit(campaign: CampaignSummary, view: SearchView) -> SearchHit {
    SearchHit::Campaign {
        id: campaign.id,
        brand_id: campaign.brand_id,
        view,
        title: campaign.title,
        company: campaign.brand.map(|brand| brand.company),
        state: campaign.state,
    }
}

fn application_hit(application: ApplicationSummary, view: SearchView) -> SearchHit {
    SearchHit::Application {
        id: application.id,
        view,
        campaign_id: application.campaign_id,
        campaign_title: application.campaign_title,
        creator: application.creator.map(|creator| creator.name),
        state: application.state,
    }
}
