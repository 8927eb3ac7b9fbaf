//! Where an application may go from where, who may send it there, and which offer counts. The one table; the service asks
//! it before it writes.

use shared::campaigns::{ApplicationState, CampaignState, Offer, OfferSide};

/// What somebody is to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Owner of the brand's workspace.
    Owner,
    /// Administrator of it.
    Admin,
    /// Works in it.
    Member,
    /// Only looks.
    Viewer,
    /// Whose application it is. Who also works for the brand is nothing but this: nobody decides on their own.
    Creator,
    /// The platform: its campaign is completed, or its creator is gone.
    Platform,
    /// Anybody else.
    Stranger,
}

/// What is done with an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The brand is interested.
    Shortlist,
    /// The brand lays terms on the table.
    Offer,
    /// The brand takes the creator's terms as its own.
    Accept,
    /// The brand declines.
    Reject,
    /// The creator lays other terms on the table.
    Counter,
    /// The creator signs.
    Confirm,
    /// The creator takes it back.
    Withdraw,
}

impl Step {
    /// As a person reads it in an error: in English after "cannot be", in Spanish after "no".
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Shortlist => ("shortlisted", "se puede preseleccionar"),
            Self::Offer => ("given an offer", "puede recibir una oferta"),
            Self::Accept => {
                ("accepted on the creator's terms", "se puede aceptar con las condiciones de quien crea")
            }
            Self::Reject => ("rejected", "se puede rechazar"),
            Self::Counter => ("given a counter-offer", "puede recibir otra propuesta"),
            Self::Confirm => ("confirmed", "se puede confirmar"),
            Self::Withdraw => ("withdrawn", "se puede retirar"),
        }
    }
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// This role may not, wherever it stands.
    NotYours,
    /// Not from where it stands.
    NotNow,
    /// The campaign is not in work any more.
    CampaignOver,
}

/// Where a campaign stands while its applications are decided on.
pub const IN_WORK: &[CampaignState] = &[CampaignState::Published, CampaignState::Closed];

/// Whether this role may do that at all.
pub const fn may(role: Role, step: Step) -> bool {
    match role {
        Role::Owner | Role::Admin | Role::Member => {
            matches!(step, Step::Shortlist | Step::Offer | Step::Accept | Step::Reject)
        }
        Role::Creator => matches!(step, Step::Counter | Step::Confirm | Step::Withdraw),
        Role::Platform => matches!(step, Step::Reject | Step::Withdraw),
        Role::Viewer | Role::Stranger => false,
    }
}

/// Where the application stands afterwards.
///
/// # Errors
/// Why it cannot be done.
pub const fn after(
    state: ApplicationState,
    step: Step,
    role: Role,
    campaign: CampaignState,
) -> Result<ApplicationState, Refusal> {
    use ApplicationState::{Applied, Confirmed, Rejected, Shortlisted, Withdrawn};
    if !may(role, step) {
        return Err(Refusal::NotYours);
    }
    let in_work = matches!(campaign, CampaignState::Published | CampaignState::Closed);
    if !in_work && !matches!(role, Role::Platform) {
        return Err(Refusal::CampaignOver);
    }
    match (step, state) {
        (Step::Shortlist, Applied) => Ok(Shortlisted),
        (Step::Offer | Step::Accept | Step::Counter, Shortlisted) => Ok(Shortlisted),
        (Step::Confirm, Shortlisted) => Ok(Confirmed),
        (Step::Reject, Applied | Shortlisted) => Ok(Rejected),
        (Step::Withdraw, Applied | Shortlisted) => Ok(Withdrawn),
        _ => Err(Refusal::NotNow),
    }
}

/// Why the offer that somebody read is not what they can agree to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDeal {
    /// There is no offer.
    Nothing,
    /// What is on the table is one's own; the other side has not said yes to it.
    OwnOffer,
    /// Another offer was made since.
    Replaced,
}

