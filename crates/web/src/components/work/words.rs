//! Where the work stands, in words: a sentence for each side, with the date until which something is to be done.

use leptos::prelude::*;
use shared::campaigns::{
    DeliverableState, OwedDeliverable, PostError, Shipment, ShipmentProblem, ShipmentState, post_example,
};
use shared::time::Timestamp;

use super::Side;
use crate::components::campaigns::words::deliverable_kind;
use crate::i18n::{say, tr};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::status::{Badge, Tone};

/// An instant as the campaign's zone counts it; as this device does, while that zone is not known.
pub fn when(zone: Option<&str>, instant: Timestamp) -> String {
    zone.map_or_else(|| format::moment(instant), |zone| format::moment_in(instant, zone))
}

/// What is wrong with what came.
pub fn problem(problem: ShipmentProblem) -> fn() -> &'static str {
    match problem {
        ShipmentProblem::Damaged => tr!(shipping.problem_damaged),
        ShipmentProblem::Wrong => tr!(shipping.problem_wrong),
        ShipmentProblem::Lost => tr!(shipping.problem_lost),
    }
}

/// Where a shipment stands, as the reader is to understand it: what it means and what follows.
pub fn of_shipment(side: Side, shipment: &Shipment, zone: Option<&str>) -> (Tone, String) {
    use ShipmentState::{AwaitingAddress, AwaitingDispatch, Damaged, NotNeeded, Received, Sent};
    let due = shipment.due_at.map(|due| when(zone, due));
    let mine = |own: Side| if side == own { Tone::Attention } else { Tone::Info };
    match (shipment.state, side, due) {
        (AwaitingAddress, Side::Creator, Some(when)) => {
            (mine(Side::Creator), say!(shipping.address_yours, when = when))
        }
        (AwaitingAddress, Side::Brand, Some(when)) => {
            (mine(Side::Creator), say!(shipping.address_theirs, when = when))
        }
        (AwaitingAddress, _, None) => (mine(Side::Creator), tr!(shipping.address_open)().to_owned()),
        (AwaitingDispatch, Side::Creator, Some(when)) => {
            (mine(Side::Brand), say!(shipping.dispatch_theirs, when = when))
        }
        (AwaitingDispatch, Side::Brand, Some(when)) => {
            (mine(Side::Brand), say!(shipping.dispatch_yours, when = when))
        }
        (Damaged, Side::Creator, Some(when)) => (mine(Side::Brand), say!(shipping.again_theirs, when = when)),
        (Damaged, Side::Brand, Some(when)) => (mine(Side::Brand), say!(shipping.again_yours, when = when)),
        (AwaitingDispatch | Damaged, Side::Creator, None) => {
            (Tone::Bad, tr!(shipping.overdue_theirs)().to_owned())
        }
        (AwaitingDispatch | Damaged, Side::Brand, None) => {
            (Tone::Bad, tr!(shipping.overdue_yours)().to_owned())
        }
        (Sent, Side::Creator, Some(when)) => (mine(Side::Creator), say!(shipping.sent_yours, when = when)),
        (Sent, Side::Brand, Some(when)) => (mine(Side::Creator), say!(shipping.sent_theirs, when = when)),
        (Sent, _, None) => (Tone::Info, tr!(shipping.sent_open)().to_owned()),
        (Received, ..) => {
            let at = shipment.received_at.unwrap_or(shipment.updated_at);
            (Tone::Good, say!(shipping.is_received, when = when(zone, at)))
        }
        (NotNeeded, ..) => (Tone::Neutral, tr!(shipping.is_not_needed)().to_owned()),
    }
}

/// Where a deliverable stands.
pub fn piece_state(state: DeliverableState) -> fn() -> &'static str {
    match state {
        DeliverableState::Owed => tr!(deliverables.state_owed),
        DeliverableState::InReview => tr!(deliverables.state_in_review),
        DeliverableState::ChangesRequested => tr!(deliverables.state_changes_requested),
        DeliverableState::Approved => tr!(deliverables.state_approved),
        DeliverableState::Published => tr!(deliverables.state_published),
        DeliverableState::Rejected => tr!(deliverables.state_rejected),
    }
}

/// The same as a badge.
pub fn piece_badge(state: DeliverableState) -> AnyView {
    let text = piece_state(state);
    match state {
        DeliverableState::Owed => view! { <Badge text icon=Icon::Clock/> }.into_any(),
        DeliverableState::InReview => view! { <Badge text tone=Tone::Info icon=Icon::Eye/> }.into_any(),
        DeliverableState::ChangesRequested => view! { <Badge text tone=Tone::Attention/> }.into_any(),
        DeliverableState::Approved | DeliverableState::Published => {
            view! { <Badge text tone=Tone::Good/> }.into_any()
        }
        DeliverableState::Rejected => view! { <Badge text tone=Tone::Bad/> }.into_any(),
    }
}

