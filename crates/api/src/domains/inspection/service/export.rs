//! Files of exactly what a filter shows, all pages, written while they are read.

use std::collections::HashSet;
use std::time::Duration;

use actix_web::web::Bytes;
use futures::Stream;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::backups::DownloadTicket;
use shared::error::ErrorCode;
use shared::inspection::{ExportFormat, ExportQuery};

use super::documents::Asked;
use super::{Inspection, Look};
use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::inspection::repo::{Choice, Documents, Listed};
use crate::domains::inspection::view::cells;
use crate::domains::inspection::view::render::Renderer;
use crate::http::{ApiError, ApiResult, RequestContext};

/// The kind of our tickets.
const TICKET: &str = "inspection.export";
/// How long a ticket holds.
const TICKET_LIFETIME: Duration = Duration::from_secs(60);
/// The most columns of a table; what does not fit stands in the last one.
const MAX_COLUMNS: usize = 1_000;
/// The heading of the last column: fields beyond [`MAX_COLUMNS`], and fields that appeared while the file was written.
const REST: &str = "(other fields)";
/// Bytes are handed over in pieces of about this size.
const PIECE: usize = 64 * 1024;

/// What a ticket stands for.
#[derive(Debug, Serialize, Deserialize)]
struct Order {
    database: String,
    collection: String,
    query: ExportQuery,
    email: String,
}

/// A file on its way.
pub struct Export {
    /// Its name, plain ASCII.
    pub file_name: String,
    /// Its media type.
    pub media_type: &'static str,
    writer: Writer,
}

impl Look<'_> {
    /// Begins a file.
    pub async fn export(&self, database: &str, name: &str, query: &ExportQuery) -> ApiResult<Export> {
        self.eyes().begin(self.state, self.by.clone(), database, name, query).await
    }

    /// Gives a link that begins a file once. The question is checked now.
    pub async fn export_ticket(
        &self,
        email: &str,
        database: &str,
        name: &str,
        query: ExportQuery,
    ) -> ApiResult<DownloadTicket> {
        let eyes = self.eyes();
        let asked = Asked::of(&query)?;
        let listed = eyes.collection(database, name).await?;
        eyes.check_searched(database, &listed, &asked.filter.searched).await?;
        let order = Order {
            database: database.to_owned(),
            collection: name.to_owned(),
            query,
            email: email.to_owned(),
        };
        let issued = eyes.tickets.issue(TICKET, self.user, &order, TICKET_LIFETIME).await?;
        Ok(DownloadTicket {
            url: format!("/api/inspection/exports/{}", issued.ticket),
            expires_at: issued.expires_at,
        })
    }
}

impl Inspection {
    /// Begins the file that a ticket stands for.
    ///
    /// # Errors
    /// [`ErrorCode::LinkExpired`] when it was used, has expired, or was never given.
    pub async fn redeem(
        &self,
        state: &AppState,
        context: &RequestContext,
        ticket: &str,
    ) -> ApiResult<Export> {
        let redeemed = self.tickets.redeem::<Order>(TICKET, ticket).await?;
        let redeemed = redeemed.ok_or(ErrorCode::LinkExpired)?;
        let Order { database, collection, query, email } = redeemed.payload;
        let by = By::person(redeemed.user, &email, context);
        self.begin(state, by, &database, &collection, &query).await
    }

    async fn begin(
        &self,
        state: &AppState,
        by: By,
        database: &str,
        name: &str,
        query: &ExportQuery,
    ) -> ApiResult<Export> {
        let asked = Asked::of(query)?;
        let listed = self.collection(database, name).await?;
        let details = json!({
            "filter": query.filter, "projection": query.projection, "sort": query.sort, "format": query.format,
        });
        let what = target("collection", format!("{database}.{name}"), None);
        state.audit.record(AuditEntry::new(by, "inspection.export", what).details(details), None).await?;
        self.check_searched(database, &listed, &asked.filter.searched).await?;
        let choice = Choice {
            filter: asked.filter.document,
            projection: asked.projection,
            sort: Some(asked.sort).filter(|_| listed.has_ids() || query.sort.is_some()),
        };
        let documents = self.repo.walk(database, &listed, &choice).await?;
        let (media_type, extension) = match query.format {
            ExportFormat::Ndjson => ("application/x-ndjson", "ndjson"),
            ExportFormat::Csv => ("text/csv; charset=utf-8", "csv"),
            ExportFormat::Ejson => ("application/json", "json"),
        };
        let table = match query.format {
            ExportFormat::Csv => {
                Some(Table::Unread { eyes: self.clone(), database: database.to_owned(), listed, choice })
            }
            _ => None,
        };
        let plain = |text: &str| -> String {
            text.chars()
                .map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' })
                .collect()
        };
        let now = self.clock.now().strftime("%Y%m%d-%H%M%S").to_string();
        Ok(Export {
            file_name: format!("{}.{}.{now}.{extension}", plain(database), plain(name)),
            media_type,
            writer: Writer { documents, format: query.format, table, written: 0, done: false },
        })
    }
}

