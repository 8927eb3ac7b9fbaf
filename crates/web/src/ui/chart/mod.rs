//! Charts: bars and lines with axes, units, values on hover and focus, and a table behind for screen readers.

pub mod demo;
pub mod scale;

use leptos::prelude::*;

use crate::i18n::tr;
use crate::ui::format::plain;
use crate::ui::text::Text;
use scale::{is_whole, nice_top, ticks};

/// One point.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// What it is of, such as a day.
    pub label: String,
    /// Its value.
    pub value: f64,
}

/// How it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One bar a point.
    Bars,
    /// A line through the points.
    Line,
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 64.0;
const BOTTOM: f64 = 28.0;
const TOP: f64 = 12.0;
/// A bar is no wider, however few there are.
const WIDEST: f64 = 72.0;

/// A chart. Its title states the finding's subject.
#[component]
pub fn Chart(
    /// What it shows.
    #[prop(into)]
    title: Text,
    /// The unit of the values.
    #[prop(into)]
    unit: Text,
    /// What the points are of.
    #[prop(into)]
    axis: Text,
    /// How it is drawn.
    shape: Shape,
    /// The points, in order.
    points: Vec<Point>,
    /// How a value reads.
    read: fn(f64) -> String,
) -> impl IntoView {
    let counted = points.iter().all(|point| is_whole(point.value));
    let top = nice_top(points.iter().map(|point| point.value).fold(0.0, f64::max), counted);
    let inner_height = HEIGHT - TOP - BOTTOM;
    let y = move |value: f64| TOP + inner_height * (1.0 - value / top);
    let step = (WIDTH - LEFT) / float(points.len().max(1));
    let bar = (step * 0.72).min(WIDEST);
    let x = move |at: usize| LEFT + step * (float(at) + 0.5);
    let grid = ticks(top)
        .into_iter()
        .map(|value| {
            view! {
                <line class="chart-grid" x1=plain(LEFT) x2=plain(WIDTH) y1=plain(y(value)) y2=plain(y(value))/>
                <text class="chart-tick" x=plain(LEFT - 8.0) y=plain(y(value) + 4.0) text-anchor="end">{move || read(value)}</text>
            }
        })
        .collect_view();
    let every = points.len().div_ceil(8).max(1);
    let labels = points
        .iter()
        .enumerate()
        .filter(|(at, _)| at % every == 0)
        .map(|(at, point)| {
            view! { <text class="chart-tick" x=plain(x(at)) y=plain(HEIGHT - 8.0) text-anchor="middle">{point.label.clone()}</text> }
        })
        .collect_view();
    let path = points
        .iter()
        .enumerate()
        .map(|(at, point)| {
            format!("{}{} {}", if at == 0 { "M" } else { "L" }, plain(x(at)), plain(y(point.value)))
        })
        .collect::<String>();
    let marks = points
        .iter()
        .cloned()
        .enumerate()
        .map(|(at, point)| {
            let text = format!("{}: {}", point.label, read(point.value));
            let tip = text.clone();
            let (left, head) = (x(at), y(point.value));
            let mark = match shape {
                Shape::Bars => view! {
                    <rect class="chart-bar" x=plain(left - bar / 2.0) y=plain(head) width=plain(bar)
                        height=plain((HEIGHT - BOTTOM - head).max(0.0)) rx="2"></rect>
                }.into_any(),
                Shape::Line => view! { <circle class="chart-dot" cx=plain(left) cy=plain(head) r="4"></circle> }.into_any(),
            };
            view! {
                <g class="chart-mark" tabindex="0" role="img" aria-label=text>
                    <rect class="chart-hit" x=plain(left - step / 2.0) y=plain(TOP) width=plain(step) height=plain(inner_height)></rect>
                    {mark}
                    <text class="chart-value" x=plain(left.clamp(LEFT + 60.0, WIDTH - 60.0)) y=plain((head - 8.0).max(TOP)) text-anchor="middle">{tip}</text>
                </g>
            }
        })
        .collect_view();
    let rows = points;
    // A title that names what is counted need not be told it again.
    let told = move || {
        let unit = unit.get();
        if title.get().to_lowercase().contains(&unit.to_lowercase()) { String::new() } else { unit }
    };
    view! {
        <figure class="chart">
            <figcaption class="chart-title">{title.read()}" "<span class="quiet">{told}</span></figcaption>
            <svg viewBox=format!("0 0 {} {}", plain(WIDTH), plain(HEIGHT)) role="group" aria-label=title.read()>
                {grid}
                {labels}
                {(shape == Shape::Line).then(|| view! { <path class="chart-line" d=path></path> })}
                {marks}
            </svg>
            <details class="chart-table">
                <summary>{tr!(common.as_table)}</summary>
                <table class="table">
                    <thead><tr><th scope="col">{axis.read()}</th><th scope="col" class="figure">{unit.read()}</th></tr></thead>
                    <tbody>
                        {rows.into_iter().map(|point| view! { <tr><td>{point.label}</td><td class="figure">{read(point.value)}</td></tr> }).collect_view()}
                    </tbody>
                </table>
            </details>
        </figure>
    }
}

fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}
