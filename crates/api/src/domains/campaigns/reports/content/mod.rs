//! What stands in a report.

mod campaign;
mod creator;
mod figures;

pub use campaign::campaign;
pub use creator::creator;

use docs::report::{Block, Report, TableColumn};
use jiff::civil::Date;
use shared::identity::Locale;

use super::super::repo::reports::ReportDoc;
use super::sheets::zone;
use super::words::{Words, language};
use crate::app::AppState;

/// What a report says of itself.
struct About {
    kind: &'static str,
    title: String,
    subtitle: String,
    facts: Vec<(String, String)>,
    /// In which zone it says when it was made.
    zone: String,
}

fn report(state: &AppState, asked: &ReportDoc, about: About, blocks: Vec<Block>) -> Report {
    let words = Words(asked.locale);
    let now = state.clock.now();
    let zone = zone(&about.zone);
    let made = zone.to_datetime(now);
    let made = format!("{} {:02}:{:02}", shown(made.date(), asked.locale), made.hour(), made.minute());
    let footer =
        format!("Avenue · {} · {} {made} ({})", about.title, words.say("hecho el", "made on"), about.zone);
    Report {
        language: language(asked.locale),
        kind: about.kind.to_owned(),
        title: about.title,
        subtitle: about.subtitle,
        facts: about.facts,
        blocks,
        footer,
        page: words.say("Página {page} de {pages}", "Page {page} of {pages}").to_owned(),
        made_at: jiff::tz::TimeZone::UTC.to_datetime(now),
    }
}

fn fact(what: &str, told: impl Into<String>) -> (String, String) {
    (what.to_owned(), told.into())
}

fn column(title: &str, weight: u16, numbers: bool) -> TableColumn {
    TableColumn { title: title.to_owned(), weight, numbers }
}

/// A day as a person reads it: `30/11/2026`, `Nov 30, 2026`.
fn shown(date: Date, locale: Locale) -> String {
    match locale {
        Locale::Es => date.strftime("%d/%m/%Y").to_string(),
        Locale::En => date.strftime("%b %-d, %Y").to_string(),
    }
}

/// The same of `2026-11-30`.
fn day(text: &str, locale: Locale) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |date| shown(date, locale))
}

/// From a day to another.
fn span(from: &str, to: &str, locale: Locale) -> String {
    format!("{} – {}", day(from, locale), day(to, locale))
}

/// Where there is nothing.
fn or_dash(text: Option<String>) -> String {
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| "–".to_owned())
}
