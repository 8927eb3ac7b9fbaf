//! Spreadsheets in the format of Excel, written row by row.
//!
//! Each row goes to a temporary file as it comes, so memory does not grow with the rows. What a cell says follows from its
//! [`Cell`] alone: a text is a text also where it begins like a formula, and it stays one when somebody edits the cell in
//! Excel, because it carries the mark that a person's apostrophe makes.

use std::io::Write;
use std::path::Path;

use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use crate::Language;

/// The most rows of a sheet, below the line of titles.
pub const MAX_ROWS: u32 = 1_048_575;
/// More characters than this a cell cannot hold.
const MAX_TEXT: usize = 32_767;
/// What a program that opens a sheet may take as the beginning of a formula.
const SUSPECT: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '|', '%'];

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// How wide it is, in characters.
    pub width: u16,
}

impl Column {
    /// A column of that title and width.
    pub fn new(title: impl Into<String>, width: u16) -> Self {
        Self { title: title.into(), width }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text, whatever it begins with.
    Text(String),
    /// A number of things; exact up to 2^53 - 1.
    Count(i64),
    /// An amount in minor units of which ten to the power of `decimals` make one.
    Amount {
        /// Minor units.
        minor: i64,
        /// With how many decimals it is shown: 0 to 2.
        decimals: u8,
    },
    /// Hundredths of a percent: 850 are 8.5 %.
    Percent(u32),
    /// A number in hundredths: 475 are 4.75.
    Hundredths(u32),
    /// A day.
    Date(Date),
    /// A day and a time of it, where the reader is.
    Moment(DateTime),
}

impl Cell {
    /// A text, or nothing where there is none.
    pub fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    /// A number of things, or nothing.
    pub fn count(number: Option<u64>) -> Self {
        number.map_or(Self::Empty, |number| Self::Count(i64::try_from(number).unwrap_or(i64::MAX)))
    }
}

/// What went wrong while a sheet was written.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// A sheet takes no more.
    #[error("a sheet has {MAX_ROWS} rows at most")]
    TooManyRows,
    /// The temporary file, or where the sheet goes.
    #[error("the sheet could not be written: {0}")]
    Write(#[from] XlsxError),
}

/// A spreadsheet that is being written.
pub struct Sheet {
    book: Workbook,
    looks: Looks,
    columns: u16,
    rows: u32,
}

struct Looks {
    title: Format,
    text: Format,
    suspect: Format,
    count: Format,
    one_decimal: Format,
    two_decimals: Format,
    percent: Format,
    date: Format,
    moment: Format,
}

impl Looks {
    fn of(language: Language) -> Self {
        let (date, moment) = match language {
            Language::Es => ("dd/mm/yyyy", "dd/mm/yyyy hh:mm"),
            Language::En => ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"),
        };
        let plain = || Format::new().set_align(FormatAlign::Top);
        let number = |form: &str| plain().set_num_format(form);
        Self {
            title: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(0x00b3_216b))
                .set_align(FormatAlign::VerticalCenter),
            text: plain(),
            suspect: plain().set_quote_prefix(),
            count: number("#,##0"),
            one_decimal: number("#,##0.0"),
            two_decimals: number("#,##0.00"),
            percent: number("0.00%"),
            date: number(date),
            moment: number(moment),
        }
    }
}

impl Sheet {
    /// Begins a sheet with its line of titles. Rows wait in a file in `folder`, which is removed when the sheet is.
    ///
    /// # Errors
    /// When the file cannot be made, or the name is none of a sheet.
    pub fn begin(
        name: &str,
        columns: &[Column],
        language: Language,
        folder: &Path,
    ) -> Result<Self, SheetError> {
        let mut book = Workbook::new();
        book.set_tempdir(folder)?;
        // When it was made is the business of whoever stores it: the same rows give the same file.
        let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
        book.set_properties(
            &DocProperties::new().set_title(name).set_author("Avenue").set_creation_datetime(&made),
        );
        let looks = Looks::of(language);
        let sheet = book.add_worksheet_with_constant_memory();
        let sheet = sheet?;
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_row_height(0, 22)?;
        for (place, column) in (0_u16..).zip(columns) {
            sheet.set_column_width(place, column.width)?;
            sheet.write_string_with_format(0, place, &column.title, &looks.title)?;
        }
        Ok(Self { book, looks, columns: u16::try_from(columns.len()).unwrap_or(u16::MAX), rows: 0 })
    }

