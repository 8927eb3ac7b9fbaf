//! Who reads a thread, and saying to them that it changed.

use mongodb::ClientSession;
use shared::id::{ApplicationId, BrandId, UserId};
use shared::notifications::{Changed, ChangedKind};

use super::super::super::parties;
use super::super::super::repo::applications::ApplicationDoc;
use crate::app::AppState;
use crate::http::ApiResult;

/// Who reads a thread.
#[derive(Debug, Clone)]
pub struct Readers {
    /// The brand.
    pub brand_id: BrandId,
    /// Its creator; nobody once they were erased.
    pub creator: Option<UserId>,
    /// Everybody in the brand's workspace.
    pub brand: Vec<UserId>,
    /// Those of them who work there and are told of what is new.
    pub workers: Vec<UserId>,
}

impl Readers {
    /// Of the thread of an application.
    pub async fn of(state: &AppState, application: &ApplicationDoc) -> ApiResult<Self> {
        Ok(Self {
            brand_id: application.brand_id,
            creator: application.creator.is_some().then_some(application.user_id),
            brand: parties::everybody(state, application.brand_id).await?,
            workers: parties::people(state, application.brand_id).await?,
        })
    }

    /// All of them.
    pub fn all(&self) -> Vec<UserId> {
        self.creator.iter().chain(&self.brand).copied().collect()
    }
}

/// Says to whoever listens and may read a thread that it is not as it was.
///
/// # Errors
/// When the database fails.
pub async fn signal(
    state: &AppState,
    session: &mut ClientSession,
    readers: &Readers,
    thread: ApplicationId,
) -> ApiResult<()> {
    let changed = Changed { what: ChangedKind::Messages, id: thread.to_string() };
    Ok(state.notifications.signal(readers.all(), changed, session).await?)
}
