//! What the networks counted of a published post: read from a screenshot, corrected and confirmed by its creator, and seen
//! by its brand.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::creators::Platform;
use crate::figures::{FigureKind, FigureValue, MAX_COUNT, ReadFigure};
use crate::id::{ApplicationId, BrandId, CampaignId, CreatorId, DeliverableId, MetricsId};
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// The largest percentage that is taken, in hundredths: ten thousand percent.
const MOST_HUNDREDTHS: u32 = 1_000_000;
/// The longest time that is taken, in milliseconds: a thousand years of watching.
const MOST_MILLISECONDS: u64 = 31_557_600_000_000;

/// Where the figures of a post stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MetricsState {
    /// The screenshot came and is to be read.
    Reading,
    /// Something was read. The creator is to look at it, correct and confirm it.
    Read,
    /// Nothing could be read; `failure` says why. The creator is to type the figures.
    Unread,
    /// The creator confirmed them. The brand sees them and they count.
    Confirmed,
    /// The brand or the staff doubts them. They count until they are confirmed anew.
    Questioned,
    /// The creator threw them away before confirming them.
    Discarded,
}

impl MetricsState {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Reading, Self::Read, Self::Unread, Self::Confirmed, Self::Questioned, Self::Discarded];

    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Read => "read",
            Self::Unread => "unread",
            Self::Confirmed => "confirmed",
            Self::Questioned => "questioned",
            Self::Discarded => "discarded",
        }
    }

    /// Whether others than the creator see them.
    pub const fn is_shown(self) -> bool {
        matches!(self, Self::Confirmed | Self::Questioned)
    }

    /// Whether the creator is still to confirm them for the first time.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Reading | Self::Read | Self::Unread)
    }
}

/// Why nothing was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MetricsFailure {
    /// The picture is damaged or of a kind that nobody reads.
    Picture,
    /// There are no figures on it that are known.
    Nothing,
    /// The reader is not there, or not set up.
    NotReady,
    /// It took longer than it may.
    TimedOut,
    /// The service does not want to read this picture.
    Refused,
    /// What the reader answered makes no sense.
    Nonsense,
    /// There was too much to do, however often it was tried.
    Busy,
    /// The service could not be reached, however often it was tried.
    Unreachable,
    /// The reader broke down over this picture.
    Broken,
}

impl MetricsFailure {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Picture,
        Self::Nothing,
        Self::NotReady,
        Self::TimedOut,
        Self::Refused,
        Self::Nonsense,
        Self::Busy,
        Self::Unreachable,
        Self::Broken,
    ];

    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Nothing => "nothing",
            Self::NotReady => "not_ready",
            Self::TimedOut => "timed_out",
            Self::Refused => "refused",
            Self::Nonsense => "nonsense",
            Self::Busy => "busy",
            Self::Unreachable => "unreachable",
            Self::Broken => "broken",
        }
    }
}

/// How much a picture is like one that was used before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PictureLikeness {
    /// It looks the same: saved anew, made smaller or larger.
    LooksTheSame,
    /// It is the same file.
    SameFile,
}

/// That a picture was used before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PictureReuse {
    /// How much the two are alike.
    pub likeness: PictureLikeness,
    /// For which deliverable it was used. Only where the reader may see that one: its creator, its brand, the staff. Whose it
    /// is otherwise is nobody's business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliverable_id: Option<DeliverableId>,
}

/// One figure that a person confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmedFigure {
    /// What it counts.
    #[garde(skip)]
    pub kind: FigureKind,
    /// What it says, in the unit of its kind.
    #[garde(custom(of_its_kind(self.kind)))]
    pub value: FigureValue,
}

fn of_its_kind(kind: FigureKind) -> impl FnOnce(&FigureValue, &()) -> garde::Result {
    move |value, _| {
        if value.unit() != kind.unit() {
            return Err(garde::Error::new(format!("must be in the unit of {}", kind.as_str())));
        }
        let fits = match value {
            FigureValue::Count(count) => {
                count.value <= MAX_COUNT && (1..=MAX_COUNT).contains(&count.rounded_to)
            }
            FigureValue::Percent(percent) => percent.hundredths <= MOST_HUNDREDTHS,
            FigureValue::Duration(duration) => duration.milliseconds <= MOST_MILLISECONDS,
        };
        if fits { Ok(()) } else { Err(garde::Error::new("is larger than anything that is counted here")) }
    }
}

