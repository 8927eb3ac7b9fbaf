//! The figures of a report: tiles, charts and the lines of tables.

use docs::Language;
use docs::report::{Bars, Block, Columns, Point, Tile};
use jiff::ToSpan;
use jiff::civil::Date;
use shared::campaigns::{DayMetrics, MetricsDashboard, MetricsSum};
use shared::identity::Locale;

use super::super::words::{Words, language};
use super::{or_dash, span};

/// Bars of one chart.
const BARS: usize = 10;
/// Up to so many days each has a column of its own; up to so many each week has.
const DAYS: i32 = 31;
const WEEKS: i32 = 200;

/// What the posts add up to.
pub fn tiles(sum: &MetricsSum, locale: Locale) -> Block {
    let (words, numbers) = (Words(locale), language(locale));
    let tile = |label: &str, value: String, hint: String| Tile { label: label.to_owned(), value, hint };
    let posts = match sum.posts {
        1 => words.say("1 publicación", "1 post").to_owned(),
        many => format!("{} {}", numbers.count(many), words.say("publicaciones", "posts")),
    };
    let mut tiles = vec![
        tile(words.say("Vistas", "Views"), numbers.count(sum.views), posts),
        tile(
            words.say("Alcance", "Reach"),
            numbers.count(sum.reach),
            words.say("cuentas, sumadas por pieza", "accounts, added up by post").to_owned(),
        ),
        tile(
            words.say("Interacciones", "Interactions"),
            numbers.count(sum.interactions),
            words.say("me gusta, comentarios…", "likes, comments…").to_owned(),
        ),
        tile(
            words.say("Interacción", "Engagement"),
            or_dash(rate(sum, numbers)),
            words.say("de cada cien vistas", "of every hundred views").to_owned(),
        ),
    ];
    for cost in &sum.spent {
        let hint = cost.per_thousand.map_or_else(
            || words.say("vistas aún sin cifras", "views not yet known").to_owned(),
            |cost| format!("{} {}", cost.show(locale), words.say("por mil vistas", "per thousand views")),
        );
        tiles.push(tile(words.say("Costo", "Cost"), cost.spent.show(locale), hint));
    }
    Block::Tiles(tiles)
}

fn rate(sum: &MetricsSum, numbers: Language) -> Option<String> {
    sum.engagement.map(|percent| numbers.percent(u64::from(percent.hundredths)))
}

/// How views went over the period, and where they came from.
pub fn charts(figures: &MetricsDashboard, locale: Locale) -> Vec<Block> {
    let words = Words(locale);
    let mut blocks = vec![over_time(figures, locale)];
    if figures.platforms.len() > 1 {
        let points = figures.platforms.iter().map(|one| point(words.platform(one.platform), &one.sum));
        let title = words.say("Vistas por red", "Views by network");
        blocks.extend(bars(title, points.collect(), locale));
    }
    blocks
}

/// A chart of who or what has most views, unless there is only one.
pub fn bars(title: &str, mut points: Vec<Point>, locale: Locale) -> Option<Block> {
    points.truncate(BARS);
    let numbers = language(locale);
    let told: Vec<String> =
        points.iter().map(|point| format!("{}: {}", point.label, numbers.count(point.value))).collect();
    let unit = Words(locale).say("Vistas", "Views").to_owned();
    let told = format!("{title}. {}.", told.join("; "));
    (points.len() > 1).then(|| Block::Bars(Bars { title: title.to_owned(), unit, told, points }))
}

/// The views of something.
pub fn point(label: impl Into<String>, sum: &MetricsSum) -> Point {
    Point { label: label.into(), value: sum.views }
}

/// Posts, views, reach, interactions and engagement, as cells.
pub fn cells(sum: &MetricsSum, locale: Locale) -> [String; 5] {
    let numbers = language(locale);
    [
        numbers.count(sum.posts),
        numbers.count(sum.views),
        numbers.count(sum.reach),
        numbers.count(sum.interactions),
        or_dash(rate(sum, numbers)),
    ]
}

/// What something cost, in each currency.
pub fn cost(sum: &MetricsSum, locale: Locale) -> String {
    let costs: Vec<String> = sum.spent.iter().map(|cost| cost.spent.show(locale)).collect();
    or_dash(Some(costs.join(" + ")))
}

fn over_time(figures: &MetricsDashboard, locale: Locale) -> Block {
    let (words, numbers) = (Words(locale), language(locale));
    let (from, to) = (figures.from.parse().unwrap_or(Date::MIN), figures.to.parse().unwrap_or(Date::MIN));
    let stretch = Stretch::of(from, to);
    let points = stretch.points(from, to, &figures.days, locale);
    let most = points.iter().max_by_key(|point| point.value);
    let period = span(&figures.from, &figures.to, locale);
    let told = format!(
        "{} {period}: {}. {} {} ({}).",
        words.say("Vistas", "Views"),
        numbers.count(figures.total.views),
        words.say("La columna más alta:", "The highest column:"),
        most.map(|point| numbers.count(point.value)).unwrap_or_default(),
        most.map(|point| point.label.clone()).unwrap_or_default(),
    );
    let (title, unit) = match stretch {
        Stretch::Day => (
            words.say("Vistas por día de publicación", "Views by day of publication"),
            words.say("Vistas; cada columna es un día", "Views; each column is a day"),
        ),
        Stretch::Week => (
            words.say("Vistas por semana de publicación", "Views by week of publication"),
            words.say(
                "Vistas; cada columna es la semana que empieza ese lunes",
                "Views; each column is the week that begins on that Monday",
            ),
        ),
        Stretch::Month => (
            words.say("Vistas por mes de publicación", "Views by month of publication"),
            words.say("Vistas; cada columna es un mes", "Views; each column is a month"),
        ),
    };
    Block::Columns(Columns { title: title.to_owned(), unit: unit.to_owned(), told, points })
}