/// The offer of the other side that is on the table, if it is the one that was read.
///
/// # Errors
/// Why it is not.
pub fn on_table(offers: &[Offer], by: OfferSide, number: u32) -> Result<&Offer, NoDeal> {
    let last = offers.last().ok_or(NoDeal::Nothing)?;
    if last.by != by {
        return Err(NoDeal::OwnOffer);
    }
    if last.number == number { Ok(last) } else { Err(NoDeal::Replaced) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared::campaigns::ApplicationState::{self, Applied, Confirmed, Rejected, Shortlisted, Withdrawn};
    use shared::campaigns::CampaignState;
    use shared::campaigns::{Compensation, Offer, OfferSide};
    use shared::money::{Currency, Money};

    use super::Role::{Admin, Creator, Member, Owner, Platform, Stranger, Viewer};
    use super::Step::{Accept, Confirm, Counter, Offer as Offered, Reject, Shortlist, Withdraw};
    use super::{IN_WORK, NoDeal, Refusal, Role, Step, after, on_table};

    const ROLES: [Role; 7] = [Owner, Admin, Member, Viewer, Creator, Platform, Stranger];
    const STEPS: [Step; 7] = [Shortlist, Offered, Accept, Reject, Counter, Confirm, Withdraw];
    const BRAND: &[Role] = &[Owner, Admin, Member];

    /// Everything that is allowed while the campaign is in work, or to the platform; what does not stand here is not.
    const ALLOWED: &[(Step, ApplicationState, ApplicationState, &[Role])] = &[
        (Shortlist, Applied, Shortlisted, BRAND),
        (Offered, Shortlisted, Shortlisted, BRAND),
        (Accept, Shortlisted, Shortlisted, BRAND),
        (Reject, Applied, Rejected, &[Owner, Admin, Member, Platform]),
        (Reject, Shortlisted, Rejected, &[Owner, Admin, Member, Platform]),
        (Counter, Shortlisted, Shortlisted, &[Creator]),
        (Confirm, Shortlisted, Confirmed, &[Creator]),
        (Withdraw, Applied, Withdrawn, &[Creator, Platform]),
        (Withdraw, Shortlisted, Withdrawn, &[Creator, Platform]),
    ];

    #[test]
    fn every_state_every_step_every_role_every_state_of_the_campaign() {
        let mut cells = 0;
        for campaign in CampaignState::ALL {
            for state in ApplicationState::ALL {
                for step in STEPS {
                    for role in ROLES {
                        let row = ALLOWED.iter().find(|(s, from, ..)| (*s, *from) == (step, *state));
                        let ever = ALLOWED.iter().any(|(s, _, _, who)| *s == step && who.contains(&role));
                        let expected = match row {
                            _ if !ever => Err(Refusal::NotYours),
                            _ if role != Platform && !IN_WORK.contains(campaign) => {
                                Err(Refusal::CampaignOver)
                            }
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
        assert_eq!(cells, 5 * 5 * 7 * 7);
    }

    fn offer(number: u32, by: OfferSide) -> Offer {
        Offer {
            number,
            by,
            compensation: Compensation::Fee { fee: Money::new(1, Currency::Eur) },
            note: None,
            at: "2026-11-21T00:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn one_agrees_to_the_other_sides_last_offer_by_its_number() {
        use OfferSide::{Brand, Creator};
        assert_eq!(on_table(&[], Brand, 1), Err(NoDeal::Nothing));
        let both = [offer(1, Brand), offer(2, Creator)];
        assert_eq!(on_table(&both, Creator, 2).map(|offer| offer.number), Ok(2));
        assert_eq!(on_table(&both, Creator, 1), Err(NoDeal::Replaced));
        assert_eq!(on_table(&both, Brand, 1), Err(NoDeal::OwnOffer));
    }

    proptest! {
        /// Whatever is tried in whatever order: what has ended stays as it ended.
        #[test]
        fn what_has_ended_stays(tries in proptest::collection::vec((0..7_usize, 0..7_usize, 0..5_usize), 0..60)) {
            let mut state = Applied;
            for (step, role, campaign) in tries {
                let Ok(next) = after(state, STEPS[step], ROLES[role], CampaignState::ALL[campaign]) else { continue };
                prop_assert!(!matches!(state, Confirmed | Rejected | Withdrawn));
                prop_assert!(next != Applied);
                state = next;
            }
        }
    }
}
