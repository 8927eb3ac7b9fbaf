//! Lists as spreadsheets, and campaigns and creators as documents to print.

mod many;
mod printed;
mod sheets;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use reqwest::Method;

use crate::support::{Answer, Client};

/// Where they are.
pub const REPORTS: &str = "/api/campaigns/reports";

/// A sheet as another program reads it: the titles, and the rows below them.
pub struct Read {
    pub titles: Vec<String>,
    pub rows: Vec<Vec<Data>>,
}

impl Read {
    /// From a file.
    pub fn of(file: &[u8]) -> Self {
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file)).unwrap();
        let name = book.sheet_names().remove(0);
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.used_cells().next().is_none(), "no cell is a formula");
        let range = book.worksheet_range(&name).unwrap();
        let mut rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
        let titles = rows.remove(0).iter().map(ToString::to_string).collect();
        Self { titles, rows }
    }

    /// A cell by its row and the title above it.
    pub fn cell(&self, row: usize, title: &str) -> &Data {
        let column = self.titles.iter().position(|one| one == title);
        let column = column.unwrap_or_else(|| panic!("{title} is none of {:?}", self.titles));
        self.rows[row].get(column).unwrap_or(&Data::Empty)
    }

    /// A text.
    pub fn text(&self, row: usize, title: &str) -> String {
        match self.cell(row, title) {
            Data::String(text) => text.clone(),
            Data::Empty => String::new(),
            other => panic!("{title} is no text but {other:?}"),
        }
    }

    /// A number, which is none that is written as text.
    pub fn number(&self, row: usize, title: &str) -> f64 {
        match self.cell(row, title) {
            Data::Float(number) => *number,
            other => panic!("{title} is no number but {other:?}"),
        }
    }

    /// A date, as the sheet would show it: `2026-11-30 23:59:59`.
    pub fn date(&self, row: usize, title: &str) -> String {
        match self.cell(row, title) {
            Data::DateTime(at) => {
                assert!(at.is_datetime());
                let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            }
            other => panic!("{title} is no date but {other:?}"),
        }
    }
}

/// Asks for a sheet in a language.
pub async fn ask(who: &Client, path: &str, language: &str) -> Answer {
    let request = who.request(Method::GET, &format!("{REPORTS}/{path}"));
    request.header("accept-language", language).send().await
}

/// The sheet, in Spanish.
pub async fn sheet(who: &Client, path: &str) -> Read {
    let answer = ask(who, path, "es").await;
    assert_eq!(answer.status, 200, "{path}: {answer:?}");
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    assert_eq!(answer.header("content-type"), Some(kind), "{path}");
    let disposition = answer.header("content-disposition").unwrap();
    assert!(
        disposition.starts_with("attachment; filename=\"") && disposition.ends_with(".xlsx\""),
        "{disposition}"
    );
    Read::of(&answer.body)
}
