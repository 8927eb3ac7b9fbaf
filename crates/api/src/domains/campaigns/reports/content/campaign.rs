//! The report of a campaign.

use docs::report::{Bars, Block, Point, Report, Table};
use shared::campaigns::{
    ApplicationCounts, ApplicationState, Brief, Compensation, DashboardQuery, Deliverable, MetricsDashboard,
};
use shared::error::ErrorCode;
use shared::identity::Locale;

use super::super::super::metrics::service::dashboard;
use super::super::super::parties;
use super::super::super::repo::campaign_doc::CampaignDoc;
use super::super::super::repo::campaigns;
use super::super::super::repo::counted::Of;
use super::super::super::repo::reports::ReportDoc;
use super::super::words::{Words, language};
use super::figures::{self, bars, cells, charts, cost, point, tiles};
use super::{About, column, day, fact, or_dash};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult};
use crate::said;

/// What a campaign is, how it went, who applied and what each who published brought.
///
/// # Errors
/// [`ErrorCode::NotFound`] when it is gone.
pub async fn campaign(state: &AppState, asked: &ReportDoc) -> ApiResult<Report> {
    let gone =
        || ApiError::new(ErrorCode::NotFound).detail(said!("the campaign is gone", "la campaña ya no está"));
    let id = asked.campaign_id.ok_or_else(gone)?;
    let campaign = campaigns::find(&state.database, id).await?.ok_or_else(gone)?;
    let query = DashboardQuery {
        from: Some(asked.from.clone()),
        to: Some(asked.to.clone()),
        campaign: Some(id),
        ..DashboardQuery::default()
    };
    let (figures, brands) = tokio::try_join!(
        dashboard::get(state, Of::Brand(campaign.brand_id), &query),
        parties::cards(state, std::slice::from_ref(&campaign.brand_id)),
    )?;
    let brand = brands.get(&campaign.brand_id).map(|card| card.company.clone()).unwrap_or_default();
    let about = About {
        kind: Words(asked.locale).say("Informe de campaña", "Campaign report"),
        title: campaign.content.title.clone(),
        subtitle: brand,
        facts: facts(&campaign, asked),
        zone: campaign.content.time_zone.clone(),
    };
    Ok(super::report(state, asked, about, blocks(&campaign, &figures, asked)))
}

fn facts(campaign: &CampaignDoc, asked: &ReportDoc) -> Vec<(String, String)> {
    let (words, locale) = (Words(asked.locale), asked.locale);
    let content = &campaign.content;
    let numbers = language(locale);
    let taken = format!(
        "{} {} {}",
        numbers.count(u64::from(campaign.counts.confirmed)),
        words.say("de", "of"),
        numbers.count(u64::from(content.slots)),
    );
    let mut facts = vec![
        fact(words.say("Estado", "State"), words.campaign(campaign.state)),
        fact(
            words.say("Cada creador recibe", "Each creator gets"),
            compensation(&content.compensation, locale),
        ),
        fact(words.say("Cupos confirmados", "Slots confirmed"), taken),
        fact(words.say("Postulaciones hasta", "Applications until"), day(&content.deadline, locale)),
        figures::period_fact(&asked.from, &asked.to, locale),
    ];
    let city = content.requirements.city.clone();
    if let Some(city) = city {
        facts.push(fact(words.say("Ciudad", "City"), city));
    }
    if let Some(reason) = &campaign.cancel_reason {
        facts.push(fact(words.say("Motivo de la cancelación", "Why it was cancelled"), reason));
    }
    facts
}

/// What a creator gets, in one line.
fn compensation(compensation: &Compensation, locale: Locale) -> String {
    match compensation {
        Compensation::Exchange { product, value } => format!("{product} ({})", value.show(locale)),
        Compensation::Fee { fee } => fee.show(locale),
        Compensation::Both { product, value, fee } => {
            format!("{} + {product} ({})", fee.show(locale), value.show(locale))
        }
    }
}

fn blocks(campaign: &CampaignDoc, figures: &MetricsDashboard, asked: &ReportDoc) -> Vec<Block> {
    let (words, locale) = (Words(asked.locale), asked.locale);
    let mut blocks = vec![Block::Heading(words.say("Resultados", "Results").to_owned())];
    if figures.total.posts == 0 {
        blocks.push(figures::nothing(&asked.from, &asked.to, locale));
    } else {
        blocks.push(tiles(&figures.total, locale));
        blocks.extend(charts(figures, locale));
        blocks.extend(creators(figures, words, locale));
        blocks.push(figures::source(locale));
    }
    blocks.extend(applications(campaign.counts, words, locale));
    blocks.extend(brief(&campaign.content.brief, words));
    blocks
}

