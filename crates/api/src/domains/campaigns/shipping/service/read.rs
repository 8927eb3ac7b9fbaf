//! Looking at shipments.

use shared::campaigns::{Shipment, ShipmentQuery};
use shared::error::ErrorCode;
use shared::id::{ApplicationId, CampaignId};
use shared::page::Page;

use super::super::super::applications::rules::Role;
use super::super::super::repo::shipments::{self, ShipmentDoc};
use super::super::rules;
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, page};
use crate::said;

/// The shipment of an application.
///
/// # Errors
/// [`ErrorCode::NotFound`] where nothing is sent: it is not signed, or no product was agreed on.
pub async fn load(state: &AppState, application: ApplicationId) -> ApiResult<ShipmentDoc> {
    shipments::find(&state.database, application).await?.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!(
            "nothing is sent here: it is not signed, or no product was agreed on",
            "acá no se manda nada: no se firmó, o no se acordó ningún producto"
        ))
    })
}

/// As somebody sees it.
pub fn shown(shipment: &ShipmentDoc, role: Role) -> Shipment {
    shipment.to_shipment(rules::sees_address(role, shipment.state))
}

/// The shipments of a campaign, as somebody of its brand sees them.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a cursor of another list.
pub async fn of_campaign(
    state: &AppState,
    campaign: CampaignId,
    role: Role,
    query: &ShipmentQuery,
) -> ApiResult<Page<Shipment>> {
    let after: Option<ApplicationId> = page::decode(query.cursor.as_deref())?;
    let limit = page::limit(query.limit);
    let count = limit.saturating_add(1);
    let found = shipments::of_campaign(&state.database, campaign, query.state, after, count).await?;
    let lines = found.iter().map(|shipment| shown(shipment, role)).collect();
    Ok(page::page(lines, limit, |line: &Shipment| line.application_id))
}
