//! What happens, as it happens: the stream of server-sent events. It is read by `fetch`, because the browser's own
//! `EventSource` cannot send the access token.

use js_sys::{Reflect, Uint8Array};
use shared::id::NoticeId;
use shared::notifications::{Changed, EndReason, LIVE_MEDIA_TYPE, Notice};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

use super::client::open;
use crate::browser::ignore;
use shared::json::{FromJson, read};

/// What was heard.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// Somebody told the reader something.
    Notice(Notice),
    /// Something that the reader may be looking at is not as it was.
    Changed(Changed),
    /// Something else happened after which lists and counts are to be read again.
    Change,
    /// Nothing happened, and the stream lives.
    Nothing,
}

/// Why nothing is heard any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// The API ended it, and said why.
    Ended(EndReason),
    /// The connection broke, or there was none.
    Broken,
    /// The listener had enough.
    Left,
}

/// Hears what happens, after the last notice that is known if there is one, for as long as `hear` says that it goes on.
pub async fn follow(last: Option<NoticeId>, mut hear: impl FnMut(Heard) -> bool) -> Over {
    let known = last.map(|last| last.to_string());
    let mut headers = vec![("Accept", LIVE_MEDIA_TYPE)];
    if let Some(known) = &known {
        headers.push(("Last-Event-ID", known.as_str()));
    }
    let Ok(stream) = open("/api/notifications/stream", &headers).await else { return Over::Broken };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut blocks = Blocks::default();
    if !hear(Heard::Change) {
        ignore_promise(reader.cancel());
        return Over::Left;
    }
    while let Some(chunk) = next_chunk(&reader).await {
        blocks.push(&chunk);
        while let Some(block) = blocks.take() {
            let heard = match understand(&block) {
                Ok(heard) => heard,
                Err(why) => return Over::Ended(why),
            };
            if !hear(heard) {
                ignore_promise(reader.cancel());
                return Over::Left;
            }
        }
    }
    Over::Broken
}

/// The next bytes; `None` when there are none any more.
async fn next_chunk(reader: &ReadableStreamDefaultReader) -> Option<Vec<u8>> {
    let step = JsFuture::from(reader.read()).await.ok()?;
    let value = Reflect::get(&step, &JsValue::from_str("value")).ok()?;
    value.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec())
}

/// Lets a promise do its work; how it ends changes nothing.
fn ignore_promise(promise: js_sys::Promise) {
    crate::browser::spawn(async move { ignore(JsFuture::from(promise).await) });
}

/// Bytes as they come, cut at the empty lines between events.
#[derive(Default)]
struct Blocks(Vec<u8>);

impl Blocks {
    fn push(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// The first event that is there as a whole.
    fn take(&mut self) -> Option<String> {
        let end = self.0.windows(2).position(|two| two == b"\n\n")?;
        let rest = self.0.split_off(end.saturating_add(2));
        let block = std::mem::replace(&mut self.0, rest);
        Some(String::from_utf8_lossy(&block).trim_end().to_owned())
    }
}

/// What an event means; an end is told by its reason.
fn understand(block: &str) -> Result<Heard, EndReason> {
    #[derive(FromJson)]
    struct End {
        why: EndReason,
    }
    let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    let data = field("data: ");
    Ok(match field("event: ") {
        "" => Heard::Nothing,
        "changed" => read(data).map_or(Heard::Change, Heard::Changed),
        "notice" => read(data).map_or(Heard::Change, Heard::Notice),
        "end" => return Err(read::<End>(data).map_or(EndReason::Renew, |end| end.why)),
        _ => Heard::Change,
    })
}

#[cfg(test)]
mod tests {
    use shared::notifications::ChangedKind;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn events_are_cut_at_empty_lines_wherever_the_bytes_are_cut() {
        let text = "retry: 3000\n\n: heartbeat\n\nevent: marked\ndata: {\"a\":\"ñ\"}\n\nevent: re";
        for size in 1..text.len() {
            let mut blocks = Blocks::default();
            let mut taken = Vec::new();
            for bytes in text.as_bytes().chunks(size) {
                blocks.push(bytes);
                taken.extend(std::iter::from_fn(|| blocks.take()));
            }
            assert_eq!(taken, ["retry: 3000", ": heartbeat", "event: marked\ndata: {\"a\":\"ñ\"}"], "{size}");
        }
    }

    #[wasm_bindgen_test]
    fn every_event_is_understood() {
        assert_eq!(understand(": heartbeat"), Ok(Heard::Nothing));
        assert_eq!(understand("event: reload\ndata: {}"), Ok(Heard::Change));
        assert_eq!(understand("event: of tomorrow\ndata: {}"), Ok(Heard::Change));
        let changed = Changed { what: ChangedKind::Messages, id: "7".to_owned() };
        let said = "event: changed\ndata: {\"what\":\"messages\",\"id\":\"7\"}";
        assert_eq!(understand(said), Ok(Heard::Changed(changed)));
        assert_eq!(understand("event: changed\ndata: {\"what\":\"of tomorrow\"}"), Ok(Heard::Change));
        let end = "event: end\ndata: {\"why\":\"replaced\"}";
        assert_eq!(understand(end), Err(EndReason::Replaced));
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        let data = format!(
            "{{\"id\":\"{id}\",\"at\":\"2026-11-21T12:00:00Z\",\"kind\":\"avatar_updated\",\"topic\":\"account\",\"level\":\"good\",\"text_es\":\"a\",\"text_en\":\"b\",\"archived\":false,\"quiet\":true}}"
        );
        let Ok(Heard::Notice(notice)) = understand(&format!("id: {id}\nevent: notice\ndata: {data}")) else {
            panic!("no notice");
        };
        assert!(notice.id.to_string() == id && notice.quiet);
    }
}
