//! What follows from a signature: the product that is sent, and what the creator owes, as the brief says that was signed.

use bson::DateTime;
use jiff::Timestamp;
use mongodb::ClientSession;
use shared::campaigns::{Compensation, DeliverableState, ShipmentState, Timing};
use shared::id::{ApplicationId, DeliverableId};

use super::deliverables::{jobs as deliverable_jobs, tell as tell_of_deliverables};
use super::repo::applications::ApplicationDoc;
use super::repo::campaign_doc::CampaignDoc;
use super::repo::deliverable_doc::DeliverableDoc;
use super::repo::shipments::ShipmentDoc;
use super::repo::{deliverables, shipments};
use super::rules::timers::after_days;
use super::shipping::service::begin_shipment;
use crate::app::AppState;
use crate::http::ApiResult;
use crate::infra::ids::new_id;

/// Begins what was signed, in the transaction of the signature. The campaign is as it was read, which the transaction has
/// found unchanged in what is signed.
///
/// # Errors
/// When the database fails.
pub async fn begin(
    state: &AppState,
    session: &mut ClientSession,
    campaign: &CampaignDoc,
    application: &ApplicationDoc,
    agreed: &Compensation,
    now: Timestamp,
) -> ApiResult<()> {
    let owed = owed(campaign, application, now);
    deliverables::insert(&state.database, session, &owed).await?;
    match product(agreed) {
        Some(product) => {
            let shipment = shipment(campaign, application, product, now);
            shipments::insert(&state.database, session, &shipment).await?;
            begin_shipment(state, session, &shipment, now).await
        }
        None => wait_for(state, session, &owed, now).await,
    }
}

/// Begins to wait for what is owed by a signature, in the transaction that ends what it waited for.
///
/// # Errors
/// When the database fails.
pub async fn start(
    state: &AppState,
    session: &mut ClientSession,
    application: ApplicationId,
    now: Timestamp,
) -> ApiResult<()> {
    let waiting = deliverables::not_started(&state.database, session, application).await?;
    wait_for(state, session, &waiting, now).await
}

async fn wait_for(
    state: &AppState,
    session: &mut ClientSession,
    owed: &[DeliverableDoc],
    now: Timestamp,
) -> ApiResult<()> {
    let Some(first) = owed.first() else { return Ok(()) };
    let application = first.application_id;
    let mut dates: Vec<(Timestamp, Vec<DeliverableId>)> = Vec::new();
    for piece in owed {
        let due = after_days(now, piece.timing.draft_days(piece.kind));
        match dates.iter_mut().find(|(date, _)| *date == due) {
            Some((_, ids)) => ids.push(piece.id),
            None => dates.push((due, vec![piece.id])),
        }
    }
    for (due, ids) in &dates {
        deliverables::start(&state.database, session, application, ids, *due, now).await?;
        for timer in deliverable_jobs::first_drafts(application, now, *due) {
            state.jobs.enqueue(timer, Some(&mut *session)).await?;
        }
    }
    tell_of_deliverables::started(state, session, first).await
}

/// What a creator owes by a signature.
pub fn owed(campaign: &CampaignDoc, application: &ApplicationDoc, now: Timestamp) -> Vec<DeliverableDoc> {
    let (content, brief) = (&campaign.content, &campaign.content.brief);
    let pieces = brief.deliverables.iter().flat_map(|line| (0..line.count).map(move |_| line));
    let at = DateTime::from_jiff(now);
    (1_u32..)
        .zip(pieces)
        .map(|(number, line)| DeliverableDoc {
            id: DeliverableId::new(new_id()),
            application_id: application.id,
            campaign_id: campaign.id,
            campaign_title: content.title.clone(),
            brand_id: campaign.brand_id,
            creator_id: application.creator_id,
            user_id: application.user_id,
            number,
            kind: line.kind,
            platform: line.platform,
            note: line.note.clone(),
            timing: timing(campaign),
            rights: brief.rights.clone(),
            time_zone: content.time_zone.clone(),
            state: DeliverableState::Owed,
            due_at: None,
            rounds: brief.revision_rounds,
            rounds_used: 0,
            drafts: Vec::new(),
            comments: 0,
            late: false,
            counted: false,
            approved_at: None,
            reject_reason: None,
            post_url: None,
            published_at: None,
            ad_code: None,
            created_at: at,
            updated_at: at,
            revision: 1,
        })
        .collect()
}

/// How a product comes to whoever signed.
pub fn shipment(
    campaign: &CampaignDoc,
    application: &ApplicationDoc,
    product: &str,
    now: Timestamp,
) -> ShipmentDoc {
    let (timing, at) = (timing(campaign), DateTime::from_jiff(now));
    ShipmentDoc {
        application_id: application.id,
        campaign_id: campaign.id,
        campaign_title: campaign.content.title.clone(),
        brand_id: campaign.brand_id,
        creator_id: application.creator_id,
        user_id: application.user_id,
        product: product.to_owned(),
        timing,
        state: ShipmentState::AwaitingAddress,
        due_at: Some(DateTime::from_jiff(after_days(now, timing.address_days))),
        overdue: false,
        address: None,
        dispatches: Vec::new(),
        received_at: None,
        created_at: at,
        updated_at: at,
        revision: 1,
    }
}

fn timing(campaign: &CampaignDoc) -> Timing {
    campaign.content.brief.timing.unwrap_or_default()
}

/// The product that was agreed on, if there is one.
pub fn product(agreed: &Compensation) -> Option<&str> {
    match agreed {
        Compensation::Exchange { product, .. } | Compensation::Both { product, .. } => Some(product),
        Compensation::Fee { .. } => None,
    }
}
