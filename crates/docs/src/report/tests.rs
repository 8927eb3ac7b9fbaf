//! What is printed, as another program reads it where one is there, and how it is laid out.

use std::process::Command;

use jiff::civil::datetime;
use unicode_normalization::UnicodeNormalization;

use super::page::{BOTTOM, Pages, SIDE, Shape, WIDTH};
use super::text::Faces;
use super::{Bars, Block, Columns, Point, Report, Table, TableColumn, Tile, blocks};
use crate::Language;

fn report(language: Language, rows: usize) -> Report {
    let points = |many: u64| {
        (0..many).map(|n| Point { label: format!("{n}/11"), value: n * n * 937 % 40_000 }).collect()
    };
    let column = |title: &str, weight, numbers| TableColumn { title: title.to_owned(), weight, numbers };
    Report {
        language,
        kind: "Informe de campaña".to_owned(),
        title: "Reseña de café de altura de Concepción".to_owned(),
        subtitle: "Yerba Ñandutí · Mba'éichapa, tẽra ỹvytu mitã'ĩ".to_owned(),
        facts: vec![
            ("Estado".to_owned(), "Publicada".to_owned()),
            ("Pago".to_owned(), "₲\u{a0}300.000".to_owned()),
        ],
        blocks: vec![
            Block::Tiles(vec![
                Tile {
                    label: "Vistas".to_owned(),
                    value: "1.250.000".to_owned(),
                    hint: "12 publicaciones".to_owned()
                };
                5
            ]),
            Block::Heading("Vistas por día".to_owned()),
            Block::Columns(Columns {
                title: "Vistas de las publicaciones".to_owned(),
                unit: "vistas por día".to_owned(),
                told: "De 0 a 40 mil vistas por día".to_owned(),
                points: points(31),
            }),
            Block::Bars(Bars {
                title: "Por red".to_owned(),
                unit: "vistas".to_owned(),
                told: "Instagram lleva la delantera".to_owned(),
                points: points(6),
            }),
            Block::Heading("Creadores".to_owned()),
            Block::Table(Table {
                columns: vec![
                    column("Creador", 3, false),
                    column("Vistas", 1, true),
                    column("Costo", 1, true),
                ],
                rows: (0..rows)
                    .map(|n| {
                        vec![
                            format!("Creadora número {n} 😀 с именем"),
                            (n * 1_234).to_string(),
                            String::new(),
                        ]
                    })
                    .collect(),
            }),
            Block::Heading("Qué se pide".to_owned()),
            Block::Text("Un café de altura. ".repeat(60)),
            Block::List(vec!["Mostrar la taza".to_owned(), "Nombrar a Ñandutí ".repeat(12)]),
            Block::Note("Cifras confirmadas por quienes las publicaron.".to_owned()),
        ],
        footer: "Avenue · Reseña de café".to_owned(),
        page: "Página {page} de {pages}".to_owned(),
        made_at: datetime(2026, 11, 22, 0, 30, 0, 0),
    }
}

#[test]
fn nothing_is_drawn_outside_its_page_and_no_letter_is_missing() {
    let faces = Faces::load().unwrap();
    for rows in [0, 1, 40, 200] {
        let report = report(Language::Es, rows);
        let mut pages = Pages::new(&faces);
        blocks::title(&mut pages, &report);
        blocks::all(&mut pages, &report);
        let laid = pages.finish();
        assert_eq!(laid.chapters.len(), 3);
        for page in &laid.pages {
            assert!(!page.is_empty());
            for drawn in page {
                if let Shape::Text { x, y, size, style, text, .. } = &drawn.shape {
                    let line = faces.set(*style, text);
                    assert!(line.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0), "{text}");
                    let right = x + faces.width(*style, *size, text.trim_end());
                    assert!(*x >= SIDE - 0.5 && right <= WIDTH - SIDE + 0.5, "{text} from {x} to {right}");
                    assert!(*y <= BOTTOM + 1.0, "{text} at {y}");
                }
            }
        }
    }
}

#[test]
fn what_introduces_a_list_stands_on_the_page_of_its_first_point() {
    let faces = Faces::load().unwrap();
    let label = "No puede aparecer:";
    let mut turned = 0;
    for points in 1..60 {
        let mut report = report(Language::Es, 0);
        report.blocks = vec![
            Block::List(vec!["Mostrar la taza".to_owned(); points]),
            Block::Note(label.to_owned()),
            Block::List(vec!["Otras marcas".to_owned()]),
        ];
        let mut pages = Pages::new(&faces);
        blocks::title(&mut pages, &report);
        blocks::all(&mut pages, &report);
        for page in pages.finish().pages {
            let mut said = page.iter().filter_map(|drawn| match &drawn.shape {
                Shape::Text { text, .. } => Some(text.trim()),
                _ => None,
            });
            assert_ne!(said.clone().next_back(), Some(label), "after {points} points");
            turned += usize::from(said.next() == Some(label));
        }
    }
    assert!(turned > 0, "it never came to the end of a page");
}

#[test]
fn the_signs_of_the_languages_and_currencies_are_there_and_the_rest_does_no_harm() {
    let faces = Faces::load().unwrap();
    for style in [super::text::Style::Regular, super::text::Style::Bold, super::text::Style::Display] {
        let text = "₲ € $ ÁÉÍÓÚÜÑ áéíóúüñ ¿¡ «» “” – — … · ãẽĩũỹ";
        assert_eq!(faces.printable(style, text).nfc().collect::<String>(), text);
        assert_eq!(faces.printable(style, "Ana 😀 Жук\u{200d}"), "Ana  ???");
    }
}

#[test]
fn lines_are_no_wider_than_their_room_and_lose_nothing() {
    let faces = Faces::load().unwrap();
    let style = super::text::Style::Regular;
    let text = "Un texto con unapalabraquenoentraenningunrenglonporqueesdemasiadolarga y más.\nOtro párrafo.";
    let lines = faces.wrap(style, 10.0, text, 90.0, usize::MAX);
    assert!(lines.iter().all(|line| faces.width(style, 10.0, line) <= 90.0), "{lines:?}");
    let letters = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
    assert_eq!(letters(&lines.concat()), letters(text));
    let few = faces.wrap(style, 10.0, text, 90.0, 2);
    assert_eq!(few.len(), 2);
    assert!(few[1].ends_with('…'), "{few:?}");
}

#[test]
fn the_same_report_gives_the_same_bytes_in_each_language() {
    for language in [Language::Es, Language::En] {
        let report = report(language, 70);
        let file = report.print().unwrap();
        assert!(file.starts_with(b"%PDF-"));
        assert_eq!(file, report.print().unwrap());
    }
}

/// What `pdftotext` and `pdfinfo` say of a file, where they are installed.
fn told(program: &str, arguments: &[&str], file: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, file).unwrap();
    let output = Command::new(program).args(arguments).arg(&path).arg("-").output();
    let output = match output {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        other => other.unwrap(),
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn another_program_reads_the_words_on_each_page() {
    let file = report(Language::Es, 70).print().unwrap();
    let Some(text) = told("pdftotext", &["-layout"], &file) else { return };
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() >= 3, "{}", pages.len());
    for (place, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Página {} de {}", place + 1, pages.len())), "{page}");
    }
    for words in ["Reseña de café", "₲", "Ñandutí", "Vistas por día", "Creadora número 69"] {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    // A table says on each page what its columns are.
    let tables = pages.iter().filter(|page| page.contains("Creadora número")).count();
    let heads = pages.iter().filter(|page| page.contains("Costo")).count();
    assert!(tables >= 2 && heads == tables, "{heads} of {tables}");
}
