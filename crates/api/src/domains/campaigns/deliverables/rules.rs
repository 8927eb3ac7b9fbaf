//! Where a deliverable may go from where, who may send it there, how long it may stay, and what counts as late. The one
//! table; the service asks it before it writes.

use jiff::Timestamp;
use shared::campaigns::{CampaignState, CommentPlace, DeliverableState, DraftContent, Timing};
use shared::media::FileKind;

use super::super::applications::rules::Role;
use super::super::rules::timers::{after_days, after_hours};
use super::super::rules::work::goes_on;

/// What is done with a deliverable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The creator hands in a draft.
    Submit,
    /// Either side says something about a draft.
    Comment,
    /// The brand is content; or nobody said anything in time.
    Approve,
    /// The brand asks for changes.
    Changes,
    /// Nobody said anything in time, and the draft does not say that it is advertising.
    SendBack,
    /// The brand does not take it.
    Reject,
    /// The creator says where it was published.
    Publish,
}

impl Step {
    /// As a person reads it in an error: in English after "cannot be", in Spanish after "no".
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Submit => ("given a draft", "puede recibir un borrador"),
            Self::Comment => ("commented on", "se puede comentar"),
            Self::Approve => ("approved", "se puede aprobar"),
            Self::Changes => ("sent back for changes", "admite pedidos de cambios"),
            Self::SendBack => ("sent back by its timer", "se puede devolver por su plazo"),
            Self::Reject => ("rejected", "se puede rechazar"),
            Self::Publish => ("published", "se puede publicar"),
        }
    }
}

/// What else decides, besides where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Whether the brand may ask for changes once more.
    pub rounds_left: bool,
    /// Whether the creator publishes it.
    pub to_publish: bool,
    /// Whether the creator missed a date.
    pub late: bool,
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// This role may not, wherever it stands.
    NotYours,
    /// Not from where it stands.
    NotNow,
    /// The campaign was called off.
    CampaignOver,
    /// Every round of changes is used.
    NoRoundsLeft,
}

/// Whether this role may do that at all.
pub const fn may(role: Role, step: Step) -> bool {
    match role {
        Role::Owner | Role::Admin | Role::Member => {
            matches!(step, Step::Comment | Step::Approve | Step::Changes | Step::Reject)
        }
        Role::Creator => matches!(step, Step::Submit | Step::Comment | Step::Publish),
        Role::Platform => matches!(step, Step::Approve | Step::SendBack),
        Role::Viewer | Role::Stranger => false,
    }
}

/// Where the deliverable stands afterwards.
///
/// # Errors
/// Why it cannot be done.
pub const fn after(
    state: DeliverableState,
    step: Step,
    role: Role,
    campaign: CampaignState,
    facts: Facts,
) -> Result<DeliverableState, Refusal> {
    use DeliverableState::{Approved, ChangesRequested, InReview, Owed, Published, Rejected};
    if !may(role, step) {
        return Err(Refusal::NotYours);
    }
    if !goes_on(campaign) {
        return Err(Refusal::CampaignOver);
    }
    match (step, state) {
        (Step::Submit, Owed | ChangesRequested) => Ok(InReview),
        (Step::Comment, InReview | ChangesRequested) => Ok(state),
        (Step::Approve, InReview) => Ok(Approved),
        (Step::Changes, InReview) if facts.rounds_left => Ok(ChangesRequested),
        (Step::Changes, InReview) => Err(Refusal::NoRoundsLeft),
        (Step::SendBack, InReview) => Ok(ChangesRequested),
        (Step::Reject, InReview) => Ok(Rejected),
        // Whoever waits in vain need not wait for ever.
        (Step::Reject, Owed | ChangesRequested) if facts.late => Ok(Rejected),
        (Step::Publish, Approved) if facts.to_publish => Ok(Published),
        _ => Err(Refusal::NotNow),
    }
}

/// Until when the next step is to be taken, in a state that is reached now.
pub fn due(state: DeliverableState, timing: Timing, to_publish: bool, now: Timestamp) -> Option<Timestamp> {
    match state {
        DeliverableState::InReview => Some(after_hours(now, timing.review_hours)),
        DeliverableState::ChangesRequested => Some(after_days(now, timing.change_days)),
        DeliverableState::Approved if to_publish => Some(after_days(now, timing.publish_days)),
        DeliverableState::Owed
        | DeliverableState::Approved
        | DeliverableState::Published
        | DeliverableState::Rejected => None,
    }
}

/// Whether nothing is to come any more and the creator did what was agreed on.
pub const fn is_done(state: DeliverableState, to_publish: bool) -> bool {
    match state {
        DeliverableState::Approved => !to_publish,
        DeliverableState::Published => true,
        _ => false,
    }
}

