//! What is answered, held against what was asked. Pure.

use serde::Deserialize;
use shared::figures::{
    DecimalMark, FigureKind, FigureValue, Place, ReadFigure, Unit, folded, parse, parse_hours, parse_percent,
};

use super::super::{Failure, KNOWN, Read};
use super::question::NO_NETWORK;

/// The most figures of an answer that are looked at.
const MOST: usize = 100;
/// A text that a page has, and no more.
const LONGEST: usize = 80;

/// The answer of `models.generateContent`, as far as it is needed.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Generated {
    #[serde(default)]
    candidates: Vec<Candidate>,
    #[serde(default)]
    prompt_feedback: Option<Feedback>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Feedback {
    #[serde(default)]
    block_reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Candidate {
    #[serde(default)]
    content: Option<Content>,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Content {
    #[serde(default)]
    parts: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    #[serde(default)]
    text: String,
    /// What the model thought on its way, which is no answer.
    #[serde(default)]
    thought: bool,
}

/// The form that was asked for.
#[derive(Deserialize)]
struct Answer {
    network: String,
    #[serde(default)]
    language: String,
    figures: Vec<Copied>,
}

#[derive(Deserialize)]
struct Copied {
    kind: String,
    text: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    confidence: f64,
    #[serde(default, rename = "box_2d")]
    edges: Vec<f64>,
}

/// Reads an answer about a picture of that size.
///
/// # Errors
/// [`Failure::Refused`] when the model did not want to, [`Failure::Nonsense`] when the answer is not of its form.
pub(super) fn read(body: &[u8], size: (u32, u32)) -> Result<Read, Failure> {
    let nonsense = |what: &str| Failure::Nonsense(format!("Gemini's answer is not of its form: {what}"));
    let generated: Generated =
        serde_json::from_slice(body).map_err(|_| nonsense("it is no answer of its API"))?;
    if let Some(reason) = generated.prompt_feedback.and_then(|feedback| feedback.block_reason) {
        return Err(Failure::Refused(format!("Gemini does not read this picture ({})", word(&reason))));
    }
    let candidate = generated.candidates.into_iter().next().ok_or_else(|| nonsense("it holds nothing"))?;
    match candidate.finish_reason.as_deref() {
        None | Some("STOP") => {}
        Some("MAX_TOKENS") => return Err(nonsense("it was cut off")),
        Some("MALFORMED_RESPONSE" | "MALFORMED_FUNCTION_CALL" | "UNEXPECTED_TOOL_CALL") => {
            return Err(nonsense("the model lost its thread"));
        }
        // `SAFETY`, `RECITATION`, `PROHIBITED_CONTENT`, `SPII`, `OTHER` … and whatever reason comes to be.
        Some(reason) => {
            return Err(Failure::Refused(format!("Gemini does not read this picture ({})", word(reason))));
        }
    }
    let parts = candidate.content.map(|content| content.parts).unwrap_or_default();
    let text: String = parts.into_iter().filter(|part| !part.thought).map(|part| part.text).collect();
    let answer: Answer =
        serde_json::from_str(text.trim()).map_err(|_| nonsense("it is not what was asked for"))?;
    let network = KNOWN.iter().copied().find(|network| network.as_str() == answer.network);
    if network.is_none() && answer.network != NO_NETWORK {
        return Err(nonsense("it names a network that was not among those asked about"));
    }
    let mark = match answer.language.as_str() {
        "es" => DecimalMark::Comma,
        "en" => DecimalMark::Point,
        _ => DecimalMark::Unknown,
    };
    let copied = answer.figures.into_iter().take(MOST);
    let figures: Vec<ReadFigure> = copied.filter_map(|copied| figure(copied, mark, size)).collect();
    Ok(Read { figures: once(&figures), network })
}

/// A reason in capital letters, and nothing else.
fn word(reason: &str) -> String {
    reason.chars().filter(|c| c.is_ascii_uppercase() || *c == '_').take(40).collect()
}

/// A figure, if it is one by our own rules: the model only copies.
fn figure(copied: Copied, mark: DecimalMark, size: (u32, u32)) -> Option<ReadFigure> {
    let kind = FigureKind::of_word(&copied.kind)?;
    let text = line(&copied.text);
    let label = line(&copied.label);
    let value = value(kind, &text, &label, mark)?;
    let confidence = u8::try_from(rounded(copied.confidence, 100)?).ok()?;
    Some(ReadFigure { kind, value, text, label, confidence, place: place(&copied.edges, size) })
}

fn value(kind: FigureKind, text: &str, label: &str, mark: DecimalMark) -> Option<FigureValue> {
    let plain = match kind {
        // `+12` is how many came.
        FigureKind::FollowersGained => text.trim_start_matches('+'),
        _ => text,
    };
    if let Ok(value) = parse(plain, kind.unit(), mark) {
        return Some(value);
    }
    // What the label says already, pages leave out: hours, and the sign of a percentage.
    let label = folded(label);
    match (kind, kind.unit()) {
        (FigureKind::WatchTime, _) if label.contains("hora") || label.contains("hour") => {
            parse_hours(plain, mark).ok().map(FigureValue::Duration)
        }
        (_, Unit::Percent) => parse_percent(&format!("{plain}%"), mark).ok().map(FigureValue::Percent),
        _ => None,
    }
}

/// One line of printable text.
fn line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    plain.trim().to_owned()
}

/// A whole number from 0 to `most`; what is beyond is brought there.
fn rounded(number: f64, most: u32) -> Option<u32> {
    if !number.is_finite() {
        return None;
    }
    let bounded = number.clamp(0.0, f64::from(most)).round().abs();
    // Through its text, because there is no other lossless way.
    format!("{bounded:.0}").parse().ok()
}

/// Where `[top, left, bottom, right]`, in thousandths, lies in a picture of that size.
fn place(edges: &[f64], (width, height): (u32, u32)) -> Option<Place> {
    let [top, left, bottom, right] = edges else { return None };
    let thousandths = |edge: &f64, of: u32| {
        let part = u64::from(rounded(*edge, 1_000)?);
        u32::try_from(part * u64::from(of) / 1_000).ok()
    };
    let (x, y) = (thousandths(left, width)?, thousandths(top, height)?);
    let (end, foot) = (thousandths(right, width)?, thousandths(bottom, height)?);
    let place = Place { x, y, width: end.checked_sub(x)?, height: foot.checked_sub(y)? };
    (place.width > 0 && place.height > 0).then_some(place)
}

/// One figure of each kind, in the order in which kinds are shown. Where the model gave two that do not agree, it is less
/// sure of them than it says.
fn once(figures: &[ReadFigure]) -> Vec<ReadFigure> {
    let of_kind = |kind: &FigureKind| {
        let all: Vec<&ReadFigure> = figures.iter().filter(|figure| figure.kind == *kind).collect();
        let mut best: ReadFigure = all
            .iter()
            .min_by_key(|figure| (figure.value.rounded_to(), 255 - figure.confidence))
            .copied()?
            .clone();
        if all.iter().any(|other| !other.value.agrees_with(&best.value)) {
            best.confidence = best.confidence.min(50);
        }
        Some(best)
    };
    FigureKind::ALL.iter().filter_map(of_kind).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use shared::creators::Platform;
    use shared::figures::{Count, Duration, Percent};

    use super::*;

    fn told(text: &str, finish: &str) -> Vec<u8> {
        json!({ "candidates": [{ "content": { "role": "model", "parts": [{ "text": text }] }, "finishReason": finish }] })
            .to_string()
            .into_bytes()
    }

    fn answered(figures: Value) -> Result<Read, Failure> {
        let answer = json!({ "network": "tiktok", "language": "es", "figures": figures });
        read(&told(&answer.to_string(), "STOP"), (1_000, 2_000))
    }

    #[test]
    fn figures_are_read_by_our_rules() {
        let read = answered(json!([
            { "kind": "likes", "text": "12,4 mil", "label": "Me gusta", "confidence": 97, "box_2d": [100, 200, 150, 400] },
            { "kind": "views", "text": "1.250", "label": "Vistas", "confidence": 250.0, "box_2d": [] },
            { "kind": "watch_time", "text": "345,6", "label": "(horas)", "confidence": 90, "box_2d": [0, 0, 0, 0] },
            { "kind": "completion", "text": "23,4", "label": "%", "confidence": 90, "box_2d": [1, 2, 3] },
            { "kind": "followers_gained", "text": "+12", "label": "Nuevos", "confidence": 90, "box_2d": [-5, 0, 2000, 1000] },
            { "kind": "comments", "text": "about a dozen", "label": "Comentarios", "confidence": 99, "box_2d": [] },
            { "kind": "money", "text": "12", "label": "", "confidence": 99, "box_2d": [] },
        ]))
        .unwrap();
        assert_eq!(read.network, Some(Platform::TikTok));
        let values: Vec<_> =
            read.figures.iter().map(|figure| (figure.kind, figure.value, figure.place)).collect();
        let count = |value, rounded_to| FigureValue::Count(Count { value, rounded_to });
        assert_eq!(
            values,
            [
                (FigureKind::Views, count(1_250, 1), None),
                (
                    FigureKind::Likes,
                    count(12_400, 100),
                    Some(Place { x: 200, y: 200, width: 200, height: 100 })
                ),
                (
                    FigureKind::FollowersGained,
                    count(12, 1),
                    Some(Place { x: 0, y: 0, width: 1_000, height: 2_000 })
                ),
                (
                    FigureKind::WatchTime,
                    FigureValue::Duration(Duration { milliseconds: 1_244_160_000 }),
                    None
                ),
                (FigureKind::Completion, FigureValue::Percent(Percent { hundredths: 2_340 }), None),
            ]
        );
        assert_eq!(read.figures[0].confidence, 100);
    }

    #[test]
    fn what_it_says_twice_is_one_figure() {
        let twice = |first: &str, second: &str| {
            let figure = |text: &str| json!({ "kind": "views", "text": text, "label": "", "confidence": 90, "box_2d": [] });
            answered(json!([figure(first), figure(second)])).unwrap().figures.remove(0)
        };
        let agreed = twice("12,4 mil", "12.432");
        assert_eq!((agreed.text.as_str(), agreed.confidence), ("12.432", 90));
        assert_eq!(twice("12", "99").confidence, 50);
    }

    #[test]
    fn refusals_and_nonsense_are_told_apart() {
        let of = |body: Value| read(body.to_string().as_bytes(), (1_000, 1_000)).unwrap_err();
        for refused in [
            of(json!({ "promptFeedback": { "blockReason": "PROHIBITED_CONTENT" } })),
            of(json!({ "candidates": [{ "finishReason": "SAFETY" }] })),
            of(json!({ "candidates": [{ "finishReason": "<b>NEW</b>" }] })),
        ] {
            assert!(matches!(&refused, Failure::Refused(text) if !text.contains('<')), "{refused:?}");
        }
        for body in [
            b"<html>".to_vec(),
            b"{}".to_vec(),
            br#"{"candidates":[]}"#.to_vec(),
            br#"{"candidates":[{"finishReason":"STOP"}]}"#.to_vec(),
            told("I see 12 likes.", "STOP"),
            told("{\"network\":\"tiktok\",\"figures\":[", "MAX_TOKENS"),
            told("{\"network\":\"tiktok\"}", "STOP"),
            told("{\"network\":\"myspace\",\"figures\":[]}", "STOP"),
            told("{\"network\":\"tiktok\",\"figures\":[{\"kind\":\"likes\",\"text\":12}]}", "STOP"),
            told("{}", "MALFORMED_RESPONSE"),
        ] {
            let found = read(&body, (1_000, 1_000)).unwrap_err();
            assert!(matches!(found, Failure::Nonsense(_)), "{}: {found:?}", String::from_utf8_lossy(&body));
        }
    }

    #[test]
    fn thoughts_are_no_answer_and_no_figures_are_one() {
        let body = json!({ "candidates": [{
            "content": { "parts": [
                { "text": "Let me look…", "thought": true },
                { "text": "{\"network\":\"other\",\"language\":\"en\"," },
                { "text": "\"figures\":[]}" },
            ] },
            "finishReason": "STOP",
        }] });
        assert_eq!(read(body.to_string().as_bytes(), (1_000, 1_000)), Ok(Read::default()));
    }
}
