//! Figures among words: which words belong together to one, and what it says.

use shared::figures::{
    DecimalMark, FigureKind, FigureValue, Percent, Place, Unit, folded, parse, parse_hours, parse_percent,
};

use super::Word;
use super::edges::around;
use super::labels::{How, Label};

/// Words that belong to one figure.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// Which of the segment's words, from the first.
    pub first: usize,
    /// How many of them.
    pub many: usize,
    /// As it is written, with misread letters put right.
    pub text: String,
    /// Whether a sign stands before it: then it says how much more or less.
    pub signed: bool,
    /// Whether letters were put right.
    pub mended: bool,
    /// The least of its words'.
    pub confidence: u8,
    pub place: Place,
}

/// What one word is within a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// Digits, perhaps with a word behind them.
    Number { text: String, signed: bool, mended: bool },
    /// A word that belongs to the number before it.
    Unit(String),
    /// `y`, `and`: between two parts of a duration.
    And,
    /// Something else.
    Other,
}

/// Words that stand behind a number.
const UNITS: &[&str] = &[
    "%", "k", "mil", "thousand", "m", "mm", "mill", "millon", "millones", "million", "millions", "b", "bn",
    "billon", "billones", "billion", "billions", "d", "dia", "dias", "day", "days", "h", "hr", "hrs", "hora",
    "horas", "hour", "hours", "min", "mins", "minuto", "minutos", "minute", "minutes", "s", "seg", "segs",
    "segundo", "segundos", "sec", "secs", "second", "seconds",
];
/// Those behind which another number goes on.
const DURATIONS: &[&str] = &[
    "d", "dia", "dias", "day", "days", "h", "hr", "hrs", "hora", "horas", "hour", "hours", "m", "min",
    "mins", "minuto", "minutos", "minute", "minutes",
];

/// The figures in a segment, from left to right.
pub(super) fn runs(words: &[Word]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open: Option<(usize, Vec<Token>)> = None;
    for (number, word) in words.iter().enumerate() {
        let token = token(&word.text);
        if let Some((_, tokens)) = &mut open
            && tokens.last().is_some_and(|last| continues(last, &token))
        {
            tokens.push(token);
            continue;
        }
        runs.extend(open.take().and_then(|(first, tokens)| closed(words, first, tokens)));
        if matches!(token, Token::Number { .. }) {
            open = Some((number, vec![token]));
        }
    }
    runs.extend(open.and_then(|(first, tokens)| closed(words, first, tokens)));
    runs
}

/// Whether a word goes on with the figure whose last word stands before it.
fn continues(last: &Token, next: &Token) -> bool {
    match (last, next) {
        // `12,4` `mil`; a number that ends with its own word takes one more only as in `1,2mil M`.
        (Token::Number { text, .. }, Token::Unit(unit)) => {
            !text.contains(char::is_alphabetic) || (text.ends_with("mil") && unit.starts_with('m'))
        }
        (Token::Unit(last), Token::Unit(unit)) => last == "mil" && unit.starts_with('m'),
        // `12` `345` is one number, and so is `2 min` `5 s`.
        (Token::Number { text, .. }, Token::Number { text: next, signed: false, .. }) => {
            let group = next.chars().take_while(char::is_ascii_digit).count();
            let thousands = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit()) && group == 3;
            thousands || ends_with_duration(text)
        }
        (Token::Unit(unit), Token::Number { signed: false, .. } | Token::And) => {
            DURATIONS.contains(&unit.as_str())
        }
        (Token::Number { text, .. }, Token::And) => ends_with_duration(text),
        (Token::And, Token::Number { signed: false, .. }) => true,
        _ => false,
    }
}

fn ends_with_duration(text: &str) -> bool {
    let word: String = text.chars().skip_while(|c| !c.is_alphabetic()).collect();
    // Millions are no minutes.
    word != "M" && DURATIONS.contains(&folded(&word).as_str())
}

