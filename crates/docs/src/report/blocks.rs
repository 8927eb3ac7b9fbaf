//! What each kind of block looks like.

use super::page::{BOTTOM, HEIGHT, Look, Pages, ROOM, Role, SIDE, Shape, TOP, WIDTH, colours};
use super::text::Style::{Bold, Display, Regular};
use super::{Block, Report, Table, TableColumn, Tile, charts};

const KIND: Look = Look::new(Bold, 9.5, 14.0, colours::ACCENT);
const TITLE: Look = Look::new(Display, 26.0, 31.0, colours::INK);
const SUBTITLE: Look = Look::new(Regular, 12.0, 17.0, colours::SOFT);
const LABEL: Look = Look::new(Regular, 8.5, 12.0, colours::SOFT);
const FACT: Look = Look::new(Bold, 10.0, 13.5, colours::INK);
const HEADING: Look = Look::new(Display, 16.0, 20.0, colours::INK);
const TEXT: Look = Look::new(Regular, 10.0, 14.5, colours::INK);
const NOTE: Look = Look::new(Regular, 9.0, 12.5, colours::SOFT);
const VALUE: Look = Look::new(Bold, 18.0, 22.0, colours::INK);
const CELL: Look = Look::new(Regular, 9.0, 12.0, colours::INK);
const COLUMN: Look = Look::new(Bold, 8.5, 11.5, colours::SOFT);
const BRAND: Look = Look::new(Display, 14.0, 18.0, colours::INK);

/// Between two blocks.
const GAP: f32 = 14.0;
/// Above a heading.
const ABOVE_HEADING: f32 = 12.0;
/// Of a line of tiles.
const TILE: f32 = 66.0;
const TILES: usize = 4;
/// Facts beside each other.
const FACTS: usize = 3;
/// Above and below the words of a cell.
const PADDING: f32 = 4.5;
/// Lines of one cell.
const CELL_LINES: usize = 4;

/// The sign and name of the platform, and what the report is about.
pub fn title(pages: &mut Pages<'_>, report: &Report) {
    sign(pages, SIDE, TOP - 12.0);
    pages.decorate(BRAND.at(SIDE + 28.0, TOP + 4.0, "Avenue".to_owned()));
    pages.y = TOP + 34.0;
    let faces = pages.faces;
    pages.within(Role::Paragraph, |pages| {
        let kind = KIND.wrap(faces, &report.kind.to_uppercase(), ROOM, 1);
        pages.lines(SIDE, KIND, &kind);
    });
    pages.y += 2.0;
    pages.within(Role::Title(report.title.clone()), |pages| {
        let lines = TITLE.wrap(faces, &report.title, ROOM, 4);
        pages.lines(SIDE, TITLE, &lines);
    });
    pages.y += 4.0;
    if !report.subtitle.is_empty() {
        pages.within(Role::Paragraph, |pages| {
            let lines = SUBTITLE.wrap(faces, &report.subtitle, ROOM, 3);
            pages.lines(SIDE, SUBTITLE, &lines);
        });
    }
    pages.y += 12.0;
    facts(pages, &report.facts);
}

/// A white A on the accent, as the app's icon.
fn sign(pages: &mut Pages<'_>, x: f32, y: f32) {
    let unit = 22.0 / 32.0;
    let at = |left: f32, top: f32| (x + left * unit, y + top * unit);
    pages.decorate(Shape::Box { x, y, width: 22.0, height: 22.0, round: 5.5, colour: colours::ACCENT });
    let points = [(16.0, 6.0), (6.5, 26.0), (10.7, 26.0), (16.0, 14.2), (21.3, 26.0), (25.5, 26.0)];
    let points = points.map(|(left, top)| at(left, top)).to_vec();
    pages.decorate(Shape::Area { points, colour: colours::WHITE });
    let (from, to) = (at(16.0, 18.5), at(16.0, 26.0));
    pages.decorate(Shape::Line { from, to, width: 1.4, colour: colours::ACCENT_PALE, dashes: Some(1.5) });
}

