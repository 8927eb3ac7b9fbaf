//! The Gemini API: what is asked is of its documented form, and whatever is answered leads to a clear state.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use api::config::Config;
use api::infra::reading::{Failure, Reader, reader};
use serde_json::json;
use shared::creators::Platform;
use shared::figures::{Count, FigureKind, FigureValue, Place};

use super::blank;
use crate::support::gemini::{Gemini, KEY, MODEL, Reply};

fn reader_of(variables: &[(&str, &str)]) -> Arc<dyn Reader> {
    let variables: HashMap<_, _> = variables.iter().copied().collect();
    let config = Config::read(|name| variables.get(name).map(|value| (*value).to_owned())).unwrap();
    reader(&config.reading)
}

/// What one reply leads to.
async fn led_to(reply: Reply) -> Failure {
    let gemini = Gemini::start(vec![reply]);
    let failure = reader_of(&gemini.variables()).read(&blank(400, 800)).await.unwrap_err();
    assert_eq!(gemini.requests().len(), 1, "it was asked once, and as documented: {failure:?}");
    assert!(!format!("{failure:?} {failure}").contains(KEY));
    failure
}

#[tokio::test]
async fn figures_are_asked_for_as_documented_and_read() {
    let figures = json!([
        { "label": "Me gusta", "text": "12,4 mil", "kind": "likes", "confidence": 96, "box_2d": [250, 500, 275, 750] },
        { "label": "Vistas", "text": "98.765", "kind": "views", "confidence": 99, "box_2d": [300, 500, 325, 750] },
    ]);
    let gemini = Gemini::start(vec![Reply::answer("instagram", "es", figures)]);
    let reader = reader_of(&gemini.variables());
    assert_eq!(reader.kind(), "gemini");
    let picture = blank(400, 800);
    let read = reader.read(&picture).await.unwrap();
    assert_eq!(read.network, Some(Platform::Instagram));
    let [views, likes] = read.figures.as_slice() else { panic!("{read:?}") };
    assert_eq!((views.kind, views.value), (FigureKind::Views, FigureValue::Count(Count::exactly(98_765))));
    assert_eq!(likes.value, FigureValue::Count(Count { value: 12_400, rounded_to: 100 }));
    assert_eq!((likes.text.as_str(), likes.label.as_str(), likes.confidence), ("12,4 mil", "Me gusta", 96));
    assert_eq!(likes.place, Some(Place { x: 200, y: 200, width: 100, height: 20 }));

    assert_eq!(gemini.pictures(), [("image/png".to_owned(), picture.bytes().to_vec())]);
    let asked = &gemini.requests()[0];
    let kinds = "/generationConfig/responseSchema/properties/figures/items/properties/kind/enum";
    assert_eq!(asked.pointer(kinds).unwrap().as_array().unwrap().len(), FigureKind::ALL.len());
}

#[tokio::test]
async fn a_page_without_figures_is_no_failure() {
    let gemini = Gemini::start(vec![Reply::answer("other", "es", json!([]))]);
    let read = reader_of(&gemini.variables()).read(&blank(400, 800)).await.unwrap();
    assert!(read.figures.is_empty() && read.network.is_none());
}

