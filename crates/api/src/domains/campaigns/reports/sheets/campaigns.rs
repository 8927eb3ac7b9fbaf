//! Campaigns as a sheet.

use std::collections::HashMap;

use actix_web::HttpResponse;
use docs::sheet::Cell;
use shared::campaigns::{CampaignBrand, CampaignSheetQuery, ManagedCampaignSheetQuery};
use shared::id::{BrandId, CampaignId};
use shared::identity::Locale;

use super::super::super::parties;
use super::super::super::repo::campaign_doc::CampaignDoc;
use super::super::super::repo::campaigns;
use super::super::words::Words;
use super::{AT_ONCE, Plan, Rows, answer, columns, compensation, day, maybe, moment, text, zone};
use crate::app::AppState;
use crate::http::ApiResult;

/// A brand's own, newest first.
///
/// # Errors
/// When the database or the disk fails.
pub async fn of_brand(
    state: &AppState,
    brand: BrandId,
    query: &CampaignSheetQuery,
    locale: Locale,
) -> ApiResult<HttpResponse> {
    let archived = query.archived.unwrap_or(false);
    answer(state, plan(locale), locale, async |rows| {
        feed(state, rows, locale, async |after| {
            campaigns::of_brand(&state.database, brand, query.state, archived, after, AT_ONCE).await
        })
        .await
    })
    .await
}

/// All of them, newest first.
///
/// # Errors
/// When the database or the disk fails.
pub async fn managed(
    state: &AppState,
    query: &ManagedCampaignSheetQuery,
    locale: Locale,
) -> ApiResult<HttpResponse> {
    answer(state, plan(locale), locale, async |rows| {
        feed(state, rows, locale, async |after| {
            campaigns::managed(&state.database, query.state, None, after, AT_ONCE).await
        })
        .await
    })
    .await
}

fn plan(locale: Locale) -> Plan {
    let words = Words(locale);
    let columns = columns(&[
        (words.say("Campaña", "Campaign"), 40),
        (words.say("Marca", "Brand"), 24),
        (words.say("Estado", "State"), 14),
        (words.say("Compensación", "Compensation"), 16),
        (words.say("Pago", "Fee"), 14),
        (words.say("Valor del producto", "Value of the product"), 18),
        (words.say("Moneda", "Currency"), 10),
        (words.say("Producto", "Product"), 30),
        (words.say("Cupos", "Slots"), 10),
        (words.say("Cupos libres", "Free slots"), 13),
        (words.say("Postuladas", "Applied"), 12),
        (words.say("Preseleccionadas", "Shortlisted"), 16),
        (words.say("Confirmadas", "Confirmed"), 13),
        (words.say("Rechazadas", "Rejected"), 12),
        (words.say("Retiradas", "Withdrawn"), 12),
        (words.say("Ciudad", "City"), 18),
        (words.say("Nivel", "Level"), 14),
        (words.say("Redes", "Networks"), 30),
        (words.say("Cierra el", "Closes on"), 14),
        (words.say("Zona horaria", "Time zone"), 20),
        (words.say("Empezada", "Begun"), 18),
        (words.say("Publicada", "Published"), 18),
        (words.say("Terminada", "Completed"), 18),
        (words.say("Archivada", "Put away"), 18),
        ("Id", 38),
    ]);
    Plan::new(words.say("campanas", "campaigns"), words.say("Campañas", "Campaigns"), columns)
}

async fn feed(
    state: &AppState,
    rows: Rows,
    locale: Locale,
    mut next: impl AsyncFnMut(Option<CampaignId>) -> ApiResult<Vec<CampaignDoc>>,
) -> ApiResult<()> {
    let mut after = None;
    loop {
        let found = next(after).await?;
        let Some(last) = found.last() else { return Ok(()) };
        after = Some(last.id);
        let brands: Vec<BrandId> = found.iter().map(|campaign| campaign.brand_id).collect();
        let brands = parties::cards(state, &brands).await?;
        let lines = found.iter().map(|campaign| row(campaign, &brands, Words(locale))).collect();
        rows.send(lines).await?;
        if found.len() < AT_ONCE {
            return Ok(());
        }
    }
}

fn row(campaign: &CampaignDoc, brands: &HashMap<BrandId, CampaignBrand>, words: Words) -> Vec<Cell> {
    let content = &campaign.content;
    let zone = zone(&content.time_zone);
    let wanted = &content.requirements;
    let networks: Vec<String> = wanted
        .networks
        .iter()
        .map(|network| match network.followers {
            0 => network.platform.name().to_owned(),
            many => format!("{} ({many}+)", network.platform.name()),
        })
        .collect();
    let [kind, fee, value, currency, product] = compensation(words, Some(&content.compensation));
    let count = |number: u32| Cell::Count(i64::from(number));
    let counts = campaign.counts;
    vec![
        text(&content.title),
        Cell::text(brands.get(&campaign.brand_id).map(|brand| brand.company.as_str())),
        text(words.campaign(campaign.state)),
        kind,
        fee,
        value,
        currency,
        product,
        count(content.slots),
        Cell::Count(campaign.free),
        count(counts.applied),
        count(counts.shortlisted),
        count(counts.confirmed),
        count(counts.rejected),
        count(counts.withdrawn),
        Cell::text(wanted.city.as_deref()),
        Cell::text(wanted.level.map(|level| words.level(level))),
        text(networks.join(", ")),
        day(&content.deadline),
        text(&content.time_zone),
        moment(campaign.created_at, &zone),
        maybe(campaign.published_at, &zone),
        maybe(campaign.completed_at, &zone),
        maybe(campaign.archived_at, &zone),
        text(campaign.id.to_string()),
    ]
}
