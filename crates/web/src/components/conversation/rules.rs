//! What a conversation decides without asking anybody.

use std::collections::BTreeMap;

use shared::campaigns::{Message, OfferSide, Thread};
use shared::time::Timestamp;

/// How near the end somebody must be to be taken along to it, in pixels.
const NEAR: i32 = 80;

/// What came put among what is known: each message once, as it came last, the oldest first.
pub fn merged(known: Vec<Message>, came: Vec<Message>) -> Vec<Message> {
    let mut all: BTreeMap<u32, Message> = BTreeMap::new();
    all.extend(known.into_iter().chain(came).map(|message| (message.number, message)));
    all.into_values().collect()
}

/// What to ask for after a thread was said to have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing: how far somebody has read, or a block, is known with the thread.
    Nothing,
    /// What came after this number.
    After(u32),
    /// The newest once more: one of them may have been taken out of sight.
    Newest,
}

/// The same, of how the thread stood and stands, and the number of the last message that is known.
pub fn wanted(before: Option<&Thread>, now: &Thread, known: u32) -> Wanted {
    if now.last_number > known {
        Wanted::After(known)
    } else if before == Some(now) {
        Wanted::Newest
    } else {
        Wanted::Nothing
    }
}

/// One line of what is shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A day begins.
    Day(Timestamp),
    /// A message, and whether it is the first of its author in a row.
    Message(Message, bool),
}

impl Entry {
    /// The same key means the same line.
    pub fn key(&self) -> String {
        match self {
            Self::Day(at) => format!("day {at}"),
            Self::Message(message, begins) => {
                format!("{} {begins} {} {}", message.number, message.hidden, message.erased)
            }
        }
    }
}

/// Messages with the days between them; `day` says on which a moment is.
pub fn entries(messages: &[Message], day: impl Fn(Timestamp) -> String) -> Vec<Entry> {
    let mut lines = Vec::with_capacity(messages.len().saturating_add(1));
    let mut before: Option<(&Message, String)> = None;
    for message in messages {
        let today = day(message.at);
        let same_day = before.as_ref().is_some_and(|(_, before)| *before == today);
        if !same_day {
            lines.push(Entry::Day(message.at));
        }
        let goes_on = before.as_ref().is_some_and(|(before, _)| before.author == message.author);
        lines.push(Entry::Message(message.clone(), !(same_day && goes_on)));
        before = Some((message, today));
    }
    lines
}

/// Which messages of one's own side say how far the other side is: the last that it has read, and the last, if it has not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// This one was read.
    pub read: Option<u32>,
    /// This one is there and was not.
    pub sent: Option<u32>,
}

/// The same, of what is known and how far the other side has read.
pub fn marks(messages: &[Message], side: OfferSide, read_by_them: u32) -> Marks {
    let mut own = messages.iter().filter(|message| message.by == side).map(|message| message.number).rev();
    match own.next() {
        Some(last) if last > read_by_them => {
            Marks { read: own.find(|number| *number <= read_by_them), sent: Some(last) }
        }
        last => Marks { read: last, sent: None },
    }
}

/// Whether a key sends what is written: Enter with Ctrl, or with the key that Apple has for it.
pub fn sends(key: &str, ctrl: bool, meta: bool) -> bool {
    key == "Enter" && (ctrl || meta)
}

/// Where a frame that scrolls stands, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scroll {
    /// What is above.
    pub top: i32,
    /// All of it.
    pub height: i32,
    /// What is seen.
    pub seen: i32,
}

impl Scroll {
    /// Whether the end is seen, or nearly.
    pub fn is_at_end(self) -> bool {
        self.top.saturating_add(self.seen).saturating_add(NEAR) >= self.height
    }

    /// What must be above so that what was seen stays, after something was put on top and all of it is so high.
    pub fn kept(self, height: i32) -> i32 {
        self.top.saturating_add(height.saturating_sub(self.height))
    }
}

