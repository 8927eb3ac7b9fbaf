//! Reports to print: pages of A4 in portrait, as PDF.
//!
//! A [`Report`] is a title and [`Block`]s; how they look, where a page ends and what a screen reader is told is decided here. A
//! chart, a line of tiles and a row of a table are never divided between pages, a heading never stands alone at the end of one,
//! and a table says on each page what its columns are.

mod blocks;
mod charts;
mod page;
mod paint;
mod text;

use krilla::error::KrillaError;

use crate::Language;

/// What is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// In which language numbers are written and the whole is read aloud.
    pub language: Language,
    /// What kind of report it is, in a few words, above the title.
    pub kind: String,
    /// What it is about.
    pub title: String,
    /// Whose it is, or when, below the title.
    pub subtitle: String,
    /// What is to be known of it first: what, and how it is.
    pub facts: Vec<(String, String)>,
    /// Its content, from top to bottom.
    pub blocks: Vec<Block>,
    /// What stands below each page, on the left.
    pub footer: String,
    /// What stands below each page, on the right: `{page}` and `{pages}` are replaced.
    pub page: String,
    /// When it was made, in UTC; stands in the file alone.
    pub made_at: jiff::civil::DateTime,
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Begins a chapter.
    Heading(String),
    /// Words.
    Text(String),
    /// Words of less weight: where figures come from, that there is nothing.
    Note(String),
    /// Points, one below the other.
    List(Vec<String>),
    /// The main figures.
    Tiles(Vec<Tile>),
    /// How something went over time.
    Columns(Columns),
    /// How many each has.
    Bars(Bars),
    /// Rows and columns.
    Table(Table),
}

/// One main figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// What it is.
    pub label: String,
    /// How much.
    pub value: String,
    /// What explains it, if anything.
    pub hint: String,
}

/// A chart of upright columns, one for each stretch of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    /// What it shows.
    pub title: String,
    /// In what it is counted.
    pub unit: String,
    /// What is told to who cannot see it.
    pub told: String,
    /// The stretches, also those with nothing, in their order.
    pub points: Vec<Point>,
}

/// One column, or one bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Which.
    pub label: String,
    /// How much.
    pub value: u64,
}

/// A chart of lying bars, one for each thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// What it shows.
    pub title: String,
    /// In what it is counted.
    pub unit: String,
    /// What is told to who cannot see it.
    pub told: String,
    /// The things, in the order in which they stand.
    pub points: Vec<Point>,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<TableColumn>,
    /// Its rows: a text for each column.
    pub rows: Vec<Vec<String>>,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableColumn {
    /// What stands above it.
    pub title: String,
    /// How wide it is in comparison with the others.
    pub weight: u16,
    /// Whether it holds numbers, which stand on the right.
    pub numbers: bool,
}

/// What went wrong while a report was printed.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A font is not what it should be.
    #[error("the font {0} cannot be read")]
    Font(&'static str),
    /// The file could not be made.
    #[error("the report could not be printed: {0:?}")]
    Print(KrillaError),
}

impl Report {
    /// The report as PDF, tagged for screen readers as PDF/UA-1 asks for.
    ///
    /// # Errors
    /// When the file could not be made: a fault of this crate, not of what is printed.
    pub fn print(&self) -> Result<Vec<u8>, ReportError> {
        let faces = text::Faces::load()?;
        let mut pages = page::Pages::new(&faces);
        blocks::title(&mut pages, self);
        blocks::all(&mut pages, self);
        blocks::footers(&mut pages, self);
        paint::paint(&faces, pages.finish(), self)
    }
}

#[cfg(test)]
mod tests;