/// What a deliverable is, with its number: `2. Reel en Instagram`.
pub fn piece_name(piece: &OwedDeliverable) -> String {
    let (number, kind) = (piece.number.to_string(), deliverable_kind(piece.kind)());
    match piece.platform {
        Some(platform) => {
            say!(deliverables.name_on, number = number, kind = kind, platform = platform.name())
        }
        None => say!(deliverables.name_plain, number = number, kind = kind),
    }
}

/// Where a deliverable stands, as the reader is to understand it. `disclosed` says whether the draft in review says that it
/// is advertising, as far as that is known.
pub fn of_piece(
    side: Side,
    piece: &OwedDeliverable,
    disclosed: Option<bool>,
    zone: Option<&str>,
) -> (Tone, String) {
    use DeliverableState::{Approved, ChangesRequested, InReview, Owed, Published, Rejected};
    let due = piece.due_at.map(|due| when(zone, due));
    let mine = |own: Side| if side == own { Tone::Attention } else { Tone::Info };
    // Nobody approves by silence what does not say that it is advertising and must.
    let silent = piece.platform.is_none() || disclosed != Some(false);
    match (piece.state, side, due) {
        (Owed, Side::Creator, Some(when)) => {
            (mine(Side::Creator), say!(deliverables.owed_yours, when = when))
        }
        (Owed, Side::Brand, Some(when)) => (mine(Side::Creator), say!(deliverables.owed_theirs, when = when)),
        (Owed, Side::Creator, None) if piece.late => (Tone::Bad, tr!(deliverables.late_yours)().to_owned()),
        (Owed, Side::Brand, None) if piece.late => (Tone::Bad, tr!(deliverables.late_theirs)().to_owned()),
        (Owed, _, None) => (Tone::Neutral, tr!(deliverables.owed_waits)().to_owned()),
        (InReview, Side::Creator, Some(when)) if silent => {
            (mine(Side::Brand), say!(deliverables.review_theirs, when = when))
        }
        (InReview, Side::Creator, Some(when)) => {
            (Tone::Attention, say!(deliverables.review_theirs_undisclosed, when = when))
        }
        (InReview, Side::Brand, Some(when)) if silent => {
            (mine(Side::Brand), say!(deliverables.review_yours, when = when))
        }
        (InReview, Side::Brand, Some(when)) => {
            (mine(Side::Brand), say!(deliverables.review_yours_undisclosed, when = when))
        }
        (InReview, _, None) => (mine(Side::Brand), tr!(deliverables.review_open)().to_owned()),
        (ChangesRequested, Side::Creator, Some(when)) => {
            (mine(Side::Creator), say!(deliverables.changes_yours, when = when))
        }
        (ChangesRequested, Side::Brand, Some(when)) => {
            (mine(Side::Creator), say!(deliverables.changes_theirs, when = when))
        }
        (ChangesRequested, Side::Creator, None) => {
            (Tone::Bad, tr!(deliverables.changes_late_yours)().to_owned())
        }
        (ChangesRequested, Side::Brand, None) => {
            (Tone::Bad, tr!(deliverables.changes_late_theirs)().to_owned())
        }
        (Approved, ..) if piece.platform.is_none() => {
            let at = piece.approved_at.unwrap_or(piece.updated_at);
            (Tone::Good, say!(deliverables.is_delivered, when = when(zone, at)))
        }
        (Approved, Side::Creator, Some(when)) => {
            (mine(Side::Creator), say!(deliverables.publish_yours, when = when))
        }
        (Approved, Side::Brand, Some(when)) => {
            (mine(Side::Creator), say!(deliverables.publish_theirs, when = when))
        }
        (Approved, Side::Creator, None) => (Tone::Bad, tr!(deliverables.publish_late_yours)().to_owned()),
        (Approved, Side::Brand, None) => (Tone::Bad, tr!(deliverables.publish_late_theirs)().to_owned()),
        (Published, ..) => {
            let at = piece.published_at.unwrap_or(piece.updated_at);
            (Tone::Good, say!(deliverables.is_published, when = when(zone, at)))
        }
        (Rejected, Side::Creator, _) => (Tone::Bad, tr!(deliverables.rejected_theirs)().to_owned()),
        (Rejected, Side::Brand, _) => (Tone::Bad, tr!(deliverables.rejected_yours)().to_owned()),
    }
}

/// How many rounds of changes are used and how many there are; none are agreed on in some briefs.
pub fn rounds(piece: &OwedDeliverable) -> String {
    if piece.rounds == 0 {
        return tr!(deliverables.rounds_none)().to_owned();
    }
    let left = piece.rounds.saturating_sub(piece.rounds_used);
    say!(deliverables.rounds_left, left = left.to_string(), count = piece.rounds.to_string())
}