/// What a column stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stretch {
    Day,
    Week,
    Month,
}

impl Stretch {
    fn of(from: Date, to: Date) -> Self {
        match (to - from).get_days() {
            ..DAYS => Self::Day,
            DAYS..WEEKS => Self::Week,
            _ => Self::Month,
        }
    }

    /// When the stretch of a day begins.
    fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => {
                let since = i64::from(day.weekday().to_monday_zero_offset());
                day.checked_sub(since.days()).unwrap_or(day)
            }
            Self::Month => day.first_of_month(),
        }
    }

    fn next(self, start: Date) -> Date {
        let step = match self {
            Self::Day => 1.day(),
            Self::Week => 7.days(),
            Self::Month => 1.month(),
        };
        start.checked_add(step).unwrap_or(Date::MAX)
    }

    fn label(self, start: Date, locale: Locale) -> String {
        match (self, locale) {
            (Self::Month, _) => start.strftime("%m/%Y").to_string(),
            (_, Locale::Es) => start.strftime("%d/%m").to_string(),
            (_, Locale::En) => start.strftime("%b %-d").to_string(),
        }
    }

    /// A point for each stretch of the period, also where nothing was published.
    fn points(self, from: Date, to: Date, days: &[DayMetrics], locale: Locale) -> Vec<Point> {
        let mut points = Vec::new();
        let mut start = self.start(from);
        while start <= to && start < Date::MAX {
            let next = self.next(start);
            let (first, last) = (start.to_string(), next.to_string());
            let within = days.iter().filter(|day| day.day >= first && day.day < last);
            let value = within.fold(0_u64, |sum, day| sum.saturating_add(day.sum.views));
            points.push(Point { label: self.label(start, locale), value });
            start = next;
        }
        points
    }
}

/// Says that nobody has confirmed figures yet.
pub fn nothing(from: &str, to: &str, locale: Locale) -> Block {
    let words = Words(locale);
    Block::Note(format!(
        "{} ({}). {}",
        words.say(
            "Todavía no hay cifras confirmadas de este período",
            "There are no confirmed figures of this period yet"
        ),
        span(from, to, locale),
        words.say(
            "Aparecen cuando quien publicó las confirma.",
            "They appear when whoever published confirms them.",
        ),
    ))
}

/// Where figures come from.
pub fn source(locale: Locale) -> Block {
    let words = Words(locale);
    Block::Note(
        words
            .say(
                "De cada publicación cuentan las últimas cifras que confirmó quien la publicó. El alcance suma las cuentas de cada \
                 publicación: quien vio dos cuenta dos veces. Los costos son lo que se firmó, en su moneda; nada se convierte.",
                "Of each post the newest figures count that its creator confirmed. Reach adds up the accounts of each post: who saw \
                 two counts twice. Costs are what was signed, in its currency; nothing is exchanged.",
            )
            .to_owned(),
    )
}

/// The day as a title tells it.
pub fn period_fact(from: &str, to: &str, locale: Locale) -> (String, String) {
    super::fact(Words(locale).say("Período de las cifras", "Period of the figures"), span(from, to, locale))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use shared::campaigns::{DayMetrics, MetricsSum};
    use shared::identity::Locale;

    use super::super::shown;
    use super::Stretch;

    fn day(day: &str, views: u64) -> DayMetrics {
        DayMetrics { day: day.to_owned(), sum: MetricsSum { views, ..MetricsSum::default() } }
    }

    #[test]
    fn no_view_is_lost_between_columns() {
        let days = [day("2026-01-31", 3), day("2026-02-01", 5), day("2026-02-02", 7), day("2026-12-31", 11)];
        let first = date(2026, 1, 31);
        for (last, stretch, many) in [
            (date(2026, 2, 2), Stretch::Day, 3),
            (date(2026, 3, 31), Stretch::Week, 10),
            (date(2026, 12, 31), Stretch::Month, 12),
        ] {
            assert_eq!(Stretch::of(first, last), stretch);
            let within: Vec<DayMetrics> =
                days.iter().filter(|day| day.day <= last.to_string()).cloned().collect();
            let points = stretch.points(first, last, &within, Locale::Es);
            assert_eq!(points.len(), many, "{stretch:?}");
            let all: u64 = within.iter().map(|day| day.sum.views).sum();
            assert_eq!(points.iter().map(|point| point.value).sum::<u64>(), all);
        }
        assert_eq!(Stretch::Week.points(first, first, &days, Locale::Es)[0].label, "26/01");
        assert_eq!(shown(first, Locale::En), "Jan 31, 2026");
    }
}
