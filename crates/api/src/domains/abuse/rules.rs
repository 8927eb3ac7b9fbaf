//! What can be decided about what.

use shared::abuse::{AbuseDecision, AbuseTargetKind};

/// What the staff can decide about such a thing.
pub const fn decisions(kind: AbuseTargetKind) -> &'static [AbuseDecision] {
    match kind {
        AbuseTargetKind::Message | AbuseTargetKind::Rating => &[AbuseDecision::Nothing, AbuseDecision::Hide],
        AbuseTargetKind::Campaign | AbuseTargetKind::Brand | AbuseTargetKind::Creator => {
            &[AbuseDecision::Nothing, AbuseDecision::Suspend]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_hidden_and_who_acts_is_suspended() {
        for kind in AbuseTargetKind::ALL {
            let can = decisions(*kind);
            assert!(can.contains(&AbuseDecision::Nothing), "{kind:?}");
            let words = matches!(kind, AbuseTargetKind::Message | AbuseTargetKind::Rating);
            assert_eq!(can.contains(&AbuseDecision::Hide), words, "{kind:?}");
            assert_eq!(can.contains(&AbuseDecision::Suspend), !words, "{kind:?}");
        }
    }
}
