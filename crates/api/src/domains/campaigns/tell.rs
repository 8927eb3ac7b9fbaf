//! What people are told about campaigns and applications, once each. No notice names a person: it would outlive the one
//! who is erased.

use mongodb::ClientSession;
use shared::campaigns::ApplicationState;
use shared::id::{ApplicationId, BrandId, CampaignId, UserId};
use shared::notifications::{ApplicationPage, Event};

use super::parties;
use super::repo::applications::ApplicationDoc;
use super::repo::campaign_doc::CampaignDoc;
use crate::app::AppState;
use crate::domains::notifications::Telling;
use crate::http::ApiResult;

/// What happened to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// It came in.
    Applied,
    /// The brand is interested.
    Shortlisted,
    /// The brand offers terms.
    Offered,
    /// The creator asks for other terms.
    Countered,
    /// The brand takes the creator's terms.
    Accepted,
    /// The brand declined.
    Rejected,
    /// The creator took it back.
    Withdrawn,
    /// The creator signed.
    Confirmed,
}

impl News {
    /// Whether the brand is told; otherwise the creator is.
    pub const fn is_for_brand(self) -> bool {
        matches!(self, Self::Applied | Self::Countered | Self::Withdrawn | Self::Confirmed)
    }

    fn event(self, campaign: CampaignId, application: ApplicationId, title: String) -> Event {
        match self {
            Self::Applied => Event::ApplicationReceived { campaign, application, title },
            Self::Countered => Event::ApplicationCountered { campaign, application, title },
            Self::Withdrawn => Event::ApplicationWithdrawn { campaign, application, title },
            Self::Confirmed => Event::ApplicationConfirmed { campaign, application, title },
            Self::Shortlisted => Event::ApplicationShortlisted { application, title },
            Self::Offered => Event::ApplicationOffered { application, title },
            Self::Accepted => Event::ApplicationAccepted { application, title },
            Self::Rejected => Event::ApplicationRejected { application, title },
        }
    }
}

/// Tells the other side what happened to an application, in the transaction of what happened: the creator, or everybody who
/// works in the brand.
///
/// # Errors
/// When the database fails.
pub async fn of_application(
    state: &AppState,
    session: &mut ClientSession,
    campaign: &CampaignDoc,
    application: &ApplicationDoc,
    news: News,
) -> ApiResult<()> {
    let to = if news.is_for_brand() {
        parties::people(state, campaign.brand_id).await?
    } else {
        vec![application.user_id]
    };
    Ok(state.notifications.tell(news_of(campaign, application, news, to), Some(session)).await?)
}

/// What is told of an application as it stands now.
pub fn news_of(campaign: &CampaignDoc, application: &ApplicationDoc, news: News, to: Vec<UserId>) -> Telling {
    let event = news.event(campaign.id, application.id, campaign.content.title.clone());
    let key = format!("{}:{}:{}", event.word(), application.id, application.revision);
    Telling { to, key, event }
}

/// Tells everybody who works in the brand that a deadline is over, in the transaction that closes the campaign.
///
/// # Errors
/// When the database fails.
pub async fn closed(state: &AppState, session: &mut ClientSession, campaign: &CampaignDoc) -> ApiResult<()> {
    let to = parties::people(state, campaign.brand_id).await?;
    Ok(state.notifications.tell(closed_by_itself(campaign, to), Some(session)).await?)
}

/// What is told of a campaign whose deadline is over.
pub fn closed_by_itself(campaign: &CampaignDoc, to: Vec<UserId>) -> Telling {
    let title = campaign.content.title.clone();
    let waiting = campaign.counts.applied.saturating_add(campaign.counts.shortlisted);
    let key = format!("campaign_closed:{}", campaign.id);
    Telling { to, key, event: Event::CampaignClosed { campaign: campaign.id, title, waiting } }
}

/// Who is told that a campaign was cancelled: whoever still had something to expect.
pub const CONCERNED: &[ApplicationState] =
    &[ApplicationState::Applied, ApplicationState::Shortlisted, ApplicationState::Confirmed];

/// Tells one creator that a campaign was cancelled; again tells nothing.
///
/// # Errors
/// When the database fails.
pub async fn cancelled(
    state: &AppState,
    campaign: &CampaignDoc,
    application: &ApplicationDoc,
) -> ApiResult<()> {
    Ok(state.notifications.tell(called_off(campaign, application), None).await?)
}

/// What is told to one creator of a campaign that was cancelled.
pub fn called_off(campaign: &CampaignDoc, application: &ApplicationDoc) -> Telling {
    let event = Event::CampaignCancelled {
        application: application.id,
        title: campaign.content.title.clone(),
        reason: campaign.cancel_reason.clone().unwrap_or_default(),
    };
    Telling::one(application.user_id, format!("campaign_cancelled:{}", application.id), event)
}

/// The two sides of what was signed.
#[derive(Debug, Clone, Copy)]
pub struct Sides {
    /// Where it was signed.
    pub application: ApplicationId,
    /// Of which campaign.
    pub campaign: CampaignId,
    /// The one side.
    pub brand: BrandId,
    /// The other.
    pub creator: UserId,
}

/// Tells the creator, in the transaction of what happened. `key` is what of that kind it is, so that it is told once; `event`
/// makes it of the page where the side looks.
///
/// # Errors
/// When the database fails.
pub async fn creator(
    state: &AppState,
    session: &mut ClientSession,
    sides: Sides,
    key: &str,
    event: impl FnOnce(ApplicationPage) -> Event,
) -> ApiResult<()> {
    Ok(state.notifications.tell(to_creator(sides, key, event), Some(session)).await?)
}

/// What is told to the creator; see [`creator`].
pub fn to_creator(sides: Sides, key: &str, event: impl FnOnce(ApplicationPage) -> Event) -> Telling {
    let event = event(ApplicationPage::Creator { application: sides.application });
    Telling::one(sides.creator, format!("{}:{key}", event.word()), event)
}

/// Tells everybody who works in the brand, in the transaction of what happened; see [`creator`].
///
/// # Errors
/// When the database fails.
pub async fn brand(
    state: &AppState,
    session: &mut ClientSession,
    sides: Sides,
    key: &str,
    event: impl FnOnce(ApplicationPage) -> Event,
) -> ApiResult<()> {
    let to = parties::people(state, sides.brand).await?;
    Ok(state.notifications.tell(to_brand(sides, to, key, event), Some(session)).await?)
}

/// What is told to whoever works in the brand; see [`brand`].
pub fn to_brand(
    sides: Sides,
    to: Vec<UserId>,
    key: &str,
    event: impl FnOnce(ApplicationPage) -> Event,
) -> Telling {
    let Sides { campaign, application, .. } = sides;
    let event = event(ApplicationPage::Brand { campaign, application });
    let key = format!("{}:{key}", event.word());
    Telling { to, key, event }
}

/// Tells both sides, in the transaction of what happened; see [`creator`].
///
/// # Errors
/// When the database fails.
pub async fn both(
    state: &AppState,
    session: &mut ClientSession,
    sides: Sides,
    key: &str,
    event: impl Fn(ApplicationPage) -> Event,
) -> ApiResult<()> {
    creator(state, session, sides, key, &event).await?;
    brand(state, session, sides, key, &event).await
}
