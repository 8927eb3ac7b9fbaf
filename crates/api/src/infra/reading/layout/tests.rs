//! Pages as the networks lay them out, in words with places.

use proptest::prelude::*;
use shared::creators::Platform;
use shared::figures::{Count, Duration, FigureValue, Percent};

use super::*;
use FigureKind as K;

/// The words of a line of text: letters are half as wide as the line is tall.
fn line(text: &str, x: u32, y: u32, tall: u32) -> Vec<Word> {
    let mut at = x;
    let mut words = Vec::new();
    for word in text.split(' ') {
        let width = u32::try_from(word.chars().count()).unwrap() * tall / 2;
        let place = Place { x: at, y, width, height: tall };
        words.push(Word { text: word.to_owned(), confidence: 90, place });
        at += width + tall / 3;
    }
    words
}

/// The same with its end at `right`.
fn line_to(text: &str, right: u32, y: u32, tall: u32) -> Vec<Word> {
    let words = line(text, 0, y, tall);
    let last = words.last().unwrap().place;
    line(text, right - (last.x + last.width), y, tall)
}

fn count(value: u64, rounded_to: u64) -> FigureValue {
    FigureValue::Count(Count { value, rounded_to })
}

fn values(read: &Read) -> Vec<(FigureKind, FigureValue)> {
    read.figures.iter().map(|figure| (figure.kind, figure.value)).collect()
}

const SIZE: (u32, u32) = (1080, 2340);

/// Labels to the left, figures at the right edge, as Instagram lists them.
fn instagram() -> Vec<Word> {
    let mut words = [
        line("9:41", 60, 30, 28),
        line("Estadísticas del reel", 340, 110, 40),
        line("5 nov · Duración 0:15", 300, 400, 30),
        // A row of icons with figures.
        line("12,4 mil", 120, 500, 32),
        line("87", 420, 500, 32),
        line("Resumen", 48, 620, 40),
    ]
    .concat();
    let rows = [
        ("Cuentas alcanzadas", "98.765"),
        ("Reproducciones", "123 mil"),
        ("Me gusta", "12,4 mil"),
        ("Comentarios", "87"),
        ("Veces compartido", "1.234"),
        ("Guardados", "2.045"),
        ("Tiempo promedio de reproducción", "7 s"),
        ("Tiempo de reproducción", "2 h 3 min"),
    ];
    for (number, (label, figure)) in (0..).zip(rows) {
        words.extend(line(label, 48, 720 + number * 96, 34));
        words.extend(line_to(figure, 1032, 718 + number * 96, 36));
    }
    words
}

#[test]
fn rows_are_read() {
    let read = read_words(&instagram(), SIZE);
    assert_eq!(
        values(&read),
        [
            (K::Views, count(123_000, 1_000)),
            (K::Reach, count(98_765, 1)),
            (K::Likes, count(12_400, 100)),
            (K::Comments, count(87, 1)),
            (K::Shares, count(1_234, 1)),
            (K::Saves, count(2_045, 1)),
            (K::AverageWatchTime, FigureValue::Duration(Duration { milliseconds: 7_000 })),
            (K::WatchTime, FigureValue::Duration(Duration { milliseconds: 7_380_000 })),
        ]
    );
    assert_eq!(read.network, Some(Platform::Instagram));
    let likes = read.figures.iter().find(|figure| figure.kind == K::Likes).unwrap();
    assert_eq!((likes.text.as_str(), likes.label.as_str()), ("12,4 mil", "Me gusta"));
    assert!(likes.confidence >= 90);
    let place = likes.place.unwrap();
    assert_eq!((place.x + place.width, place.y), (1032, 718 + 2 * 96));
}

/// Figures over their labels in a grid, as TikTok shows them.
fn tiktok(gap_above: u32, gap_below: u32) -> Vec<Word> {
    let mut words = line("Análisis del video", 380, 100, 40);
    let cells = [
        ["1.2M", "Vistas del video"],
        ["45.6K", "Me gusta"],
        ["789", "Comentarios"],
        ["2,345", "Compartidos"],
        ["12h:30m:15s", "Tiempo total de reproducción"],
        ["23.4%", "Vieron el video completo"],
    ];
    let step = 44 + gap_above + 30 + gap_below;
    for (number, [figure, label]) in (0..).zip(cells) {
        let (x, y) = (60 + number % 2 * 520, 300 + number / 2 * step);
        words.extend(line(figure, x, y, 44));
        words.extend(line(label, x, y + 44 + gap_above, 30));
    }
    words
}

#[test]
fn figures_over_their_labels_are_read() {
    for (above, below) in [(16, 90), (20, 20), (30, 24)] {
        let read = read_words(&tiktok(above, below), SIZE);
        assert_eq!(
            values(&read),
            [
                (K::Views, count(1_200_000, 100_000)),
                (K::Likes, count(45_600, 100)),
                (K::Comments, count(789, 1)),
                (K::Shares, count(2_345, 1)),
                (K::WatchTime, FigureValue::Duration(Duration { milliseconds: 45_015_000 })),
                (K::Completion, FigureValue::Percent(Percent { hundredths: 2_340 })),
            ],
            "{above} {below}"
        );
        assert_eq!(read.network, Some(Platform::TikTok));
    }
}

