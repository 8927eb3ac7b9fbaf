//! An event as the bytes of a stream (`text/event-stream`, as the HTML standard has it).

use bytes::Bytes;
use serde::Serialize;
use shared::id::NoticeId;
use shared::notifications::Live;

/// The first bytes of every stream: come back three seconds after it broke.
pub(super) static OPENING: Bytes = Bytes::from_static(b"retry: 3000\n\n");
/// Keeps proxies from closing a stream on which nothing happens, and finds out who is gone.
pub(super) static HEARTBEAT: Bytes = Bytes::from_static(b": heartbeat\n\n");

/// Writes an event. Only a notice has an id, by which whoever comes back says where to go on.
pub(super) fn frame(event: &Live) -> Bytes {
    let name = event.name();
    let (id, data) = match event {
        Live::Notice(notice) => (Some(notice.id), json(notice)),
        Live::Announcement(announcement) => (None, json(announcement)),
        Live::Changed(changed) => (None, json(changed)),
        Live::End { why } => (None, json(&serde_json::json!({ "why": why }))),
        Live::Marked | Live::Reload => (None, "{}".to_owned()),
    };
    let id = id.map(|id: NoticeId| format!("id: {id}\n")).unwrap_or_default();
    Bytes::from(format!("{id}event: {name}\ndata: {data}\n\n"))
}

/// As one line: JSON escapes line breaks within texts.
fn json(data: &impl Serialize) -> String {
    serde_json::to_string(data).unwrap_or_else(|_| "{}".to_owned())
}

#[cfg(test)]
mod tests {
    use shared::notifications::{EndReason, Level, Notice, Topic};

    use super::*;

    #[test]
    fn a_frame_has_one_line_of_data_whatever_the_words() {
        let id = NoticeId::new(uuid::Uuid::nil());
        let notice = Notice {
            id,
            at: "2026-11-21T12:00:00Z".parse().unwrap(),
            kind: "avatar_refused".to_owned(),
            topic: Topic::Account,
            level: Level::Attention,
            text_es: "uno\ndos\r\n\nevent: end".to_owned(),
            text_en: String::new(),
            link: None,
            read_at: None,
            archived: false,
            quiet: false,
        };
        let written = frame(&Live::Notice(notice.clone()));
        let written = std::str::from_utf8(&written).unwrap();
        let lines: Vec<&str> = written.split('\n').collect();
        assert_eq!(lines[0], format!("id: {id}"));
        assert_eq!(lines[1], "event: notice");
        let data: Notice = serde_json::from_str(lines[2].strip_prefix("data: ").unwrap()).unwrap();
        assert_eq!(data, notice);
        assert_eq!(lines[3..], ["", ""]);
    }

    #[test]
    fn the_others_have_no_id() {
        assert_eq!(frame(&Live::Reload), "event: reload\ndata: {}\n\n");
        let end = frame(&Live::End { why: EndReason::SignedOut });
        assert_eq!(end, "event: end\ndata: {\"why\":\"signed_out\"}\n\n");
    }
}