    /// Writes the next row.
    ///
    /// # Errors
    /// [`SheetError::TooManyRows`]; when the file cannot be written.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), SheetError> {
        if self.rows >= MAX_ROWS {
            return Err(SheetError::TooManyRows);
        }
        self.rows += 1;
        let sheet = self.book.worksheet_from_index(0)?;
        for (place, cell) in (0_u16..).zip(cells) {
            write(sheet, (self.rows, place), cell, &self.looks)?;
        }
        Ok(())
    }

    /// How many rows there are.
    pub const fn rows(&self) -> u32 {
        self.rows
    }

    /// Writes the whole of it, and says how many rows it has.
    ///
    /// # Errors
    /// When `to` fails.
    pub fn finish(mut self, to: impl Write + Send) -> Result<u32, SheetError> {
        let sheet = self.book.worksheet_from_index(0)?;
        if let Some(last) = self.columns.checked_sub(1) {
            sheet.autofilter(0, 0, self.rows, last)?;
        }
        self.book.save_to_writer(to)?;
        Ok(self.rows)
    }
}

fn write(sheet: &mut Worksheet, at: (u32, u16), cell: &Cell, looks: &Looks) -> Result<(), XlsxError> {
    let (row, column) = at;
    let text = |sheet: &mut Worksheet, text: &str| -> Result<(), XlsxError> {
        let look = if text.starts_with(SUSPECT) { &looks.suspect } else { &looks.text };
        sheet.write_string_with_format(row, column, shortened(text), look).map(|_| ())
    };
    match cell {
        Cell::Empty => Ok(()),
        Cell::Text(words) if words.is_empty() => Ok(()),
        Cell::Text(words) => text(sheet, words),
        Cell::Count(number) => {
            sheet.write_number_with_format(row, column, real(*number), &looks.count).map(|_| ())
        }
        Cell::Amount { minor, decimals } => {
            let (scale, look) = match decimals {
                0 => (1.0, &looks.count),
                1 => (10.0, &looks.one_decimal),
                _ => (100.0, &looks.two_decimals),
            };
            sheet.write_number_with_format(row, column, real(*minor) / scale, look).map(|_| ())
        }
        Cell::Percent(hundredths) => sheet
            .write_number_with_format(row, column, f64::from(*hundredths) / 10_000.0, &looks.percent)
            .map(|_| ()),
        Cell::Hundredths(number) => sheet
            .write_number_with_format(row, column, f64::from(*number) / 100.0, &looks.two_decimals)
            .map(|_| ()),
        // A sheet knows no day before 1900.
        Cell::Date(date) if date.year() < 1900 => text(sheet, &date.to_string()),
        Cell::Moment(moment) if moment.year() < 1900 => text(sheet, &moment.to_string()),
        Cell::Date(date) => sheet.write_datetime_with_format(row, column, date, &looks.date).map(|_| ()),
        Cell::Moment(moment) => {
            sheet.write_datetime_with_format(row, column, moment, &looks.moment).map(|_| ())
        }
    }
}

/// As much of a text as a cell holds.
fn shortened(text: &str) -> String {
    if text.len() <= MAX_TEXT || text.chars().count() <= MAX_TEXT {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(MAX_TEXT - 1).collect();
    kept.push('…');
    kept
}

/// A whole number as sheets keep it.
#[expect(clippy::as_conversions, reason = "a sheet has no other numbers; whole ones are exact up to 2^53")]
const fn real(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests;
