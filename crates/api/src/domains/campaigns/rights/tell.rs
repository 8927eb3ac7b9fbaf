//! What the two sides are told about the end of rights, once each.

use bson::DateTime;
use jiff::Timestamp;
use mongodb::ClientSession;
use shared::notifications::Event;

use super::super::repo::rights::RightsDoc;
use super::super::tell::{self, Sides};
use super::jobs::About;
use super::rules::days_left;
use crate::app::AppState;
use crate::http::ApiResult;

/// Tells both sides of an end that is near or has come, in the transaction of what happened. Whether there was something to
/// tell: an end that was near may have come meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn of_end(
    state: &AppState,
    session: &mut ClientSession,
    rights: &RightsDoc,
    about: About,
    now: Timestamp,
) -> ApiResult<bool> {
    let (sides, id, title) = (sides(rights), rights.deliverable_id, &rights.campaign_title);
    let left = |end: Option<DateTime>| {
        end.map(DateTime::to_jiff).filter(|end| now < *end).map(|end| days_left(now, end))
    };
    match about {
        About::TermNears => {
            let Some(days) = left(rights.ends_at) else { return Ok(false) };
            let event = |page| Event::RightsNearEnd { page, title: title.clone(), days };
            tell::both(state, session, sides, &format!("{id}:{days}"), event).await?;
        }
        About::TermEnds => {
            let event = |page| Event::RightsEnded { page, title: title.clone() };
            tell::both(state, session, sides, &id.to_string(), event).await?;
        }
        About::AdsNear => {
            let Some(days) = left(rights.paid_ads_until) else { return Ok(false) };
            let event = |page| Event::PaidAdsNearEnd { page, title: title.clone(), days };
            tell::both(state, session, sides, &format!("{id}:{days}"), event).await?;
        }
        About::AdsEnd => {
            let event = |page| Event::PaidAdsEnded { page, title: title.clone() };
            tell::both(state, session, sides, &id.to_string(), event).await?;
        }
    }
    Ok(true)
}

fn sides(rights: &RightsDoc) -> Sides {
    Sides {
        application: rights.application_id,
        campaign: rights.campaign_id,
        brand: rights.brand_id,
        creator: rights.user_id,
    }
}
