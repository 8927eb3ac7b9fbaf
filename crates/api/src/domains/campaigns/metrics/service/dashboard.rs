//! Dashboards: what confirmed figures add up to.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use jiff::tz::TimeZone;
use shared::campaigns::{
    CampaignMetrics, CreatorMetrics, DashboardQuery, DayMetrics, MOST_LISTED, MetricsDashboard, MetricsSum,
    PlatformMetrics, SpentOn,
};
use shared::creators::Platform;
use shared::id::{ApplicationId, CampaignId, CreatorId};
use shared::money::{Currency, MAX_AMOUNT, Money};

use super::super::super::repo::counted::{self, CountedPost, MOST_POSTS, Of, Which};
use super::super::super::repo::{applications, campaigns};
use super::super::super::rules::deadline::DEFAULT_ZONE;
use super::super::rules;
use crate::app::AppState;
use crate::http::{ApiError, ApiResult};

/// What the posts of a brand, or of somebody, add up to.
///
/// # Errors
/// [`shared::error::ErrorCode::ValidationFailed`] on a period that is none, is too long, or has too many posts.
pub async fn get(state: &AppState, of: Of, query: &DashboardQuery) -> ApiResult<MetricsDashboard> {
    let zone = TimeZone::get(DEFAULT_ZONE).unwrap_or(TimeZone::UTC);
    let today = state.clock.now().to_zoned(zone).date();
    let (from, to) = rules::period(query, today).map_err(|(field, right)| ApiError::field(field, right))?;
    let (from, to) = (from.to_string(), to.to_string());
    let days = (from.clone(), to.clone());
    let which = Which { of, days, campaign: query.campaign, creator: query.creator };
    let mut all = All::default();
    if !counted::each(&state.database, &which, |post| all.count(post)).await? {
        let right = format!("must be later: a dashboard adds up {MOST_POSTS} posts at most");
        return Err(ApiError::field("from", right));
    }
    let campaigns = most_viewed(all.campaigns);
    let creators = most_viewed(all.creators);
    let platforms = most_viewed(all.platforms);
    let applied = creators.iter().map(|(_, (applied, _))| *applied).collect();
    let of_campaigns = campaigns.iter().map(|(id, _)| *id).collect();
    let (titles, names) = tokio::try_join!(titles(state, of_campaigns), names(state, applied))?;
    let creators = creators.into_iter().map(|(creator_id, (applied, parts))| CreatorMetrics {
        creator_id,
        name: names.get(&applied).cloned(),
        sum: parts.sum(),
    });
    Ok(MetricsDashboard {
        from,
        to,
        total: all.total.sum(),
        days: all.days.into_iter().map(|(day, parts)| DayMetrics { day, sum: parts.sum() }).collect(),
        campaigns: campaigns
            .into_iter()
            .map(|(campaign_id, parts)| CampaignMetrics {
                campaign_id,
                title: titles.get(&campaign_id).cloned().unwrap_or_default(),
                sum: parts.sum(),
            })
            .collect(),
        creators: matches!(of, Of::Brand(_)).then(|| creators.collect()),
        platforms: platforms
            .into_iter()
            .map(|(platform, parts)| PlatformMetrics { platform, sum: parts.sum() })
            .collect(),
    })
}

/// Everything that is added up, by what it is of.
#[derive(Debug, Default)]
struct All {
    total: Parts,
    days: BTreeMap<String, Parts>,
    campaigns: BTreeMap<CampaignId, Parts>,
    /// With one of their applications, which knows what they are called.
    creators: BTreeMap<CreatorId, (ApplicationId, Parts)>,
    platforms: BTreeMap<Platform, Parts>,
}

impl All {
    fn count(&mut self, post: CountedPost) {
        self.total.count(&post);
        self.campaigns.entry(post.campaign_id).or_default().count(&post);
        self.platforms.entry(post.platform).or_default().count(&post);
        let creator =
            self.creators.entry(post.creator_id).or_insert_with(|| (post.application_id, Parts::default()));
        creator.0 = creator.0.max(post.application_id);
        creator.1.count(&post);
        match self.days.get_mut(&post.day) {
            Some(day) => day.count(&post),
            None => {
                let mut day = Parts::default();
                day.count(&post);
                self.days.insert(post.day, day);
            }
        }
    }
}

/// What is sorted by its views.
trait Viewed {
    fn views(&self) -> u64;
}

impl Viewed for Parts {
    fn views(&self) -> u64 {
        self.views
    }
}