/// Why an address leads to no post that counts, with the right form.
pub fn wrong_post(why: &PostError) -> String {
    let (PostError::NoAddress { wanted }
    | PostError::OtherPlatform { wanted, .. }
    | PostError::NoPost { wanted }) = why;
    let (name, example) = (wanted.name(), post_example(*wanted));
    match why {
        PostError::NoAddress { .. } => {
            say!(deliverables.post_no_address, platform = name, example = example)
        }
        PostError::OtherPlatform { found: Some(found), .. } => {
            say!(deliverables.post_other_platform, found = found.name(), platform = name, example = example)
        }
        PostError::OtherPlatform { found: None, .. } => {
            say!(deliverables.post_unknown, platform = name, example = example)
        }
        PostError::NoPost { .. } => say!(deliverables.post_none, platform = name, example = example),
    }
}

#[cfg(test)]
mod tests {
    use shared::campaigns::recognise_post;
    use shared::creators::Platform;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::i18n::{Locale, choose};

    const DUE: &str = "2026-11-24T15:00:00Z";
    const ZONE: Option<&str> = Some("Asia/Tokyo");

    /// The day that it is there; with the time beside it, browsers write the month with a full stop.
    fn is_dated(said: &str) -> bool {
        said.replace("nov.", "nov").contains("25 nov 2026")
    }

    fn shipment(state: ShipmentState, due: Option<&str>) -> Shipment {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        let known = serde_json::json!({
            "application_id": id, "campaign_id": id, "campaign_title": "Café", "brand_id": id, "creator_id": id,
            "product": "Una caja de café", "state": state, "due_at": due, "overdue": due.is_none(),
            "dispatches": [], "updated_at": DUE,
        });
        serde_json::from_value(known).unwrap()
    }

    fn piece(state: DeliverableState, platform: Option<Platform>, due: Option<&str>) -> OwedDeliverable {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        let known = serde_json::json!({
            "id": id, "application_id": id, "campaign_id": id, "campaign_title": "Café", "brand_id": id,
            "creator_id": id, "number": 2, "kind": "reel", "platform": platform, "state": state, "due_at": due,
            "late": due.is_none(), "rounds": 2, "rounds_used": 1, "drafts_sent": 1, "updated_at": DUE,
        });
        serde_json::from_value(known).unwrap()
    }

    #[wasm_bindgen_test]
    fn every_date_is_told_in_the_campaigns_zone_and_differently_to_each_side() {
        choose(Locale::es);
        for state in [
            ShipmentState::AwaitingAddress,
            ShipmentState::AwaitingDispatch,
            ShipmentState::Sent,
            ShipmentState::Damaged,
        ] {
            let said = [Side::Creator, Side::Brand]
                .map(|side| of_shipment(side, &shipment(state, Some(DUE)), ZONE).1);
            assert!(said.iter().all(|said| is_dated(said)), "{said:?}");
            assert_ne!(said[0], said[1], "{state:?}");
        }
        for state in [
            DeliverableState::Owed,
            DeliverableState::InReview,
            DeliverableState::ChangesRequested,
            DeliverableState::Approved,
        ] {
            let one = piece(state, Some(Platform::Instagram), Some(DUE));
            let said = [Side::Creator, Side::Brand].map(|side| of_piece(side, &one, Some(true), ZONE).1);
            assert!(said.iter().all(|said| is_dated(said)), "{said:?}");
            assert_ne!(said[0], said[1], "{state:?}");
        }
    }

    #[wasm_bindgen_test]
    fn who_is_late_is_told_so() {
        for state in [ShipmentState::AwaitingDispatch, ShipmentState::Damaged] {
            assert_eq!(of_shipment(Side::Brand, &shipment(state, None), ZONE).0, Tone::Bad);
        }
        for state in [DeliverableState::Owed, DeliverableState::ChangesRequested, DeliverableState::Approved]
        {
            let late = piece(state, Some(Platform::Instagram), None);
            assert_eq!(of_piece(Side::Creator, &late, None, ZONE).0, Tone::Bad, "{state:?}");
        }
    }

    #[wasm_bindgen_test]
    fn silence_approves_only_what_says_that_it_is_advertising() {
        choose(Locale::es);
        let said = |platform, disclosed| {
            of_piece(Side::Brand, &piece(DeliverableState::InReview, platform, Some(DUE)), disclosed, ZONE).1
        };
        let approves = said(Some(Platform::Instagram), Some(true));
        assert_eq!(said(None, Some(false)), approves, "what is not published need not say it");
        assert_ne!(said(Some(Platform::Instagram), Some(false)), approves);
    }

    #[wasm_bindgen_test]
    fn a_wrong_address_is_answered_with_the_right_form() {
        for text in
            ["", "https://www.tiktok.com/@ana/video/7301", "https://a.py/p/1", "https://instagram.com/ana"]
        {
            let why = recognise_post(Platform::Instagram, text).unwrap_err();
            assert!(wrong_post(&why).contains(post_example(Platform::Instagram)), "{text}");
        }
    }
}
