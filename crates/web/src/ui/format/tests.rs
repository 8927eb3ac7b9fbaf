//! The formats, in a real browser and both languages.

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::i18n::{Locale, choose};

/// The browser writes no-break spaces; which one is its own business.
fn spaced(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[wasm_bindgen_test]
fn thousands_stand_apart_as_the_language_writes_them() {
    choose(Locale::es);
    assert_eq!(count(7609), "7.609");
    assert_eq!(count(34), "34");
    choose(Locale::en);
    assert_eq!(count(7609), "7,609");
}

#[wasm_bindgen_test]
fn sizes_choose_their_unit() {
    choose(Locale::en);
    assert_eq!(spaced(&bytes(0)), "0 bytes");
    assert_eq!(spaced(&bytes(999)), "999 bytes");
    assert_eq!(spaced(&bytes(5_500_000)), "5.5 MB");
    assert_eq!(spaced(&bytes(200_000_000)), "200 MB");
}

#[wasm_bindgen_test]
fn only_the_whole_is_a_hundred_percent() {
    choose(Locale::en);
    assert_eq!(percent(7609, 7609), "100%");
    assert_eq!(percent(7608, 7609), "99.9%");
    assert_eq!(percent(0, 0), "0%");
}

#[wasm_bindgen_test]
fn an_axis_orders_day_and_month_as_the_language_does() {
    choose(Locale::es);
    assert_eq!(axis_day("2026-11-02"), "2/11");
    choose(Locale::en);
    assert_eq!(axis_day("2026-11-02"), "11/2");
}

#[wasm_bindgen_test]
fn durations_grow_in_steps() {
    choose(Locale::en);
    assert_eq!(duration(480), "480 ms");
    assert_eq!(duration(4200), "4.2 s");
    assert_eq!(duration(72_000), "1 min 12 s");
    assert_eq!(duration(3_660_000), "1 h 1 min");
    assert_eq!(duration(180_000_000), "2 d 2 h");
}

#[wasm_bindgen_test]
fn an_instant_far_away_counts_in_large_units() {
    assert_eq!(relative(-59.0), (-59.0, "second"));
    assert_eq!(relative(-61.0), (-1.0, "minute"));
    assert_eq!(relative(-90_000.0), (-1.0, "day"));
    assert_eq!(relative(7200.0), (2.0, "hour"));
}

#[wasm_bindgen_test]
fn lengths_of_drawings_are_plain_numbers() {
    assert_eq!(plain(64.0), "64");
    assert_eq!(plain(-12.345), "-12.35");
    assert_eq!(tenths(984), "98.4%");
}

#[wasm_bindgen_test]
fn a_large_count_takes_few_letters() {
    choose(Locale::es);
    assert_eq!(spaced(&compact(940)), "940");
    assert_eq!(spaced(&compact(12_400)), "12,4 mil");
    choose(Locale::en);
    assert_eq!(compact(12_400), "12.4K");
}

#[wasm_bindgen_test]
fn a_language_has_a_name_in_each_language() {
    choose(Locale::es);
    assert_eq!(language("gn"), "guaraní");
    choose(Locale::en);
    assert_eq!(language("gn"), "Guarani");
    assert_eq!(language("zz"), "zz");
}

#[wasm_bindgen_test]
fn an_instant_is_told_as_a_zone_counts_it_and_which_zone_that_is() {
    choose(Locale::es);
    let instant = "2026-11-24T03:00:00Z".parse().unwrap();
    // Browsers write the month with a full stop, or without.
    let plain = |told: String| spaced(&told).replace("nov.", "nov");
    let there = plain(moment_in(instant, "Asia/Tokyo"));
    assert!(there.contains("24 nov 2026") && there.contains("12:00") && there.contains("Japón"), "{there}");
    let day = plain(last_day_in(instant, "America/Asuncion"));
    assert!(day.contains("23 nov 2026"), "{day}");
    assert!(moment_in(instant, "Nowhere/Here").ends_with("UTC"));
}

#[wasm_bindgen_test]
fn countries_stand_in_the_order_of_the_language() {
    choose(Locale::es);
    let names: Vec<_> = countries(&["US", "AR", "PY"]).into_iter().map(|(code, _)| code).collect();
    assert_eq!(names, ["AR", "US", "PY"], "Argentina, Estados Unidos, Paraguay");
}
