//! Campaigns that are made up, each with a whole history: what was applied, offered and signed, how it was carried out, and
//! what was said of it.
//!
//! Every move is asked of the same tables that the services ask, and every document is made by what makes the real ones;
//! what the rules forbid is an error, and a test runs it. No audit trail is made up: nobody did these things.

mod application;
mod stars;
mod talk;
mod work;

use bson::{DateTime, Document};
use jiff::{SignedDuration, Timestamp};
use shared::brands::BrandRole;
use shared::campaigns::{ApplicationCounts, ApplicationState, CreateCampaign};
use shared::error::ErrorCode;
use shared::id::{CampaignId, UserId};

use super::repo::briefs;
use super::repo::campaign_doc::CampaignDoc;
use super::repo::campaigns;
use super::repo::saves::{self, SaveDoc};
use super::rules::fit::misfits;
use super::rules::moves::{self, Actor, Move};
use super::service::write;
use super::{jobs, parties, tell};
use crate::demo::{Scene, words};
use crate::domains::brands::demo::MadeUpBrand;
use crate::domains::creators::demo::MadeUpCreator;
use crate::http::{ApiError, ApiResult, Said};
use application::{Ended, Stage};

/// What becomes of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Nobody else has seen it.
    Draft,
    /// Creators apply now.
    Published,
    /// The work is under way.
    Closed,
    /// Everything was done.
    Completed,
    /// It was called off, at this instant.
    Cancelled(Timestamp),
}

/// One campaign to be made up.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What the brand writes.
    pub body: CreateCampaign,
    /// What becomes of it.
    pub course: Course,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was published; a draft never is.
    pub published_at: Timestamp,
    /// How many creators look at it, and apply if it is for them.
    pub lookers: usize,
    /// Creators, by their place, who look first.
    pub first: Vec<usize>,
}

/// Makes up a campaign with all that follows from it.
///
/// # Errors
/// When the plan asks for what the rules forbid.
pub fn campaign(
    scene: &mut Scene<'_>,
    plan: Plan,
    brand: &mut MadeUpBrand,
    creators: &mut [MadeUpCreator],
) -> ApiResult<()> {
    let author = brand.owner().ok_or_else(|| ApiError::internal("a brand that is made up has an owner"))?;
    let content = write::content(plan.body, plan.created_at)?;
    let mut made = CampaignDoc {
        id: CampaignId::new(scene.chance.id(plan.created_at)),
        ..write::draft(brand.id(), content, None, author, plan.created_at)
    };
    if plan.course != Course::Draft {
        publish(scene, &mut made, author, plan.published_at)?;
        let closes_at = made.content.closes_at.to_jiff();
        // Some brands have seen enough before.
        let early = scene.chance.moment(plan.published_at, closes_at).max(closes_at - days(3));
        let by_hand = scene.chance.percent(30);
        let ends_at = match plan.course {
            Course::Cancelled(at) => at.min(closes_at),
            Course::Closed | Course::Completed => {
                if by_hand {
                    early
                } else {
                    closes_at
                }
            }
            Course::Draft | Course::Published => scene.now,
        };
        let mut stage = Stage::new(&made, plan.course, ends_at, scene.now);
        let chosen = lookers(scene, &made, creators, (&plan.first, plan.lookers), ends_at);
        stage.applications(scene, &mut made, brand, creators, &chosen)?;
        let Ended { applications, last } = stage.ended();
        end(scene, &mut made, brand, creators, plan.course, ends_at, last, applications)?;
        if plan.course == Course::Published {
            save(scene, &made, creators)?;
        }
    }
    let all = campaigns::collection(scene.bulk.database());
    Ok(scene.bulk.add(&all, &made)?)
}

fn publish(scene: &mut Scene<'_>, made: &mut CampaignDoc, author: UserId, at: Timestamp) -> ApiResult<()> {
    step(made, Move::Publish, at)?;
    let briefs = briefs::collection(scene.bulk.database());
    let version = write::version_of(made.id, 1, &made.content, author, at)?;
    scene.bulk.add(&briefs, &version)?;
    (made.brief_version, made.brief_digest) = (1, Some(version.digest));
    made.published_at = Some(DateTime::from_jiff(at));
    if scene.chance.percent(15) {
        // Something was forgotten; whoever signs, signs what it says then.
        let at = at + SignedDuration::from_mins(scene.chance.between(30, 300));
        step(made, Move::Edit, at)?;
        made.content.brief.must.push(words::ALSO.to_owned());
        made.content = made.content.clone().indexed();
        let version = write::version_of(made.id, 2, &made.content, author, at)?;
        scene.bulk.add(&briefs, &version)?;
        (made.brief_version, made.brief_digest) = (2, Some(version.digest));
    }
    scene.later(vec![jobs::close_at(made.id, made.content.closes_at.to_jiff())], at)
}