/// `POST /api/campaigns/metrics/{id}/confirm`: the figures as the creator vouches for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmMetrics {
    /// Each kind once; views, impressions or reach at least.
    #[garde(length(min = 1, max = FigureKind::ALL.len()), custom(each_once), custom(says_how_many), dive)]
    pub figures: Vec<ConfirmedFigure>,
    /// A few words to the brand, above all where it asked.
    #[garde(inner(length(chars, max = 1_000)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

fn each_once(figures: &[ConfirmedFigure], _: &()) -> garde::Result {
    let twice = figures
        .iter()
        .enumerate()
        .find(|(place, figure)| figures.iter().take(*place).any(|before| before.kind == figure.kind));
    match twice {
        Some((_, figure)) => Err(garde::Error::new(format!("must have {} once", figure.kind.as_str()))),
        None => Ok(()),
    }
}

fn says_how_many(figures: &[ConfirmedFigure], _: &()) -> garde::Result {
    let told = [FigureKind::Views, FigureKind::Impressions, FigureKind::Reach];
    if figures.iter().any(|figure| told.contains(&figure.kind)) {
        Ok(())
    } else {
        Err(garde::Error::new("must have views, impressions or reach"))
    }
}

fn count_of(figures: &[ConfirmedFigure], kind: FigureKind) -> Option<u64> {
    figures.iter().find(|figure| figure.kind == kind).and_then(|figure| match figure.value {
        FigureValue::Count(count) => Some(count.value),
        FigureValue::Percent(_) | FigureValue::Duration(_) => None,
    })
}

/// How often a post was seen: its views, or its impressions where its network has no views.
pub fn audience(figures: &[ConfirmedFigure]) -> Option<u64> {
    count_of(figures, FigureKind::Views).or_else(|| count_of(figures, FigureKind::Impressions))
}

/// How often people interacted with a post: as the network counted, or else its likes, comments, shares and saves together.
pub fn interactions(figures: &[ConfirmedFigure]) -> Option<u64> {
    let parts = [FigureKind::Likes, FigureKind::Comments, FigureKind::Shares, FigureKind::Saves];
    count_of(figures, FigureKind::Interactions).or_else(|| {
        let known: Vec<u64> = parts.iter().filter_map(|kind| count_of(figures, *kind)).collect();
        (!known.is_empty())
            .then(|| known.iter().fold(0, |sum: u64, part| sum.saturating_add(*part)).min(MAX_COUNT))
    })
}

/// `POST /api/campaigns/metrics/{id}/question`: why figures are doubted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuestionMetrics {
    /// Why; the creator and the brand read it.
    #[garde(length(chars, min = 3, max = 1_000))]
    pub reason: String,
}

/// Who doubts figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum QuestionSide {
    /// The brand.
    Brand,
    /// The staff of the platform.
    Staff,
}

/// A doubt about figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Questioned {
    /// Who doubts.
    pub by: QuestionSide,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: Timestamp,
}

