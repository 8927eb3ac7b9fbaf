//! What the two sides are told about a shipment, once each.

use mongodb::ClientSession;
use shared::campaigns::ShipmentState;
use shared::notifications::{ApplicationPage, Event};

use super::super::repo::shipments::ShipmentDoc;
use super::super::tell::{self, Sides};
use super::rules::Step;
use crate::app::AppState;
use crate::http::ApiResult;

fn sides(shipment: &ShipmentDoc) -> Sides {
    Sides {
        application: shipment.application_id,
        campaign: shipment.campaign_id,
        brand: shipment.brand_id,
        creator: shipment.user_id,
    }
}

/// The shipment as it stands now: what is told of it is told once.
fn as_it_stands(shipment: &ShipmentDoc) -> String {
    format!("{}:{}", shipment.application_id, shipment.revision)
}

/// Tells whom it concerns what was done, in the transaction of what was done. `by_brand` says whose deed it was.
///
/// # Errors
/// When the database fails.
pub async fn done(
    state: &AppState,
    session: &mut ClientSession,
    shipment: &ShipmentDoc,
    step: Step,
    by_brand: bool,
) -> ApiResult<()> {
    let (sides, key) = (sides(shipment), as_it_stands(shipment));
    let title = shipment.campaign_title.clone();
    match step {
        Step::Address => {
            let event = |page| Event::ShipmentAddressed { page, title };
            tell::brand(state, session, sides, &key, event).await
        }
        Step::Dispatch => {
            let event = |page| Event::ShipmentSent { page, title };
            tell::creator(state, session, sides, &key, event).await
        }
        Step::Receive => {
            let event = |page| Event::ShipmentReceived { page, title };
            tell::brand(state, session, sides, &key, event).await
        }
        Step::Report => {
            let event = |page| Event::ShipmentDamaged { page, title };
            tell::brand(state, session, sides, &key, event).await
        }
        Step::Waive => {
            let event = |page| Event::ShipmentNotNeeded { page, title };
            if by_brand {
                tell::creator(state, session, sides, &key, event).await
            } else {
                tell::brand(state, session, sides, &key, event).await
            }
        }
        Step::Expire => {
            let event = |page| expired(shipment.state, page, title.clone());
            tell::both(state, session, sides, &key, event).await
        }
    }
}

/// Asks the creator where to, in the transaction of the signature.
///
/// # Errors
/// When the database fails.
pub async fn begun(state: &AppState, session: &mut ClientSession, shipment: &ShipmentDoc) -> ApiResult<()> {
    let title = shipment.campaign_title.clone();
    let event = |page| Event::ShipmentBegun { page, title };
    tell::creator(state, session, sides(shipment), &as_it_stands(shipment), event).await
}

/// What is told of a stage that is over, by the state that came of it.
fn expired(state: ShipmentState, page: ApplicationPage, title: String) -> Event {
    match state {
        ShipmentState::NotNeeded => Event::ShipmentLapsed { page, title },
        ShipmentState::Received => Event::ShipmentTakenAsReceived { page, title },
        ShipmentState::AwaitingAddress
        | ShipmentState::AwaitingDispatch
        | ShipmentState::Sent
        | ShipmentState::Damaged => Event::ShipmentOverdue { page, title },
    }
}

/// Reminds whoever is to take the next step.
///
/// # Errors
/// When the database fails.
pub async fn remind(state: &AppState, session: &mut ClientSession, shipment: &ShipmentDoc) -> ApiResult<()> {
    let (sides, key) = (sides(shipment), as_it_stands(shipment));
    let title = shipment.campaign_title.clone();
    match shipment.state {
        ShipmentState::AwaitingAddress => {
            let event = |page| Event::ShipmentAwaitsAddress { page, title };
            tell::creator(state, session, sides, &key, event).await
        }
        ShipmentState::Sent => {
            let event = |page| Event::ShipmentAwaitsArrival { page, title };
            tell::creator(state, session, sides, &key, event).await
        }
        ShipmentState::AwaitingDispatch | ShipmentState::Damaged => {
            let event = |page| Event::ShipmentAwaitsDispatch { page, title };
            tell::brand(state, session, sides, &key, event).await
        }
        ShipmentState::Received | ShipmentState::NotNeeded => Ok(()),
    }
}
