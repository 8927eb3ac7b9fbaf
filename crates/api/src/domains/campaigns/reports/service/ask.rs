//! Asking for a report.

use bson::DateTime;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use shared::campaigns::{AskReport, DashboardQuery, LONGEST_PERIOD, Report, ReportKind, ReportState};
use shared::id::{BrandId, CampaignId, CreatorId};

use super::super::super::metrics::rules;
use super::super::super::repo::campaign_doc::CampaignDoc;
use super::super::super::repo::reports::{self, ReportDoc};
use super::super::jobs::PRINT;
use super::super::sheets::zone;
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiError, ApiResult, RequestContext, in_transaction};
use crate::infra::jobs::{Enqueued, NewJob};

/// What a report is to be about.
#[derive(Debug, Clone)]
pub struct Wanted {
    kind: ReportKind,
    campaign: Option<CampaignId>,
    creator: Option<CreatorId>,
    for_brand: Option<BrandId>,
    title: String,
    page: String,
    zone: TimeZone,
    /// From when on posts are counted if nobody says.
    since: Option<Date>,
}

impl Wanted {
    /// A campaign, for its brand or for the staff.
    pub fn campaign(campaign: &CampaignDoc, for_brand: bool) -> Self {
        let zone = zone(&campaign.content.time_zone);
        let (brand, id) = (campaign.brand_id, campaign.id);
        let since = campaign.published_at.unwrap_or(campaign.created_at).to_jiff();
        Self {
            kind: ReportKind::Campaign,
            campaign: Some(id),
            creator: None,
            for_brand: for_brand.then_some(brand),
            title: campaign.content.title.clone(),
            page: if for_brand {
                format!("/brand/{brand}/campaigns/{id}")
            } else {
                format!("/admin/campaigns/{id}")
            },
            since: Some(zone.to_datetime(since).date()),
            zone,
        }
    }

    /// A creator, for themselves or for the staff.
    pub fn creator(id: CreatorId, name: &str, own: bool) -> Self {
        Self {
            kind: ReportKind::Creator,
            campaign: None,
            creator: Some(id),
            for_brand: None,
            title: name.to_owned(),
            page: if own { "/creator/figures".to_owned() } else { format!("/admin/creators/{id}") },
            zone: zone(""),
            since: None,
        }
    }

    /// What is to be printed once at a time for one person.
    fn key(&self, who: &CurrentUser) -> String {
        let what = self
            .campaign
            .map_or_else(|| self.creator.map(|id| id.to_string()).unwrap_or_default(), |id| id.to_string());
        format!("{PRINT}:{}:{what}", who.id)
    }

    fn days(&self, body: &AskReport, today: Date) -> ApiResult<(String, String)> {
        let mut query =
            DashboardQuery { from: body.from.clone(), to: body.to.clone(), ..DashboardQuery::default() };
        if let (None, Some(since)) = (&query.from, self.since) {
            let to: Date = query.to.as_deref().and_then(|to| to.parse().ok()).unwrap_or(today);
            let longest = i64::from(LONGEST_PERIOD) - 1;
            let earliest = to.checked_sub(longest.days()).unwrap_or(to);
            query.from = Some(since.max(earliest).min(to).to_string());
        }
        let (from, to) =
            rules::period(&query, today).map_err(|(field, right)| ApiError::field(field, right))?;
        Ok((from.to_string(), to.to_string()))
    }
}

/// Has a report printed. One that is being printed for the same person already is given instead.
///
/// # Errors
/// [`shared::error::ErrorCode::ValidationFailed`] on a period that is none, or too long.
pub async fn ask(
    state: &AppState,
    context: &RequestContext,
    who: &CurrentUser,
    wanted: Wanted,
    body: &AskReport,
) -> ApiResult<Report> {
    let now = state.clock.now();
    let today = wanted.zone.to_datetime(now).date();
    let (from, to) = wanted.days(body, today)?;
    let job = NewJob::new(PRINT, wanted.kind.as_str()).unique_key(wanted.key(who)).started_by(who.id);
    let report = in_transaction(&state.db, async |transaction| {
        let id = match state.jobs.enqueue(job.clone(), Some(&mut *transaction)).await? {
            Enqueued::New(id) => id,
            Enqueued::Existing(id) => {
                let there = reports::find(&state.database, id).await?;
                return there.ok_or_else(|| ApiError::internal("a report that is printed has no record"));
            }
        };
        let report = ReportDoc {
            id,
            user_id: who.id,
            kind: wanted.kind,
            campaign_id: wanted.campaign,
            creator_id: wanted.creator,
            for_brand: wanted.for_brand,
            title: wanted.title.clone(),
            page: wanted.page.clone(),
            locale: body.locale.unwrap_or(context.locale),
            from: from.clone(),
            to: to.clone(),
            state: ReportState::Printing,
            created_at: DateTime::from_jiff(now),
            expires_at: None,
            bytes: None,
            forget_at: ReportDoc::forgotten(now),
        };
        reports::insert(&state.database, transaction, &report).await?;
        let what = match (wanted.campaign, wanted.creator) {
            (Some(campaign), _) => target("campaign", campaign, Some(&wanted.title)),
            (None, Some(creator)) => target("creator", creator, Some(&wanted.title)),
            (None, None) => target("report", id, None),
        };
        let by = By::person(who.id, &who.email, context);
        state.audit.record(AuditEntry::new(by, "campaigns.ask_report", what), Some(transaction)).await?;
        Ok(report)
    })
    .await?;
    state.jobs.wake();
    Ok(report.to_report())
}

/// What somebody asked for lately, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(state: &AppState, who: &CurrentUser) -> ApiResult<Vec<Report>> {
    let found = reports::of_user(&state.database, who.id).await?;
    Ok(found.iter().map(ReportDoc::to_report).collect())
}
