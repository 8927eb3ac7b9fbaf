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
use super::rules::spanish;
use crate::http::{ApiError, ApiResult};
use crate::said;

/// Where a campaign stands after a move.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for who may not; [`ErrorCode::MoveNotAllowed`] from where it stands.
fn decide(campaign: &CampaignDoc, what: Move, actor: Actor) -> ApiResult<CampaignState> {
    moves::after(campaign.state, what, actor).map_err(|refusal| match refusal {
        Refusal::NotYours => ErrorCode::Forbidden.into(),
        Refusal::NotNow => {
            let (state, stands) = (campaign.state.as_str(), spanish::campaign(campaign.state));
            let (en, es) = what.words();
            ApiError::new(ErrorCode::MoveNotAllowed)
                .detail(said!("a campaign that is {state} cannot be {en}", "una campaña {stands} no {es}"))
        }
    })
}
