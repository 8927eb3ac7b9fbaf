//! Sheets read back by `calamine`, which shares no code with what writes them.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use jiff::civil::{date, datetime};
use proptest::prelude::*;

use super::{Cell, Column, MAX_TEXT, Sheet};
use crate::Language;

fn written(columns: usize, rows: &[Vec<Cell>]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let columns: Vec<Column> = (0..columns).map(|place| Column::new(format!("Column {place}"), 20)).collect();
    let mut sheet = Sheet::begin("Figures", &columns, Language::Es, folder.path()).unwrap();
    for row in rows {
        sheet.row(row).unwrap();
    }
    let mut file = Vec::new();
    assert_eq!(sheet.finish(&mut file).unwrap(), u32::try_from(rows.len()).unwrap());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
    file
}

/// What another reader finds below the titles.
fn read(file: Vec<u8>) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file)).unwrap();
    let formulas = book.worksheet_formula("Figures").unwrap();
    assert!(formulas.used_cells().next().is_none(), "no cell is a formula");
    let range = book.worksheet_range("Figures").unwrap();
    range.rows().skip(1).map(<[Data]>::to_vec).collect()
}

/// What it should find; a sheet keeps no difference between nothing and an empty text.
fn same(cell: &Cell, found: &Data) -> bool {
    let moment = |found: &Data| match found {
        Data::DateTime(at) => {
            assert!(at.is_datetime(), "it is shown as a date");
            at.as_f64()
        }
        other => panic!("{other:?} is no date"),
    };
    let days = |date: jiff::civil::Date| (date - jiff::civil::date(1899, 12, 30)).get_days();
    match (cell, found) {
        (Cell::Empty, found) => *found == Data::Empty,
        (Cell::Text(text), found) if text.is_empty() => *found == Data::Empty,
        (Cell::Text(text), Data::String(found)) => text == found,
        (Cell::Count(number), Data::Float(found)) => *found == super::real(*number),
        (Cell::Amount { minor, decimals: 0 }, Data::Float(found)) => *found == super::real(*minor),
        (Cell::Amount { minor, .. }, Data::Float(found)) => (found * 100.0).round() == super::real(*minor),
        (Cell::Percent(number), Data::Float(found)) => (found * 10_000.0).round() == f64::from(*number),
        (Cell::Hundredths(number), Data::Float(found)) => (found * 100.0).round() == f64::from(*number),
        (Cell::Date(date), found) => moment(found) == f64::from(days(*date)),
        (Cell::Moment(at), found) => {
            let seconds = i32::from(at.hour()) * 3_600 + i32::from(at.minute()) * 60 + i32::from(at.second());
            let expected = f64::from(days(at.date())) + f64::from(seconds) / 86_400.0;
            (moment(found) - expected).abs() < 0.000_001
        }
        _ => false,
    }
}

fn assert_reads_back(rows: &[Vec<Cell>]) {
    let found = read(written(rows[0].len(), rows));
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let there = found.get(row).and_then(|row| row.get(column)).unwrap_or(&Data::Empty);
            assert!(same(cell, there), "row {row}, column {column}: {cell:?} became {there:?}");
        }
    }
}

fn texts(texts: &[&str]) -> Vec<Vec<Cell>> {
    texts.iter().map(|text| vec![Cell::Text((*text).to_owned()), Cell::Count(1)]).collect()
}

#[test]
fn every_kind_of_cell_reads_back_equal() {
    assert_reads_back(&[
        vec![
            Cell::Text("Café de la mañana".to_owned()),
            Cell::Count(1_250_000),
            Cell::Amount { minor: 125_005, decimals: 2 },
            Cell::Date(date(2026, 11, 30)),
            Cell::Moment(datetime(2026, 11, 30, 23, 59, 59, 0)),
            Cell::Percent(850),
            Cell::Hundredths(475),
        ],
        vec![
            Cell::Empty,
            Cell::Count(-3),
            Cell::Amount { minor: 150_000, decimals: 0 },
            Cell::Date(date(1900, 3, 1)),
            Cell::Moment(datetime(2026, 1, 1, 0, 0, 0, 0)),
            Cell::Percent(0),
            Cell::Hundredths(0),
        ],
        vec![Cell::Text("9007199254740991".to_owned()), Cell::Count(9_007_199_254_740_991)],
    ]);
}

#[test]
fn no_text_is_taken_as_a_formula() {
    let suspects = [
        "=1+1",
        "=HYPERLINK(\"https://a.py\",\"x\")",
        "+595 981 123456",
        "-5",
        "@ana.lopez",
        "\tcmd|' /C calc'!A0",
        "\r=1",
        "\n=1",
        "%0A",
        "'=1",
        "1.250",
        "2026-11-30",
        "TRUE",
        "#REF!",
        "https://www.instagram.com/p/abc",
        "<c t=\"str\">&amp;</c>",
        "_x0041_",
        " around ",
        "ñandutí ₲ 😀",
    ];
    assert_reads_back(&texts(&suspects));
}

#[test]
fn a_suspect_text_carries_the_mark_of_an_apostrophe() {
    let file = written(2, &texts(&["=1+1"]));
    let mut zip = zip_parts(&file);
    let styles = zip.remove("xl/styles.xml").unwrap();
    assert!(styles.contains("quotePrefix=\"1\""), "{styles}");
    let sheet = zip.remove("xl/worksheets/sheet1.xml").unwrap();
    assert!(!sheet.contains("<f>"), "{sheet}");
}

#[test]
fn a_text_that_is_too_long_is_cut_where_a_cell_ends() {
    let long = "ñ".repeat(MAX_TEXT + 10);
    let found = read(written(1, &[vec![Cell::Text(long)]]));
    let Data::String(found) = &found[0][0] else { panic!("{found:?}") };
    assert_eq!(found.chars().count(), MAX_TEXT);
    assert!(found.ends_with("ñ…"));
}

#[test]
fn the_same_rows_give_the_same_file_and_none_gives_titles() {
    let rows = texts(&["a", "b"]);
    assert_eq!(written(2, &rows), written(2, &rows));
    assert!(read(written(2, &[])).is_empty());
}

/// The parts of a file as text, by name.
fn zip_parts(file: &[u8]) -> std::collections::HashMap<String, String> {
    use std::io::Read as _;

    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    (0..zip.len())
        .map(|place| {
            let mut part = zip.by_index(place).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().to_owned(), text)
        })
        .collect()
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Empty),
        "[=+@\\t-]?[\\PC\n]{0,40}".prop_map(Cell::Text),
        (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Cell::Count),
        (-10_000_000_000_i64..=10_000_000_000).prop_map(|minor| Cell::Amount { minor, decimals: 2 }),
        (0..1_000_000_u32).prop_map(Cell::Percent),
        (0..501_u32).prop_map(Cell::Hundredths),
        (0..50_000_i32).prop_map(|days| Cell::Date(date(1950, 1, 1) + jiff::Span::new().days(days))),
        (0..2_000_000_000_i64).prop_map(|seconds| {
            Cell::Moment(datetime(1990, 1, 1, 0, 0, 0, 0) + jiff::Span::new().seconds(seconds))
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn whatever_is_written_reads_back(rows in prop::collection::vec(prop::collection::vec(any_cell(), 4), 1..20)) {
        assert_reads_back(&rows);
    }
}
