//! Sending a screenshot: it is looked at, kept as it came, and a job is to read it.

use bson::DateTime;
use jiff::Timestamp;
use serde_json::json;
use shared::campaigns::{MetricsState, PostMetrics};
use shared::creators::Platform;
use shared::error::ErrorCode;
use shared::id::{MediaId, MetricsId};

use super::super::super::deliverables::access::PieceOf;
use super::super::super::deliverables::jobs::drop_unused;
use super::super::super::repo::deliverable_doc::DeliverableDoc;
use super::super::super::repo::metrics::{self, MetricsDoc, Viewer};
use super::super::super::repo::pictures;
use super::super::super::rules::spanish;
use super::super::access::Report;
use super::super::{jobs, rules};
use super::record;
use crate::app::AppState;
use crate::domains::audit::By;
use crate::domains::media::NewFile;
use crate::http::{ApiError, ApiResult, RequestContext, Upload, in_kept_transaction};
use crate::infra::ids::new_id;
use crate::infra::reading::{MAX_BYTES, Picture, Unreadable};
use crate::said;

/// Screenshots of one post, however often it is reported anew.
const MOST: u64 = 50;

/// Keeps a screenshot of a post's figures, to be read.
///
/// # Errors
/// [`ErrorCode::MoveNotAllowed`] before the deliverable is published, and while others are still to be confirmed;
/// [`ErrorCode::LimitReached`]; [`ErrorCode::UnsupportedMediaType`]; [`ErrorCode::PictureRefused`];
/// [`ErrorCode::PayloadTooLarge`].
pub async fn report(
    state: &AppState,
    found: &PieceOf<Report>,
    context: &RequestContext,
    sent: &Upload<MAX_BYTES>,
) -> ApiResult<PostMetrics> {
    let piece = &found.piece;
    let (Some(platform), Some(published_at), true) =
        (piece.platform, piece.published_at, rules::has_figures(piece.state))
    else {
        let (is, stands) = (piece.state.as_str(), spanish::deliverable(piece.state));
        return Err(ApiError::new(ErrorCode::MoveNotAllowed).detail(said!(
            "a deliverable that is {is} has no figures; publish it first",
            "una entrega {stands} no tiene cifras; publicala primero"
        )));
    };
    if metrics::count_of(&state.database, piece.id, MOST).await? >= MOST {
        return Err(ApiError::new(ErrorCode::LimitReached).detail(said!(
            "a post can be reported {MOST} times",
            "las cifras de una publicación se pueden mandar {MOST} veces"
        )));
    }
    // The insertion decides; this spares the store what nobody would use.
    if metrics::has_open(&state.database, piece.id).await? {
        return Err(metrics::others_open());
    }
    let picture = Picture::open(sent.read().await?).map_err(refused)?;
    let about = format!("metrics:{}", piece.id);
    let bytes = u64::try_from(sent.bytes()).unwrap_or(u64::MAX);
    let new = NewFile { path: sent.path(), bytes, sha256: sent.sha256(), about: &about };
    let seen = state.media.look_at_file(new).await?;
    let now = state.clock.now();
    let file = MediaId::new(new_id());
    // Asked for before the file is kept, so that none is ever forgotten.
    state.jobs.enqueue(drop_unused(file, now), None).await?;
    state.media.keep_file(file, found.user.id, new, seen).await?;
    let id = MetricsId::new(new_id());
    let reuse = pictures::same_file(&state.database, sent.sha256(), id).await?;
    let (width, height) = picture.size();
    let draft = MetricsDoc {
        id,
        reused: reuse.is_some(),
        reuse,
        file_id: Some(file),
        sha256: sent.sha256().to_owned(),
        width,
        height,
        ..begun(piece, platform, published_at, now)
    };
    let made = in_kept_transaction(&state.db, async |transaction| {
        // Nobody else knows the file.
        state.media.use_file(transaction, file, found.user.id, &about).await?;
        metrics::insert(&state.database, transaction, &draft).await?;
        pictures::insert(&state.database, transaction, &draft, now).await?;
        state.jobs.enqueue(jobs::read(id), Some(&mut *transaction)).await?;
        let by = By::person(found.user.id, &found.user.email, context);
        let details = json!({ "deliverable_id": piece.id, "reused": draft.reused });
        record(state, transaction, &draft, "campaigns.report_metrics", by, details).await?;
        Ok(draft.to_metrics(Viewer::Creator))
    })
    .await?;
    state.jobs.wake();
    Ok(made)
}

/// The figures of a post as they begin, without their screenshot.
pub fn begun(
    piece: &DeliverableDoc,
    platform: Platform,
    published_at: DateTime,
    now: Timestamp,
) -> MetricsDoc {
    MetricsDoc {
        id: MetricsId::new(new_id()),
        deliverable_id: piece.id,
        application_id: piece.application_id,
        campaign_id: piece.campaign_id,
        campaign_title: piece.campaign_title.clone(),
        brand_id: piece.brand_id,
        creator_id: piece.creator_id,
        user_id: piece.user_id,
        number: piece.number,
        platform,
        day: rules::day_of(published_at.to_jiff(), &piece.time_zone),
        state: MetricsState::Reading,
        open: true,
        file_id: None,
        sha256: String::new(),
        width: 0,
        height: 0,
        outcome: None,
        figures: Vec::new(),
        note: None,
        reused: false,
        reuse: None,
        question: None,
        reported_at: DateTime::from_jiff(now),
        confirmed_at: None,
        revision: 1,
    }
}

fn refused(why: Unreadable) -> ApiError {
    let code = match why {
        Unreadable::NotTaken { .. } => ErrorCode::UnsupportedMediaType,
        Unreadable::TooHeavy { .. } => ErrorCode::PayloadTooLarge,
        Unreadable::TooLarge { .. } | Unreadable::TooSmall { .. } | Unreadable::Damaged(_) => {
            ErrorCode::PictureRefused
        }
    };
    ApiError::new(code).detail(why.said())
}