/// What a move means for the on-time score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Punctuality {
    /// Whether the creator has missed a date by now.
    pub late: bool,
    /// What is counted now, if anything: `true` for in time.
    pub count: Option<bool>,
}

/// What a move means for the on-time score: what is late counts at once, what is done and was never late counts then, and
/// nothing counts twice.
pub const fn punctuality(was_late: bool, counted: bool, missed: bool, done: bool) -> Punctuality {
    let late = was_late || missed;
    let count = match (counted, late, done) {
        (false, true, _) => Some(false),
        (false, false, true) => Some(true),
        _ => None,
    };
    Punctuality { late, count }
}

/// Whether a comment can be about this place of a draft: a moment is one of a video, a spot alone is one of a picture. What
/// lies elsewhere may be either.
pub const fn fits(place: CommentPlace, content: &DraftContent) -> bool {
    match (place, content) {
        (_, DraftContent::Url { .. }) => true,
        (CommentPlace::Moment { .. }, DraftContent::File { file }) => matches!(file.kind, FileKind::Video),
        (CommentPlace::Spot { .. }, DraftContent::File { file }) => matches!(file.kind, FileKind::Image),
    }
}

/// Why somebody does not get the file of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The brand did not take it.
    Rejected,
    /// The time that was agreed on is over.
    Ended,
}

