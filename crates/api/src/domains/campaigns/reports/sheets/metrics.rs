//! Figures of posts as a sheet.

use actix_web::HttpResponse;
use docs::sheet::Cell;
use futures::{StreamExt, TryStreamExt};
use jiff::tz::TimeZone;
use shared::campaigns::{DashboardQuery, ManagedMetricsSheetQuery};
use shared::figures::{FigureKind, FigureValue};
use shared::id::{BrandId, UserId};
use shared::identity::Locale;
use shared::money::{Currency, Money};

use super::super::super::metrics::rules;
use super::super::super::repo::counted::{self, FiguresDoc, Of, Which};
use super::super::super::repo::metrics::{self, MetricsDoc};
use super::super::super::rules::deadline::DEFAULT_ZONE;
use super::super::words::Words;
use super::lookup::Lookup;
use super::{AT_ONCE, Plan, amount, answer, columns, day, maybe, moment, text};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult};

/// What the posts for a brand were counted, earliest first.
///
/// # Errors
/// [`shared::error::ErrorCode::ValidationFailed`] on a period that is none, or too long.
pub async fn of_brand(
    state: &AppState,
    brand: BrandId,
    query: &DashboardQuery,
    locale: Locale,
) -> ApiResult<HttpResponse> {
    counted(state, Of::Brand(brand), query, locale).await
}

/// What somebody's posts were counted, earliest first.
///
/// # Errors
/// [`shared::error::ErrorCode::ValidationFailed`] on a period that is none, or too long.
pub async fn of_user(
    state: &AppState,
    user: UserId,
    query: &DashboardQuery,
    locale: Locale,
) -> ApiResult<HttpResponse> {
    counted(state, Of::User(user), query, locale).await
}

async fn counted(
    state: &AppState,
    of: Of,
    query: &DashboardQuery,
    locale: Locale,
) -> ApiResult<HttpResponse> {
    let zone = TimeZone::get(DEFAULT_ZONE).unwrap_or(TimeZone::UTC);
    let today = state.clock.now().to_zoned(zone).date();
    let (from, to) = rules::period(query, today).map_err(|(field, right)| ApiError::field(field, right))?;
    let days = (from.to_string(), to.to_string());
    let which = Which { of, days, campaign: query.campaign, creator: query.creator };
    let words = Words(locale);
    answer(state, plan(words), locale, async |rows| {
        let mut posts = counted::posts(&state.database, &which).await?.try_chunks(AT_ONCE);
        while let Some(found) = posts.next().await {
            let found = found.map_err(|error| error.1)?;
            let about = found.iter().map(|post| (post.campaign_id, post.application_id, post.brand_id));
            let lookup = Lookup::of(state, about).await?;
            rows.send(found.iter().map(|post| row(post, &lookup, words)).collect()).await?;
        }
        Ok(())
    })
    .await
}

fn plan(words: Words) -> Plan {
    let mut all = vec![
        (words.say("Publicada el", "Published on"), 14),
        (words.say("Campaña", "Campaign"), 40),
        (words.say("Marca", "Brand"), 24),
        (words.say("Creador", "Creator"), 28),
        (words.say("Red", "Network"), 14),
        (words.say("Vistas", "Views"), 14),
        (words.say("Alcance", "Reach"), 14),
        (words.say("Interacciones", "Interactions"), 14),
        (words.say("Interacción", "Engagement"), 13),
    ];
    let costs =
        Currency::ALL.iter().map(|currency| format!("{} {}", words.say("Costo", "Cost"), currency.code()));
    let costs: Vec<String> = costs.collect();
    all.extend(costs.iter().map(|cost| (cost.as_str(), 14)));
    Plan::new(words.say("cifras", "figures"), words.say("Cifras", "Figures"), columns(&all))
}

