//! The report of a creator.

use docs::report::{Block, Report, Table};
use shared::campaigns::{DashboardQuery, MetricsDashboard};
use shared::creators::CreatorSnapshot;
use shared::error::ErrorCode;
use shared::identity::Locale;
use shared::stars::StarCounts;

use super::super::super::metrics::service::dashboard;
use super::super::super::parties;
use super::super::super::repo::counted::Of;
use super::super::super::repo::ratings::{self, About as RatingsOf, RatingDoc};
use super::super::super::repo::reports::ReportDoc;
use super::super::words::{Words, language};
use super::figures::{self, bars, cells, charts, point, tiles};
use super::{About, column, fact, or_dash};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult};
use crate::said;

/// Ratings that are added up: more than anybody has.
const RATINGS: usize = 10_000;
/// Ratings that are quoted.
const QUOTED: usize = 5;

/// Who a creator is, what their posts brought, for which campaigns, and what brands say of them.
///
/// # Errors
/// [`ErrorCode::NotFound`] when they are gone.
pub async fn creator(state: &AppState, asked: &ReportDoc) -> ApiResult<Report> {
    let gone = || {
        ApiError::new(ErrorCode::NotFound)
            .detail(said!("the creator is gone", "el perfil de creador ya no está"))
    };
    let id = asked.creator_id.ok_or_else(gone)?;
    let creator = parties::snapshot(state, id).await?;
    let query = DashboardQuery {
        from: Some(asked.from.clone()),
        to: Some(asked.to.clone()),
        ..DashboardQuery::default()
    };
    let (figures, ratings) = tokio::try_join!(
        dashboard::get(state, Of::User(creator.user_id), &query),
        ratings::shown(&state.database, RatingsOf::Creator(id), None, RATINGS),
    )?;
    let words = Words(asked.locale);
    let handle = creator.handle.as_ref().map(|handle| format!("@{handle}"));
    let subtitle: Vec<String> = [handle, creator.city.clone()].into_iter().flatten().collect();
    let about = About {
        kind: words.say("Informe de creador", "Creator report"),
        title: creator.name.clone(),
        subtitle: subtitle.join(" · "),
        facts: facts(&creator, &ratings, asked),
        zone: super::super::super::rules::deadline::DEFAULT_ZONE.to_owned(),
    };
    Ok(super::report(state, asked, about, blocks(&creator, &figures, &ratings, asked)))
}

fn facts(creator: &CreatorSnapshot, ratings: &[RatingDoc], asked: &ReportDoc) -> Vec<(String, String)> {
    let (words, locale) = (Words(asked.locale), asked.locale);
    let numbers = language(locale);
    let topics: Vec<&str> = creator.categories.iter().map(|category| words.category(*category)).collect();
    let languages: Vec<&str> = creator.languages.iter().map(|code| words.tongue(code)).collect();
    let on_time = creator.on_time.map(|on_time| {
        let percent = numbers.percent(u64::from(on_time.percent) * 100);
        format!("{percent} {} {}", words.say("de", "of"), numbers.count(u64::from(on_time.deliveries)))
    });
    let stars = ratings.iter().fold(StarCounts::default(), |sum, rating| sum.and(rating.counts())).shown();
    let stars = stars.map(|stars| {
        let average = numbers.hundredths(u64::from(stars.average));
        format!("{average} {} ({})", words.say("de 5", "of 5"), numbers.count(u64::from(stars.ratings)))
    });
    vec![
        fact(words.say("Nivel", "Level"), words.level(creator.level)),
        fact(words.say("Entregas a tiempo", "Deliveries on time"), or_dash(on_time)),
        fact(words.say("Valoración de las marcas", "Rating by brands"), or_dash(stars)),
        fact(words.say("Categorías", "Categories"), or_dash(Some(topics.join(", ")))),
        fact(words.say("Idiomas", "Languages"), or_dash(Some(languages.join(", ")))),
        figures::period_fact(&asked.from, &asked.to, locale),
    ]
}

fn blocks(
    creator: &CreatorSnapshot,
    figures: &MetricsDashboard,
    ratings: &[RatingDoc],
    asked: &ReportDoc,
) -> Vec<Block> {
    let (words, locale) = (Words(asked.locale), asked.locale);
    let mut blocks = Vec::new();
    if let Some(bio) = creator.bio.as_ref().filter(|bio| !bio.trim().is_empty()) {
        blocks.push(Block::Text(bio.clone()));
    }
    blocks.push(Block::Heading(words.say("Resultados", "Results").to_owned()));
    if figures.total.posts == 0 {
        blocks.push(figures::nothing(&asked.from, &asked.to, locale));
    } else {
        blocks.push(tiles(&figures.total, locale));
        blocks.extend(charts(figures, locale));
        blocks.extend(campaigns(figures, words, locale));
        blocks.push(figures::source(locale));
    }
    blocks.extend(networks(creator, words, locale));
    blocks.extend(quotes(ratings, words, locale));
    blocks
}

fn campaigns(figures: &MetricsDashboard, words: Words, locale: Locale) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(words.say("Campañas", "Campaigns").to_owned())];
    let points = figures.campaigns.iter().map(|one| point(one.title.clone(), &one.sum)).collect();
    blocks.extend(bars(words.say("Vistas por campaña", "Views by campaign"), points, locale));
    blocks.push(Block::Table(Table {
        columns: vec![
            column(words.say("Campaña", "Campaign"), 40, false),
            column(words.say("Publicaciones", "Posts"), 17, true),
            column(words.say("Vistas", "Views"), 15, true),
            column(words.say("Alcance", "Reach"), 15, true),
            column(words.say("Interacciones", "Interactions"), 17, true),
            column(words.say("Interacción", "Engagement"), 16, true),
        ],
        rows: figures
            .campaigns
            .iter()
            .map(|one| {
                let mut row = vec![one.title.clone()];
                row.extend(cells(&one.sum, locale));
                row
            })
            .collect(),
    }));
    blocks
}

fn networks(creator: &CreatorSnapshot, words: Words, locale: Locale) -> Vec<Block> {
    if creator.networks.is_empty() {
        return Vec::new();
    }
    let numbers = language(locale);
    let rows = creator
        .networks
        .iter()
        .map(|network| {
            vec![
                network.platform.name().to_owned(),
                format!("@{}", network.handle),
                or_dash(network.followers.map(|many| numbers.count(u64::from(many)))),
                words.yes(network.verified).to_owned(),
            ]
        })
        .collect();
    let columns = vec![
        column(words.say("Red", "Network"), 20, false),
        column(words.say("Cuenta", "Account"), 40, false),
        column(words.say("Seguidores", "Followers"), 20, true),
        column(words.say("Verificada", "Verified"), 20, true),
    ];
    vec![Block::Heading(words.say("Redes", "Networks").to_owned()), Block::Table(Table { columns, rows })]
}

/// What brands wrote, the newest first.
fn quotes(ratings: &[RatingDoc], words: Words, locale: Locale) -> Vec<Block> {
    let numbers = language(locale);
    let said = ratings.iter().filter_map(|rating| {
        let said = rating.words.as_ref().filter(|words| !words.trim().is_empty())?;
        let average = numbers.hundredths(u64::from(rating.average()));
        Some(format!("{average} · “{}” ({})", said.trim(), rating.campaign_title))
    });
    let said: Vec<String> = said.take(QUOTED).collect();
    if said.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Heading(words.say("Lo que dicen las marcas", "What brands say").to_owned()),
        Block::List(said),
    ]
}