#[cfg(test)]
mod tests {
    use shared::id::{MessageId, UserId};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn id<T: std::str::FromStr>(number: u32) -> T
    where
        T::Err: std::fmt::Debug,
    {
        format!("01890a5d-ac96-774b-bcce-{number:012}").parse().unwrap()
    }

    fn message(number: u32, by: OfferSide, author: u32, at: &str) -> Message {
        Message {
            id: id::<MessageId>(number),
            number,
            by,
            author: id::<UserId>(author),
            author_name: None,
            yours: false,
            text: format!("{number}"),
            attachments: Vec::new(),
            at: at.parse().unwrap(),
            hidden: false,
            erased: false,
        }
    }

    const MORNING: &str = "2026-11-21T09:00:00Z";

    fn brand(number: u32) -> Message {
        message(number, OfferSide::Brand, 1, MORNING)
    }

    fn creator(number: u32) -> Message {
        message(number, OfferSide::Creator, 2, MORNING)
    }

    #[wasm_bindgen_test]
    fn each_message_is_there_once_as_it_came_last() {
        let hidden = Message { hidden: true, text: String::new(), ..brand(2) };
        let all = merged(vec![brand(2), creator(3)], vec![creator(4), hidden.clone(), brand(1)]);
        assert_eq!(all, [brand(1), hidden, creator(3), creator(4)]);
    }

    fn thread(last_number: u32, read_by_them: u32) -> Thread {
        Thread {
            last_number,
            read: 0,
            read_by_them,
            unread: 0,
            can_write: true,
            why_not: None,
            blocks: Vec::new(),
        }
    }

    #[wasm_bindgen_test]
    fn only_what_is_not_known_is_asked_for() {
        assert_eq!(wanted(None, &thread(5, 0), 3), Wanted::After(3));
        assert_eq!(wanted(Some(&thread(5, 0)), &thread(5, 4), 5), Wanted::Nothing);
        assert_eq!(wanted(Some(&thread(5, 4)), &thread(5, 4), 5), Wanted::Newest);
    }

    #[wasm_bindgen_test]
    fn a_day_and_an_author_are_named_where_they_begin() {
        let next = message(4, OfferSide::Creator, 2, "2026-11-22T09:00:00Z");
        let messages = [brand(1), brand(2), creator(3), next.clone()];
        let day = |at: Timestamp| at.to_string().chars().take(10).collect();
        let shown = entries(&messages, day);
        assert_eq!(
            shown,
            [
                Entry::Day(brand(1).at),
                Entry::Message(brand(1), true),
                Entry::Message(brand(2), false),
                Entry::Message(creator(3), true),
                Entry::Day(next.at),
                Entry::Message(next, true),
            ]
        );
        let keys: std::collections::HashSet<String> = shown.iter().map(Entry::key).collect();
        assert_eq!(keys.len(), shown.len());
    }

    #[wasm_bindgen_test]
    fn the_last_of_ones_own_says_how_far_the_other_side_has_read() {
        let all = [brand(1), creator(2), brand(3), brand(4)];
        let of = |read| marks(&all, OfferSide::Brand, read);
        assert_eq!(of(0), Marks { read: None, sent: Some(4) });
        assert_eq!(of(3), Marks { read: Some(3), sent: Some(4) });
        assert_eq!(of(4), Marks { read: Some(4), sent: None });
        assert_eq!(marks(&all[1..2], OfferSide::Brand, 9), Marks::default());
    }

    #[wasm_bindgen_test]
    fn enter_alone_begins_a_new_line() {
        assert!(sends("Enter", true, false) && sends("Enter", false, true));
        assert!(!sends("Enter", false, false) && !sends("a", true, false));
    }

    #[wasm_bindgen_test]
    fn who_reads_above_stays_there() {
        let at_end = Scroll { top: 600, height: 1_000, seen: 400 };
        assert!(at_end.is_at_end());
        let above = Scroll { top: 10, ..at_end };
        assert!(!above.is_at_end());
        assert_eq!(above.kept(1_500), 510);
    }
}