#[tokio::test]
async fn every_refusal_is_a_clear_state() {
    let info =
        |reason: &str| json!([{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason }]);
    let retry = json!([{ "@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "17s" }]);
    let answer = |text: &str, reason| Reply::Text(text.to_owned(), reason);
    let raw = |body: &str| Reply::Raw(200, Vec::new(), body.to_owned());
    for (reply, state, temporary) in [
        (
            Reply::error(400, "INVALID_ARGUMENT", "API key not valid.", info("API_KEY_INVALID")),
            "not_ready",
            false,
        ),
        (
            Reply::error(400, "FAILED_PRECONDITION", "User location is not supported", json!([])),
            "not_ready",
            false,
        ),
        (Reply::error(400, "INVALID_ARGUMENT", "Unable to process input image", json!([])), "refused", false),
        (
            Reply::error(403, "PERMISSION_DENIED", "Your key was reported as leaked", json!([])),
            "not_ready",
            false,
        ),
        (Reply::error(404, "NOT_FOUND", "models/x is not found", json!([])), "not_ready", false),
        (Reply::error(429, "RESOURCE_EXHAUSTED", "Quota exceeded", retry), "busy", true),
        (Reply::error(500, "INTERNAL", "An internal error has occurred", json!([])), "unreachable", true),
        (Reply::error(503, "UNAVAILABLE", "The model is overloaded", json!([])), "busy", true),
        (Reply::error(504, "DEADLINE_EXCEEDED", "Deadline expired", json!([])), "timed_out", true),
        (Reply::Raw(502, vec![], "<html>Bad Gateway</html>".to_owned()), "unreachable", true),
        (Reply::Raw(302, vec![("location", "http://127.0.0.1:9/")], String::new()), "unreachable", true),
        (raw(r#"{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}"#), "refused", false),
        (answer("", "SAFETY"), "refused", false),
        (answer("", "RECITATION"), "refused", false),
        (answer("{\"network\":\"other\",\"figures\":[", "MAX_TOKENS"), "nonsense", false),
        (answer("There are 12 likes.", "STOP"), "nonsense", false),
        (answer("{\"likes\":12}", "STOP"), "nonsense", false),
        (raw("{}"), "nonsense", false),
        (raw("<html>"), "nonsense", false),
        (raw(&format!("{{\"candidates\":[],\"padding\":\"{}\"}}", "x".repeat(2_000_000))), "nonsense", false),
        (Reply::Silence(Duration::from_secs(20)), "timed_out", true),
    ] {
        let failure = led_to(reply).await;
        assert_eq!((failure.as_str(), failure.is_temporary()), (state, temporary), "{failure:?}");
        assert!(failure.to_string().len() > 15 && !failure.to_string().contains('\n'), "{failure}");
    }
}

#[tokio::test]
async fn when_to_ask_again_is_known() {
    let retry = json!([{ "@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "17s" }]);
    let told = |failure: Failure| match failure {
        Failure::Busy { after, .. } => after,
        other => panic!("{other:?}"),
    };
    let by_details = led_to(Reply::error(429, "RESOURCE_EXHAUSTED", "Quota exceeded", retry)).await;
    assert_eq!(told(by_details), Some(Duration::from_secs(17)));
    let by_header = led_to(Reply::Raw(503, vec![("retry-after", "40")], String::new())).await;
    assert_eq!(told(by_header), Some(Duration::from_secs(40)));
    assert_eq!(told(led_to(Reply::Raw(429, vec![], String::new())).await), None);
}

#[tokio::test]
async fn a_wrong_key_a_wrong_model_and_no_service_are_told_apart() {
    let gemini = Gemini::start(Vec::new());
    let with = |key: &'static str, model: &'static str, url: String| async move {
        let variables = [("GEMINI_API_KEY", key), ("GEMINI_MODEL", model), ("GEMINI_URL", url.as_str())];
        reader_of(&variables).read(&blank(400, 800)).await.unwrap_err()
    };
    let wrong_key = with("another-key", MODEL, gemini.url.clone()).await;
    assert!(matches!(&wrong_key, Failure::NotReady(text) if text.contains("not valid")), "{wrong_key:?}");
    assert!(!wrong_key.to_string().contains("another-key"));
    let wrong_model = with(KEY, "gemini-0", gemini.url.clone()).await;
    assert!(matches!(&wrong_model, Failure::NotReady(text) if text.contains("gemini-0")), "{wrong_model:?}");
    assert!(gemini.requests().is_empty());
    // A port that nobody listens on.
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
    let nobody = with(KEY, MODEL, format!("http://{port}")).await;
    assert!(matches!(nobody, Failure::Unreachable(_)), "{nobody:?}");
}

#[test]
fn without_a_key_tesseract_reads() {
    assert_eq!(reader_of(&[]).kind(), "tesseract");
}