fn closed(words: &[Word], first: usize, mut tokens: Vec<Token>) -> Option<Run> {
    while matches!(tokens.last(), Some(Token::And)) {
        tokens.pop();
    }
    let many = tokens.len();
    let own = words.get(first..first.checked_add(many)?)?;
    let (mut signed, mut mended) = (false, false);
    let mut parts = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        match token {
            Token::Number { text, signed: has_sign, mended: was_mended } => {
                signed |= place == 0 && *has_sign;
                mended |= *was_mended;
                parts.push(text.as_str());
            }
            Token::Unit(unit) => parts.push(unit.as_str()),
            Token::And => parts.push("y"),
            Token::Other => {}
        }
    }
    let text = parts.join(" ").replace(" %", "%");
    let confidence = own.iter().map(|word| word.confidence).min()?;
    let place = around(own.iter().map(|word| word.place))?;
    Some(Run { first, many, text, signed, mended, confidence, place })
}

/// What a word is.
fn token(text: &str) -> Token {
    let kept = |c: char| c.is_alphanumeric() || matches!(c, '%' | '+' | '-' | '−');
    let text = text.trim_matches(|c: char| !kept(c));
    let lower = folded(text);
    let unit = lower.trim_end_matches('.');
    if matches!(unit, "y" | "and") {
        return Token::And;
    }
    // The l of `mil` is easily taken for a stroke.
    if matches!(unit, "mi1" | "mll" | "m1l" | "mi|" | "mii") {
        return Token::Unit("mil".to_owned());
    }
    if UNITS.contains(&unit) {
        return Token::Unit(unit.to_owned());
    }
    let signed = text.starts_with(['+', '-', '−']);
    let digits = text.trim_start_matches(['+', '-', '−']);
    let (digits, mended) = mend(digits);
    if is_number(&digits) { Token::Number { text: digits, signed, mended } } else { Token::Other }
}

/// Whether a word begins with a digit and goes on as a figure does.
fn is_number(text: &str) -> bool {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let marks = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '%' | '\'' | '’');
    let words = text.split(marks).filter(|word| !word.is_empty());
    text.chars().all(|c| marks(c) || c.is_alphabetic())
        && words.map(folded).all(|word| UNITS.contains(&word.as_str()))
}

/// Puts letters right that are digits by what stands beside them: `1O5`, `l,234`. Whether there were any.
fn mend(text: &str) -> (String, bool) {
    if !text.chars().any(|c| c.is_ascii_digit()) {
        return (text.to_owned(), false);
    }
    let letters: Vec<char> = text.chars().collect();
    let mut mended = false;
    let whole = letters.iter().enumerate().map(|(place, letter)| {
        let digit = match letter {
            'O' | 'o' | 'Q' => '0',
            'I' | 'l' | '|' => '1',
            'S' => '5',
            _ => return *letter,
        };
        let behind = letters.get(place + 1);
        let before = place.checked_sub(1).and_then(|place| letters.get(place));
        let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
        let is_mark = |c: Option<&char>| c.is_some_and(|c| matches!(c, '.' | ','));
        // An S at the end is seconds; letters that follow letters are words.
        let at_the_end = behind.is_none() && is_digit(before) && *letter != 'S';
        let within = is_mark(behind) && (before.is_none() || is_digit(before));
        if is_digit(behind) || within || at_the_end {
            mended = true;
            digit
        } else {
            *letter
        }
    });
    let whole: String = whole.collect();
    (whole, mended)
}

/// What a figure says beside a label, and which kind it then is; nothing if it is none of that kind.
pub(super) fn value(run: &Run, label: &Label, mark: DecimalMark) -> Option<(FigureKind, FigureValue)> {
    let value = match label.how {
        How::Plain => parse(&run.text, label.kind.unit(), mark).ok()?,
        How::Hours => FigureValue::Duration(parse_hours(&run.text, mark).ok()?),
        How::BarePercent => {
            let text = format!("{}%", run.text.trim_end_matches('%'));
            FigureValue::Percent(parse_percent(&text, mark).ok()?)
        }
    };
    let kind = match (label.kind, run.signed) {
        (kind, false) => kind,
        // `Suscriptores +12` says how many came.
        (FigureKind::Followers | FigureKind::FollowersGained, true) => FigureKind::FollowersGained,
        // Everything else with a sign is a change.
        _ => return None,
    };
    let sensible = match value {
        FigureValue::Percent(Percent { hundredths }) => hundredths <= 100_000,
        FigureValue::Duration(_) | FigureValue::Count(_) => value.unit() == kind.unit(),
    };
    sensible.then_some((kind, value))
}

