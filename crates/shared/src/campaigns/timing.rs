//! How long each stage of the work may last.

use garde::Validate;
use serde::{Deserialize, Serialize};

use crate::json::FromJson;

use super::DeliverableKind;

/// How long each stage of the work may last, as the brief says and the creator signs it. Each has a usual length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Timing {
    /// Days that the creator has to say where the product is sent to, 1 to 30; 3 if absent. After that it is not sent.
    #[garde(range(min = 1, max = 30))]
    pub address_days: u8,
    /// Days that the brand has to send the product, 1 to 30; 3 if absent.
    #[garde(range(min = 1, max = 30))]
    pub ship_days: u8,
    /// Days that the product may be on its way, 1 to 60; 8 if absent. After that it counts as received.
    #[garde(range(min = 1, max = 60))]
    pub transit_days: u8,
    /// Days to the first draft of a picture, a story or a post, 1 to 60; 5 if absent. They begin when the product is
    /// received, or with the signature where none is sent.
    #[garde(range(min = 1, max = 60))]
    pub photo_days: u8,
    /// Days to the first draft of a reel or another video, 1 to 60; 10 if absent.
    #[garde(range(min = 1, max = 60))]
    pub video_days: u8,
    /// Hours that the brand has to look at a draft, 24 to 336; 48 if absent. After that it is approved by itself.
    #[garde(range(min = 24, max = 336))]
    pub review_hours: u16,
    /// Days to the next draft after changes were asked for, 1 to 30; 3 if absent.
    #[garde(range(min = 1, max = 30))]
    pub change_days: u8,
    /// Days to publish what was approved, 1 to 60; 3 if absent.
    #[garde(range(min = 1, max = 60))]
    pub publish_days: u8,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            address_days: 3,
            ship_days: 3,
            transit_days: 8,
            photo_days: 5,
            video_days: 10,
            review_hours: 48,
            change_days: 3,
            publish_days: 3,
        }
    }
}

impl Timing {
    /// Days to the first draft of something.
    pub const fn draft_days(self, kind: DeliverableKind) -> u8 {
        match kind {
            DeliverableKind::Photo | DeliverableKind::Story | DeliverableKind::Post => self.photo_days,
            DeliverableKind::Reel | DeliverableKind::Video => self.video_days,
        }
    }
}

#[cfg(test)]
mod tests {
    use garde::Validate;
    use serde_json::json;

    use super::Timing;

    #[test]
    fn what_is_absent_is_usual_and_what_is_given_is_bounded() {
        let some: Timing = serde_json::from_value(json!({ "review_hours": 72 })).unwrap();
        assert_eq!(some, Timing { review_hours: 72, ..Timing::default() });
        assert!(some.validate().is_ok());
        for wrong in [json!({ "review_hours": 23 }), json!({ "ship_days": 0 }), json!({ "publish_days": 61 })]
        {
            let timing: Timing = serde_json::from_value(wrong).unwrap();
            assert!(timing.validate().is_err(), "{timing:?}");
        }
        assert!(serde_json::from_value::<Timing>(json!({ "days": 3 })).is_err());
    }
}
