//! Beginning, changing and copying campaigns, and the versions of what is signed.

use bson::DateTime;
use jiff::Timestamp;
use serde_json::json;
use shared::campaigns::{
    ApplicationCounts, BriefVersion, Campaign, CampaignState, CreateCampaign, Requirements, UpdateCampaign,
};
use shared::error::ErrorCode;
use shared::id::{BrandId, CampaignId, UserId};

use super::super::access::{self, Edit};
use super::super::jobs;
use super::super::repo::briefs::{self, BriefDoc};
use super::super::repo::campaign_doc::{CampaignDoc, Content};
use super::super::repo::{campaigns, revisions};
use super::super::rules::agreement::{Terms, digest};
use super::super::rules::deadline::{self, DEFAULT_ZONE};
use super::super::rules::moves::{Actor, Move};
use super::decide;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, changes, target};
use crate::domains::creators::city_name;
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, in_kept_transaction, in_transaction};
use crate::infra::ids::new_id;

/// Begins a campaign, as a draft.
///
/// # Errors
/// [`ErrorCode::NotFound`] when one is not in the brand; [`ErrorCode::Forbidden`] when one only looks there;
/// [`ErrorCode::ValidationFailed`] on a deadline that is over or a zone that does not exist.
pub async fn create(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    body: CreateCampaign,
) -> ApiResult<Campaign> {
    access::allowed::<Edit>(state, who, body.brand_id).await?;
    let (brand, now) = (body.brand_id, state.clock.now());
    add(state, context, who, draft(brand, content(body, now)?, None, who.id, now)).await
}

/// What a brand writes when it begins a campaign.
///
/// # Errors
/// [`ErrorCode::ValidationFailed`] on a deadline that is over or a zone that does not exist.
pub fn content(body: CreateCampaign, now: Timestamp) -> ApiResult<Content> {
    let time_zone = zone(body.time_zone.as_deref().unwrap_or(DEFAULT_ZONE))?;
    let content = Content {
        title: body.title.trim().to_owned(),
        brief: body.brief,
        compensation: body.compensation,
        requirements: tidied(body.requirements),
        slots: body.slots,
        closes_at: DateTime::from_jiff(end(&body.deadline, &time_zone, now)?),
        deadline: body.deadline,
        time_zone,
        search: Vec::new(),
        misspelt: Vec::new(),
        city_key: None,
        level_rank: 0,
        fee: None,
        currency: None,
    };
    Ok(content.indexed())
}

/// Copies a campaign into a new draft, whatever became of it. Its deadline is copied too; publishing asks for one that is
/// not over.
///
/// # Errors
/// When the database fails.
pub async fn duplicate(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    original: &CampaignDoc,
) -> ApiResult<Campaign> {
    let content = original.content.clone();
    let copy = draft(original.brand_id, content, Some(original.id), who.id, state.clock.now());
    add(state, context, who, copy).await
}

/// A campaign that begins as a draft.
pub fn draft(
    brand_id: BrandId,
    content: Content,
    copied_from: Option<CampaignId>,
    created_by: UserId,
    now: Timestamp,
) -> CampaignDoc {
    CampaignDoc {
        id: CampaignId::new(new_id()),
        brand_id,
        state: CampaignState::Draft,
        free: i64::from(content.slots),
        content,
        counts: ApplicationCounts::default(),
        brief_version: 0,
        brief_digest: None,
        published_at: None,
        completed_at: None,
        cancel_reason: None,
        archived: false,
        archived_at: None,
        copied_from,
        created_by,
        created_at: DateTime::from_jiff(now),
        updated_at: DateTime::from_jiff(now),
        revision: 1,
    }
}

async fn add(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    campaign: CampaignDoc,
) -> ApiResult<Campaign> {
    in_kept_transaction(&state.db, async |transaction| {
        campaigns::insert(&state.database, transaction, &campaign).await?;
        revisions::keep(&state.database, transaction, &campaign, who.id).await?;
        let what = target("campaign", campaign.id, Some(&campaign.content.title));
        let line =
            AuditEntry::new(By::person(who.id, &who.email, context), "campaigns.create_campaign", what)
                .details(json!({ "brand_id": campaign.brand_id, "copied_from": campaign.copied_from }));
        state.audit.record(line, Some(transaction)).await?;
        Ok(campaign.to_campaign())
    })
    .await
}

/// Changes what is given of a campaign. In a published one, a change of what is signed makes a new version.
///
/// # Errors
/// [`ErrorCode::MoveNotAllowed`] when it is neither a draft nor published; [`ErrorCode::Conflict`] when it has changed
/// since it was read; [`ErrorCode::ValidationFailed`] on fewer slots than are taken, or a deadline that is over.
pub async fn update(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    actor: Actor,
    before: &CampaignDoc,
    body: UpdateCampaign,
) -> ApiResult<Campaign> {
    decide(before, Move::Edit, actor)?;
    change(state, context, who, "campaigns.update_campaign", before, body).await
}