/// Labels over their figures in cards, with what changed under them, as YouTube Studio shows them.
#[test]
fn figures_under_their_labels_are_read_and_changes_are_not() {
    let mut words = line("Video analytics", 60, 60, 44);
    let cells = [
        ("Views", "12.4K", "+1,234"),
        ("Watch time (hours)", "345.6", "+12%"),
        ("Subscribers", "+89", "-3%"),
        ("Impressions", "98.7K", "+5.2K"),
        ("Impressions click-through rate (%)", "4.5", "-0.2"),
        ("Average view duration", "2:05", "+0:10"),
    ];
    for (number, (label, figure, change)) in (0..).zip(cells) {
        let (x, y) = (60 + number % 2 * 560, 240 + number / 2 * 260);
        words.extend(line(label, x, y, 26));
        words.extend(line(figure, x, y + 50, 48));
        words.extend(line(change, x, y + 120, 24));
    }
    // The axis of a chart.
    for (number, text) in (0..).zip(["15K", "10K", "5K", "0"]) {
        words.extend(line(text, 980, 1_200 + number * 120, 20));
    }
    let read = read_words(&words, SIZE);
    assert_eq!(
        values(&read),
        [
            (K::Views, count(12_400, 100)),
            (K::Impressions, count(98_700, 100)),
            (K::FollowersGained, count(89, 1)),
            (K::AverageWatchTime, FigureValue::Duration(Duration { milliseconds: 125_000 })),
            (K::WatchTime, FigureValue::Duration(Duration { milliseconds: 1_244_160_000 })),
            (K::ClickThroughRate, FigureValue::Percent(Percent { hundredths: 450 })),
        ]
    );
    assert_eq!(read.network, Some(Platform::YouTube));
}

#[test]
fn a_label_goes_on_in_the_next_line() {
    let mut words = line("Tiempo promedio de", 60, 300, 30);
    words.extend(line("reproducción", 60, 340, 30));
    words.extend(line("0:07", 60, 390, 44));
    words.extend(line("Vistas", 600, 300, 30));
    words.extend(line("845", 600, 390, 44));
    let read = read_words(&words, SIZE);
    assert_eq!(
        values(&read),
        [
            (K::Views, count(845, 1)),
            (K::AverageWatchTime, FigureValue::Duration(Duration { milliseconds: 7_000 })),
        ]
    );
    assert_eq!(read.figures[1].label, "Tiempo promedio de reproducción");
}

#[test]
fn what_is_told_twice_is_told_once() {
    let mut words = line("Views", 60, 300, 30);
    words.extend(line_to("12.4K", 1000, 300, 30));
    words.extend(line("Total views", 60, 400, 30));
    words.extend(line_to("12,432", 1000, 400, 30));
    let read = read_words(&words, SIZE);
    assert_eq!(values(&read), [(K::Views, count(12_432, 1))]);
    assert!(read.figures[0].confidence > 90);
}

#[test]
fn sentences_hold_no_figures() {
    let mut words = line("Your reel got 12 views more than usual", 60, 300, 30);
    words.extend(line("Views", 60, 400, 30));
    words.extend(line("Updated 5 minutes ago", 60, 460, 30));
    assert_eq!(read_words(&words, SIZE), Read::default());
}

#[test]
fn a_label_without_a_figure_is_looked_at_again_where_it_should_be() {
    let mut words = instagram();
    words.retain(|word| word.text != "87");
    let spots = unread(&words, SIZE);
    assert_eq!(spots.len(), 1, "{spots:?}");
    let figure = Place { x: 996, y: 718 + 3 * 96, width: 36, height: 36 };
    let spot = Edges::from(spots[0].place);
    assert!(
        spot.shared_width(&figure.into()) >= 36.0 && spot.shared_height(&figure.into()) >= 36.0,
        "{spot:?}"
    );
    assert!(spot.left > 48.0 + 11.0 * 17.0, "not the label itself");
    assert_eq!(spots[0].digits, 36);
    // Of several looks the surest is taken; one that found no digits is none.
    let mut doubtful = line_to("81", 1032, 718 + 3 * 96, 36);
    doubtful[0].confidence = 40;
    let looks = vec![doubtful, line_to("87", 1032, 718 + 3 * 96, 36), line("—", 900, 1_000, 30)];
    fill(&mut words, spots[0].place, looks);
    let read = read_words(&words, SIZE);
    assert!(values(&read).contains(&(K::Comments, count(87, 1))));
    // What a closer look did not find changes nothing.
    let before = words.clone();
    fill(&mut words, spots[0].place, vec![line("—", 900, 1_000, 30)]);
    assert_eq!(words, before);

    let mut words = tiktok(16, 90);
    words.retain(|word| word.text != "789");
    let spots = unread(&words, SIZE);
    assert_eq!(spots.len(), 1);
    let step = 44 + 16 + 30 + 90;
    let figure = Edges::from(Place { x: 60, y: 300 + step, width: 66, height: 44 });
    let spot = Edges::from(spots[0].place);
    assert!(spot.shared_width(&figure) >= 66.0 && spot.shared_height(&figure) >= 44.0, "{spot:?}");
    fill(&mut words, spots[0].place, vec![line("789", 60, 300 + step, 44)]);
    let read = read_words(&words, SIZE);
    assert!(values(&read).contains(&(K::Comments, count(789, 1))));
}

