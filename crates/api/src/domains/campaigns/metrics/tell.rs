//! What the two sides are told about figures, once each.

use mongodb::ClientSession;
use shared::campaigns::QuestionSide;
use shared::notifications::Event;

use super::super::repo::metrics::MetricsDoc;
use super::super::tell::{self, Sides};
use super::rules::Step;
use crate::app::AppState;
use crate::http::ApiResult;

/// Tells whoever is concerned what was done, in the transaction of what was done.
///
/// # Errors
/// When the database fails.
pub async fn done(
    state: &AppState,
    session: &mut ClientSession,
    metrics: &MetricsDoc,
    step: Step,
) -> ApiResult<()> {
    let sides = Sides {
        application: metrics.application_id,
        campaign: metrics.campaign_id,
        brand: metrics.brand_id,
        creator: metrics.user_id,
    };
    let key = format!("{}:{}", metrics.id, metrics.revision);
    let (title, number) = (metrics.campaign_title.clone(), metrics.number);
    match step {
        Step::Read => {
            let event = |page| Event::MetricsRead { page, title, number };
            tell::creator(state, session, sides, &key, event).await
        }
        Step::GiveUp => {
            let event = |page| Event::MetricsUnread { page, title, number };
            tell::creator(state, session, sides, &key, event).await
        }
        Step::Confirm => {
            let event = |page| Event::MetricsConfirmed { page, title, number };
            tell::brand(state, session, sides, &key, event).await
        }
        Step::Question => {
            let event = |page| Event::MetricsQuestioned { page, title: title.clone(), number };
            let by = metrics.question.as_ref().map(|question| question.by);
            if by == Some(QuestionSide::Staff) {
                tell::both(state, session, sides, &key, event).await
            } else {
                tell::creator(state, session, sides, &key, event).await
            }
        }
        // Nobody else has seen them.
        Step::Discard => Ok(()),
    }
}
