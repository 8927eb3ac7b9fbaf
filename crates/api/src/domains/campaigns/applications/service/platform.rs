//! What the platform does by itself: applications that nobody decided on end with their campaign, and those of a person end
//! with the person. For jobs, so the futures here move between threads.

use futures::FutureExt;
use serde_json::json;
use shared::campaigns::CampaignState;
use shared::id::UserId;

use super::super::super::repo::applications::{self, ApplicationDoc, Change, OPEN};
use super::super::super::repo::campaigns;
use super::super::super::tell::{self, News};
use super::super::rules::{self, Role, Step};
use super::{action, turn};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::http::{ApiResult, in_sendable_transaction};

/// Applications that are read at a time.
const ROUND: usize = 200;

/// Ends an application; one that has ended stays as it is.
///
/// # Errors
/// [`shared::error::ErrorCode::Conflict`] when somebody else moved it at the same moment.
pub async fn end(state: &AppState, application: &ApplicationDoc, step: Step) -> ApiResult<()> {
    let Some(campaign) = campaigns::find(&state.database, application.campaign_id).await? else {
        return Ok(());
    };
    let news = if step == Step::Reject { News::Rejected } else { News::Withdrawn };
    let Ok(after) = rules::after(application.state, step, Role::Platform, campaign.state) else {
        return Ok(());
    };
    let now = state.clock.now();
    let context = (state.clone(), application.clone(), campaign);
    in_sendable_transaction(&state.db, context, move |session, (state, before, campaign)| {
        async move {
            let nothing = Change::default();
            let standing = CampaignState::ALL;
            let turned = turn(state, session, before, after, &nothing, standing, now).await?;
            let what = target("application", before.id, Some(&before.campaign_title));
            let line = AuditEntry::new(By::system(), action(step), what)
                .details(json!({ "campaign": campaign.state.as_str() }));
            state.audit.record(line, Some(&mut *session)).await?;
            tell::of_application(state, session, campaign, &turned, news).await
        }
        .boxed()
    })
    .await
}

/// Withdraws every open application of a person.
///
/// # Errors
/// When the database fails, or somebody else moved one at the same moment.
pub async fn withdraw_all(state: &AppState, user: UserId) -> ApiResult<()> {
    loop {
        // Each of them leaves the list that is read.
        let round = applications::of_user(&state.database, user, OPEN, None, ROUND).await?;
        for application in &round {
            end(state, application, Step::Withdraw).await?;
        }
        if round.len() < ROUND {
            return Ok(());
        }
    }
}
