//! What is reported, why, and what was decided, in words.

use shared::abuse::{AbuseDecision, AbuseReason, AbuseTargetKind};

use crate::i18n::tr;

/// Every reason, in the order in which they are offered.
pub const REASONS: [AbuseReason; 8] = [
    AbuseReason::Spam,
    AbuseReason::Fraud,
    AbuseReason::Harassment,
    AbuseReason::Hate,
    AbuseReason::Sexual,
    AbuseReason::PersonalData,
    AbuseReason::Illegal,
    AbuseReason::Other,
];

/// A kind of thing that can be reported.
pub fn kind(kind: AbuseTargetKind) -> fn() -> &'static str {
    match kind {
        AbuseTargetKind::Message => tr!(abuse.kind_message),
        AbuseTargetKind::Rating => tr!(abuse.kind_rating),
        AbuseTargetKind::Campaign => tr!(abuse.kind_campaign),
        AbuseTargetKind::Brand => tr!(abuse.kind_brand),
        AbuseTargetKind::Creator => tr!(abuse.kind_creator),
    }
}

/// What is wrong with it.
pub fn reason(reason: AbuseReason) -> fn() -> &'static str {
    match reason {
        AbuseReason::Spam => tr!(abuse.reason_spam),
        AbuseReason::Fraud => tr!(abuse.reason_fraud),
        AbuseReason::Harassment => tr!(abuse.reason_harassment),
        AbuseReason::Hate => tr!(abuse.reason_hate),
        AbuseReason::Sexual => tr!(abuse.reason_sexual),
        AbuseReason::PersonalData => tr!(abuse.reason_personal_data),
        AbuseReason::Illegal => tr!(abuse.reason_illegal),
        AbuseReason::Other => tr!(abuse.reason_other),
    }
}

/// What the staff does about a thing of that kind.
pub fn decision(decision: AbuseDecision, about: AbuseTargetKind) -> fn() -> &'static str {
    match (decision, about) {
        (AbuseDecision::Nothing, _) => tr!(abuse.decision_nothing),
        (AbuseDecision::Hide, _) => tr!(abuse.decision_hide),
        (AbuseDecision::Suspend, AbuseTargetKind::Campaign) => tr!(abuse.decision_cancel),
        (AbuseDecision::Suspend, AbuseTargetKind::Brand) => tr!(abuse.decision_trash),
        (AbuseDecision::Suspend, _) => tr!(abuse.decision_suspend),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{REASONS, reason};

    #[wasm_bindgen_test]
    fn every_reason_is_offered_once_in_words_of_its_own() {
        assert_eq!(REASONS.iter().collect::<HashSet<_>>().len(), REASONS.len());
        let words: HashSet<&str> = REASONS.iter().map(|one| reason(*one)()).collect();
        assert_eq!(words.len(), REASONS.len());
    }
}
