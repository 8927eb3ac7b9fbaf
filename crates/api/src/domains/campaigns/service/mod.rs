//! What the domain does with campaigns, a file per group of use cases. Whatever changes something records it in the same
//! transaction.

pub mod close;
pub mod discover;
pub mod life;
pub mod managed;
pub mod revisions;
pub mod saved;
pub mod tally;
pub mod write;

use shared::campaigns::CampaignState;
use shared::error::ErrorCode;

use super::repo::campaign_doc::CampaignDoc;
use super::rules::moves::{self, Actor, Move, Refusal};
use crate::http::{ApiError, ApiResult};

/// Where a campaign stands after a move.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for who may not; [`ErrorCode::MoveNotAllowed`] from where it stands.
fn decide(campaign: &CampaignDoc, what: Move, actor: Actor) -> ApiResult<CampaignState> {
    moves::after(campaign.state, what, actor).map_err(|refusal| match refusal {
        Refusal::NotYours => ErrorCode::Forbidden.into(),
        Refusal::NotNow => ApiError::new(ErrorCode::MoveNotAllowed).detail(format!(
            "a campaign that is {} cannot be {}",
            campaign.state.as_str(),
            what.participle()
        )),
    })
}