impl Viewed for (ApplicationId, Parts) {
    fn views(&self) -> u64 {
        self.1.views
    }
}

/// Most views first, as many as are listed. Those with as many views stand in the order of their keys.
fn most_viewed<K, V: Viewed>(all: BTreeMap<K, V>) -> Vec<(K, V)> {
    let mut all: Vec<(K, V)> = all.into_iter().collect();
    all.sort_by_key(|(_, one)| Reverse(one.views()));
    all.truncate(MOST_LISTED);
    all
}

async fn titles(state: &AppState, ids: Vec<CampaignId>) -> ApiResult<HashMap<CampaignId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = campaigns::find_all(&state.database, &ids).await?;
    Ok(found.into_iter().map(|campaign| (campaign.id, campaign.content.title)).collect())
}

/// What who applied was called then.
async fn names(state: &AppState, ids: Vec<ApplicationId>) -> ApiResult<HashMap<ApplicationId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = applications::find_all(&state.database, &ids).await?;
    let named =
        |id, creator: Option<shared::creators::CreatorSnapshot>| creator.map(|creator| (id, creator.name));
    Ok(found.into_iter().filter_map(|application| named(application.id, application.creator)).collect())
}

/// What was added up in one currency.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    spent: i64,
    /// What of it was spent on posts whose views are known, and these views.
    seen: i64,
    views: u64,
}

/// What is added up before anything is divided.
#[derive(Debug, Clone, Default)]
struct Parts {
    posts: u64,
    views: u64,
    reach: u64,
    interactions: u64,
    /// Of the posts of which both are known.
    rated_interactions: u64,
    rated_views: u64,
    costs: [Cost; Currency::ALL.len()],
}

impl Parts {
    fn count(&mut self, post: &CountedPost) {
        let add = |sum: &mut u64, more: Option<u64>| *sum = sum.saturating_add(more.unwrap_or(0));
        add(&mut self.posts, Some(1));
        add(&mut self.views, post.views);
        add(&mut self.reach, post.reach);
        add(&mut self.interactions, post.interactions);
        if let (Some(views), Some(interactions)) = (post.views, post.interactions) {
            add(&mut self.rated_views, Some(views));
            add(&mut self.rated_interactions, Some(interactions));
        }
        for (cost, currency) in self.costs.iter_mut().zip(Currency::ALL) {
            let spent = post.cost(*currency);
            if spent == 0 {
                continue;
            }
            cost.spent = cost.spent.saturating_add(spent);
            if let Some(views) = post.views {
                cost.seen = cost.seen.saturating_add(spent);
                add(&mut cost.views, Some(views));
            }
        }
    }

    fn sum(&self) -> MetricsSum {
        let costs = self.costs.iter().zip(Currency::ALL).filter(|(cost, _)| cost.spent > 0);
        MetricsSum {
            posts: self.posts,
            views: self.views,
            reach: self.reach,
            interactions: self.interactions,
            engagement: rules::engagement(self.rated_interactions, self.rated_views),
            spent: costs
                .map(|(cost, currency)| SpentOn {
                    spent: Money::new(cost.spent.min(MAX_AMOUNT), *currency),
                    views: cost.views,
                    per_thousand: per_thousand(cost.seen, cost.views)
                        .map(|amount| Money::new(amount, *currency)),
                })
                .collect(),
        }
    }
}

/// What a thousand views cost, to the nearest minor unit.
fn per_thousand(spent: i64, views: u64) -> Option<i64> {
    let amount = rules::nearest(u128::try_from(spent).ok()? * 1_000, u128::from(views))?;
    Some(i64::try_from(amount).unwrap_or(MAX_AMOUNT).min(MAX_AMOUNT))
}

#[cfg(test)]
mod tests {
    use shared::figures::Percent;

    use super::*;

    #[test]
    fn nothing_is_divided_by_nothing_and_everything_is_rounded_to_the_nearest() {
        assert_eq!(rules::engagement(5, 0), None);
        assert_eq!(rules::engagement(85, 1_000), Some(Percent { hundredths: 850 }));
        assert_eq!(rules::engagement(2, 3), Some(Percent { hundredths: 6_667 }));
        assert_eq!(per_thousand(300_000, 0), None);
        assert_eq!(per_thousand(300_000, 12_400), Some(24_194));
        assert_eq!(per_thousand(1, 3_000), Some(0));
        assert_eq!(per_thousand(MAX_AMOUNT, 1), Some(MAX_AMOUNT));
    }
}
