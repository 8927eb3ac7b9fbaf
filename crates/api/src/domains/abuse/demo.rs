//! Reports that are made up. None of them ends in something being taken out of sight.

use bson::DateTime;
use jiff::{SignedDuration, Timestamp};
use shared::abuse::{AbuseDecision, AbuseReason, AbuseTargetKind};
use shared::id::{AbuseCaseId, AbuseReportId, UserId};
use shared::notifications::Event;

use super::repo::cases::{self, CaseDoc, DecidedDoc};
use super::repo::reports::{self, ReportDoc};
use crate::demo::{Scene, words};
use crate::domains::notifications::Telling;
use crate::http::ApiResult;

/// What is reported.
#[derive(Debug, Clone)]
pub struct Reported {
    /// Which kind of thing.
    pub kind: AbuseTargetKind,
    /// Its id.
    pub id: String,
    /// How a person calls it.
    pub label: String,
    /// Who it is.
    pub owner: Option<UserId>,
    /// What it says.
    pub excerpt: Option<String>,
}

/// Has people report something, and now and then somebody of the staff decide that nothing is wrong with it.
///
/// # Errors
/// When it is nothing that the database can hold.
pub fn report(
    scene: &mut Scene<'_>,
    what: Reported,
    reporters: &[UserId],
    staff: UserId,
    from: Timestamp,
) -> ApiResult<()> {
    let (mut at, mut case) = (from, None);
    let decided = scene.chance.percent(40);
    for reporter in reporters {
        at += SignedDuration::from_mins(scene.chance.between(5, 600));
        let when = DateTime::from_jiff(at);
        let case = case.get_or_insert_with(|| CaseDoc {
            id: AbuseCaseId::new(scene.chance.id(at)),
            kind: what.kind,
            target_id: what.id.clone(),
            label: what.label.clone(),
            owner: what.owner,
            excerpt: what.excerpt.clone(),
            reports: 0,
            first_at: when,
            last_at: when,
            open: !decided,
            decided: None,
        });
        case.reports = case.reports.saturating_add(1);
        case.last_at = when;
        let reason = scene.chance.one_of(&[AbuseReason::Spam, AbuseReason::Fraud, AbuseReason::PersonalData]);
        let report = ReportDoc {
            id: AbuseReportId::new(scene.chance.id(at)),
            case_id: case.id,
            reporter: *reporter,
            kind: what.kind,
            target_id: what.id.clone(),
            reason: reason.copied().unwrap_or(AbuseReason::Other),
            words: Some(scene.chance.text(words::REPORTS).to_owned()),
            at: when,
            open: !decided,
        };
        let reports = reports::collection(scene.bulk.database());
        scene.bulk.add(&reports, &report)?;
    }
    let Some(mut case) = case else { return Ok(()) };
    let key = format!("abuse_reported:{}", case.id);
    scene.tell(&Telling::one(staff, key, Event::AbuseReported { case: case.id }), case.first_at.to_jiff())?;
    if decided {
        at += SignedDuration::from_hours(scene.chance.between(2, 40));
        let reason = "Miramos el perfil y los mensajes: no hay nada fuera de las reglas.".to_owned();
        let decision = AbuseDecision::Nothing;
        case.decided = Some(DecidedDoc { decision, reason, by: staff, at: DateTime::from_jiff(at) });
        let telling = Telling {
            to: reporters.to_vec(),
            key: format!("abuse_decided:{}", case.id),
            event: Event::AbuseDecided {},
        };
        scene.tell(&telling, at)?;
    }
    let cases = cases::collection(scene.bulk.database());
    Ok(scene.bulk.add(&cases, &case)?)
}
