//! What the two sides do with a shipment.

use serde_json::{Value, json};
use shared::campaigns::{Dispatch, ReportShipment, SendShipment, Shipment, ShippingAddress};
use shared::error::ErrorCode;

use super::super::super::applications::rules::{Refusal, Role};
use super::super::super::applications::service::Hand;
use super::super::super::repo::shipments::{Change, ShipmentDoc};
use super::super::super::rules::spanish;
use super::super::rules::{self, Step};
use super::{Turn, read, turn};
use crate::app::AppState;
use crate::domains::audit::By;
use crate::domains::identity::phones;
use crate::http::{ApiError, ApiResult, in_kept_transaction};
use crate::said;

/// Says where to.
///
/// # Errors
/// [`ErrorCode::NotFound`] where nothing is sent; [`ErrorCode::MoveNotAllowed`] from where it stands;
/// [`ErrorCode::ValidationFailed`] on a number that no phone has; [`ErrorCode::Conflict`] when somebody was faster.
pub async fn address(state: &AppState, hand: Hand<'_>, body: ShippingAddress) -> ApiResult<Shipment> {
    let address = tidied(body)?;
    // The trail says that it was given, not what it is.
    go(state, hand, Step::Address, Value::Null, Change { address: Some(address), ..Change::default() }).await
}

fn tidied(body: ShippingAddress) -> ApiResult<ShippingAddress> {
    let trim = |text: String| text.trim().to_owned();
    let filled = |text: Option<String>| text.map(trim).filter(|text| !text.is_empty());
    let phone = phones::read(&body.phone, Some(body.country.as_str()))
        .map_err(|why| ApiError::field("phone", why))?;
    Ok(ShippingAddress {
        recipient: trim(body.recipient),
        phone,
        street: trim(body.street),
        reference: filled(body.reference),
        city: trim(body.city),
        region: filled(body.region),
        postal_code: filled(body.postal_code),
        country: body.country,
    })
}

/// Sends it, or sends it again.
///
/// # Errors
/// As [`address`].
pub async fn send(state: &AppState, hand: Hand<'_>, body: SendShipment) -> ApiResult<Shipment> {
    let dispatch = Dispatch {
        carrier: body.carrier.trim().to_owned(),
        tracking_number: body.tracking_number.trim().to_owned(),
        tracking_url: body.tracking_url,
        sent_at: state.clock.now(),
        problem: None,
        problem_note: None,
    };
    let details = json!({ "carrier": dispatch.carrier, "tracking_number": dispatch.tracking_number });
    go(state, hand, Step::Dispatch, details, Change { dispatch: Some(dispatch), ..Change::default() }).await
}

/// Says that it came.
///
/// # Errors
/// As [`address`].
pub async fn receive(state: &AppState, hand: Hand<'_>) -> ApiResult<Shipment> {
    go(state, hand, Step::Receive, Value::Null, Change::default()).await
}

/// Says what is wrong with it.
///
/// # Errors
/// As [`address`].
pub async fn report(state: &AppState, hand: Hand<'_>, body: ReportShipment) -> ApiResult<Shipment> {
    let details = json!({ "problem": body.problem });
    let problem = (body.problem, body.note.trim().to_owned());
    go(state, hand, Step::Report, details, Change { problem: Some(problem), ..Change::default() }).await
}

/// Says that nothing is to be sent.
///
/// # Errors
/// As [`address`].
pub async fn waive(state: &AppState, hand: Hand<'_>) -> ApiResult<Shipment> {
    go(state, hand, Step::Waive, Value::Null, Change::default()).await
}

async fn go(
    state: &AppState,
    hand: Hand<'_>,
    step: Step,
    details: Value,
    change: Change,
) -> ApiResult<Shipment> {
    let before = read::load(state, hand.application.id).await?;
    let after = rules::after(before.state, step, hand.role, hand.campaign.state)
        .map_err(|refusal| refused(refusal, &before, step, &hand))?;
    let now = state.clock.now();
    let decided = Turn {
        step,
        after,
        change,
        by_brand: hand.role != Role::Creator,
        by: By::person(hand.who.id, &hand.who.email, hand.context),
        details,
    };
    let gone = in_kept_transaction(&state.db, async |transaction| {
        let turned = turn(state, transaction, &before, &decided, now).await?;
        Ok(read::shown(&turned, hand.role))
    })
    .await?;
    state.jobs.wake();
    Ok(gone)
}

fn refused(refusal: Refusal, before: &ShipmentDoc, step: Step, hand: &Hand<'_>) -> ApiError {
    match refusal {
        Refusal::NotYours => ErrorCode::Forbidden.into(),
        Refusal::NotNow => {
            let (state, stands) = (before.state.as_str(), spanish::shipment(before.state));
            let (en, es) = step.words();
            ApiError::new(ErrorCode::MoveNotAllowed)
                .detail(said!("a shipment that is {state} cannot be {en}", "un envío {stands} no {es}"))
        }
        Refusal::CampaignOver => {
            let campaign = hand.campaign.state;
            let (state, stands) = (campaign.as_str(), spanish::campaign(campaign));
            ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
                "nothing is sent any more in a campaign that is {state}",
                "en una campaña {stands} ya no se manda nada"
            ))
        }
    }
}
