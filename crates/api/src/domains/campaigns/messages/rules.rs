//! Who may write when, and what they are told if they may not.

use shared::campaigns::{ApplicationState, MessageBlock, OfferSide};
use shared::identity::Locale;

use super::super::applications::rules::Role;
use super::super::applications::sides::side_of;

/// How a thread stands.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// Where its application stands.
    pub application: ApplicationState,
    /// Whether the creator is still there.
    pub creator_there: bool,
    /// Whether the brand is in use.
    pub brand_there: bool,
    /// Whether the brand has written before.
    pub brand_wrote: bool,
    /// Which sides take no messages of the other.
    pub blocks: &'a [MessageBlock],
}

/// Why somebody cannot write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// They only look.
    Viewer,
    /// The application was declined or taken back.
    Over,
    /// Nobody is there to read it.
    NobodyThere,
    /// The brand has not written, and not taken the creator on its shortlist.
    NotYourTurn,
    /// Their own side takes no messages of the other.
    YouBlocked,
    /// The other side takes none of theirs.
    TheyBlocked,
}

impl Silence {
    /// In a sentence.
    pub const fn text(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::Viewer, Locale::Es) => "En esta marca podés leer los mensajes, no escribirlos.",
            (Self::Viewer, Locale::En) => "In this brand you can read messages, not write them.",
            (Self::Over, Locale::Es) => "La postulación terminó: ya no se escriben mensajes.",
            (Self::Over, Locale::En) => "The application has ended: no more messages are written.",
            (Self::NobodyThere, Locale::Es) => "Del otro lado ya no hay nadie.",
            (Self::NobodyThere, Locale::En) => "Nobody is there on the other side any more.",
            (Self::NotYourTurn, Locale::Es) => {
                "Vas a poder escribir cuando la marca te preseleccione o te escriba."
            }
            (Self::NotYourTurn, Locale::En) => {
                "You can write once the brand has taken you on its shortlist, or has written to you."
            }
            (Self::YouBlocked, Locale::Es) => "Bloqueaste a la otra parte. Desbloqueala para escribirle.",
            (Self::YouBlocked, Locale::En) => "You have blocked the other side. Unblock it to write.",
            (Self::TheyBlocked, Locale::Es) => "La otra parte te bloqueó: no recibe mensajes tuyos.",
            (Self::TheyBlocked, Locale::En) => {
                "The other side has blocked you: it takes no messages of yours."
            }
        }
    }
}

/// For which side somebody may write now.
///
/// # Errors
/// Why they may not.
pub fn may_write(role: Role, standing: Standing<'_>) -> Result<OfferSide, Silence> {
    let side = side_of(role).ok_or(Silence::Viewer)?;
    if !standing.creator_there || !standing.brand_there {
        return Err(Silence::NobodyThere);
    }
    if standing.blocks.iter().any(|block| block.by == side) {
        return Err(Silence::YouBlocked);
    }
    if !standing.blocks.is_empty() {
        return Err(Silence::TheyBlocked);
    }
    match (standing.application, side) {
        (ApplicationState::Rejected | ApplicationState::Withdrawn, _) => Err(Silence::Over),
        (ApplicationState::Applied, OfferSide::Creator) if !standing.brand_wrote => Err(Silence::NotYourTurn),
        _ => Ok(side),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use shared::campaigns::ApplicationState::{Applied, Confirmed, Rejected, Shortlisted, Withdrawn};

    use super::Silence::{NobodyThere, NotYourTurn, Over, TheyBlocked, Viewer, YouBlocked};
    use super::*;

    fn standing(application: ApplicationState, blocks: &[MessageBlock]) -> Standing<'_> {
        Standing { application, creator_there: true, brand_there: true, brand_wrote: false, blocks }
    }

    #[test]
    fn every_state_every_role() {
        use OfferSide::{Brand, Creator};
        for (role, state, expected) in [
            (Role::Owner, Applied, Ok(Brand)),
            (Role::Admin, Shortlisted, Ok(Brand)),
            (Role::Member, Confirmed, Ok(Brand)),
            (Role::Member, Rejected, Err(Over)),
            (Role::Member, Withdrawn, Err(Over)),
            (Role::Creator, Applied, Err(NotYourTurn)),
            (Role::Creator, Shortlisted, Ok(Creator)),
            (Role::Creator, Confirmed, Ok(Creator)),
            (Role::Creator, Rejected, Err(Over)),
            (Role::Viewer, Confirmed, Err(Viewer)),
            (Role::Stranger, Confirmed, Err(Viewer)),
            (Role::Platform, Confirmed, Err(Viewer)),
        ] {
            assert_eq!(may_write(role, standing(state, &[])), expected, "{role:?} {state:?}");
        }
        let written_to = Standing { brand_wrote: true, ..standing(Applied, &[]) };
        assert_eq!(may_write(Role::Creator, written_to), Ok(Creator));
        let gone = Standing { creator_there: false, ..standing(Confirmed, &[]) };
        assert_eq!(may_write(Role::Owner, gone), Err(NobodyThere));
        let closed = Standing { brand_there: false, ..standing(Confirmed, &[]) };
        assert_eq!(may_write(Role::Creator, closed), Err(NobodyThere));
    }

    #[test]
    fn where_either_side_blocks_neither_writes_and_both_are_told_which() {
        let block = |by| MessageBlock { by, at: Timestamp::UNIX_EPOCH };
        let (theirs, ours) = ([block(OfferSide::Creator)], [block(OfferSide::Brand)]);
        assert_eq!(may_write(Role::Owner, standing(Confirmed, &theirs)), Err(TheyBlocked));
        assert_eq!(may_write(Role::Creator, standing(Confirmed, &theirs)), Err(YouBlocked));
        assert_eq!(may_write(Role::Owner, standing(Confirmed, &ours)), Err(YouBlocked));
        let both = [theirs, ours].concat();
        assert_eq!(may_write(Role::Owner, standing(Confirmed, &both)), Err(YouBlocked));
    }
}
