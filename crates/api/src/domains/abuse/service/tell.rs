//! What people are told of reports, once each.

use mongodb::ClientSession;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::id::{AbuseCaseId, UserId};
use shared::notifications::Event;

use super::super::repo::cases::CaseDoc;
use super::super::repo::reports;
use crate::app::AppState;
use crate::domains::notifications::Telling;
use crate::http::{ApiError, ApiResult};
use crate::infra::jobs::{JobContext, JobFailure};

/// Reports that are read at a time.
const ROUND: usize = 500;

/// Tells the staff that there is something to look into, in the transaction of the first report.
///
/// # Errors
/// When the database fails.
pub async fn reported(
    state: &AppState,
    session: &mut ClientSession,
    case: &CaseDoc,
    staff: Vec<UserId>,
) -> ApiResult<()> {
    let telling = Telling {
        to: staff,
        key: format!("abuse_reported:{}", case.id),
        event: Event::AbuseReported { case: case.id },
    };
    Ok(state.notifications.tell(telling, Some(session)).await?)
}

#[derive(Debug, Deserialize)]
struct Payload {
    case_id: AbuseCaseId,
}

/// The job that tells everybody who reported something that it was decided. Begun again, it tells nobody twice.
///
/// # Errors
/// When the database fails.
pub async fn decided(state: AppState, job: JobContext) -> Result<Value, JobFailure> {
    let Payload { case_id } = job.payload()?;
    let told = all(&state, case_id).await.map_err(|error| JobFailure::Retry(error.sentence()))?;
    Ok(json!({ "told": told }))
}

async fn all(state: &AppState, case: AbuseCaseId) -> Result<usize, ApiError> {
    let (mut told, mut after) = (0_usize, None);
    loop {
        let round = reports::of_case(&state.database, case, after, ROUND).await?;
        let to: Vec<UserId> = round.iter().map(|report| report.reporter).collect();
        let telling = Telling { to, key: format!("abuse_decided:{case}"), event: Event::AbuseDecided {} };
        state.notifications.tell(telling, None).await?;
        told = told.saturating_add(round.len());
        after = round.last().map(|last| last.id);
        if round.len() < ROUND {
            return Ok(told);
        }
    }
}