fn facts(pages: &mut Pages<'_>, facts: &[(String, String)]) {
    if facts.is_empty() {
        return;
    }
    rule(pages);
    pages.y += 12.0;
    let faces = pages.faces;
    let room = (ROOM - 2.0 * 16.0) / 3.0;
    for line in facts.chunks(FACTS) {
        let told: Vec<Vec<String>> = line.iter().map(|(_, told)| FACT.wrap(faces, told, room, 6)).collect();
        let top = pages.y;
        let mut bottom = top;
        let mut x = SIDE;
        for ((what, _), told) in line.iter().zip(&told) {
            pages.y = top;
            pages.within(Role::Paragraph, |pages| {
                let what = LABEL.cut(faces, what, room);
                pages.lines(x, LABEL, &[format!("{what} ")]);
                pages.y += 1.0;
                pages.lines(x, FACT, told);
            });
            bottom = bottom.max(pages.y);
            x += room + 16.0;
        }
        pages.y = bottom + 10.0;
    }
    rule(pages);
    pages.y += GAP;
}

fn rule(pages: &mut Pages<'_>) {
    let y = pages.y;
    pages.decorate(line(y, colours::LINE, 0.8));
}

const fn line(y: f32, colour: super::page::Colour, width: f32) -> Shape {
    Shape::Line { from: (SIDE, y), to: (WIDTH - SIDE, y), width, colour, dashes: None }
}

/// Everything below the title.
pub fn all(pages: &mut Pages<'_>, report: &Report) {
    let mut blocks = report.blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        // A heading goes with the beginning of what it heads, and so does a note that a list follows.
        let next = blocks.peek().map_or(0.0, |next| beginning(pages, next));
        let together = match (block, blocks.peek()) {
            (Block::Heading(_), _) => ABOVE_HEADING + HEADING.leading + 8.0 + next,
            (Block::Note(_), Some(Block::List(_))) => NOTE.leading + 8.0 + next,
            _ => 0.0,
        };
        pages.need(together);
        draw(pages, block, report);
    }
}

/// How much room a block needs at least.
fn beginning(pages: &Pages<'_>, block: &Block) -> f32 {
    match block {
        Block::Heading(_) => HEADING.leading,
        Block::Text(_) | Block::List(_) => 2.0 * TEXT.leading,
        Block::Note(_) => NOTE.leading,
        Block::Tiles(_) => TILE,
        Block::Columns(_) => charts::COLUMNS,
        Block::Bars(bars) => charts::height(bars),
        Block::Table(table) => {
            let widths = widths(&table.columns);
            let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
            let first = table.rows.first().map_or(0.0, |row| tall(pages, row, &widths, CELL));
            tall(pages, &titles, &widths, COLUMN) + first
        }
    }
}

fn draw(pages: &mut Pages<'_>, block: &Block, report: &Report) {
    match block {
        Block::Heading(title) => heading(pages, title),
        Block::Text(text) => paragraph(pages, TEXT, text),
        Block::Note(text) => paragraph(pages, NOTE, text),
        Block::List(points) => list(pages, points),
        Block::Tiles(all) => tiles(pages, all),
        Block::Columns(chart) => {
            pages.need(charts::COLUMNS);
            charts::columns(pages, chart, report.language);
            pages.y += GAP;
        }
        Block::Bars(chart) => {
            pages.need(charts::height(chart));
            charts::bars(pages, chart, report.language);
            pages.y += GAP;
        }
        Block::Table(one) => table(pages, one),
    }
}

fn heading(pages: &mut Pages<'_>, title: &str) {
    if pages.y > TOP {
        pages.y += ABOVE_HEADING;
    }
    let faces = pages.faces;
    pages.within(Role::Heading(title.to_owned()), |pages| {
        let lines = HEADING.wrap(faces, title, ROOM, 2);
        pages.lines(SIDE, HEADING, &lines);
    });
    pages.y += 8.0;
}

