//! From a template to a mail: one source of words gives the subject, the text and the HTML, so that they never differ.
//!
//! The words are blocks divided by empty lines. The first is the subject; then a block is a paragraph, a list of facts
//! (lines that begin with `- `), or a link (`=> address label`). Values are put into the words as single lines, so that
//! none of them can begin a block, and are escaped when the HTML is made.

use jiff::Timestamp;
use jiff::fmt::strtime;
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value, context};
use serde::Serialize;
use shared::identity::Locale;

use super::Template;

/// Stands for the secret of a link wherever the mail is stored or shown.
const MASK: &str = "•••";
/// The zone in which mails tell the time; they name it.
const ZONE: &str = "America/Asuncion";
const LAYOUT: &str = include_str!("templates/layout.html");

/// A mail in words, its secret masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Puts the secret where its mask stands.
pub(super) fn unmask(words: &str, secret: &str) -> String {
    words.replace(&format!("token={MASK}"), &format!("token={secret}"))
}

/// Writes a mail in a language; `site` is the address of the app.
///
/// # Errors
/// When a template does not fit its values. A test renders every one, so this does not happen.
pub(super) fn render(template: &Template, locale: Locale, site: &str) -> Result<Rendered, Error> {
    let values = context! { site, secret => MASK, ..Value::from(Serde(template)) };
    let words = environment(locale).render_str(template.words(locale), values)?;
    let mut blocks = words.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    let subject = blocks.next().unwrap_or_default().to_owned();
    let blocks: Vec<Block<'_>> = blocks.map(Block::read).collect();
    let lang = match locale {
        Locale::Es => "es",
        Locale::En => "en",
    };
    let values = context! { lang, site, subject => subject.as_str(), blocks => Value::from(Serde(&blocks)) };
    let html = Environment::new().render_named_str("layout.html", LAYOUT, values)?;
    let text: Vec<String> = blocks.iter().map(Block::text).collect();
    Ok(Rendered { subject, text: format!("{}\n\nAvenue\n{site}\n", text.join("\n\n")), html })
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Block<'a> {
    Paragraph { text: &'a str },
    Facts { facts: Vec<&'a str> },
    Link { url: &'a str, label: &'a str },
}

impl<'a> Block<'a> {
    fn read(block: &'a str) -> Self {
        if let Some((url, label)) = block.strip_prefix("=> ").and_then(|link| link.split_once(' ')) {
            return Self::Link { url, label };
        }
        match block.lines().map(|line| line.strip_prefix("- ")).collect::<Option<Vec<_>>>() {
            Some(facts) => Self::Facts { facts },
            None => Self::Paragraph { text: block },
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Paragraph { text } => (*text).to_owned(),
            Self::Facts { facts } => {
                facts.iter().map(|fact| format!("- {fact}")).collect::<Vec<_>>().join("\n")
            }
            Self::Link { url, label } => format!("{label}:\n{url}"),
        }
    }
}

fn environment(locale: Locale) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(|out, _, value| {
        if value.is_undefined() {
            return Err(Error::from(ErrorKind::UndefinedError));
        }
        let line: String =
            value.to_string().chars().map(|c| if is_line_break(c) { ' ' } else { c }).collect();
        out.write_str(&line).map_err(Error::from)
    });
    environment.add_filter("number", move |number: u64| group(number, locale));
    environment.add_filter("size", move |bytes: u64| size(bytes, locale));
    environment.add_filter("moment", move |at: String| moment(&at, locale));
    environment
}

/// Whatever a reader or a mail program could take for the end of a line.
fn is_line_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// 7609 as `7.609` or `7,609`.
fn group(number: u64, locale: Locale) -> String {
    let separator = match locale {
        Locale::Es => '.',
        Locale::En => ',',
    };
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// Bytes in the unit that leaves at most three digits before the point, with one after it.
fn size(bytes: u64, locale: Locale) -> String {
    let (mut unit, mut factor) = ("kB", 1_000_u64);
    for (larger, its_factor) in [("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000)] {
        if bytes >= its_factor {
            (unit, factor) = (larger, its_factor);
        }
    }
    let tenths = bytes / (factor / 10);
    let point = match locale {
        Locale::Es => ',',
        Locale::En => '.',
    };
    format!("{}{point}{} {unit}", group(tenths / 10, locale), tenths % 10)
}

const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

fn moment(at: &str, locale: Locale) -> Result<String, Error> {
    let wrong = |error: jiff::Error| Error::new(ErrorKind::InvalidOperation, error.to_string());
    let at = at.parse::<Timestamp>().and_then(|at| at.in_tz(ZONE)).map_err(wrong)?;
    match locale {
        Locale::Es => {
            let month = usize::try_from(at.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
            let (day, month, year, time) =
                (at.day(), month.copied().unwrap_or_default(), at.year(), at.time());
            let time = time.strftime("%H:%M");
            Ok(format!("{day} de {month} de {year} a las {time} (hora de Asunción)"))
        }
        Locale::En => strtime::format("%-d %B %Y at %H:%M (Asunción time)", &at).map_err(wrong),
    }
}

#[cfg(test)]
mod tests;
