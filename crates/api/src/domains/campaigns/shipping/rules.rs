//! Where a shipment may go from where, who may send it there, and how long it may stay. The one table; the service asks it
//! before it writes.

use jiff::Timestamp;
use shared::campaigns::{CampaignState, ShipmentState, Timing};

use super::super::applications::rules::{Refusal, Role};
use super::super::rules::timers::after_days;
use super::super::rules::work::goes_on;

/// What is done with a shipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The creator says where to.
    Address,
    /// The brand sends it.
    Dispatch,
    /// The creator has it.
    Receive,
    /// The creator says what is wrong with it.
    Report,
    /// Nothing is to be sent after all.
    Waive,
    /// The time of a stage is over.
    Expire,
}

impl Step {
    /// As a person reads it in an error: in English after "cannot be", in Spanish after "no".
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Address => ("given an address", "puede recibir una dirección"),
            Self::Dispatch => ("sent", "se puede mandar"),
            Self::Receive => ("received", "se puede dar por recibido"),
            Self::Report => ("reported as damaged or lost", "se puede marcar como dañado o perdido"),
            Self::Waive => ("done without", "se puede dejar sin efecto"),
            Self::Expire => ("ended by its timer", "se puede terminar por su plazo"),
        }
    }
}

/// Whether this role may do that at all.
pub const fn may(role: Role, step: Step) -> bool {
    match role {
        Role::Owner | Role::Admin | Role::Member => matches!(step, Step::Dispatch | Step::Waive),
        Role::Creator => matches!(step, Step::Address | Step::Receive | Step::Report | Step::Waive),
        Role::Platform => matches!(step, Step::Expire),
        Role::Viewer | Role::Stranger => false,
    }
}

/// Where the shipment stands afterwards.
///
/// # Errors
/// Why it cannot be done.
pub const fn after(
    state: ShipmentState,
    step: Step,
    role: Role,
    campaign: CampaignState,
) -> Result<ShipmentState, Refusal> {
    use ShipmentState::{AwaitingAddress, AwaitingDispatch, Damaged, NotNeeded, Received, Sent};
    if !may(role, step) {
        return Err(Refusal::NotYours);
    }
    if !goes_on(campaign) {
        return Err(Refusal::CampaignOver);
    }
    match (step, state) {
        (Step::Address, AwaitingAddress | AwaitingDispatch) => Ok(AwaitingDispatch),
        // The next one may go elsewhere.
        (Step::Address, Damaged) => Ok(Damaged),
        (Step::Dispatch, AwaitingDispatch | Damaged) => Ok(Sent),
        // It turned up after all, or is good enough.
        (Step::Receive, Sent | Damaged) => Ok(Received),
        (Step::Report, Sent) => Ok(Damaged),
        // What a creator waits for is part of what they were promised: from then on only they can do without.
        (Step::Waive, AwaitingDispatch | Damaged) if matches!(role, Role::Creator) => Ok(NotNeeded),
        (Step::Waive, AwaitingAddress) => Ok(NotNeeded),
        // Who does not say where to gets nothing; what nobody complained about came.
        (Step::Expire, AwaitingAddress) => Ok(NotNeeded),
        (Step::Expire, Sent) => Ok(Received),
        // The brand is late. That is noted and told, and the creator's own time does not begin.
        (Step::Expire, AwaitingDispatch | Damaged) => Ok(state),
        _ => Err(Refusal::NotNow),
    }
}

/// Until when the next step is to be taken, in a state that is reached now.
pub fn due(state: ShipmentState, timing: Timing, now: Timestamp) -> Option<Timestamp> {
    let days = match state {
        ShipmentState::AwaitingAddress => timing.address_days,
        ShipmentState::AwaitingDispatch | ShipmentState::Damaged => timing.ship_days,
        ShipmentState::Sent => timing.transit_days,
        ShipmentState::Received | ShipmentState::NotNeeded => return None,
    };
    Some(after_days(now, days))
}

