//! Numbers, sizes, instants and durations as the reader's language writes them, by the browser's own `Intl`.

#[cfg(test)]
mod tests;

use js_sys::{Array, Date, Intl, Object, Reflect};
use shared::time::Timestamp;
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::ignore;
use crate::i18n::{Locale, locale};

fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::es => "es-PY",
        Locale::en => "en",
    }
}

fn tags() -> Array {
    Array::of1(&JsValue::from_str(tag(locale())))
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (key, value) in pairs {
        ignore(Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value)));
    }
    options
}

fn call(format: &js_sys::Function, value: &JsValue) -> String {
    format.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// A count as JavaScript counts: exact up to 2⁵³, and no figure of ours is larger.
#[expect(clippy::as_conversions, reason = "there is no From<u64> for f64; beyond 2^53 rounding is accepted")]
pub const fn float(count: u64) -> f64 {
    count as f64
}

/// A whole number with its thousands apart: `7.609`.
pub fn count(count: u64) -> String {
    decimal(float(count), 0)
}

/// A number with at most so many decimals.
pub fn decimal(value: f64, decimals: u32) -> String {
    let options = options(&[("useGrouping", "always"), ("maximumFractionDigits", &decimals.to_string())]);
    let format = Intl::NumberFormat::new(&tags(), &options);
    call(&format.format(), &JsValue::from_f64(value))
}

/// A large count in few letters: `12,4 mil`.
pub fn compact(count: u64) -> String {
    short(float(count))
}

/// The same of a value of a chart.
pub fn short(value: f64) -> String {
    let options = options(&[("notation", "compact"), ("maximumFractionDigits", "1")]);
    // The data of es-PY say "12,4 k", as nobody in Paraguay does.
    let tags = match locale() {
        Locale::es => Array::of1(&JsValue::from_str("es")),
        Locale::en => tags(),
    };
    call(&Intl::NumberFormat::new(&tags, &options).format(), &JsValue::from_f64(value))
}

/// What a language is called by its two letters of ISO 639-1: `guaraní` for `gn`.
pub fn language(code: &str) -> String {
    let names = Intl::DisplayNames::new(&tags(), &options(&[("type", "language")]));
    names.of(code).map_or_else(|| code.to_owned(), Into::into)
}

/// Countries by what the language calls them, in its order of letters; each with its two letters of ISO 3166.
pub fn countries(codes: &[&str]) -> Vec<(String, String)> {
    let names = Intl::DisplayNames::new(&tags(), &options(&[("type", "region")]));
    let named = |code: &&str| {
        let name = names.of(code).map_or_else(|| (*code).to_owned(), Into::into);
        ((*code).to_owned(), name)
    };
    let mut countries: Vec<(String, String)> = codes.iter().map(named).collect();
    let (tags, options) = (tags(), Object::new());
    countries.sort_by(|(_, one), (_, other)| {
        js_sys::JsString::from(one.as_str()).locale_compare(other, &tags, &options).cmp(&0)
    });
    countries
}

/// A share of a whole: `98,4 %`. Nothing of nothing is 0 %. A share that is not the whole never reads 100 %.
pub fn percent(part: u64, whole: u64) -> String {
    let share = if whole == 0 { 0.0 } else { float(part) / float(whole) };
    let share = if part < whole { share.min(0.999) } else { share };
    let options = options(&[("style", "percent"), ("maximumFractionDigits", "1")]);
    call(&Intl::NumberFormat::new(&tags(), &options).format(), &JsValue::from_f64(share))
}

/// A share in tenths of a percent as a length of a style sheet: `98.4%`.
pub fn tenths(share: u64) -> String {
    format!("{}.{}%", share / 10, share % 10)
}

/// A number as JavaScript writes it, for attributes of drawings.
pub fn plain(value: f64) -> String {
    let number = js_sys::Number::from((value * 100.0).round() / 100.0);
    number.to_string_with_radix(10).map_or_else(|_| String::new(), Into::into)
}

/// A size in the unit that reads best: `5,5 MB`.
pub fn bytes(bytes: u64) -> String {
    let (value, unit) = scale(float(bytes));
    let decimals = if unit == "byte" || value >= 100.0 { "0" } else { "1" };
    let display = if unit == "byte" { "long" } else { "short" };
    let options = options(&[
        ("style", "unit"),
        ("unit", unit),
        ("unitDisplay", display),
        ("maximumFractionDigits", decimals),
    ]);
    call(&Intl::NumberFormat::new(&tags(), &options).format(), &JsValue::from_f64(value))
}

fn scale(bytes: f64) -> (f64, &'static str) {
    const UNITS: [(f64, &str); 4] =
        [(1e12, "terabyte"), (1e9, "gigabyte"), (1e6, "megabyte"), (1e3, "kilobyte")];
    UNITS
        .into_iter()
        .find(|(size, _)| bytes >= *size)
        .map_or((bytes, "byte"), |(size, unit)| (bytes / size, unit))
}

/// How long something took: `480 ms`, `4,2 s`, `1 min 12 s`.
pub fn duration(milliseconds: u64) -> String {
    if milliseconds < 1000 {
        return format!("{milliseconds} ms");
    }
    let seconds = milliseconds / 1000;
    if seconds < 60 {
        return format!("{} s", decimal(float(milliseconds) / 1000.0, 1));
    }
    if seconds < 3600 {
        return format!("{} min {} s", seconds / 60, seconds % 60);
    }
    if seconds < 86_400 {
        return format!("{} h {} min", seconds / 3600, seconds % 3600 / 60);
    }
    format!("{} d {} h", seconds / 86_400, seconds % 86_400 / 3600)
}

fn date(instant: Timestamp) -> Date {
    Date::new(&JsValue::from_str(&instant.to_string()))
}

fn instant_with(instant: Timestamp, options: &Object) -> String {
    date(instant).to_locale_string(tag(locale()), options).into()
}

/// Day and time: `21 nov 2026, 14:03`.
pub fn moment(instant: Timestamp) -> String {
    instant_with(instant, &options(&[("dateStyle", "medium"), ("timeStyle", "short"), ("hourCycle", "h23")]))
}

/// Day and time as a time zone counts them, with the zone where it is not that of this device: `21 nov 2026, 14:03, hora de
/// Paraguay`. In a zone that the browser does not know, universal time.
pub fn moment_in(instant: Timestamp, zone: &str) -> String {
    if zone_here().as_deref() == Some(zone) {
        return moment(instant);
    }
    let (zone, name) = known(zone);
    let options = options(&[
        ("dateStyle", "medium"),
        ("timeStyle", "short"),
        ("hourCycle", "h23"),
        ("timeZone", &zone),
    ]);
    format!("{}, {name}", instant_with(instant, &options))
}

/// The last day before an instant, as a time zone counts days: what ends at midnight lasts to the end of that day.
pub fn last_day_in(instant: Timestamp, zone: &str) -> String {
    let before = Timestamp::from_millisecond(instant.as_millisecond().saturating_sub(1)).unwrap_or(instant);
    let (zone, _) = known(zone);
    instant_with(before, &options(&[("dateStyle", "medium"), ("timeZone", &zone)]))
}

/// A time zone that the browser knows, and what people call it.
fn known(name: &str) -> (String, String) {
    zone_word(name).map_or_else(|| ("UTC".to_owned(), "UTC".to_owned()), |word| (name.to_owned(), word))
}

/// Day and time to the second.
pub fn exact(instant: Timestamp) -> String {
    instant_with(instant, &options(&[("dateStyle", "medium"), ("timeStyle", "medium"), ("hourCycle", "h23")]))
}

/// The day alone.
pub fn day(instant: Timestamp) -> String {
    instant_with(instant, &options(&[("dateStyle", "medium")]))
}

/// A day of the calendar, such as `2026-11-30`, which is the same day for every reader.
pub fn calendar_day(day: &str) -> String {
    calendar(day, &[("dateStyle", "medium"), ("timeZone", "UTC")])
}

/// The same without its year, as narrow as an axis needs it: `2/11`, or `11/2` in English.
pub fn axis_day(day: &str) -> String {
    calendar(day, &[("day", "numeric"), ("month", "numeric"), ("timeZone", "UTC")])
}

fn calendar(day: &str, how: &[(&str, &str)]) -> String {
    let date = Date::new(&JsValue::from_str(&format!("{day}T00:00:00Z")));
    date.to_locale_string(tag(locale()), &options(how)).into()
}

/// Whether an instant is over.
pub fn is_over(instant: Timestamp) -> bool {
    date(instant).get_time() <= Date::now()
}

/// The time zone of this device.
pub fn zone_here() -> Option<String> {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()
}

/// A time zone as people call it: `hora de Paraguay`; its own name where the browser does not know it.
pub fn zone(name: &str) -> String {
    zone_word(name).unwrap_or_else(|| name.replace('_', " "))
}

fn zone_word(name: &str) -> Option<String> {
    let of = |from: &JsValue, name: &str| Reflect::get(from, &JsValue::from_str(name)).ok();
    let maker: js_sys::Function = of(&of(&js_sys::global(), "Intl")?, "DateTimeFormat")?.dyn_into().ok()?;
    let options = options(&[("timeZone", name), ("timeZoneName", "longGeneric")]);
    // A zone that the browser does not know is an exception there.
    let format = Reflect::construct(&maker, &Array::of2(&tags(), &options)).ok()?;
    let parts: js_sys::Function = of(&format, "formatToParts")?.dyn_into().ok()?;
    let parts: Array = parts.call1(&format, &JsValue::from(Date::new_0())).ok()?.dyn_into().ok()?;
    let named = |part: &JsValue| {
        of(part, "type").and_then(|kind| kind.as_string()).as_deref() == Some("timeZoneName")
    };
    parts.iter().find(named).and_then(|part| of(&part, "value"))?.as_string()
}

/// The time of day to the second, of 24 hours: `14:03:22`.
pub fn clock(instant: Timestamp) -> String {
    instant_with(instant, &options(&[("timeStyle", "medium"), ("hourCycle", "h23")]))
}

/// How long ago, or in how long: `hace 3 minutos`.
pub fn ago(instant: Timestamp) -> String {
    let seconds = (date(instant).get_time() - Date::now()) / 1000.0;
    let (value, unit) = relative(seconds);
    let format = Intl::RelativeTimeFormat::new(&tags(), &options(&[("numeric", "auto")]));
    format.format(value, unit).into()
}

fn relative(seconds: f64) -> (f64, &'static str) {
    const UNITS: [(f64, &str); 5] = [
        (31_557_600.0, "year"),
        (2_629_800.0, "month"),
        (86_400.0, "day"),
        (3600.0, "hour"),
        (60.0, "minute"),
    ];
    UNITS
        .into_iter()
        .find(|(length, _)| seconds.abs() >= *length)
        .map_or((seconds.trunc(), "second"), |(length, unit)| ((seconds / length).trunc(), unit))
}