/// The figures of a published post at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostMetrics {
    /// They.
    pub id: MetricsId,
    /// Of which deliverable.
    pub deliverable_id: DeliverableId,
    /// Where it was signed.
    pub application_id: ApplicationId,
    /// For which campaign.
    pub campaign_id: CampaignId,
    /// What that is called.
    pub campaign_title: String,
    /// For whom.
    pub brand_id: BrandId,
    /// By whom.
    pub creator_id: CreatorId,
    /// Counts what is owed by one signature from 1, in the order of the brief.
    pub number: u32,
    /// Where it was published.
    pub platform: Platform,
    /// Where they stand.
    pub state: MetricsState,
    /// Why nothing was read, in state `unread`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<MetricsFailure>,
    /// Who read: `gemini` or `tesseract`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reader: Option<String>,
    /// Whose page it seems to be; where it is not that of `platform`, somebody should look twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_of: Option<Platform>,
    /// What was read, with confidence and place. Nobody vouches for it.
    pub read: Vec<ReadFigure>,
    /// What the creator vouches for; empty until then.
    pub figures: Vec<ConfirmedFigure>,
    /// The creator's words to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// That the picture was used before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reuse: Option<PictureReuse>,
    /// The last doubt, also when it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Questioned>,
    /// Whether the screenshot is still there; `POST …/link` gives an address of it.
    pub has_picture: bool,
    /// The picture's size in pixels, the way it is seen, in which places are told: width and height.
    pub width: u32,
    /// See `width`.
    pub height: u32,
    /// When the screenshot came.
    pub reported_at: Timestamp,
    /// When the creator last confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<Timestamp>,
}

/// The figures of a post, as the staff sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ManagedMetrics {
    /// What the two sides see.
    #[serde(flatten)]
    pub metrics: PostMetrics,
    /// The SHA-256 of the screenshot in hex.
    pub picture_sha256: String,
}

/// `GET /api/campaigns/metrics/managed`: which figures, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ManagedMetricsQuery {
    /// Only those that stand there.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<MetricsState>,
    /// Only those whose picture was used before, or only the others.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reused: Option<bool>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use garde::Validate;
    use serde_json::{Value, json};

    use super::{
        ConfirmMetrics, ConfirmedFigure, FigureKind, MetricsFailure, MetricsState, audience, interactions,
    };
    use crate::figures::{Count, FigureValue};

    fn body(figures: Value) -> Result<ConfirmMetrics, String> {
        let body: ConfirmMetrics =
            serde_json::from_value(json!({ "figures": figures })).map_err(|error| error.to_string())?;
        body.validate().map_err(|report| report.to_string())?;
        Ok(body)
    }

    fn count(kind: &str, value: u64) -> Value {
        json!({ "kind": kind, "value": { "unit": "count", "value": value, "rounded_to": 1 } })
    }

    #[test]
    fn words_are_what_travels() {
        for state in MetricsState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
        for failure in MetricsFailure::ALL {
            assert_eq!(serde_json::to_value(failure).unwrap(), failure.as_str());
        }
    }

    #[test]
    fn figures_are_each_of_their_kind_and_say_how_many_saw_it() {
        assert!(body(json!([count("views", 7)])).is_ok());
        assert!(body(json!([count("reach", 7), count("likes", 1)])).is_ok());
        for (wrong, why) in [
            (json!([]), "length"),
            (json!([count("likes", 1)]), "must have views, impressions or reach"),
            (json!([count("views", 7), count("views", 7)]), "must have views once"),
            (json!([count("views", 9_007_199_254_740_992_u64)]), "larger"),
            (json!([count("views", 7), count("watch_time", 7)]), "must be in the unit of watch_time"),
            (
                json!([{ "kind": "money", "value": { "unit": "count", "value": 1, "rounded_to": 1 } }]),
                "money",
            ),
        ] {
            let found = body(wrong).unwrap_err();
            assert!(found.contains(why), "{found} instead of {why}");
        }
    }

    #[test]
    fn what_counts_is_what_the_network_counted_or_its_parts() {
        let figure = |kind, value| ConfirmedFigure { kind, value: FigureValue::Count(Count::exactly(value)) };
        let parts = [
            figure(FigureKind::Impressions, 900),
            figure(FigureKind::Likes, 70),
            figure(FigureKind::Saves, 5),
        ];
        assert_eq!((audience(&parts), interactions(&parts)), (Some(900), Some(75)));
        let whole = [
            figure(FigureKind::Views, 800),
            figure(FigureKind::Interactions, 80),
            figure(FigureKind::Likes, 70),
        ];
        assert_eq!((audience(&whole), interactions(&whole)), (Some(800), Some(80)));
        let reach = [figure(FigureKind::Reach, 800)];
        assert_eq!((audience(&reach), interactions(&reach)), (None, None));
    }
}
