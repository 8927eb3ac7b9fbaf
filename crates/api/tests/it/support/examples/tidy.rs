//! What is recorded of a call is what happened, but for what would tell a secret, or differ from run to run, or belong to
//! the machine of the run: ids, tokens, digests, addresses of servers, folders, today's date. Each becomes something of the
//! same shape that is evidently invented and always the same.

use std::collections::HashMap;
use std::sync::LazyLock;

use api::infra::clock::Clock;
use jiff::{SignedDuration, Timestamp};
use regex::{Captures, Regex};
use serde_json::Value;

use super::super::NOON;
use super::Example;

/// How many entries of a list are shown: as many as may differ, or one.
const ENTRIES: [usize; 2] = [2, 1];

/// Fields whose text is a secret, or comes out of one, whatever it looks like.
const SECRETS: &[&str] =
    &["access_token", "challenge", "code", "codes", "id_token", "secret", "ticket", "token"];

/// With dashes or without, of the version that we make.
static ID: LazyLock<Regex> = LazyLock::new(|| {
    pattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|01[0-9a-f]{10}7[0-9a-f]{19}")
});
static LONG: LazyLock<Regex> = LazyLock::new(|| pattern("[A-Za-z0-9_-]{20,}"));

/// What is replaced wherever it stands, and by what; one after the other.
static REPLACED: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let all = [
        (r"https?://(localhost|127\.0\.0\.1)(:[0-9]+)?", "https://avenue.example"),
        (r"https?%3A%2F%2F(localhost|127\.0\.0\.1)(%3A[0-9]+)?", "https%3A%2F%2Favenue.example"),
        (r"(localhost|127\.0\.0\.1):[0-9]+", "mongodb.avenue.example:27017"),
        (r"(/[A-Za-z0-9_.+-]+)*/\.tmp[A-Za-z0-9]{6}", "/var/lib/avenue"),
        // Databases of tests, and others whose names end in an id so that no two tests meet.
        ("test_([0-9a-f]{32}|[0-9a-f]{12}_[0-9]+)", "avenue"),
        ("_drill_[0-9a-f]{8}_[0-9a-f]{32}", "_drill_01234567"),
        ("([a-z]+)_01[0-9a-f]{10}7[0-9a-f]{19}", "$1"),
        // Names of archives.
        ("20[0-9]{6}T[0-9]{6}Z-[0-9a-f]{8}", "20400307T120000Z-01234567"),
    ];
    all.into_iter().map(|(from, to)| (pattern(from), to)).collect()
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

/// How an example may be shown.
pub fn versions(example: &Example) -> impl Iterator<Item = Example> {
    ENTRIES.into_iter().map(move |entries| {
        let mut tidy = Tidy::default();
        let request = example.request.clone().map(|body| tidy.body("", body));
        let response = example.response.clone().map(|body| tidy.body("", cut(body, entries)));
        Example { request, response }
    })
}

/// Leaves at most so many entries in each list.
fn cut(value: Value, entries: usize) -> Value {
    match value {
        Value::Array(items) => items.into_iter().take(entries).map(|item| cut(item, entries)).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(name, value)| (name, cut(value, entries))).collect()
        }
        other => other,
    }
}

/// Two places that held the same id hold the same one afterwards.
#[derive(Default)]
struct Tidy {
    ids: HashMap<String, String>,
}

