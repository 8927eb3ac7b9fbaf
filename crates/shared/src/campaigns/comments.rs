//! What both sides say of a draft: about a moment of a video, a spot of a picture, or all of it.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::id::DraftCommentId;
use crate::json::FromJson;
use crate::page::valid_limit;
use crate::time::Timestamp;

/// A spot of a picture, or of a moment's picture: in thousandths of its width and height, from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Spot {
    /// From the left, 0 to 1,000.
    #[garde(range(max = 1_000))]
    pub x: u16,
    /// From above, 0 to 1,000.
    #[garde(range(max = 1_000))]
    pub y: u16,
}

/// What a comment is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CommentPlace {
    /// A moment of a video.
    Moment {
        /// Milliseconds from its beginning, at most four hours.
        #[garde(range(max = 14_400_000))]
        at_ms: u32,
        /// And a spot of it.
        #[garde(dive)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        spot: Option<Spot>,
    },
    /// A spot of a picture.
    Spot {
        /// Where.
        #[garde(dive)]
        spot: Spot,
    },
}

/// `POST /api/campaigns/deliverables/{id}/comments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateDraftComment {
    /// On which draft.
    #[garde(range(min = 1))]
    pub draft: u32,
    /// About what of it; absent: all of it.
    #[garde(dive)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<CommentPlace>,
    /// The words.
    #[garde(length(chars, min = 1, max = 2_000))]
    pub text: String,
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CommentSide {
    /// Somebody of the brand.
    Brand,
    /// The creator.
    Creator,
}

/// One comment on a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftComment {
    /// The comment.
    pub id: DraftCommentId,
    /// On which draft.
    pub draft: u32,
    /// About what of it; absent: all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<CommentPlace>,
    /// Who speaks.
    pub side: CommentSide,
    /// The words; empty once whoever wrote them was erased.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// `GET /api/campaigns/deliverables/{id}/comments`: oldest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct CommentQuery {
    /// Only those on this draft.
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<u32>,
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
    use serde_json::json;

    use super::CreateDraftComment;

    #[test]
    fn a_comment_is_about_a_moment_a_spot_or_all_of_it() {
        let about = |place| {
            let comment = json!({ "draft": 1, "place": place, "text": "Más luz" });
            serde_json::from_value::<CreateDraftComment>(comment)
                .is_ok_and(|comment| comment.validate().is_ok())
        };
        assert!(about(json!(null)));
        assert!(about(json!({ "kind": "moment", "at_ms": 12_500 })));
        assert!(about(json!({ "kind": "moment", "at_ms": 0, "spot": { "x": 500, "y": 1_000 } })));
        assert!(about(json!({ "kind": "spot", "spot": { "x": 0, "y": 0 } })));
        assert!(!about(json!({ "kind": "spot", "spot": { "x": 1_001, "y": 0 } })));
        assert!(!about(json!({ "kind": "moment", "at_ms": 14_400_001 })));
        assert!(!about(json!({ "kind": "spot", "at_ms": 1 })));
    }
}