/// Whether somebody sees where it is sent to.
pub const fn sees_address(role: Role, state: ShipmentState) -> bool {
    match role {
        Role::Creator => true,
        Role::Owner | Role::Admin | Role::Member => !state.is_final(),
        Role::Viewer | Role::Platform | Role::Stranger => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared::campaigns::ShipmentState::{
        self, AwaitingAddress, AwaitingDispatch, Damaged, NotNeeded, Received, Sent,
    };
    use shared::campaigns::{CampaignState, Timing};

    use super::super::super::applications::rules::Role::{
        self, Admin, Creator, Member, Owner, Platform, Stranger, Viewer,
    };
    use super::Step::{self, Address, Dispatch, Expire, Receive, Report, Waive};
    use super::{Refusal, after, due, goes_on, sees_address};

    const ROLES: [Role; 7] = [Owner, Admin, Member, Viewer, Creator, Platform, Stranger];
    const STEPS: [Step; 6] = [Address, Dispatch, Receive, Report, Waive, Expire];
    const BRAND: &[Role] = &[Owner, Admin, Member];

    /// Everything that is allowed while the campaign goes on; what does not stand here is not.
    const ALLOWED: &[(Step, ShipmentState, ShipmentState, &[Role])] = &[
        (Address, AwaitingAddress, AwaitingDispatch, &[Creator]),
        (Address, AwaitingDispatch, AwaitingDispatch, &[Creator]),
        (Address, Damaged, Damaged, &[Creator]),
        (Dispatch, AwaitingDispatch, Sent, BRAND),
        (Dispatch, Damaged, Sent, BRAND),
        (Receive, Sent, Received, &[Creator]),
        (Receive, Damaged, Received, &[Creator]),
        (Report, Sent, Damaged, &[Creator]),
        (Waive, AwaitingAddress, NotNeeded, &[Owner, Admin, Member, Creator]),
        (Waive, AwaitingDispatch, NotNeeded, &[Creator]),
        (Waive, Damaged, NotNeeded, &[Creator]),
        (Expire, AwaitingAddress, NotNeeded, &[Platform]),
        (Expire, AwaitingDispatch, AwaitingDispatch, &[Platform]),
        (Expire, Sent, Received, &[Platform]),
        (Expire, Damaged, Damaged, &[Platform]),
    ];

    #[test]
    fn every_state_every_step_every_role_every_state_of_the_campaign() {
        let mut cells = 0;
        for campaign in CampaignState::ALL {
            for state in ShipmentState::ALL {
                for step in STEPS {
                    for role in ROLES {
                        let row = ALLOWED.iter().find(|(s, from, ..)| (*s, *from) == (step, *state));
                        let ever = ALLOWED.iter().any(|(s, _, _, who)| *s == step && who.contains(&role));
                        let expected = match row {
                            _ if !ever => Err(Refusal::NotYours),
                            _ if !goes_on(*campaign) => Err(Refusal::CampaignOver),
                            Some((_, _, to, who)) if who.contains(&role) => Ok(*to),
                            _ => Err(Refusal::NotNow),
                        };
                        let found = after(*state, step, role, *campaign);
                        assert_eq!(found, expected, "{campaign:?} {state:?} {step:?} {role:?}");
                        cells += 1;
                    }
                }
            }
        }
        assert_eq!(cells, 5 * 6 * 6 * 7);
    }

    #[test]
    fn each_stage_has_its_time_and_the_end_has_none() {
        let now = "2040-03-07T12:00:00Z".parse().unwrap();
        let days =
            |state| due(state, Timing::default(), now).map(|due| due.duration_since(now).as_hours() / 24);
        let found: Vec<_> = ShipmentState::ALL.iter().map(|state| days(*state)).collect();
        assert_eq!(found, [Some(3), Some(3), Some(8), Some(3), None, None]);
    }

    #[test]
    fn where_a_creator_lives_is_for_who_sends_as_long_as_there_is_something_to_send() {
        for state in ShipmentState::ALL {
            for role in ROLES {
                let sees =
                    role == Creator || (BRAND.contains(&role) && !matches!(state, Received | NotNeeded));
                assert_eq!(sees_address(role, *state), sees, "{role:?} {state:?}");
            }
        }
    }

    proptest! {
        /// Whatever is tried in whatever order: what has ended stays, and nothing is sent without an address.
        #[test]
        fn what_has_ended_stays(tries in proptest::collection::vec((0..6_usize, 0..7_usize, 0..5_usize), 0..60)) {
            let (mut state, mut addressed) = (AwaitingAddress, false);
            for (step, role, campaign) in tries {
                let Ok(next) = after(state, STEPS[step], ROLES[role], CampaignState::ALL[campaign]) else { continue };
                prop_assert!(!state.is_final());
                addressed |= STEPS[step] == Address;
                prop_assert!(next != Sent || addressed);
                state = next;
            }
        }
    }
}
