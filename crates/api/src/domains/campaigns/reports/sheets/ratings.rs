//! Ratings as a sheet.

use actix_web::HttpResponse;
use docs::sheet::Cell;
use shared::campaigns::{ManagedRatingQuery, ManagedRatingSheetQuery, OfferSide, RatingCriterion};
use shared::id::{BrandId, UserId};
use shared::identity::Locale;

use super::super::super::parties;
use super::super::super::ratings::service::reveal;
use super::super::super::repo::ratings::{self, About, RatingDoc};
use super::super::words::Words;
use super::lookup::Lookup;
use super::{AT_ONCE, Plan, answer, columns, maybe, moment, text};
use crate::app::AppState;
use crate::http::ApiResult;

const CRITERIA: [RatingCriterion; 5] = [
    RatingCriterion::Quality,
    RatingCriterion::Punctuality,
    RatingCriterion::Clarity,
    RatingCriterion::Fulfilment,
    RatingCriterion::Communication,
];

/// Those that a brand gave, and those that it got and everybody sees; newest first.
///
/// # Errors
/// When the database or the disk fails.
pub async fn of_brand(state: &AppState, brand: BrandId, locale: Locale) -> ApiResult<HttpResponse> {
    reveal::all_due(state, About::Brand(brand)).await?;
    let query = ManagedRatingQuery { brand: Some(brand), ..ManagedRatingQuery::default() };
    sheet(state, &query, Some(OfferSide::Brand), locale).await
}

/// Those that somebody gave as a creator, and those that they got and everybody sees; newest first.
///
/// # Errors
/// When the database or the disk fails.
pub async fn of_user(state: &AppState, user: UserId, locale: Locale) -> ApiResult<HttpResponse> {
    let Some(creator) = parties::creator(state, user).await? else {
        return answer(state, plan(Words(locale)), locale, async |_| Ok(())).await;
    };
    reveal::all_due(state, About::Creator(creator.id)).await?;
    let query = ManagedRatingQuery { creator: Some(creator.id), ..ManagedRatingQuery::default() };
    sheet(state, &query, Some(OfferSide::Creator), locale).await
}

/// All that the filter shows, newest first.
///
/// # Errors
/// When the database or the disk fails.
pub async fn managed(
    state: &AppState,
    query: &ManagedRatingSheetQuery,
    locale: Locale,
) -> ApiResult<HttpResponse> {
    let ManagedRatingSheetQuery { brand, creator, hidden } = *query;
    let query = ManagedRatingQuery { brand, creator, hidden, ..ManagedRatingQuery::default() };
    sheet(state, &query, None, locale).await
}

/// Of one side, or of the staff, who sees all.
async fn sheet(
    state: &AppState,
    query: &ManagedRatingQuery,
    side: Option<OfferSide>,
    locale: Locale,
) -> ApiResult<HttpResponse> {
    let words = Words(locale);
    answer(state, plan(words), locale, async |rows| {
        let mut after = None;
        loop {
            let found = ratings::managed(&state.database, query, after, AT_ONCE).await?;
            let Some(last) = found.last() else { return Ok(()) };
            after = Some(last.id);
            let all = found.len();
            let seen = |rating: &RatingDoc| side.is_none_or(|side| rating.by == side || rating.is_seen());
            let found: Vec<RatingDoc> = found.into_iter().filter(seen).collect();
            let about = found.iter().map(|one| (one.campaign_id, one.application_id, one.brand_id));
            let lookup = Lookup::of(state, about).await?;
            rows.send(found.iter().map(|rating| row(rating, &lookup, words)).collect()).await?;
            if all < AT_ONCE {
                return Ok(());
            }
        }
    })
    .await
}

fn plan(words: Words) -> Plan {
    let mut all = vec![
        (words.say("Escrita", "Written"), 18),
        (words.say("Visible desde", "Shown since"), 18),
        (words.say("Campaña", "Campaign"), 40),
        (words.say("Marca", "Brand"), 24),
        (words.say("Creador", "Creator"), 28),
        (words.say("Quién valoró", "Who rated"), 15),
        (words.say("Promedio", "Average"), 11),
    ];
    all.extend(CRITERIA.map(|criterion| (words.criterion(criterion), 14)));
    all.extend([
        (words.say("Palabras", "Words"), 50),
        (words.say("Respuesta", "Reply"), 50),
        (words.say("Respondida", "Replied"), 18),
        (words.say("Oculta por", "Hidden because"), 30),
    ]);
    Plan::new(words.say("valoraciones", "ratings"), words.say("Valoraciones", "Ratings"), columns(&all))
}

fn row(rating: &RatingDoc, lookup: &Lookup, words: Words) -> Vec<Cell> {
    let zone = lookup.zone(rating.campaign_id);
    let mut cells = vec![
        moment(rating.created_at, &zone),
        maybe(rating.shown_at, &zone),
        text(&rating.campaign_title),
        Cell::text(lookup.brand(rating.brand_id)),
        Cell::text(lookup.creator(rating.application_id)),
        text(words.side(rating.by)),
        Cell::Hundredths(rating.average()),
    ];
    cells.extend(CRITERIA.map(|criterion| {
        let mark = rating.marks.iter().find(|mark| mark.criterion == criterion);
        mark.map_or(Cell::Empty, |mark| Cell::Count(i64::from(mark.stars)))
    }));
    let reply = rating.reply.as_ref();
    cells.extend([
        Cell::text(rating.words.as_deref()),
        Cell::text(reply.and_then(|reply| reply.words.as_deref())),
        maybe(reply.map(|reply| reply.at), &zone),
        Cell::text(rating.hidden.as_ref().filter(|_| rating.is_hidden).map(|hidden| hidden.reason.as_str())),
    ]);
    cells
}