impl Tidy {
    fn body(&mut self, field: &str, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(field, &text)),
            Value::Array(items) => items.into_iter().map(|item| self.body(field, item)).collect(),
            Value::Object(fields) => {
                let tidied = |(name, value): (String, Value)| {
                    let value = self.body(&name, value);
                    (self.text("", &name), value)
                };
                fields.into_iter().map(tidied).collect()
            }
            other => other,
        }
    }

    fn text(&mut self, field: &str, text: &str) -> String {
        if field == "qr_svg" {
            return r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 45 45"/>"#.to_owned();
        }
        if SECRETS.contains(&field) {
            return like(text);
        }
        if let Some(moved) = day_of_the_tests(text) {
            return moved;
        }
        if text.starts_with("avn_") {
            return like(text);
        }
        let mut text = text.to_owned();
        for (from, to) in REPLACED.iter() {
            text = from.replace_all(&text, *to).into_owned();
        }
        let text = ID.replace_all(&text, |found: &Captures<'_>| self.id(&found[0]));
        let invented = |found: &Captures<'_>| match &found[0] {
            random if is_random(random) => like(random),
            other => other.to_owned(),
        };
        LONG.replace_all(&text, invented).into_owned()
    }

    fn id(&mut self, found: &str) -> String {
        let number = self.ids.len() + 1;
        let new = || format!("0203a5e1-a000-7000-8000-{number:012}");
        self.ids.entry(found.replace('-', "")).or_insert_with(new).clone()
    }
}

/// The time or day at which tests take place, for one of the days on which they are run.
fn day_of_the_tests(text: &str) -> Option<String> {
    let is_day = text.len() == 10;
    let time: Timestamp = if is_day { format!("{text}T00:00:00Z").parse() } else { text.parse() }.ok()?;
    let is_now = time.duration_since(Clock::system().now()).abs() < SignedDuration::from_hours(72);
    is_now.then(|| NOON[..if is_day { 10 } else { NOON.len() }].to_owned())
}

/// Whether a long text without spaces is the work of chance: a digest, a token, a cursor.
fn is_random(text: &str) -> bool {
    let count = |of: fn(&char) -> bool| text.chars().filter(of).count();
    let (digits, upper, lower) =
        (count(char::is_ascii_digit), count(char::is_ascii_uppercase), count(char::is_ascii_lowercase));
    let all = |of: fn(char) -> bool| text.chars().all(of);
    let is_hex = all(|letter| matches!(letter, '0'..='9' | 'a'..='f' | '_'));
    let is_base32 = all(|letter| matches!(letter, 'A'..='Z' | '2'..='7'));
    let is_base64 = digits > 0 && upper > 3 && lower > 3;
    (is_hex || is_base32) && digits > 0 || is_base64 || text.starts_with("age1")
}

