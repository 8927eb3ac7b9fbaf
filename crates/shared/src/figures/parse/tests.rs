//! Every form reads back, and nothing that is no figure passes.

use proptest::prelude::*;

use super::*;

fn count(text: &str) -> Result<(u64, u64), NotAFigure> {
    parse_count(text, DecimalMark::Unknown).map(|count| (count.value, count.rounded_to))
}

#[test]
fn counts_are_read_as_the_networks_write_them() {
    for (text, expected) in [
        ("0", (0, 1)),
        ("845", (845, 1)),
        ("1250", (1_250, 1)),
        ("1.250", (1_250, 1)),
        ("1,250", (1_250, 1)),
        ("1.250.000", (1_250_000, 1)),
        ("1 250 000", (1_250_000, 1)),
        ("12.4K", (12_400, 100)),
        ("12,4K", (12_400, 100)),
        ("12,4 mil", (12_400, 100)),
        ("12,4mil", (12_400, 100)),
        ("125 mil", (125_000, 1_000)),
        ("12 mil.", (12_000, 1_000)),
        ("3 M", (3_000_000, 1_000_000)),
        ("1,2 M", (1_200_000, 100_000)),
        ("1.25m", (1_250_000, 10_000)),
        ("1,2 mill.", (1_200_000, 100_000)),
        ("3 millones", (3_000_000, 1_000_000)),
        ("1 millón", (1_000_000, 1_000_000)),
        ("1,2 mil M", (1_200_000_000, 100_000_000)),
        ("1,2 mil millones", (1_200_000_000, 100_000_000)),
        ("2.5B", (2_500_000_000, 100_000_000)),
        ("1.234,5 mil", (1_234_500, 100)),
        ("12.4\u{a0}K", (12_400, 100)),
    ] {
        assert_eq!(count(text), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_no_count_is_refused_with_what_would_be_right() {
    for (text, expected) in [
        ("", NotAFigure::Empty),
        ("K", NotAFigure::Empty),
        ("views", NotAFigure::UnknownWord),
        ("12 views", NotAFigure::UnknownWord),
        ("12.4", NotAFigure::Fraction),
        ("12.4567K", NotAFigure::Fraction),
        ("1.250K", NotAFigure::Ambiguous),
        ("1.25.0", NotAFigure::Groups),
        ("-5", NotAFigure::NotANumber),
        ("+5", NotAFigure::NotANumber),
        ("12%", NotAFigure::NotANumber),
        ("9:41", NotAFigure::NotANumber),
        ("9007199254740992", NotAFigure::TooLarge),
        ("90000000000 B", NotAFigure::TooLarge),
    ] {
        assert_eq!(count(text), Err(expected), "{text}");
        assert!(expected.to_string().starts_with("must") || expected.to_string().starts_with("could"));
    }
    assert_eq!(
        parse_count("1.250 mil", DecimalMark::Comma),
        Ok(Count { value: 1_250_000, rounded_to: 1_000 })
    );
    assert_eq!(parse_count("1.250 K", DecimalMark::Point), Ok(Count { value: 1_250, rounded_to: 1 }));
}

#[test]
fn percentages_have_two_decimals_at_most() {
    let read = |text: &str| parse_percent(text, DecimalMark::Unknown).map(|percent| percent.hundredths);
    for (text, expected) in [
        ("12.5%", Ok(1_250)),
        ("12,5 %", Ok(1_250)),
        ("8 %", Ok(800)),
        ("0,53%", Ok(53)),
        ("100%", Ok(10_000)),
        ("12.5", Err(NotAFigure::NotAPercentage)),
        ("0.1234%", Err(NotAFigure::NotAPercentage)),
        ("%", Err(NotAFigure::Empty)),
        ("+5%", Err(NotAFigure::NotANumber)),
        ("1.234%", Err(NotAFigure::Ambiguous)),
        ("99999999999%", Err(NotAFigure::TooLarge)),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

/// A number in groups of three.
fn grouped(value: u64, mark: char) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

proptest! {
    #[test]
    fn every_whole_number_reads_back_in_every_style(value in 0..=MAX_COUNT) {
        for mark in ['.', ',', ' ', '\u{202f}', '\u{a0}', '’'] {
            prop_assert_eq!(count(&grouped(value, mark)), Ok((value, 1)));
        }
        prop_assert_eq!(count(&value.to_string()), Ok((value, 1)));
    }

    #[test]
    fn every_short_form_reads_back(
        whole in 1..1_000_u64,
        tenths in 0..10_u64,
        comma in any::<bool>(),
        word in prop::sample::select(vec![
            ("K", 1_000_u64), ("k", 1_000), (" mil", 1_000), (" K", 1_000), ("M", 1_000_000), (" M", 1_000_000),
            (" millones", 1_000_000), (" mill.", 1_000_000), ("B", 1_000_000_000), (" mil M", 1_000_000_000),
        ]),
    ) {
        let (word, many) = word;
        let mark = if comma { ',' } else { '.' };
        prop_assert_eq!(count(&format!("{whole}{word}")), Ok((whole * many, many)));
        let expected = (whole * many + tenths * (many / 10), many / 10);
        prop_assert_eq!(count(&format!("{whole}{mark}{tenths}{word}")), Ok(expected));
    }

    #[test]
    fn what_is_rounded_for_showing_agrees_with_what_it_was(value in 1_000..1_000_000_000_u64) {
        let (many, word) = if value < 1_000_000 { (1_000, "K") } else { (1_000_000, "M") };
        let shown = format!("{}.{}{word}", value / many, value % many * 10 / many);
        let read = parse_count(&shown, DecimalMark::Point).unwrap();
        prop_assert!(read.agrees_with(&Count::exactly(value)), "{} {:?}", shown, read);
    }

    #[test]
    fn percentages_read_back(hundredths in 0..1_000_000_u32, comma in any::<bool>()) {
        let mark = if comma { ',' } else { '.' };
        let text = format!("{}{mark}{:02} %", hundredths / 100, hundredths % 100);
        prop_assert_eq!(parse_percent(&text, DecimalMark::Unknown), Ok(Percent { hundredths }));
    }

    #[test]
    fn no_text_is_too_much(text in "[0-9.,KMkmilones% ]{0,24}|\\PC{0,24}") {
        for mark in [DecimalMark::Comma, DecimalMark::Point, DecimalMark::Unknown] {
            if let Ok(read) = parse_count(&text, mark) {
                prop_assert!(read.value <= MAX_COUNT && read.rounded_to >= 1);
            }
            let _ = parse_percent(&text, mark);
        }
    }
}
