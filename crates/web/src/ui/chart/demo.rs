//! Bars and a line.

use leptos::prelude::*;

use super::{Chart, Point, Shape};
use crate::i18n::tr;
use crate::ui::format;
use crate::ui::kit::Specimen;

fn points() -> Vec<Point> {
    [41.0, 44.0, 44.0, 52.0, 61.0, 60.0, 76.0]
        .into_iter()
        .zip(1..)
        .map(|(value, day)| Point { label: format!("{day}"), value })
        .collect()
}

fn read(value: f64) -> String {
    format::decimal(value, 1)
}

/// Bars and a line.
#[component]
pub fn Demo() -> impl IntoView {
    view! {
        <Specimen title=tr!(kit.charts)>
            <Chart title=tr!(kit.sample_label) unit="MB" axis=tr!(kit.sample_choice) shape=Shape::Bars points=points() read/>
            <Chart title=tr!(kit.sample_label) unit="MB" axis=tr!(kit.sample_choice) shape=Shape::Line points=points() read/>
        </Specimen>
    }
}
