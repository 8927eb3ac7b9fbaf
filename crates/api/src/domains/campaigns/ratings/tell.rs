//! What people are told of ratings, once each.

use mongodb::ClientSession;
use shared::campaigns::OfferSide;
use shared::id::UserId;
use shared::notifications::Event;

use super::super::parties;
use super::super::repo::applications::ApplicationDoc;
use super::super::repo::ratings::RatingDoc;
use crate::app::AppState;
use crate::domains::notifications::Telling;
use crate::http::ApiResult;

/// Tells a creator that the days for rating begin; again tells nothing.
///
/// # Errors
/// When the database fails.
pub async fn open(state: &AppState, application: &ApplicationDoc) -> ApiResult<()> {
    Ok(state.notifications.tell(can_be_rated(application), None).await?)
}

/// What is told to a creator when the days for rating begin.
pub fn can_be_rated(application: &ApplicationDoc) -> Telling {
    let event = Event::RatingOpen { title: application.campaign_title.clone(), application: application.id };
    Telling::one(application.user_id, format!("rating_open:{}", application.id), event)
}

/// Tells the side that has not rated that the other has.
///
/// # Errors
/// When the database fails.
pub async fn rate_too(state: &AppState, session: &mut ClientSession, rating: &RatingDoc) -> ApiResult<()> {
    to_rated(state, session, rating, awaits(rating)).await
}

/// What the side that has not rated is told.
pub fn awaits(rating: &RatingDoc) -> Event {
    let (title, application, campaign) =
        (rating.campaign_title.clone(), rating.application_id, rating.campaign_id);
    match rating.by {
        OfferSide::Creator => Event::RatingAwaitsBrand { campaign, title, application },
        OfferSide::Brand => Event::RatingAwaitsCreator { title, application },
    }
}

/// Tells whoever is rated that everybody sees how.
///
/// # Errors
/// When the database fails.
pub async fn rated(state: &AppState, session: &mut ClientSession, rating: &RatingDoc) -> ApiResult<()> {
    to_rated(state, session, rating, shown(rating)).await
}

/// What whoever is rated is told once everybody sees how.
pub fn shown(rating: &RatingDoc) -> Event {
    let (title, application, campaign) =
        (rating.campaign_title.clone(), rating.application_id, rating.campaign_id);
    match rating.by {
        OfferSide::Creator => Event::RatingOfBrandShown { campaign, title, application },
        OfferSide::Brand => Event::RatingOfCreatorShown { title, application },
    }
}

async fn to_rated(
    state: &AppState,
    session: &mut ClientSession,
    rating: &RatingDoc,
    event: Event,
) -> ApiResult<()> {
    let to = match rating.by {
        OfferSide::Creator => parties::people(state, rating.brand_id).await?,
        OfferSide::Brand => vec![rating.creator_user],
    };
    Ok(state.notifications.tell(of_rating(rating, to, event), Some(session)).await?)
}

/// What is told of a rating, once for each kind of event.
pub fn of_rating(rating: &RatingDoc, to: Vec<UserId>, event: Event) -> Telling {
    Telling { to, key: format!("{}:{}", event.word(), rating.id), event }
}

/// Tells the side that rated that there is a reply.
///
/// # Errors
/// When the database fails.
pub async fn replied(state: &AppState, session: &mut ClientSession, rating: &RatingDoc) -> ApiResult<()> {
    let (title, application, campaign) =
        (rating.campaign_title.clone(), rating.application_id, rating.campaign_id);
    let (to, event) = match rating.by {
        OfferSide::Brand => {
            let event = Event::RatingRepliedToBrand { campaign, title, application };
            (parties::people(state, rating.brand_id).await?, event)
        }
        OfferSide::Creator => {
            (vec![rating.creator_user], Event::RatingRepliedToCreator { title, application })
        }
    };
    Ok(state.notifications.tell(of_rating(rating, to, event), Some(session)).await?)
}

/// Tells whoever wrote a rating that the staff took it out of sight, and why.
///
/// # Errors
/// When the database fails.
pub async fn hidden(
    state: &AppState,
    session: &mut ClientSession,
    rating: &RatingDoc,
    reason: &str,
) -> ApiResult<()> {
    let event = Event::RatingHidden { title: rating.campaign_title.clone(), reason: reason.to_owned() };
    let at = rating.hidden.as_ref().map_or(0, |hidden| hidden.at.timestamp_millis());
    let telling = Telling::one(rating.author, format!("rating_hidden:{}:{at}", rating.id), event);
    Ok(state.notifications.tell(telling, Some(session)).await?)
}
