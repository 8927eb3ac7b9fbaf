//! What the two sides are told about deliverables, once each.

use jiff::Timestamp;
use mongodb::ClientSession;
use shared::campaigns::DeliverableState;
use shared::notifications::Event;

use super::super::repo::deliverable_doc::DeliverableDoc;
use super::super::tell::{self, Sides};
use super::rules::Step;
use crate::app::AppState;
use crate::http::ApiResult;

fn sides(piece: &DeliverableDoc) -> Sides {
    Sides {
        application: piece.application_id,
        campaign: piece.campaign_id,
        brand: piece.brand_id,
        creator: piece.user_id,
    }
}

/// The deliverable as it stands now: what is told of it is told once.
fn as_it_stands(piece: &DeliverableDoc) -> String {
    format!("{}:{}", piece.id, piece.revision)
}

/// Tells the other side what was done, in the transaction of what was done. What the platform did is told to both.
///
/// # Errors
/// When the database fails.
pub async fn done(
    state: &AppState,
    session: &mut ClientSession,
    piece: &DeliverableDoc,
    step: Step,
    automatic: bool,
) -> ApiResult<()> {
    let (sides, key, number) = (sides(piece), as_it_stands(piece), piece.number);
    let title = piece.campaign_title.clone();
    match step {
        Step::Submit => {
            let event = |page| Event::DeliverableSubmitted { page, title, number };
            tell::brand(state, session, sides, &key, event).await
        }
        Step::Approve if automatic => {
            let event = |page| Event::DeliverableApprovedUnanswered { page, title: title.clone(), number };
            tell::both(state, session, sides, &key, event).await
        }
        Step::Approve => {
            let event = |page| Event::DeliverableApproved { page, title, number };
            tell::creator(state, session, sides, &key, event).await
        }
        Step::Changes => {
            let event = |page| Event::DeliverableChanges { page, title, number };
            tell::creator(state, session, sides, &key, event).await
        }
        // Only the platform does that.
        Step::SendBack => {
            let event = |page| Event::DeliverableUndisclosed { page, title: title.clone(), number };
            tell::both(state, session, sides, &key, event).await
        }
        Step::Reject => {
            let event = |page| Event::DeliverableRejected { page, title, number };
            tell::creator(state, session, sides, &key, event).await
        }
        Step::Publish => {
            let event = |page| Event::DeliverablePublished { page, title, number };
            tell::brand(state, session, sides, &key, event).await
        }
        // Told by `commented`, with the draft.
        Step::Comment => Ok(()),
    }
}

/// Tells the other side of comments on a draft: of the first one, so that a conversation does not ring at every word.
///
/// # Errors
/// When the database fails.
pub async fn commented(
    state: &AppState,
    session: &mut ClientSession,
    piece: &DeliverableDoc,
    draft: u32,
    by_creator: bool,
) -> ApiResult<()> {
    let (title, number) = (piece.campaign_title.clone(), piece.number);
    let key = format!("{}:{draft}:{by_creator}", piece.id);
    let event = |page| Event::DeliverableCommented { page, title, number };
    if by_creator {
        tell::brand(state, session, sides(piece), &key, event).await
    } else {
        tell::creator(state, session, sides(piece), &key, event).await
    }
}

/// Tells the creator that the time to deliver begins; once for a signature.
///
/// # Errors
/// When the database fails.
pub async fn started(state: &AppState, session: &mut ClientSession, piece: &DeliverableDoc) -> ApiResult<()> {
    let title = piece.campaign_title.clone();
    let key = piece.application_id.to_string();
    let event = |page| Event::DeliverablesStarted { page, title };
    tell::creator(state, session, sides(piece), &key, event).await
}

/// Reminds the creator of the first drafts that are due at an instant; once for a signature.
///
/// # Errors
/// When the database fails.
pub async fn remind_of_first(
    state: &AppState,
    session: &mut ClientSession,
    piece: &DeliverableDoc,
    due: Timestamp,
) -> ApiResult<()> {
    let title = piece.campaign_title.clone();
    let key = format!("{}:{}", piece.application_id, due.as_millisecond());
    let event = |page| Event::DeliverablesDue { page, title };
    tell::creator(state, session, sides(piece), &key, event).await
}

/// Reminds whoever is to take the next step.
///
/// # Errors
/// When the database fails.
pub async fn remind(state: &AppState, session: &mut ClientSession, piece: &DeliverableDoc) -> ApiResult<()> {
    let (sides, key, number) = (sides(piece), as_it_stands(piece), piece.number);
    let title = piece.campaign_title.clone();
    match piece.state {
        DeliverableState::InReview => {
            let event = |page| Event::DeliverableAwaitsAnswer { page, title, number };
            tell::brand(state, session, sides, &key, event).await
        }
        DeliverableState::ChangesRequested => {
            let event = |page| Event::DeliverableAwaitsDraft { page, title, number };
            tell::creator(state, session, sides, &key, event).await
        }
        DeliverableState::Approved => {
            let event = |page| Event::DeliverableAwaitsPost { page, title, number };
            tell::creator(state, session, sides, &key, event).await
        }
        DeliverableState::Owed | DeliverableState::Published | DeliverableState::Rejected => Ok(()),
    }
}

/// Tells both sides that a date was missed.
///
/// # Errors
/// When the database fails.
pub async fn late(state: &AppState, session: &mut ClientSession, piece: &DeliverableDoc) -> ApiResult<()> {
    let number = piece.number;
    let event = |page| Event::DeliverableLate { page, title: piece.campaign_title.clone(), number };
    tell::both(state, session, sides(piece), &as_it_stands(piece), event).await
}