impl Asked {
    fn of(query: &ExportQuery) -> ApiResult<Self> {
        Self::read(query.filter.as_deref(), query.projection.as_deref(), query.sort.as_deref())
    }
}

impl Export {
    /// The bytes. A failure on the way breaks the transfer off, so that nobody takes half a file for a whole one.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, ApiError>> {
        futures::stream::try_unfold(self.writer, |mut writer| async move {
            match writer.piece().await {
                Ok(piece) => Ok(piece.map(|piece| (Bytes::from(piece), writer))),
                Err(error) => {
                    tracing::error!(%error, "an export broke off");
                    Err(error)
                }
            }
        })
    }
}

/// The columns of a table: found by a walk of their own before the first row.
#[expect(clippy::large_enum_variant, reason = "one stands in each export")]
enum Table {
    Unread { eyes: Inspection, database: String, listed: Listed, choice: Choice },
    Columns(Vec<String>),
}

struct Writer {
    documents: Documents,
    format: ExportFormat,
    table: Option<Table>,
    written: u64,
    done: bool,
}

impl Writer {
    /// The next bytes; none at the end.
    async fn piece(&mut self) -> ApiResult<Option<String>> {
        if self.done {
            return Ok(None);
        }
        let mut piece = String::new();
        if let Some(Table::Unread { eyes, database, listed, choice }) = &self.table {
            let columns = columns(eyes, database, listed, choice).await?;
            // The mark tells spreadsheets that the text is UTF-8.
            piece.push('\u{feff}');
            let heading = columns.iter().map(String::as_str).chain([REST]);
            let heading: Vec<String> = heading.map(cells::harmless).collect();
            piece.push_str(&cells::line(heading.iter().map(String::as_str)));
            self.table = Some(Table::Columns(columns));
        }
        while piece.len() < PIECE {
            let Some(document) = self.documents.next().await? else {
                self.done = true;
                if self.format == ExportFormat::Ejson {
                    piece.push_str(if self.written == 0 { "[]\n" } else { "\n]\n" });
                }
                return Ok(Some(piece).filter(|piece| !piece.is_empty()));
            };
            match (&self.table, self.format) {
                (Some(Table::Columns(columns)), _) => piece.push_str(&row(columns, cells::cells(document))),
                (_, ExportFormat::Ejson) => {
                    piece.push_str(if self.written == 0 { "[\n" } else { ",\n" });
                    piece.push_str(&Renderer::canonical().document(document).to_string());
                }
                _ => {
                    piece.push_str(&Renderer::relaxed().document(document).to_string());
                    piece.push('\n');
                }
            }
            self.written = self.written.saturating_add(1);
        }
        Ok(Some(piece))
    }
}

async fn columns(
    eyes: &Inspection,
    database: &str,
    listed: &Listed,
    choice: &Choice,
) -> ApiResult<Vec<String>> {
    let unsorted = Choice { sort: None, ..choice.clone() };
    let mut documents = eyes.repo.walk(database, listed, &unsorted).await?;
    let mut seen = HashSet::new();
    let mut columns = Vec::new();
    while let Some(document) = documents.next().await? {
        for (column, _) in cells::cells(document) {
            if columns.len() < MAX_COLUMNS && !seen.contains(&column) {
                seen.insert(column.clone());
                columns.push(column);
            }
        }
    }
    Ok(columns)
}

fn row(columns: &[String], cells: Vec<(String, String)>) -> String {
    let mut by_column: std::collections::HashMap<String, String> = cells.into_iter().collect();
    let mut row: Vec<String> =
        columns.iter().map(|column| by_column.remove(column).unwrap_or_default()).collect();
    let rest: std::collections::BTreeMap<String, String> = by_column.into_iter().collect();
    row.push(if rest.is_empty() { String::new() } else { json!(rest).to_string() });
    cells::line(row.iter().map(String::as_str))
}
