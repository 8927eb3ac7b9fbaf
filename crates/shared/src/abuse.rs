//! Reports of abuse: what people report, and what the staff decides about it.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::id::{AbuseCaseId, AbuseReportId, UserId};
use crate::json::FromJson;
use crate::media::FileLink;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// Kinds of things that can be reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AbuseTargetKind {
    /// A message of the other side, by whoever can read it.
    Message,
    /// A rating that is shown.
    Rating,
    /// A campaign that is no draft.
    Campaign,
    /// A brand that is in use.
    Brand,
    /// A creator.
    Creator,
}

impl AbuseTargetKind {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Message, Self::Rating, Self::Campaign, Self::Brand, Self::Creator];

    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Rating => "rating",
            Self::Campaign => "campaign",
            Self::Brand => "brand",
            Self::Creator => "creator",
        }
    }
}

/// What is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AbuseTarget {
    /// Which kind of thing.
    #[garde(skip)]
    pub kind: AbuseTargetKind,
    /// Its id.
    #[garde(custom(an_id))]
    pub id: String,
}

fn an_id(text: &str, _: &()) -> garde::Result {
    if uuid::Uuid::try_parse(text).is_ok() {
        Ok(())
    } else {
        Err(garde::Error::new("must be an id of the form 01890a5d-ac96-774b-bcce-b302099a8057"))
    }
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AbuseReason {
    /// Advertising, or the same again and again.
    Spam,
    /// Somebody pretends, or wants money for nothing.
    Fraud,
    /// Somebody is insulted, threatened or pursued.
    Harassment,
    /// Somebody is put down for what they are.
    Hate,
    /// Sexual content or advances.
    Sexual,
    /// Somebody's data stands where it should not.
    PersonalData,
    /// Something that is forbidden.
    Illegal,
    /// Anything else; then the words say what.
    Other,
}

impl AbuseReason {
    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Fraud => "fraud",
            Self::Harassment => "harassment",
            Self::Hate => "hate",
            Self::Sexual => "sexual",
            Self::PersonalData => "personal_data",
            Self::Illegal => "illegal",
            Self::Other => "other",
        }
    }
}

/// `POST /api/abuse/reports`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateAbuseReport {
    /// What is reported.
    #[garde(dive)]
    pub target: AbuseTarget,
    /// What is wrong with it.
    #[garde(skip)]
    pub reason: AbuseReason,
    /// A few words for the staff; needed where the reason is `other`.
    #[garde(inner(length(chars, max = 1_000)), custom(says_what(self.reason)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

fn says_what(reason: AbuseReason) -> impl FnOnce(&Option<String>, &()) -> garde::Result {
    move |words, _| {
        let said = words.as_deref().is_some_and(|words| !words.trim().is_empty());
        if reason == AbuseReason::Other && !said {
            Err(garde::Error::new("must say what is wrong where the reason is `other`"))
        } else {
            Ok(())
        }
    }
}

/// What the staff did about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AbuseDecision {
    /// Nothing: there is nothing wrong with it.
    Nothing,
    /// A message or a rating is taken out of sight.
    Hide,
    /// A campaign is cancelled, a brand goes into the trash, a creator out of sight.
    Suspend,
}

impl AbuseDecision {
    /// The word, as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Hide => "hide",
            Self::Suspend => "suspend",
        }
    }
}

/// One report, as whoever made it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnAbuseReport {
    /// The report.
    pub id: AbuseReportId,
    /// What was reported.
    pub target: AbuseTarget,
    /// What is wrong with it.
    pub reason: AbuseReason,
    /// A few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Whether the staff has decided about it.
    pub decided: bool,
}

/// One report, as the staff sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AbuseReport {
    /// The report.
    pub id: AbuseReportId,
    /// Who made it.
    pub reporter: UserId,
    /// What is wrong.
    pub reason: AbuseReason,
    /// A few words; absent once the reporter was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// Everything that was reported of one thing until it was decided, as a line of the staff's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AbuseCaseSummary {
    /// The case.
    pub id: AbuseCaseId,
    /// What was reported.
    pub target: AbuseTarget,
    /// How a person calls it: a title, a name; of messages and ratings where they stand.
    pub label: String,
    /// Whose it is: who wrote the message or the rating, who the creator is; absent for brands and campaigns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<UserId>,
    /// How many people reported it.
    pub reports: u32,
    /// The first report.
    pub first_at: Timestamp,
    /// The last report.
    pub last_at: Timestamp,
    /// What was decided; absent while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<AbuseDecided>,
}

/// What the staff decided about a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AbuseDecided {
    /// What.
    pub decision: AbuseDecision,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// `GET /api/abuse/cases/{id}`: one case, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AbuseCase {
    /// Its line in the list.
    #[serde(flatten)]
    pub summary: AbuseCaseSummary,
    /// What it said when it was reported first; absent once who wrote it was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<String>,
    /// Links to its files, if it is a message that has any.
    pub files: Vec<FileLink>,
    /// What can be decided about it; nothing any more once it is decided.
    pub decisions: Vec<AbuseDecision>,
    /// The reports, oldest first, at most 200.
    pub reported: Vec<AbuseReport>,
}

/// `GET /api/abuse/cases`: which cases; open ones the oldest first, decided ones the newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct AbuseCaseQuery {
    /// Those that are decided instead of those that are open.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<bool>,
    /// Only of this kind of thing.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<AbuseTargetKind>,
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// `GET /api/abuse/reports/mine`: what one reported, the newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct OwnAbuseReportQuery {
    /// How many on a page, 1 to 100; 20 if absent.
    #[garde(custom(valid_limit))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Where the page starts: `next_cursor` of the page before.
    #[garde(inner(length(max = 500)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// `POST /api/abuse/cases/{id}/decide`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideAbuseCase {
    /// What to do: `nothing`; `hide` a message or a rating; `suspend` a campaign, a brand or a creator.
    #[garde(skip)]
    pub decision: AbuseDecision,
    /// Why. Whoever wrote what is hidden, and whoever applied to a campaign that is cancelled, reads it.
    #[garde(length(chars, min = 3, max = 1_000))]
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use garde::Validate;

    use super::{AbuseReason, AbuseTarget, AbuseTargetKind, CreateAbuseReport};

    #[test]
    fn another_reason_needs_words_and_a_target_an_id() {
        let report = |reason, words: Option<&str>, id: &str| CreateAbuseReport {
            target: AbuseTarget { kind: AbuseTargetKind::Brand, id: id.to_owned() },
            reason,
            words: words.map(str::to_owned),
        };
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        assert!(report(AbuseReason::Spam, None, id).validate().is_ok());
        assert!(report(AbuseReason::Other, Some("copia"), id).validate().is_ok());
        assert!(report(AbuseReason::Other, Some(" "), id).validate().is_err());
        assert!(report(AbuseReason::Other, None, id).validate().is_err());
        assert!(report(AbuseReason::Spam, None, "7").validate().is_err());
    }

    #[test]
    fn a_word_is_what_travels() {
        for kind in AbuseTargetKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