/// Closes, completes or calls off what is to be, and what follows from it for the applications.
#[expect(clippy::too_many_arguments, reason = "they are the whole of a campaign")]
fn end(
    scene: &mut Scene<'_>,
    made: &mut CampaignDoc,
    brand: &mut MadeUpBrand,
    creators: &mut [MadeUpCreator],
    course: Course,
    ends_at: Timestamp,
    last: Timestamp,
    mut applications: Vec<application::Applied>,
) -> ApiResult<()> {
    count(made, &applications);
    match course {
        Course::Draft | Course::Published => {}
        Course::Cancelled(_) => {
            step(made, Move::Cancel, ends_at)?;
            made.cancel_reason = Some(scene.chance.text(words::CANCELLED).to_owned());
            for applied in applications.iter().filter(|one| tell::CONCERNED.contains(&one.doc.state)) {
                scene.tell(&tell::called_off(made, &applied.doc), ends_at)?;
            }
        }
        Course::Closed | Course::Completed => {
            step(made, Move::Close, ends_at)?;
            if ends_at == made.content.closes_at.to_jiff() {
                let told = tell::closed_by_itself(made, brand.people(BrandRole::Member));
                scene.tell(&told, ends_at)?;
            }
        }
    }
    if course == Course::Completed {
        let at = last.max(ends_at) + SignedDuration::from_hours(scene.chance.between(10, 70));
        step(made, Move::Complete, at)?;
        made.completed_at = Some(DateTime::from_jiff(at));
        for applied in &mut applications {
            application::end_with_campaign(scene, made, applied, at)?;
            stars::rate(scene, made, brand, creators, applied, at)?;
        }
        if scene.chance.percent(25) && at < scene.now - days(60) {
            let at = at + days(50);
            step(made, Move::Archive, at)?;
            (made.archived, made.archived_at) = (true, Some(DateTime::from_jiff(at)));
        }
    }
    count(made, &applications);
    for applied in &applications {
        applied.write(scene)?;
    }
    Ok(())
}

/// Counts how many applications stand where.
fn count(made: &mut CampaignDoc, applications: &[application::Applied]) {
    let mut counts = ApplicationCounts::default();
    for applied in applications {
        let count = match applied.doc.state {
            ApplicationState::Applied => &mut counts.applied,
            ApplicationState::Shortlisted => &mut counts.shortlisted,
            ApplicationState::Confirmed => &mut counts.confirmed,
            ApplicationState::Rejected => &mut counts.rejected,
            ApplicationState::Withdrawn => &mut counts.withdrawn,
        };
        *count = count.saturating_add(1);
    }
    made.counts = counts;
}

/// Takes a step of the brand's, if the table lets it.
fn step(made: &mut CampaignDoc, what: Move, at: Timestamp) -> ApiResult<()> {
    let after = moves::after(made.state, what, Actor::Owner);
    made.state = after
        .map_err(|why| forbidden(format!("{what:?} of a campaign that is {:?}: {why:?}", made.state)))?;
    made.updated_at = DateTime::from_jiff(at);
    made.revision = made.revision.saturating_add(1);
    Ok(())
}

/// Who looks at a campaign and fits: those who are to, and others, each once.
fn lookers(
    scene: &mut Scene<'_>,
    made: &CampaignDoc,
    creators: &[MadeUpCreator],
    (first, count): (&[usize], usize),
    until: Timestamp,
) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::with_capacity(count);
    let all = u64::try_from(creators.len()).unwrap_or(0);
    let tries = count.saturating_mul(8);
    let mut first = first.iter().copied();
    for _ in 0..tries {
        if chosen.len() >= count {
            break;
        }
        let place = first.next().unwrap_or_else(|| usize::try_from(scene.chance.below(all)).unwrap_or(0));
        let Some(creator) = creators.get(place).filter(|_| !chosen.contains(&place)) else { continue };
        let candidate = parties::candidate(creator.card());
        let fits = misfits(&made.content.requirements, &candidate, shared::identity::Locale::Es).is_empty();
        if fits && creator.card().complete && creator.since() < until {
            chosen.push(place);
        }
    }
    chosen
}

/// Some creators keep it in mind.
fn save(scene: &mut Scene<'_>, made: &CampaignDoc, creators: &[MadeUpCreator]) -> ApiResult<()> {
    let published = made.published_at.map_or(scene.now, DateTime::to_jiff);
    let places: Vec<usize> = (0..creators.len()).collect();
    let mut keen: Vec<usize> = (0..5).filter_map(|_| scene.chance.one_of(&places).copied()).collect();
    // The first one is who signs in to look around.
    if scene.chance.percent(30) {
        keen.push(0);
    }
    keen.sort_unstable();
    keen.dedup();
    for creator in keen.into_iter().filter_map(|place| creators.get(place)) {
        let at = scene.chance.moment(published.max(creator.since()), scene.now);
        let save = SaveDoc::now(creator.card().user_id, made.id, at);
        let mut stored = Document::new();
        stored.insert("_id", scene.chance.id(at).to_string());
        stored.extend(bson::serialize_to_document(&save).map_err(ApiError::internal)?);
        let saves = saves::collection(scene.bulk.database()).clone_with_type::<Document>();
        scene.bulk.add(&saves, &stored)?;
    }
    Ok(())
}

const fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}

/// The plan asks for what the rules forbid: an error of the generator, in the words of the rules.
fn forbidden(what: String) -> ApiError {
    ApiError::new(ErrorCode::MoveNotAllowed).detail(Said::quoted(what))
}
