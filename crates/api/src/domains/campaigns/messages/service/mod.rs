//! What the domain does with messages.

pub mod block;
pub mod files;
pub mod list;
pub mod look;
pub mod people;
pub mod read;
pub mod send;
pub mod staff;

use shared::campaigns::{MessageBlock, OfferSide};
use shared::error::ErrorCode;
use shared::identity::Locale;

use super::super::applications::rules::Role;
use super::super::parties;
use super::super::repo::applications::ApplicationDoc;
use super::super::repo::blocks::{self, BlockDoc};
use super::super::repo::threads::ThreadDoc;
use super::rules::{self, Silence, Standing};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, Said};

/// What is known of a thread beside its messages.
#[derive(Debug)]
pub(super) struct Known {
    pub brand_there: bool,
    pub brand_wrote: bool,
    pub blocks: Vec<MessageBlock>,
}

impl Known {
    /// As it is now.
    pub async fn of(
        state: &AppState,
        application: &ApplicationDoc,
        thread: Option<&ThreadDoc>,
    ) -> ApiResult<Self> {
        let found = blocks::between(&state.database, application.brand_id, application.user_id).await?;
        Ok(Self {
            brand_there: !parties::cards(state, &[application.brand_id]).await?.is_empty(),
            brand_wrote: thread.is_some_and(|thread| thread.brand_wrote),
            blocks: found.iter().map(BlockDoc::to_block).collect(),
        })
    }

    /// For which side somebody may write.
    pub fn may_write(&self, role: Role, application: &ApplicationDoc) -> Result<OfferSide, Silence> {
        let standing = Standing {
            application: application.state,
            // An erasure takes the creator out of the application.
            creator_there: application.creator.is_some(),
            brand_there: self.brand_there,
            brand_wrote: self.brand_wrote,
            blocks: &self.blocks,
        };
        rules::may_write(role, standing)
    }
}

/// Why somebody cannot write, as an answer.
fn silenced(why: Silence) -> ApiError {
    let code = match why {
        Silence::Viewer => ErrorCode::Forbidden,
        Silence::YouBlocked | Silence::TheyBlocked => ErrorCode::MessagesBlocked,
        Silence::Over | Silence::NobodyThere | Silence::NotYourTurn => ErrorCode::MoveNotAllowed,
    };
    ApiError::new(code).detail(Said::new(why.text(Locale::En), why.text(Locale::Es)))
}