fn paragraph(pages: &mut Pages<'_>, look: Look, text: &str) {
    let faces = pages.faces;
    let lines = look.wrap(faces, text, ROOM, usize::MAX);
    if lines.is_empty() {
        return;
    }
    pages.within(Role::Paragraph, |pages| flowing(pages, SIDE, look, &lines));
    pages.y += 8.0;
}

/// Lines that may go on on the next page; the first two, and the last two, stay together.
fn flowing(pages: &mut Pages<'_>, x: f32, look: Look, lines: &[String]) {
    let last = lines.len().saturating_sub(1);
    for (place, line) in lines.iter().enumerate() {
        let begins = place == 0 || place + 1 == last;
        pages.need(look.leading * if begins && last > 0 { 2.0 } else { 1.0 });
        let text = if place < last { format!("{line} ") } else { line.clone() };
        pages.lines(x, look, &[text]);
    }
}

fn list(pages: &mut Pages<'_>, points: &[String]) {
    let faces = pages.faces;
    pages.within(Role::List, |pages| {
        for point in points {
            let lines = TEXT.wrap(faces, point, ROOM - 14.0, usize::MAX);
            pages.need(TEXT.leading * count(lines.len().min(2)));
            let y = pages.y + TEXT.size * 0.68;
            pages.decorate(Shape::Box {
                x: SIDE + 2.0,
                y: y - 1.2,
                width: 3.4,
                height: 3.4,
                round: 1.7,
                colour: colours::ACCENT,
            });
            pages.within(Role::Item, |pages| {
                pages.within(Role::ItemBody, |pages| flowing(pages, SIDE + 14.0, TEXT, &lines));
            });
            pages.y += 2.0;
        }
    });
    pages.y += 6.0;
}

fn tiles(pages: &mut Pages<'_>, tiles: &[Tile]) {
    let faces = pages.faces;
    let gap = 8.0;
    // Lines that are as full as each other: of five, three and two.
    let lines = tiles.len().div_ceil(TILES).max(1);
    for line in tiles.chunks(tiles.len().div_ceil(lines).max(1)) {
        pages.need(TILE);
        let room = (ROOM - gap * (count(line.len()) - 1.0)) / count(line.len());
        let top = pages.y;
        let mut x = SIDE;
        for tile in line {
            let (width, height, colour) = (room, TILE, colours::GROUND);
            pages.decorate(Shape::Box { x, y: top, width, height, round: 7.0, colour });
            let inside = room - 20.0;
            // A long amount gets smaller rather than cut.
            let width = VALUE.width(faces, &tile.value);
            let size = if width > inside { (VALUE.size * inside / width).max(9.0) } else { VALUE.size };
            let value = Look { size, ..VALUE };
            pages.within(Role::Paragraph, |pages| {
                let label = LABEL.cut(faces, &tile.label, inside);
                pages.draw(LABEL.at(x + 10.0, top + 17.0, format!("{label} ")));
                let shown = value.cut(faces, &tile.value, inside);
                pages.draw(value.at(x + 10.0, top + 38.0, format!("{shown} ")));
                let hint = LABEL.cut(faces, &tile.hint, inside);
                if !hint.is_empty() {
                    pages.draw(LABEL.at(x + 10.0, top + 54.0, hint));
                }
            });
            x += room + gap;
        }
        pages.y = top + TILE + gap;
    }
    pages.y += GAP - gap;
}

fn widths(columns: &[TableColumn]) -> Vec<f32> {
    let all: f32 = columns.iter().map(|column| f32::from(column.weight)).sum();
    columns.iter().map(|column| ROOM * f32::from(column.weight) / all.max(1.0)).collect()
}

/// How tall a row is.
fn tall(pages: &Pages<'_>, row: &[String], widths: &[f32], look: Look) -> f32 {
    let lines = row
        .iter()
        .zip(widths)
        .map(|(text, width)| look.wrap(pages.faces, text, width - 8.0, CELL_LINES).len())
        .max()
        .unwrap_or(1);
    2.0 * PADDING + look.leading * count(lines.max(1))
}

