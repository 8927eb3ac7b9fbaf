//! What is reported, as the domains that own it tell. Only here they are asked.

use mongodb::ClientSession;
use shared::abuse::{AbuseDecision, AbuseTarget, AbuseTargetKind};
use shared::error::ErrorCode;
use shared::id::{BrandId, CampaignId, CreatorId, MessageId, RatingId, UserId};
use shared::media::FileLink;

use crate::app::AppState;
use crate::domains::campaigns::Suspended;
use crate::domains::identity::CurrentUser;
use crate::domains::{brands, campaigns, creators};
use crate::http::{ApiError, ApiResult, RequestContext, Said};
use crate::said;

/// Something that somebody may report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How a person calls it.
    pub label: String,
    /// Who wrote it, or is it.
    pub owner: Option<UserId>,
    /// What it says.
    pub excerpt: Option<String>,
}

impl From<campaigns::Reported> for Found {
    fn from(reported: campaigns::Reported) -> Self {
        let excerpt = Some(reported.excerpt).filter(|words| !words.is_empty());
        Self { label: reported.label, owner: reported.owner, excerpt }
    }
}

/// What somebody reports, if they may.
///
/// # Errors
/// [`ErrorCode::NotFound`] for what is not there to them; [`ErrorCode::Forbidden`] for what is their own.
pub async fn find(state: &AppState, who: &CurrentUser, target: &AbuseTarget) -> ApiResult<Found> {
    Ok(match target.kind {
        AbuseTargetKind::Message => {
            campaigns::reported_message(state, who, id::<MessageId>(target)?).await?.into()
        }
        AbuseTargetKind::Rating => {
            campaigns::reported_rating(state, who, id::<RatingId>(target)?).await?.into()
        }
        AbuseTargetKind::Campaign => {
            campaigns::reported_campaign(state, who, id::<CampaignId>(target)?).await?.into()
        }
        AbuseTargetKind::Brand => brand(state, who, id(target)?).await?,
        AbuseTargetKind::Creator => creator(state, who, id(target)?).await?,
    })
}

async fn brand(state: &AppState, who: &CurrentUser, id: BrandId) -> ApiResult<Found> {
    let card = brands::cards(state, &[id]).await?.pop().filter(|card| card.open);
    let card = card.ok_or_else(|| {
        ApiError::new(ErrorCode::NotFound).detail(said!("there is no such brand", "no existe esa marca"))
    })?;
    if brands::member(state, who.id, id).await?.is_some() {
        return Err(own(said!(
            "nobody reports the brand that they work for",
            "no podés denunciar una marca en la que trabajás"
        )));
    }
    Ok(Found { label: card.company, owner: None, excerpt: None })
}

async fn creator(state: &AppState, who: &CurrentUser, id: CreatorId) -> ApiResult<Found> {
    let creator = creators::snapshot(state, id).await?;
    if creator.user_id == who.id {
        return Err(own(said!(
            "nobody reports the creator that they are",
            "no podés denunciar tu propio perfil"
        )));
    }
    let excerpt = creator.bio.filter(|words| !words.is_empty());
    Ok(Found { label: creator.name, owner: Some(creator.user_id), excerpt })
}

fn own(why: Said) -> ApiError {
    ApiError::new(ErrorCode::Forbidden).detail(why)
}

/// The id of a target; its form was checked.
fn id<T: std::str::FromStr>(target: &AbuseTarget) -> ApiResult<T> {
    target.id.parse().map_err(|_| ErrorCode::NotFound.into())
}

/// Links to the files of what was reported, for who decides about it.
///
/// # Errors
/// When the database fails.
pub async fn files(state: &AppState, target: &AbuseTarget) -> ApiResult<Vec<FileLink>> {
    if target.kind != AbuseTargetKind::Message {
        return Ok(Vec::new());
    }
    let mut links = Vec::new();
    for file in campaigns::message_files(state, id(target)?).await? {
        links.push(state.media.pass(file, None).await?);
    }
    Ok(links)
}

/// Does what was decided, in the transaction of the decision. What is out of sight already stays so.
///
/// # Errors
/// [`ErrorCode::MoveNotAllowed`] for a campaign that is completed; [`ErrorCode::Conflict`] when somebody changes it at the same
/// moment.
pub async fn carry_out(
    state: &AppState,
    session: &mut ClientSession,
    context: &RequestContext,
    who: &CurrentUser,
    target: &AbuseTarget,
    decision: AbuseDecision,
    reason: &str,
) -> ApiResult<()> {
    if decision == AbuseDecision::Nothing {
        return Ok(());
    }
    match target.kind {
        AbuseTargetKind::Message => {
            campaigns::hide_message(state, session, context, who, id(target)?, reason).await?;
        }
        AbuseTargetKind::Rating => {
            campaigns::hide_rating(state, session, context, who, id(target)?, reason).await?;
        }
        AbuseTargetKind::Brand => {
            brands::suspend(state, session, context, who, id(target)?, reason).await?;
        }
        AbuseTargetKind::Creator => {
            creators::suspend(state, session, context, who, id(target)?, reason).await?;
        }
        AbuseTargetKind::Campaign => {
            let done = campaigns::suspend_campaign(state, session, context, who, id(target)?, reason).await?;
            if done == Suspended::Completed {
                return Err(ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
                    "the campaign is completed; there is nothing left to cancel",
                    "la campaña ya está terminada; no queda nada que cancelar"
                )));
            }
        }
    }
    Ok(())
}
