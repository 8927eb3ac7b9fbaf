//! Applying to a campaign.

use bson::DateTime;
use jiff::Timestamp;
use mongodb::ClientSession;
use serde_json::json;
use shared::campaigns::{Application, ApplicationState, Apply, CampaignState};
use shared::creators::CreatorCard;
use shared::error::ErrorCode;
use shared::id::{ApplicationId, CampaignId};
use shared::identity::Locale;

use super::super::super::parties;
use super::super::super::repo::applications::{self, ApplicationDoc};
use super::super::super::repo::campaign_doc::CampaignDoc;
use super::super::super::repo::campaigns;
use super::super::super::rules::fit;
use super::super::super::rules::moves::Actor;
use super::super::super::tell::{self, News};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, Said, in_kept_transaction};
use crate::infra::ids::new_id;
use crate::said;

/// Applies to a campaign, with the profile as it is now.
///
/// # Errors
/// [`ErrorCode::NotFound`] for a draft; [`ErrorCode::Forbidden`] for who works for the brand;
/// [`ErrorCode::ProfileIncomplete`]; [`ErrorCode::AlreadyApplied`]; [`ErrorCode::CampaignClosed`];
/// [`ErrorCode::SlotsFull`]; [`ErrorCode::NotEligible`].
pub async fn apply(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    id: CampaignId,
    body: Apply,
) -> ApiResult<Application> {
    let campaign = campaigns::find(&state.database, id).await?;
    let campaign = campaign.filter(|campaign| campaign.state != CampaignState::Draft);
    let campaign = campaign.ok_or(ErrorCode::NotFound)?;
    let card = may_apply(state, who, &campaign).await?;
    let now = state.clock.now();
    let application = ApplicationDoc {
        id: ApplicationId::new(new_id()),
        campaign_id: id,
        campaign_title: campaign.content.title.clone(),
        brand_id: campaign.brand_id,
        creator_id: card.id,
        user_id: who.id,
        state: ApplicationState::Applied,
        message: body.message.trim().to_owned(),
        creator: Some(parties::snapshot(state, card.id).await?),
        offers: Vec::new(),
        reject_reason: None,
        created_at: DateTime::from_jiff(now),
        updated_at: DateTime::from_jiff(now),
        revision: 1,
    };
    in_kept_transaction(&state.db, async |transaction| {
        // The creator's own document first: of many at once all but one end here, and never wait for the campaign.
        applications::insert(&state.database, transaction, &application).await?;
        if !campaigns::count_in(&state.database, transaction, id, now).await? {
            return Err(why_not(state, transaction, id, now).await?);
        }
        let what = target("application", application.id, Some(&application.campaign_title));
        let by = By::person(who.id, &who.email, context);
        let line = AuditEntry::new(by, "campaigns.create_application", what)
            .details(json!({ "campaign_id": id, "creator_id": application.creator_id }));
        state.audit.record(line, Some(&mut *transaction)).await?;
        tell::of_application(state, transaction, &campaign, &application, News::Applied).await?;
        Ok(application.to_application(None))
    })
    .await
}

/// The creator, if they can apply as far as can be seen now; the transaction decides.
async fn may_apply(state: &AppState, who: &CurrentUser, campaign: &CampaignDoc) -> ApiResult<CreatorCard> {
    if parties::actor(state, who.id, campaign.brand_id).await? != Actor::Outsider {
        return Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
            "nobody applies to a campaign of the brand that they work for",
            "no podés postularte a una campaña de la marca para la que trabajás"
        )));
    }
    if parties::cards(state, &[campaign.brand_id]).await?.is_empty() {
        return Err(ErrorCode::CampaignClosed.into());
    }
    let card = parties::complete_creator(state, who.id).await?;
    if applications::between(&state.database, campaign.id, card.id).await?.is_some() {
        return Err(ErrorCode::AlreadyApplied.into());
    }
    if let Some(refusal) = refusal(campaign, state.clock.now()) {
        return Err(refusal.into());
    }
    let (wanted, candidate) = (&campaign.content.requirements, parties::candidate(&card));
    let [en, es] = [Locale::En, Locale::Es].map(|locale| fit::misfits(wanted, &candidate, locale).join(" "));
    if en.is_empty() {
        Ok(card)
    } else {
        Err(ApiError::new(ErrorCode::NotEligible).detail(Said::new(en, es)))
    }
}

/// Why a campaign takes no application, if it takes none.
fn refusal(campaign: &CampaignDoc, now: Timestamp) -> Option<ErrorCode> {
    if campaign.state != CampaignState::Published || campaign.content.closes_at.to_jiff() <= now {
        return Some(ErrorCode::CampaignClosed);
    }
    (campaign.free <= 0).then_some(ErrorCode::SlotsFull)
}

async fn why_not(
    state: &AppState,
    session: &mut ClientSession,
    id: CampaignId,
    now: Timestamp,
) -> ApiResult<ApiError> {
    let campaign = campaigns::find_within(&state.database, session, id).await?;
    let why = campaign.and_then(|campaign| refusal(&campaign, now));
    Ok(why.unwrap_or(ErrorCode::CampaignClosed).into())
}