#[test]
fn tabs_are_no_labels() {
    // Icons with figures, and tabs under them.
    let mut words = line("3,943", 100, 300, 30);
    words.extend(line("185", 500, 300, 30));
    for (number, tab) in (0..).zip(["Overview", "Viewers", "Engagement"]) {
        words.extend(line(tab, 60 + number * 350, 380, 30));
    }
    assert!(read_words(&words, SIZE).figures.is_empty());
    // The same word with a figure beside it names it.
    let mut words = line("Viewers", 60, 380, 30);
    words.extend(line_to("3,943", 1000, 380, 30));
    assert_eq!(values(&read_words(&words, SIZE)), [(K::Reach, count(3_943, 1))]);
}

#[test]
fn each_figure_is_looked_at_where_it_is_and_the_looks_are_counted() {
    let words = instagram();
    let parts = written(&words, SIZE);
    assert_eq!(parts.len(), 8);
    let figure = Edges::from(Place { x: 996, y: 718 + 3 * 96, width: 36, height: 36 });
    let at = parts.iter().position(|part| {
        Edges::from(part.place).shared_width(&figure) > 0.0
            && Edges::from(part.place).shared_height(&figure) > 0.0
    });
    let at = at.unwrap();
    assert!(parts[at].place.width > 36 && parts[at].place.width < 36 * 4, "{:?}", parts[at]);
    let look = |text: &str| line_to(text, 1032, 718 + 3 * 96, 36);
    let comments = |looks: Vec<Vec<Word>>| {
        let mut all = vec![Vec::new(); parts.len()];
        all[at] = looks;
        let read = read_closely(&words, SIZE, &all);
        let found = read.figures.into_iter().find(|figure| figure.kind == K::Comments).unwrap();
        (found.text, found.confidence)
    };
    assert_eq!(comments(vec![]).0, "87");
    assert_eq!(
        comments(vec![look("57"), look("57"), look("87")]).0,
        "87",
        "two of four, and the first look decides"
    );
    assert_eq!(comments(vec![look("57"), look("57"), look("57")]).0, "57");
    assert_eq!(comments(vec![look("8,7"), vec![], look("—")]).0, "87", "that is no number of comments");
    assert!(comments(vec![look("57"), look("51"), look("37")]).1 < 70, "all say something else");
}

proptest! {
    #[test]
    fn no_words_are_too_much(
        words in prop::collection::vec(
            ("Views|Me|gusta|12|1,2|K|mil|%|5|s|Reach|de|0:07|[a-z0-9.,]{1,6}", 0..1200_u32, 0..2400_u32, 1..400_u32, 1..80_u32, 0..=100_u8),
            0..40,
        )
    ) {
        let words: Vec<Word> = words
            .into_iter()
            .map(|(text, x, y, width, height, confidence)| Word {
                text,
                confidence,
                place: Place { x, y, width, height },
            })
            .collect();
        let read = read_words(&words, SIZE);
        let mut kinds: Vec<_> = read.figures.iter().map(|figure| figure.kind).collect();
        kinds.dedup();
        prop_assert_eq!(kinds.len(), read.figures.len());
        for figure in &read.figures {
            let place = figure.place.unwrap();
            prop_assert!(place.x + place.width <= SIZE.0 && place.y + place.height <= SIZE.1);
        }
        for Part { place: spot, .. } in unread(&words, SIZE).into_iter().chain(written(&words, SIZE)) {
            prop_assert!(spot.x + spot.width <= SIZE.0 && spot.y + spot.height <= SIZE.1);
        }
    }

    #[test]
    fn every_figure_of_a_list_is_read(figures in prop::collection::vec(0..5_000_000_u64, 6), right in 500..1_040_u32) {
        let labels = ["Views", "Likes", "Comments", "Shares", "Saves", "Accounts reached"];
        let kinds = [K::Views, K::Likes, K::Comments, K::Shares, K::Saves, K::Reach];
        let mut words = Vec::new();
        for (number, (label, figure)) in (0..).zip(labels.iter().zip(&figures)) {
            words.extend(line(label, 48, 400 + number * 100, 34));
            words.extend(line_to(&figure.to_string(), right, 400 + number * 100, 34));
        }
        let read = read_words(&words, SIZE);
        for (kind, figure) in kinds.iter().zip(&figures) {
            prop_assert!(values(&read).contains(&(*kind, count(*figure, 1))), "{:?} {}", kind, figure);
        }
    }
}