/// Whether somebody gets the files of drafts: the creator always, the brand as long as it may look at or use them.
///
/// # Errors
/// Why not.
pub const fn opens(role: Role, state: DeliverableState, rights_over: bool) -> Result<(), Closed> {
    if matches!(role, Role::Creator) {
        return Ok(());
    }
    match state {
        DeliverableState::Rejected => Err(Closed::Rejected),
        _ if rights_over => Err(Closed::Ended),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared::campaigns::DeliverableState::{
        self, Approved, ChangesRequested, InReview, Owed, Published, Rejected,
    };
    use shared::campaigns::{CampaignState, CommentPlace, DraftContent, Spot, Timing};
    use shared::media::{FileKind, MediaFile};

    use super::super::super::applications::rules::Role::{
        self, Admin, Creator, Member, Owner, Platform, Stranger, Viewer,
    };
    use super::Step::{self, Approve, Changes, Comment, Publish, Reject, SendBack, Submit};
    use super::{
        Closed, Facts, Punctuality, Refusal, after, due, fits, goes_on, is_done, opens, punctuality,
    };

    const ROLES: [Role; 7] = [Owner, Admin, Member, Viewer, Creator, Platform, Stranger];
    const STEPS: [Step; 7] = [Submit, Comment, Approve, Changes, SendBack, Reject, Publish];
    const BRAND: &[Role] = &[Owner, Admin, Member];

    type Condition = fn(Facts) -> bool;

    /// Everything that is allowed while the campaign goes on; what does not stand here is not.
    const ALLOWED: &[(Step, DeliverableState, DeliverableState, &[Role], Condition)] = &[
        (Submit, Owed, InReview, &[Creator], |_| true),
        (Submit, ChangesRequested, InReview, &[Creator], |_| true),
        (Comment, InReview, InReview, &[Owner, Admin, Member, Creator], |_| true),
        (Comment, ChangesRequested, ChangesRequested, &[Owner, Admin, Member, Creator], |_| true),
        (Approve, InReview, Approved, &[Owner, Admin, Member, Platform], |_| true),
        (Changes, InReview, ChangesRequested, BRAND, |facts| facts.rounds_left),
        (SendBack, InReview, ChangesRequested, &[Platform], |_| true),
        (Reject, InReview, Rejected, BRAND, |_| true),
        (Reject, Owed, Rejected, BRAND, |facts| facts.late),
        (Reject, ChangesRequested, Rejected, BRAND, |facts| facts.late),
        (Publish, Approved, Published, &[Creator], |facts| facts.to_publish),
    ];

    fn every_facts() -> impl Iterator<Item = Facts> {
        (0..8).map(|bits| Facts { rounds_left: bits & 1 > 0, to_publish: bits & 2 > 0, late: bits & 4 > 0 })
    }

    #[test]
    fn every_state_every_step_every_role_every_state_of_the_campaign() {
        let mut cells = 0;
        for (campaign, facts) in
            CampaignState::ALL.iter().flat_map(|one| every_facts().map(move |f| (one, f)))
        {
            for state in DeliverableState::ALL {
                for step in STEPS {
                    for role in ROLES {
                        let row = ALLOWED.iter().find(|(s, from, ..)| (*s, *from) == (step, *state));
                        let ever = ALLOWED.iter().any(|(s, _, _, who, _)| *s == step && who.contains(&role));
                        let expected = match row {
                            _ if !ever => Err(Refusal::NotYours),
                            _ if !goes_on(*campaign) => Err(Refusal::CampaignOver),
                            Some((_, _, to, who, when)) if who.contains(&role) && when(facts) => Ok(*to),
                            Some((Changes, ..)) => Err(Refusal::NoRoundsLeft),
                            _ => Err(Refusal::NotNow),
                        };
                        let found = after(*state, step, role, *campaign, facts);
                        assert_eq!(found, expected, "{campaign:?} {facts:?} {state:?} {step:?} {role:?}");
                        cells += 1;
                    }
                }
            }
        }
        assert_eq!(cells, 5 * 8 * 6 * 7 * 7);
    }

    #[test]
    fn each_stage_has_its_time_and_the_end_has_none() {
        let now = "2040-03-07T12:00:00Z".parse().unwrap();
        let hours = |state, to_publish| {
            due(state, Timing::default(), to_publish, now).map(|due| due.duration_since(now).as_hours())
        };
        let all = |to_publish| {
            DeliverableState::ALL.iter().map(|state| hours(*state, to_publish)).collect::<Vec<_>>()
        };
        assert_eq!(all(true), [None, Some(48), Some(72), Some(72), None, None]);
        assert_eq!(all(false), [None, Some(48), Some(72), None, None, None]);
        assert!(is_done(Approved, false) && !is_done(Approved, true) && is_done(Published, true));
        assert!(![Owed, InReview, ChangesRequested, Rejected].iter().any(|state| is_done(*state, false)));
    }

    #[test]
    fn a_comment_is_about_what_a_draft_has() {
        let file = |kind| DraftContent::File {
            file: MediaFile {
                id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
                kind,
                media_type: String::new(),
                bytes: 1,
                sha256: String::new(),
            },
        };
        let spot = Spot { x: 1, y: 2 };
        let moment = CommentPlace::Moment { at_ms: 7, spot: Some(spot) };
        let alone = CommentPlace::Spot { spot };
        assert!(fits(moment, &file(FileKind::Video)) && !fits(moment, &file(FileKind::Image)));
        assert!(!fits(alone, &file(FileKind::Video)) && fits(alone, &file(FileKind::Image)));
        let elsewhere = DraftContent::Url { url: "https://a.py".to_owned() };
        assert!(fits(moment, &elsewhere) && fits(alone, &elsewhere));
    }

    #[test]
    fn the_brand_gets_nothing_once_it_may_not_use_it() {
        for state in DeliverableState::ALL {
            for over in [false, true] {
                assert_eq!(opens(Creator, *state, over), Ok(()), "{state:?}");
                let expected = match (state, over) {
                    (Rejected, _) => Err(Closed::Rejected),
                    (_, true) => Err(Closed::Ended),
                    (_, false) => Ok(()),
                };
                assert_eq!(opens(Viewer, *state, over), expected, "{state:?} {over}");
            }
        }
    }

    proptest! {
        /// Whatever is tried in whatever order: rounds are never exceeded, it is approved once at most, what has ended stays,
        /// and the on-time score counts it once at most, and whenever it is done.
        #[test]
        fn histories_keep_what_was_signed(
            rounds in 0..6_u8,
            to_publish: bool,
            tries in proptest::collection::vec((0..7_usize, 0..7_usize, any::<bool>()), 0..120),
        ) {
            let (mut state, mut used, mut approved) = (Owed, 0_u8, 0);
            let (mut late, mut counted) = (false, 0);
            for (step, role, missed) in tries {
                let facts = Facts { rounds_left: used < rounds, to_publish, late };
                let Ok(next) = after(state, STEPS[step], ROLES[role], CampaignState::Published, facts) else { continue };
                prop_assert!(!matches!(state, Published | Rejected));
                used += u8::from(STEPS[step] == Changes);
                approved += i32::from(next == Approved && state != Approved);
                let missed = missed && matches!(STEPS[step], Submit | Publish);
                let Punctuality { late: is_late, count } =
                    punctuality(late, counted > 0, missed, is_done(next, to_publish));
                prop_assert!(count != Some(true) || !is_late);
                counted += i32::from(count.is_some());
                late = is_late;
                state = next;
                prop_assert!(used <= rounds);
                prop_assert!(approved <= 1 && counted <= 1);
                prop_assert!(!is_done(state, to_publish) || counted == 1);
                prop_assert!(!late || counted == 1);
            }
        }
    }
}