fn table(pages: &mut Pages<'_>, table: &Table) {
    let widths = widths(&table.columns);
    let titles: Vec<String> = table.columns.iter().map(|column| column.title.clone()).collect();
    let head = tall(pages, &titles, &widths, COLUMN);
    pages.within(Role::Table, |pages| {
        pages.need(head + table.rows.first().map_or(0.0, |row| tall(pages, row, &widths, CELL)));
        row(pages, &titles, table, &widths, true);
        for cells in &table.rows {
            if pages.need(tall(pages, cells, &widths, CELL)) {
                // Who has it read aloud has heard the titles.
                again(pages, &titles, table, &widths);
            }
            row(pages, cells, table, &widths, false);
        }
    });
    pages.y += GAP;
}

/// The titles on a further page, as decoration.
fn again(pages: &mut Pages<'_>, titles: &[String], table: &Table, widths: &[f32]) {
    let height = tall(pages, titles, widths, COLUMN);
    let top = pages.y;
    for (shape, _) in cells(pages, titles, table, widths, COLUMN, top) {
        pages.decorate(shape);
    }
    pages.y = top + height;
    let y = pages.y;
    pages.decorate(line(y, colours::SOFT, 0.8));
}

fn row(pages: &mut Pages<'_>, texts: &[String], table: &Table, widths: &[f32], head: bool) {
    let look = if head { COLUMN } else { CELL };
    let height = tall(pages, texts, widths, look);
    let top = pages.y;
    let shapes = cells(pages, texts, table, widths, look, top);
    pages.within(Role::Row, |pages| {
        for column in 0..widths.len() {
            let role = if head { Role::HeaderCell } else { Role::Cell };
            pages.within(role, |pages| {
                for (shape, of) in &shapes {
                    if *of == column {
                        pages.draw(shape.clone());
                    }
                }
            });
        }
    });
    pages.y = top + height;
    let (y, colour) = (pages.y, if head { colours::SOFT } else { colours::LINE });
    pages.decorate(line(y, colour, if head { 0.8 } else { 0.5 }));
}

/// The words of a row, with the column of each.
fn cells(
    pages: &Pages<'_>,
    texts: &[String],
    table: &Table,
    widths: &[f32],
    look: Look,
    top: f32,
) -> Vec<(Shape, usize)> {
    let faces = pages.faces;
    let mut shapes = Vec::new();
    let mut x = SIDE;
    for (place, ((text, width), column)) in texts.iter().zip(widths).zip(&table.columns).enumerate() {
        let mut lines = look.wrap(faces, text, width - 8.0, CELL_LINES);
        if lines.is_empty() {
            // A cell that is not there would move those behind it.
            lines.push(" ".to_owned());
        }
        let last = lines.len().saturating_sub(1);
        let mut y = top + PADDING + look.size;
        for (number, line) in lines.into_iter().enumerate() {
            // The first column and the last one stand at the edges of everything else.
            let left = if place == 0 { x } else { x + 4.0 };
            let margin = if place + 1 == table.columns.len() { 0.0 } else { 4.0 };
            let left = if column.numbers { x + width - margin - look.width(faces, &line) } else { left };
            let line = if number < last { format!("{line} ") } else { line };
            shapes.push((look.at(left, y, line), place));
            y += look.leading;
        }
        x += width;
    }
    shapes
}

/// What stands below each page.
pub fn footers(pages: &mut Pages<'_>, report: &Report) {
    let faces = pages.faces;
    let y = HEIGHT - 36.0;
    pages.each_page(|page, many| {
        let number = report.page.replace("{page}", &page.to_string()).replace("{pages}", &many.to_string());
        let width = LABEL.width(faces, &number);
        let left = LABEL.cut(faces, &report.footer, ROOM - width - 24.0);
        vec![
            line(BOTTOM + 14.0, colours::LINE, 0.8),
            LABEL.at(SIDE, y, left),
            LABEL.at(WIDTH - SIDE - width, y, number),
        ]
    });
}

/// A small number of things.
pub fn count(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}
