//! Charts: columns over time, and bars.

use super::blocks::count;
use super::page::{Look, Pages, ROOM, Role, SIDE, Shape, colours};
use super::text::Style::{Bold, Regular};
use super::{Bars, Columns};
use crate::Language;

const TITLE: Look = Look::new(Bold, 10.5, 14.0, colours::INK);
const UNIT: Look = Look::new(Regular, 8.5, 12.0, colours::SOFT);
const LABEL: Look = Look::new(Regular, 9.0, 12.0, colours::INK);
const AXIS: Look = Look::new(Regular, 8.0, 10.0, colours::SOFT);

/// How tall a chart of columns is.
pub const COLUMNS: f32 = 206.0;
/// From one bar to the next.
const BAR: f32 = 19.0;
/// Above the first one.
const HEAD: f32 = 32.0;

/// How tall a chart of bars is.
pub fn height(bars: &Bars) -> f32 {
    HEAD + BAR * count(bars.points.len())
}

fn head(pages: &mut Pages<'_>, title: &str, unit: &str) {
    let faces = pages.faces;
    let title = TITLE.cut(faces, title, ROOM);
    pages.lines(SIDE, TITLE, &[format!("{title} ")]);
    let unit = UNIT.cut(faces, unit, ROOM);
    pages.lines(SIDE, UNIT, &[format!("{unit} ")]);
}

/// Columns over time, with lines to read them by.
pub fn columns(pages: &mut Pages<'_>, chart: &Columns, language: Language) {
    let faces = pages.faces;
    let top = pages.y;
    pages.within(Role::Figure(chart.told.clone()), |pages| {
        head(pages, &chart.title, &chart.unit);
        let most = chart.points.iter().map(|point| point.value).max().unwrap_or(0);
        let (step, steps) = scale(most);
        let marks: Vec<u64> = (0..=steps).map(|mark| mark * step).collect();
        let words: Vec<String> = marks.iter().map(|mark| language.compact(*mark)).collect();
        let margin = words.iter().map(|word| AXIS.width(faces, word)).fold(0.0, f32::max) + 8.0;
        let (left, right) = (SIDE + margin, SIDE + ROOM);
        let (ceiling, floor) = (pages.y + 10.0, top + COLUMNS - 20.0);
        for (mark, word) in marks.iter().zip(&words) {
            let y = floor - (floor - ceiling) * share(*mark, step * steps);
            let (colour, width) = if *mark == 0 { (colours::SOFT, 0.8) } else { (colours::LINE, 0.6) };
            pages.draw(Shape::Line { from: (left, y), to: (right, y), width, colour, dashes: None });
            pages.draw(AXIS.at(left - 8.0 - AXIS.width(faces, word), y + 2.8, format!("{word} ")));
        }
        let each = (right - left) / count(chart.points.len().max(1));
        let width = (each * 0.72).min(26.0);
        for (place, point) in chart.points.iter().enumerate() {
            let middle = left + each * (count(place) + 0.5);
            let tall = (floor - ceiling) * share(point.value, step * steps);
            if point.value > 0 {
                // What is there is seen, however little it is.
                let tall = tall.max(1.0);
                let (x, y) = (middle - width / 2.0, floor - tall);
                pages.draw(Shape::Box {
                    x,
                    y,
                    width,
                    height: tall,
                    round: (width / 4.0).min(2.5).min(tall / 2.0),
                    colour: colours::ACCENT,
                });
            }
        }
        let widest =
            chart.points.iter().map(|point| AXIS.width(faces, &point.label)).fold(0.0, f32::max) + 10.0;
        let skip = (1..=chart.points.len().max(1)).find(|skip| each * count(*skip) >= widest).unwrap_or(1);
        for (place, point) in chart.points.iter().enumerate().step_by(skip) {
            let width = AXIS.width(faces, &point.label);
            let middle = left + each * (count(place) + 0.5);
            let x = (middle - width / 2.0).min(right - width).max(left - margin);
            pages.draw(AXIS.at(x, floor + 13.0, format!("{} ", point.label)));
        }
    });
    pages.y = top + COLUMNS;
}

/// Bars with what they are and how much.
pub fn bars(pages: &mut Pages<'_>, chart: &Bars, language: Language) {
    let faces = pages.faces;
    let top = pages.y;
    pages.within(Role::Figure(chart.told.clone()), |pages| {
        head(pages, &chart.title, &chart.unit);
        let most = chart.points.iter().map(|point| point.value).max().unwrap_or(0);
        let widest = chart.points.iter().map(|point| LABEL.width(faces, &point.label)).fold(0.0, f32::max);
        let names = widest.min(ROOM * 0.36);
        let values = chart
            .points
            .iter()
            .map(|point| LABEL.width(faces, &language.count(point.value)))
            .fold(0.0, f32::max);
        let left = SIDE + names + 10.0;
        let room = SIDE + ROOM - values - 8.0 - left;
        let mut y = top + HEAD;
        for point in &chart.points {
            let name = LABEL.cut(faces, &point.label, names);
            pages.draw(LABEL.at(SIDE, y + 10.0, format!("{name} ")));
            pages.draw(Shape::Box {
                x: left,
                y: y + 1.5,
                width: room,
                height: 11.0,
                round: 3.0,
                colour: colours::GROUND,
            });
            let width = room * share(point.value, most);
            if point.value > 0 {
                let width = width.max(2.0);
                pages.draw(Shape::Box {
                    x: left,
                    y: y + 1.5,
                    width,
                    height: 11.0,
                    round: 3.0_f32.min(width / 2.0),
                    colour: colours::ACCENT,
                });
            }
            let value = language.count(point.value);
            let x = SIDE + ROOM - LABEL.width(faces, &value);
            pages.draw(LABEL.at(x, y + 10.0, format!("{value} ")));
            y += BAR;
        }
    });
    pages.y = top + height(chart);
}

/// By which round step an axis is divided so that it reaches `most`, and into how many: at most five.
fn scale(most: u64) -> (u64, u64) {
    let mut unit = 1_u64;
    loop {
        for step in [1, 2, 5] {
            let step = unit.saturating_mul(step);
            if step.saturating_mul(5) >= most {
                return (step, most.div_ceil(step).max(1));
            }
        }
        unit = unit.saturating_mul(10);
    }
}

/// What part of a whole it is, 0 to 1.
#[expect(clippy::as_conversions, reason = "a length on paper has three digits")]
fn share(part: u64, whole: u64) -> f32 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64) as f32 }
}

#[cfg(test)]
mod tests {
    use super::scale;

    #[test]
    fn an_axis_is_divided_by_round_numbers() {
        for (most, expected) in [
            (0, (1, 1)),
            (1, (1, 1)),
            (4, (1, 4)),
            (7, (2, 4)),
            (99, (20, 5)),
            (101, (50, 3)),
            (12_345, (5_000, 3)),
        ] {
            assert_eq!(scale(most), expected, "{most}");
        }
        let (step, steps) = scale(9_007_199_254_740_991);
        assert!(step * steps >= 9_007_199_254_740_991 && steps <= 5);
    }
}
