//! A spreadsheet that is written while its rows are read.

pub mod applications;
pub mod campaigns;
mod lookup;
pub mod metrics;
pub mod ratings;

use std::io::{BufWriter, Seek, SeekFrom};
use std::path::Path;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE};
use bson::DateTime;
use docs::sheet::{Cell, Column, Sheet, SheetError};
use jiff::tz::TimeZone;
use shared::campaigns::Compensation;
use shared::error::ErrorCode;
use shared::identity::Locale;
use shared::money::Money;
use tokio::sync::mpsc;
use tokio_util::io::ReaderStream;

use super::super::rules::deadline::DEFAULT_ZONE;
use super::words::{Words, language};
use crate::app::AppState;
use crate::http::{ApiError, ApiResult, patience};
use crate::said;

/// Documents that are read at a time.
const AT_ONCE: usize = 1_000;
/// Lots of rows that wait to be written.
const WAITING: usize = 2;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a sheet is called and what its columns are.
struct Plan {
    /// Of the file, without its ending: plain letters.
    file: &'static str,
    /// Of the sheet in it.
    name: &'static str,
    columns: Vec<Column>,
}

impl Plan {
    fn new(file: &'static str, name: &'static str, columns: Vec<Column>) -> Self {
        Self { file, name, columns }
    }
}

/// Columns from their titles and widths.
fn columns(all: &[(&str, u16)]) -> Vec<Column> {
    all.iter().map(|(title, width)| Column::new(*title, *width)).collect()
}

/// Takes rows, a lot at a time.
struct Rows(mpsc::Sender<Vec<Vec<Cell>>>);

impl Rows {
    async fn send(&self, rows: Vec<Vec<Cell>>) -> ApiResult<()> {
        patience::renew();
        self.0.send(rows).await.map_err(|_| ApiError::internal("the sheet is written no further"))
    }
}

/// Answers with a sheet whose rows `feed` gives.
async fn answer(
    state: &AppState,
    plan: Plan,
    locale: Locale,
    feed: impl AsyncFnOnce(Rows) -> ApiResult<()>,
) -> ApiResult<HttpResponse> {
    let folder = state.config.platform.data.join("sheets");
    let (sender, receiver) = mpsc::channel(WAITING);
    let Plan { file, name, columns } = plan;
    let writing = tokio::task::spawn_blocking(move || write(name, &columns, locale, &folder, receiver));
    let fed = feed(Rows(sender)).await;
    // Where the writing failed, the reading failed because of it.
    let (written, bytes) = writing.await.map_err(ApiError::internal)?.map_err(|failure| match failure {
        SheetError::TooManyRows => ApiError::new(ErrorCode::LimitReached).detail(said!(
            "there is more than a sheet holds; filter further",
            "hay más de lo que entra en una planilla; filtrá más"
        )),
        SheetError::Write(error) => ApiError::internal(error),
    })?;
    fed?;
    let stream = ReaderStream::with_capacity(tokio::fs::File::from_std(written), 64 * 1024);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, XLSX))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{file}.xlsx\"")))
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .no_chunking(bytes)
        .streaming(stream))
}

/// Writes what comes to a file that has no name, so that nothing of it is left behind.
fn write(
    name: &str,
    columns: &[Column],
    locale: Locale,
    folder: &Path,
    mut receiver: mpsc::Receiver<Vec<Vec<Cell>>>,
) -> Result<(std::fs::File, u64), SheetError> {
    let io = |error: std::io::Error| SheetError::Write(error.into());
    std::fs::create_dir_all(folder).map_err(io)?;
    let mut sheet = Sheet::begin(name, columns, language(locale), folder)?;
    while let Some(rows) = receiver.blocking_recv() {
        for row in rows {
            sheet.row(&row)?;
        }
    }
    let mut file = tempfile::tempfile_in(folder).map_err(io)?;
    sheet.finish(BufWriter::new(&mut file))?;
    let bytes = file.stream_position().map_err(io)?;
    file.seek(SeekFrom::Start(0)).map_err(io)?;
    Ok((file, bytes))
}

/// A time zone by its name; the platform's own where there is none of that name.
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).or_else(|_| TimeZone::get(DEFAULT_ZONE)).unwrap_or(TimeZone::UTC)
}

/// An instant as day and time in a zone, to the second.
fn moment(at: DateTime, zone: &TimeZone) -> Cell {
    let there = zone.to_datetime(at.to_jiff());
    Cell::Moment(there.with().subsec_nanosecond(0).build().unwrap_or(there))
}

fn maybe(at: Option<DateTime>, zone: &TimeZone) -> Cell {
    at.map_or(Cell::Empty, |at| moment(at, zone))
}

/// A day such as `2026-11-30`.
fn day(text: &str) -> Cell {
    text.parse().map_or_else(|_| Cell::Text(text.to_owned()), Cell::Date)
}

fn amount(money: Option<Money>) -> Cell {
    money.map_or(Cell::Empty, |money| Cell::Amount {
        minor: money.amount,
        decimals: u8::try_from(money.currency.decimals()).unwrap_or(0),
    })
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// The five cells of a compensation: kind, fee, value of the product, currency, product.
fn compensation(words: Words, compensation: Option<&Compensation>) -> [Cell; 5] {
    let Some(compensation) = compensation else { return [const { Cell::Empty }; 5] };
    let (fee, value) = (compensation.fee(), compensation.value());
    let product = match compensation {
        Compensation::Exchange { product, .. } | Compensation::Both { product, .. } => Some(product.clone()),
        Compensation::Fee { .. } => None,
    };
    // A fee and a value may be in two currencies; then each says its own.
    let codes = match (fee, value) {
        (Some(fee), Some(value)) if fee.currency != value.currency => {
            format!("{} / {}", fee.currency.code(), value.currency.code())
        }
        (Some(money), _) | (_, Some(money)) => money.currency.code().to_owned(),
        (None, None) => String::new(),
    };
    [
        text(words.compensation(compensation.kind())),
        amount(fee),
        amount(value),
        text(codes),
        Cell::text(product),
    ]
}