fn row(post: &FiguresDoc, lookup: &Lookup, words: Words) -> Vec<Cell> {
    let engagement = match (post.interactions, post.views) {
        (Some(interactions), Some(views)) => rules::engagement(interactions, views),
        _ => None,
    };
    let mut cells = vec![
        day(&post.day),
        Cell::text(lookup.title(post.campaign_id)),
        Cell::text(lookup.brand(post.brand_id)),
        Cell::text(lookup.creator(post.application_id)),
        text(words.platform(post.platform)),
        Cell::count(post.views),
        Cell::count(post.reach),
        Cell::count(post.interactions),
        engagement.map_or(Cell::Empty, |percent| Cell::Percent(percent.hundredths)),
    ];
    let cost = |currency: &Currency| Some(post.cost(*currency)).filter(|cost| *cost > 0);
    cells.extend(
        Currency::ALL.iter().map(|currency| amount(cost(currency).map(|minor| Money::new(minor, *currency)))),
    );
    cells
}

/// Figures wherever they stand, newest first, with everything that was confirmed.
///
/// # Errors
/// When the database or the disk fails.
pub async fn managed(
    state: &AppState,
    query: &ManagedMetricsSheetQuery,
    locale: Locale,
) -> ApiResult<HttpResponse> {
    let words = Words(locale);
    answer(state, managed_plan(words), locale, async |rows| {
        let mut after = None;
        loop {
            let found = metrics::managed(&state.database, query.state, query.reused, after, AT_ONCE).await?;
            let Some(last) = found.last() else { return Ok(()) };
            after = Some(last.id);
            let about = found.iter().map(|one| (one.campaign_id, one.application_id, one.brand_id));
            let lookup = Lookup::of(state, about).await?;
            rows.send(found.iter().map(|one| managed_row(one, &lookup, words)).collect()).await?;
            if found.len() < AT_ONCE {
                return Ok(());
            }
        }
    })
    .await
}

fn managed_plan(words: Words) -> Plan {
    let mut all = vec![
        (words.say("Enviada", "Reported"), 18),
        (words.say("Confirmada", "Confirmed"), 18),
        (words.say("Publicada el", "Published on"), 14),
        (words.say("Campaña", "Campaign"), 40),
        (words.say("Marca", "Brand"), 24),
        (words.say("Creador", "Creator"), 28),
        (words.say("Entrega", "Deliverable"), 11),
        (words.say("Red", "Network"), 14),
        (words.say("Estado", "State"), 16),
        (words.say("Leída por", "Read by"), 13),
        (words.say("Captura repetida", "Picture used before"), 18),
        (words.say("Motivo de la duda", "Reason of the doubt"), 30),
        (words.say("Nota", "Note"), 30),
    ];
    all.extend(FigureKind::ALL.iter().map(|kind| (words.figure(*kind), 16)));
    all.push(("Id", 38));
    Plan::new(words.say("cifras", "figures"), words.say("Cifras", "Figures"), columns(&all))
}

fn managed_row(metrics: &MetricsDoc, lookup: &Lookup, words: Words) -> Vec<Cell> {
    let zone = lookup.zone(metrics.campaign_id);
    let mut cells = vec![
        moment(metrics.reported_at, &zone),
        maybe(metrics.confirmed_at, &zone),
        day(&metrics.day),
        text(&metrics.campaign_title),
        Cell::text(lookup.brand(metrics.brand_id)),
        Cell::text(lookup.creator(metrics.application_id)),
        Cell::Count(i64::from(metrics.number)),
        text(words.platform(metrics.platform)),
        text(words.metrics(metrics.state)),
        Cell::text(metrics.outcome.as_ref().map(|outcome| outcome.reader.as_str())),
        text(words.yes(metrics.reused)),
        Cell::text(metrics.question.as_ref().map(|question| question.reason.as_str())),
        Cell::text(metrics.note.as_deref()),
    ];
    cells.extend(FigureKind::ALL.iter().map(|kind| {
        let figure = metrics.figures.iter().find(|figure| figure.kind == *kind);
        figure.map_or(Cell::Empty, |figure| match figure.value {
            FigureValue::Count(count) => Cell::count(Some(count.value)),
            FigureValue::Percent(percent) => Cell::Percent(percent.hundredths),
            FigureValue::Duration(time) => {
                Cell::Amount { minor: i64::try_from(time.milliseconds / 10).unwrap_or(i64::MAX), decimals: 2 }
            }
        })
    }));
    cells.push(text(metrics.id.to_string()));
    cells
}