/// Whether a figure could stand beside a label of any kind with that unit.
pub(super) fn could_be(run: &Run, unit: Unit) -> bool {
    parse(&run.text, unit, DecimalMark::Unknown).is_ok()
}

#[cfg(test)]
mod tests {
    use shared::figures::Count;

    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let place = |x: usize| Place { x: u32::try_from(x).unwrap() * 50, y: 0, width: 40, height: 20 };
        let word = |(x, text): (usize, &str)| Word { text: text.to_owned(), confidence: 90, place: place(x) };
        text.split(' ').enumerate().map(word).collect()
    }

    fn texts(text: &str) -> Vec<String> {
        runs(&words(text)).into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn words_of_one_figure_are_taken_together() {
        for (text, expected) in [
            ("12,4 mil", vec!["12,4 mil"]),
            ("12,4mil M", vec!["12,4mil m"]),
            ("1,2 mil M", vec!["1,2 mil m"]),
            ("12 345", vec!["12 345"]),
            ("1 250 000", vec!["1 250 000"]),
            ("2 min 5 s", vec!["2 min 5 s"]),
            ("2m 5s", vec!["2m 5s"]),
            ("3 minutos y 20 segundos", vec!["3 minutos y 20 segundos"]),
            ("8,5 %", vec!["8,5%"]),
            ("12.4K +5.2%", vec!["12.4K", "5.2%"]),
            ("56 78", vec!["56", "78"]),
            ("3.1M 0", vec!["3.1M", "0"]),
            ("Likes 1,234 (12%)", vec!["1,234", "12%"]),
            ("1O,5K", vec!["10,5K"]),
            ("l,234", vec!["1,234"]),
            ("12,4 mi1", vec!["12,4 mil"]),
            ("7.4s", vec!["7.4s"]),
            ("12h:30m:15s", vec!["12h:30m:15s"]),
            ("12th of May", vec![]),
            ("COVID19", vec![]),
            ("mil", vec![]),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn what_was_put_right_and_signs_are_remembered() {
        let run = |text: &str| runs(&words(text)).remove(0);
        assert!(run("1O,5K").mended && !run("10,5K").mended);
        assert!(run("+12").signed && !run("12").signed);
        assert!(runs(&words("SO")).is_empty(), "no digit, no figure");
    }

    #[test]
    fn a_figure_is_of_its_labels_unit() {
        let label = |kind: FigureKind, how| Label {
            kind,
            how,
            language: super::super::labels::Language::English,
            differs: 0,
            letters: 8,
        };
        let read = |text: &str, kind, how| {
            let run = runs(&words(text)).remove(0);
            value(&run, &label(kind, how), DecimalMark::Point)
        };
        let views = read("12.4K", FigureKind::Views, How::Plain).unwrap().1;
        assert_eq!(views, FigureValue::Count(Count { value: 12_400, rounded_to: 100 }));
        assert!(read("0:07", FigureKind::Views, How::Plain).is_none());
        assert!(read("34%", FigureKind::Followers, How::Plain).is_none());
        assert!(read("12", FigureKind::AverageWatchTime, How::Plain).is_none());
        assert!(read("+12", FigureKind::Likes, How::Plain).is_none());
        let gained = read("+12", FigureKind::Followers, How::Plain).unwrap();
        assert_eq!(gained.0, FigureKind::FollowersGained);
        let rate = read("4.5", FigureKind::ClickThroughRate, How::BarePercent).unwrap().1;
        assert_eq!(rate, FigureValue::Percent(Percent { hundredths: 450 }));
        let hours = read("345.6", FigureKind::WatchTime, How::Hours).unwrap().1;
        assert_eq!(hours.unit(), Unit::Duration);
    }
}
