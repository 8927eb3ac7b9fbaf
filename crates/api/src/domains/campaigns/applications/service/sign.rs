//! Signing: what confirms an application, takes a slot of the campaign, uses a delivery of the brand's package and begins
//! what was signed, all or nothing.

use bson::DateTime;
use jiff::Timestamp;
use mongodb::ClientSession;
use serde_json::json;
use shared::campaigns::{Application, Compensation, ConfirmApplication, Offer, OfferSide, Signature};
use shared::error::ErrorCode;

use super::super::super::parties;
use super::super::super::repo::applications::{self, ApplicationDoc, Change};
use super::super::super::repo::campaign_doc::CampaignDoc;
use super::super::super::repo::campaigns;
use super::super::super::repo::signatures::{self, SignatureDoc};
use super::super::super::rules::agreement::{Agreement, digest};
use super::super::super::tell::{self, News};
use super::super::super::work;
use super::super::rules::{IN_WORK, Step};
use super::{Hand, not_in_work};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, in_kept_transaction};
use crate::said;

/// Signs the brand's offer and the newest version of the brief.
///
/// # Errors
/// [`ErrorCode::MoveNotAllowed`] from where the application or the campaign stands, or without an offer;
/// [`ErrorCode::TermsChanged`] when the brief or the offer is not the one that was read; [`ErrorCode::SlotsFull`];
/// [`ErrorCode::LimitReached`] when the brand's package has no delivery left; [`ErrorCode::Conflict`] when somebody was
/// faster.
pub async fn confirm(state: &AppState, hand: Hand<'_>, body: ConfirmApplication) -> ApiResult<Application> {
    let after = hand.decide(Step::Confirm)?;
    let offer = hand.agreed(OfferSide::Brand, body.offer_number)?;
    let (before, campaign) = (hand.application, hand.campaign);
    if campaign.brief_digest.as_deref() != Some(body.brief_digest.as_str()) {
        return Err(brief_changed());
    }
    // The transaction decides; this spares it those who come too late.
    if campaign.free <= 0 {
        return Err(ErrorCode::SlotsFull.into());
    }
    let now = state.clock.now();
    let signature = signed(&hand, &body, offer, now)?;
    let details = json!({ "brief_version": campaign.brief_version, "digest": signature.digest });
    in_kept_transaction(&state.db, async |transaction| {
        // Who comes too late for the last delivery has written nothing yet, and so is in nobody's way.
        parties::require_delivery(state, transaction, campaign.brand_id).await?;
        // The slot before all else that is written: of many that want the last one all but one end here.
        let taken = campaigns::take_slot(
            &state.database,
            transaction,
            campaign.id,
            campaign.brief_version,
            before.state,
        );
        if !taken.await? {
            return Err(why_not(state, transaction, campaign).await?);
        }
        let nothing = Change::default();
        let turned = applications::turn(&state.database, transaction, before, after, &nothing, now).await?;
        parties::use_delivery(state, transaction, campaign.brand_id).await?;
        signatures::insert(&state.database, transaction, &signature).await?;
        work::begin(state, transaction, campaign, &turned, &signature.compensation, now).await?;
        let line = hand.line(Step::Confirm, details.clone());
        state.audit.record(line, Some(&mut *transaction)).await?;
        tell::of_application(state, transaction, campaign, &turned, News::Confirmed).await?;
        Ok(turned.to_application(Some(Signature::from(signature.clone()))))
    })
    .await
}

fn signed(
    hand: &Hand<'_>,
    body: &ConfirmApplication,
    offer: &Offer,
    now: Timestamp,
) -> ApiResult<SignatureDoc> {
    signature(hand.campaign, hand.application, &offer.compensation, &body.name, &hand.context.ip, now)
}

/// What somebody signs at an address: the newest version of the brief, for this.
///
/// # Errors
/// When it has no digest, which cannot be.
pub fn signature(
    campaign: &CampaignDoc,
    application: &ApplicationDoc,
    compensation: &Compensation,
    name: &str,
    ip: &str,
    now: Timestamp,
) -> ApiResult<SignatureDoc> {
    let name = name.trim().to_owned();
    let brief_digest = campaign.brief_digest.as_deref().unwrap_or_default();
    let agreement = Agreement {
        application_id: application.id,
        brief_version: campaign.brief_version,
        brief_digest,
        compensation,
        name: &name,
        at: now.as_millisecond(),
        ip,
    };
    let digest = digest(&agreement).map_err(ApiError::internal)?;
    Ok(SignatureDoc {
        application_id: application.id,
        campaign_id: campaign.id,
        user_id: application.user_id,
        name,
        at: DateTime::from_jiff(now),
        ip: ip.to_owned(),
        brief_version: campaign.brief_version,
        brief_digest: brief_digest.to_owned(),
        compensation: compensation.clone(),
        digest,
    })
}

/// Why there was no slot to take.
async fn why_not(state: &AppState, session: &mut ClientSession, read: &CampaignDoc) -> ApiResult<ApiError> {
    let found = campaigns::find_within(&state.database, session, read.id).await?;
    Ok(match found {
        None => ErrorCode::NotFound.into(),
        Some(now) if !IN_WORK.contains(&now.state) => not_in_work(now.state),
        Some(now) if now.brief_version != read.brief_version => brief_changed(),
        Some(_) => ErrorCode::SlotsFull.into(),
    })
}

fn brief_changed() -> ApiError {
    ApiError::new(ErrorCode::TermsChanged).detail(said!(
        "the brief has a newer version, or its digest is another; read it with GET /api/campaigns/{{id}}",
        "el brief tiene una versión más nueva, o su huella es otra; leelo con GET /api/campaigns/{{id}}"
    ))
}