/// Changes what is given, whoever may, and says in the audit trail what it was.
///
/// # Errors
/// Those of [`update`], but for where it stands.
pub(super) async fn change(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    action: &'static str,
    before: &CampaignDoc,
    body: UpdateCampaign,
) -> ApiResult<Campaign> {
    if body.revision.is_some_and(|revision| revision != before.revision) {
        return Err(ErrorCode::Conflict.into());
    }
    let now = state.clock.now();
    let content = changed(&before.content, body, now)?;
    let taken = i64::from(before.content.slots).saturating_sub(before.free);
    if i64::from(content.slots) < taken {
        return Err(ApiError::field("slots", format!("must be at least {taken}: so many are confirmed")));
    }
    if content == before.content {
        return Ok(before.to_campaign());
    }
    let published = before.state == CampaignState::Published;
    let version = if published && content.differs_in_terms(&before.content) {
        Some(version_of(before.id, before.brief_version.saturating_add(1), &content, who.id, now)?)
    } else {
        None
    };
    let moved = content.closes_at != before.content.closes_at;
    let after = in_transaction(&state.db, async |transaction| {
        let numbered = version.as_ref().map(|version| (version.version, version.digest.as_str()));
        let after = campaigns::edit(&state.database, transaction, before, &content, numbered, now).await?;
        if let Some(version) = &version {
            briefs::insert(&state.database, transaction, version).await?;
        }
        if published && moved {
            let job = jobs::close_at(before.id, content.closes_at.to_jiff());
            state.jobs.enqueue(job, Some(&mut *transaction)).await?;
        }
        let what = target("campaign", before.id, Some(&after.content.title));
        revisions::keep(&state.database, transaction, &after, who.id).await?;
        let line = AuditEntry::new(By::person(who.id, &who.email, context), action, what)
            .changes(changes(&before.to_campaign(), &after.to_campaign()));
        state.audit.record(line, Some(transaction)).await?;
        Ok(after)
    })
    .await?;
    Ok(after.to_campaign())
}

/// The content as it is wished to be.
fn changed(before: &Content, body: UpdateCampaign, now: Timestamp) -> ApiResult<Content> {
    let mut content = before.clone();
    if let Some(title) = body.title {
        content.title = title.trim().to_owned();
    }
    if let Some(brief) = body.brief {
        content.brief = brief;
    }
    if let Some(compensation) = body.compensation {
        content.compensation = compensation;
    }
    if let Some(slots) = body.slots {
        content.slots = slots;
    }
    if let Some(requirements) = body.requirements {
        content.requirements = tidied(requirements);
    }
    if let Some(name) = body.time_zone {
        content.time_zone = zone(&name)?;
    }
    if let Some(deadline) = body.deadline {
        content.deadline = deadline;
    }
    if (&content.deadline, &content.time_zone) != (&before.deadline, &before.time_zone) {
        content.closes_at = DateTime::from_jiff(end(&content.deadline, &content.time_zone, now)?);
    }
    Ok(content.indexed())
}

/// Without what says nothing.
fn tidied(requirements: Requirements) -> Requirements {
    let mut categories = requirements.categories;
    categories.sort();
    categories.dedup();
    let city = requirements.city.map(|city| city_name(&city)).filter(|city| !city.is_empty());
    Requirements { categories, city, ..requirements }
}

fn zone(name: &str) -> ApiResult<String> {
    deadline::zone_name(name).ok_or_else(|| {
        let right = "must be the name of a time zone such as America/Asuncion or Europe/Madrid";
        ApiError::field("time_zone", right)
    })
}

/// The instant at which a deadline ends, which must be to come.
fn end(day: &str, zone: &str, now: Timestamp) -> ApiResult<Timestamp> {
    let end = deadline::closes_at(day, zone);
    end.filter(|end| now < *end).ok_or_else(|| over(zone))
}

/// The deadline of a campaign is over.
pub(super) fn over(zone: &str) -> ApiError {
    ApiError::field("deadline", format!("must be a day that is not over yet in {zone}"))
}

/// A version of what is signed.
pub fn version_of(
    campaign_id: CampaignId,
    version: u32,
    content: &Content,
    created_by: UserId,
    now: Timestamp,
) -> ApiResult<BriefDoc> {
    let (title, brief, compensation) = (&content.title, &content.brief, &content.compensation);
    let terms = Terms { campaign_id, version, title, brief, compensation };
    Ok(BriefDoc {
        id: BriefDoc::id_of(campaign_id, version),
        campaign_id,
        version,
        digest: digest(&terms).map_err(ApiError::internal)?,
        title: title.clone(),
        brief: brief.clone(),
        compensation: compensation.clone(),
        created_by,
        created_at: DateTime::from_jiff(now),
    })
}

/// The versions of what is signed, newest first.
///
/// # Errors
/// When the database fails.
pub async fn versions(state: &AppState, campaign: CampaignId) -> ApiResult<Vec<BriefVersion>> {
    briefs::of_campaign(&state.database, campaign).await
}