/// Something of the same shape, letter by letter; of a signed token so much that one sees what it is.
fn like(text: &str) -> String {
    if text.starts_with("eyJ") {
        let short = |part: &str| like(&part.chars().skip(3).take(16).collect::<String>());
        return text.split('.').map(short).collect::<Vec<_>>().join(".");
    }
    if let Some(rest) = text.strip_prefix("avn_") {
        return format!("avn_{}", like(rest));
    }
    let all = |of: fn(char) -> bool| text.chars().filter(|letter| !"._-".contains(*letter)).all(of);
    let (letters, parted) = if all(|letter| letter.is_ascii_digit()) {
        ("1234567890", true)
    } else if all(|letter| matches!(letter, '0'..='9' | 'a'..='f')) {
        ("0123456789abcdef", true)
    } else if all(|letter| matches!(letter, 'A'..='Z' | '2'..='7')) {
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", true)
    } else {
        // In base64 dashes stand where chance put them.
        ("abcdefghijklmnopqrstuvwxyz0123456789", text.len() < 20)
    };
    let mut next = letters.chars().cycle();
    let shaped = |letter: char| match letter {
        '.' => letter,
        '-' | '_' if parted => letter,
        _ => next.next().unwrap(),
    };
    text.chars().map(shaped).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tidied(response: Value) -> Value {
        let example = Example { request: None, response: Some(response) };
        versions(&example).next().unwrap().response.unwrap()
    }

    #[test]
    fn ids_are_numbered_and_stay_the_same_within_an_example() {
        let (one, other) = ("01a2014a-d163-745c-806b-f4680182d441", "01a20147-e103-765f-b5ef-0dbb0762c43e");
        let found = tidied(json!({ "id": other, "of": [one, other], "link": format!("/admin/{one}") }));
        let [first, second] = [1, 2].map(|number| format!("0203a5e1-a000-7000-8000-{number:012}"));
        assert_eq!(found, json!({ "id": first, "of": [second, first], "link": format!("/admin/{second}") }));
    }

    #[test]
    fn what_is_secret_or_random_becomes_something_of_its_shape() {
        let key = "avn_01a20148e79470abaff134f2927b6e86_d3170759a74d0aa952bd";
        let found = tidied(json!({
            "secret": key, "prefix": &key[..36], "token": "wg5eO4UIWVv0SWAgYB2rNHfm6Olc-xlXzT7ONLG5VWs",
            "codes": ["k3vx-09aq"], "code": "804913", "access_token": "eyJ0eXAiOiJhdCt.eyJpc3MiOiJodHRwOi8v.x0",
            "sha256": "d89a187ea8f13b54ad4a7b7019d26c7a03b1bcccbb10ab5f76fc652a121354a1",
            "url": "/api/backups/downloads/b-yZ7TKtapOfOkxDs0Sqhs7QQP4CovdYhswOwxhXO3U",
            "otpauth_url": "otpauth://totp/Avenue:ana?secret=VPU36ITGZ5Y3ZWV5M7PKNYKMWJTWSE3O",
        }));
        assert_eq!(
            found,
            json!({
                "secret": "avn_0123456789abcdef0123456789abcdef_0123456789abcdef0123",
                "prefix": "avn_0123456789abcdef0123456789abcdef",
                "token": "abcdefghijklmnopqrstuvwxyz0123456789abcdefg", "codes": ["abcd-efgh"], "code": "123456",
                "access_token": "abcdefghijkl.abcdefghijklmnop.",
                "sha256": "0123456789abcdef".repeat(4),
                "url": "/api/backups/downloads/abcdefghijklmnopqrstuvwxyz0123456789abcdefg",
                "otpauth_url": "otpauth://totp/Avenue:ana?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
            })
        );
    }

    #[test]
    fn what_belongs_to_the_run_is_replaced() {
        let id = "01a2014721ab7671b2ae3de5fb2e3c4e";
        let now = Clock::system().now();
        let found = tidied(json!({
            "file": format!("small_{id}-20261122T120000Z-9cf0d871.tar.zst"), "database": "test_2035ac4fb184_5",
            "scratch": format!("avenue_drill_85185d11_{id}"), "host": "127.0.0.1:27117",
            "detail": "refused: http://127.0.0.1:4711/a /somewhere/deep/.tmp3KIRhE/backups",
            "at": now, "day": now.strftime("%F").to_string(), "then": "2040-04-07T03:00:00Z",
        }));
        assert_eq!(
            found,
            json!({
                "file": "small-20400307T120000Z-01234567.tar.zst", "database": "avenue",
                "scratch": "avenue_drill_01234567", "host": "mongodb.avenue.example:27017",
                "detail": "refused: https://avenue.example/a /var/lib/avenue/backups",
                "at": "2040-03-07T12:00:00Z", "day": "2040-03-07", "then": "2040-04-07T03:00:00Z",
            })
        );
    }

    #[test]
    fn what_people_write_stays() {
        let words = json!({
            "caption": "El mejor café. #publicidad", "url": "https://www.instagram.com/reel/C8abcDEfghI/",
            "template": "creator_application_shortlisted_by_brand", "file": "Captura de pantalla 2040.png",
        });
        assert_eq!(tidied(words.clone()), words);
    }

    #[test]
    fn lists_are_cut() {
        let many = Example {
            request: Some(json!([1, 2, 3])),
            response: Some(json!({ "items": [[1, 2, 3], 2, 3] })),
        };
        let shown: Vec<Example> = versions(&many).collect();
        assert_eq!(shown[0].response, Some(json!({ "items": [[1, 2], 2] })));
        assert_eq!(shown[1].response, Some(json!({ "items": [[1]] })));
        assert!(shown.iter().all(|shown| shown.request == many.request), "what is sent stays whole");
    }
}
