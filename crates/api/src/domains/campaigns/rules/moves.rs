//! Where a campaign may go from where, and who may send it there. The one table; the service asks it before it writes.

use shared::campaigns::CampaignState;

/// Who acts on a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Owner of the brand's workspace.
    Owner,
    /// Administrator of it.
    Admin,
    /// Works in it.
    Member,
    /// Only looks.
    Viewer,
    /// The platform's staff: because of what was reported, or to undo what somebody wrote or put away.
    Staff,
    /// Anybody else.
    Outsider,
}

/// What is done with a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// What it says is changed.
    Edit,
    /// It says again what it said before.
    Revert,
    /// Creators can apply.
    Publish,
    /// Creators cannot apply any more.
    Close,
    /// Everything was done.
    Complete,
    /// It is called off.
    Cancel,
    /// It is put away; where it stands stays.
    Archive,
    /// It is taken out again.
    Restore,
}

impl Move {
    /// As a person reads it in an error: in English after "cannot be", in Spanish after "no".
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Edit => ("changed", "se puede cambiar"),
            Self::Revert => ("set back", "puede volver a una revisión anterior"),
            Self::Publish => ("published", "se puede publicar"),
            Self::Close => ("closed", "se puede cerrar"),
            Self::Complete => ("completed", "se puede terminar"),
            Self::Cancel => ("cancelled", "se puede cancelar"),
            Self::Archive => ("put away", "se puede archivar"),
            Self::Restore => ("taken out again", "se puede desarchivar"),
        }
    }
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// This actor may not, wherever it stands.
    NotYours,
    /// Not from where it stands.
    NotNow,
}

/// Whether this actor may do that at all.
pub const fn may(actor: Actor, what: Move) -> bool {
    match actor {
        Actor::Owner | Actor::Admin => true,
        // Calling off what others have begun is for who answers for the brand.
        Actor::Member => !matches!(what, Move::Cancel),
        Actor::Staff => matches!(what, Move::Cancel | Move::Revert | Move::Restore),
        Actor::Viewer | Actor::Outsider => false,
    }
}

/// Where the campaign stands afterwards.
///
/// # Errors
/// Why it cannot be done.
pub const fn after(state: CampaignState, what: Move, actor: Actor) -> Result<CampaignState, Refusal> {
    use CampaignState::{Cancelled, Closed, Completed, Draft, Published};
    if !may(actor, what) {
        return Err(Refusal::NotYours);
    }
    match (what, state) {
        (Move::Edit | Move::Revert, Draft | Published) => Ok(state),
        (Move::Publish, Draft) => Ok(Published),
        (Move::Close, Published) => Ok(Closed),
        (Move::Complete, Closed) => Ok(Completed),
        (Move::Cancel, Draft | Published | Closed) => Ok(Cancelled),
        (Move::Archive | Move::Restore, Draft | Completed | Cancelled) => Ok(state),
        _ => Err(Refusal::NotNow),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared::campaigns::CampaignState::{self, Cancelled, Closed, Completed, Draft, Published};

    use super::Actor::{Admin, Member, Outsider, Owner, Staff, Viewer};
    use super::Move::{Archive, Cancel, Close, Complete, Edit, Publish, Restore, Revert};
    use super::{Actor, Move, Refusal, after};

    const ACTORS: [Actor; 6] = [Owner, Admin, Member, Viewer, Staff, Outsider];
    const MOVES: [Move; 8] = [Edit, Publish, Close, Complete, Cancel, Archive, Restore, Revert];

    /// Everything that is allowed; what does not stand here is not.
    const ALLOWED: &[(Move, CampaignState, CampaignState, &[Actor])] = &[
        (Edit, Draft, Draft, &[Owner, Admin, Member]),
        (Edit, Published, Published, &[Owner, Admin, Member]),
        (Revert, Draft, Draft, &[Owner, Admin, Member, Staff]),
        (Revert, Published, Published, &[Owner, Admin, Member, Staff]),
        (Publish, Draft, Published, &[Owner, Admin, Member]),
        (Close, Published, Closed, &[Owner, Admin, Member]),
        (Complete, Closed, Completed, &[Owner, Admin, Member]),
        (Cancel, Draft, Cancelled, &[Owner, Admin, Staff]),
        (Cancel, Published, Cancelled, &[Owner, Admin, Staff]),
        (Cancel, Closed, Cancelled, &[Owner, Admin, Staff]),
        (Archive, Draft, Draft, &[Owner, Admin, Member]),
        (Archive, Completed, Completed, &[Owner, Admin, Member]),
        (Archive, Cancelled, Cancelled, &[Owner, Admin, Member]),
        (Restore, Draft, Draft, &[Owner, Admin, Member, Staff]),
        (Restore, Completed, Completed, &[Owner, Admin, Member, Staff]),
        (Restore, Cancelled, Cancelled, &[Owner, Admin, Member, Staff]),
    ];

    #[test]
    fn every_state_every_move_every_role() {
        let mut cells = 0;
        for state in CampaignState::ALL {
            for what in MOVES {
                for actor in ACTORS {
                    let row = ALLOWED.iter().find(|(m, from, ..)| (*m, *from) == (what, *state));
                    let ever = ALLOWED.iter().any(|(m, _, _, who)| *m == what && who.contains(&actor));
                    let expected = match row {
                        Some((_, _, to, who)) if who.contains(&actor) => Ok(*to),
                        _ if ever => Err(Refusal::NotNow),
                        _ => Err(Refusal::NotYours),
                    };
                    assert_eq!(after(*state, what, actor), expected, "{state:?} {what:?} {actor:?}");
                    cells += 1;
                }
            }
        }
        assert_eq!(cells, 5 * 8 * 6);
    }

    proptest! {
        /// Whatever is tried in whatever order: nothing comes back from the end, nothing is published twice.
        #[test]
        fn histories_only_go_forward(tries in proptest::collection::vec((0..8_usize, 0..6_usize), 0..60)) {
            let (mut state, mut published) = (Draft, 0);
            for (what, actor) in tries {
                let Ok(next) = after(state, MOVES[what], ACTORS[actor]) else { continue };
                prop_assert!(next >= state);
                if matches!(state, Completed | Cancelled) {
                    prop_assert_eq!(next, state);
                }
                published += i32::from(MOVES[what] == Publish);
                state = next;
            }
            prop_assert!(published <= 1);
        }
    }
}