fn creators(figures: &MetricsDashboard, words: Words, locale: Locale) -> Vec<Block> {
    let Some(creators) = figures.creators.as_ref().filter(|creators| !creators.is_empty()) else {
        return Vec::new();
    };
    let name = |name: &Option<String>| {
        name.clone().unwrap_or_else(|| words.say("Cuenta eliminada", "Erased account").to_owned())
    };
    let mut blocks = vec![Block::Heading(words.say("Creadores", "Creators").to_owned())];
    let points = creators.iter().map(|one| point(name(&one.name), &one.sum)).collect();
    blocks.extend(bars(words.say("Vistas por creador", "Views by creator"), points, locale));
    blocks.push(Block::Table(Table {
        columns: vec![
            column(words.say("Creador", "Creator"), 30, false),
            column(words.say("Publicaciones", "Posts"), 17, true),
            column(words.say("Vistas", "Views"), 15, true),
            column(words.say("Alcance", "Reach"), 15, true),
            column(words.say("Interacciones", "Interactions"), 17, true),
            column(words.say("Interacción", "Engagement"), 16, true),
            column(words.say("Costo", "Cost"), 20, true),
        ],
        rows: creators
            .iter()
            .map(|one| {
                let mut row = vec![name(&one.name)];
                row.extend(cells(&one.sum, locale));
                row.push(cost(&one.sum, locale));
                row
            })
            .collect(),
    }));
    blocks
}

fn applications(counts: ApplicationCounts, words: Words, locale: Locale) -> Vec<Block> {
    let of = |state| match state {
        ApplicationState::Applied => counts.applied,
        ApplicationState::Shortlisted => counts.shortlisted,
        ApplicationState::Confirmed => counts.confirmed,
        ApplicationState::Rejected => counts.rejected,
        ApplicationState::Withdrawn => counts.withdrawn,
    };
    let heading = Block::Heading(words.say("Postulaciones", "Applications").to_owned());
    let points: Vec<Point> = ApplicationState::ALL
        .iter()
        .map(|state| Point { label: words.application(*state).to_owned(), value: u64::from(of(*state)) })
        .collect();
    let all: u64 = points.iter().map(|point| point.value).sum();
    if all == 0 {
        return vec![heading, Block::Note(words.say("Nadie se postuló.", "Nobody applied.").to_owned())];
    }
    let numbers = language(locale);
    let told: Vec<String> =
        points.iter().map(|point| format!("{}: {}", point.label, numbers.count(point.value))).collect();
    let title = words.say("Dónde está cada postulación", "Where each application stands").to_owned();
    let unit = match all {
        1 => words.say("1 postulación", "1 application").to_owned(),
        many => format!("{} {}", numbers.count(many), words.say("postulaciones", "applications")),
    };
    let told = format!("{title}. {}.", told.join("; "));
    vec![heading, Block::Bars(Bars { title, unit, told, points })]
}

fn brief(brief: &Brief, words: Words) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading(words.say("Qué se pidió", "What was asked for").to_owned()),
        Block::Text(brief.about.clone()),
        Block::List(brief.deliverables.iter().map(|one| deliverable(one, words)).collect()),
    ];
    let mut list = |title: &str, points: &[String]| {
        if !points.is_empty() {
            blocks.push(Block::Note(title.to_owned()));
            blocks.push(Block::List(points.to_vec()));
        }
    };
    list(words.say("Tiene que decirse o verse:", "What must be said or seen:"), &brief.must);
    list(words.say("No puede aparecer:", "What must not:"), &brief.must_not);
    if !brief.tags.is_empty() {
        blocks.push(Block::Text(brief.tags.join(" ")));
    }
    blocks
}

fn deliverable(one: &Deliverable, words: Words) -> String {
    let what = format!("{} {}", one.count, words.deliverable(one.kind, one.count > 1));
    let there = one.platform.map(|platform| format!("{} {}", words.say("en", "on"), platform.name()));
    let there = there.unwrap_or_else(|| words.say("para la marca", "for the brand").to_owned());
    let note = one.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
    or_dash(Some(format!("{what} {there}{note}")))
}
