//! Applications as a sheet.

use actix_web::HttpResponse;
use docs::sheet::Cell;
use jiff::tz::TimeZone;
use shared::campaigns::ApplicationSheetQuery;
use shared::id::UserId;
use shared::identity::Locale;

use super::super::super::repo::applications::{self, ApplicationDoc};
use super::super::super::repo::campaign_doc::CampaignDoc;
use super::super::words::Words;
use super::lookup::Lookup;
use super::{AT_ONCE, Plan, answer, columns, compensation, moment, text, zone};
use crate::app::AppState;
use crate::http::ApiResult;

/// Those to a campaign, oldest first.
///
/// # Errors
/// When the database or the disk fails.
pub async fn of_campaign(
    state: &AppState,
    campaign: &CampaignDoc,
    query: &ApplicationSheetQuery,
    locale: Locale,
) -> ApiResult<HttpResponse> {
    let words = Words(locale);
    let zone = zone(&campaign.content.time_zone);
    answer(state, plan(words), locale, async |rows| {
        let mut after = None;
        loop {
            let found = applications::of_campaign(
                &state.database,
                campaign.id,
                query.state.as_slice(),
                after,
                AT_ONCE,
            )
            .await?;
            let Some(last) = found.last() else { return Ok(()) };
            after = Some(last.id);
            rows.send(found.iter().map(|application| row(application, None, &zone, words)).collect()).await?;
            if found.len() < AT_ONCE {
                return Ok(());
            }
        }
    })
    .await
}

/// Somebody's own, newest first, with the brands.
///
/// # Errors
/// When the database or the disk fails.
pub async fn of_user(
    state: &AppState,
    user: UserId,
    query: &ApplicationSheetQuery,
    locale: Locale,
) -> ApiResult<HttpResponse> {
    let words = Words(locale);
    answer(state, plan(words), locale, async |rows| {
        let mut after = None;
        loop {
            let states = query.state.as_slice();
            let found = applications::of_user(&state.database, user, states, after, AT_ONCE).await?;
            let Some(last) = found.last() else { return Ok(()) };
            after = Some(last.id);
            let about = found.iter().map(|one| (one.campaign_id, one.id, one.brand_id));
            let lookup = Lookup::of(state, about).await?;
            let line = |one: &ApplicationDoc| {
                row(one, lookup.brand(one.brand_id), &lookup.zone(one.campaign_id), words)
            };
            rows.send(found.iter().map(line).collect()).await?;
            if found.len() < AT_ONCE {
                return Ok(());
            }
        }
    })
    .await
}

fn plan(words: Words) -> Plan {
    let columns = columns(&[
        (words.say("Campaña", "Campaign"), 40),
        (words.say("Marca", "Brand"), 24),
        (words.say("Creador", "Creator"), 28),
        (words.say("Ciudad", "City"), 18),
        (words.say("Nivel", "Level"), 14),
        (words.say("Redes", "Networks"), 40),
        (words.say("Seguidores en la mayor", "Followers on the largest"), 22),
        (words.say("Entregas a tiempo", "Deliveries on time"), 18),
        (words.say("Estado", "State"), 16),
        (words.say("Última propuesta de", "Last offer by"), 19),
        (words.say("Compensación", "Compensation"), 16),
        (words.say("Pago", "Fee"), 14),
        (words.say("Valor del producto", "Value of the product"), 18),
        (words.say("Moneda", "Currency"), 10),
        (words.say("Producto", "Product"), 30),
        (words.say("Mensaje", "Message"), 50),
        (words.say("Motivo del rechazo", "Reason of the rejection"), 30),
        (words.say("Postulada", "Applied"), 18),
        (words.say("Último cambio", "Last change"), 18),
        ("Id", 38),
    ]);
    Plan::new(words.say("postulaciones", "applications"), words.say("Postulaciones", "Applications"), columns)
}

fn row(application: &ApplicationDoc, brand: Option<&str>, zone: &TimeZone, words: Words) -> Vec<Cell> {
    let creator = application.creator.as_ref();
    let networks = creator.map(|creator| creator.networks.as_slice()).unwrap_or_default();
    let followers = networks.iter().filter_map(|network| network.followers).max();
    let names: Vec<String> =
        networks.iter().map(|network| format!("{} @{}", network.platform.name(), network.handle)).collect();
    let offer = application.offers.last();
    let [kind, fee, value, currency, product] = compensation(words, offer.map(|offer| &offer.compensation));
    let on_time = creator.and_then(|creator| creator.on_time);
    vec![
        text(&application.campaign_title),
        Cell::text(brand),
        Cell::text(creator.map(|creator| creator.name.as_str())),
        Cell::text(creator.and_then(|creator| creator.city.as_deref())),
        Cell::text(creator.map(|creator| words.level(creator.level))),
        text(names.join(", ")),
        Cell::count(followers.map(u64::from)),
        on_time.map_or(Cell::Empty, |on_time| Cell::Percent(u32::from(on_time.percent) * 100)),
        text(words.application(application.state)),
        Cell::text(offer.map(|offer| words.side(offer.by))),
        kind,
        fee,
        value,
        currency,
        product,
        text(&application.message),
        Cell::text(application.reject_reason.as_deref()),
        moment(application.created_at, zone),
        moment(application.updated_at, zone),
        text(application.id.to_string()),
    ]
}
