//! The two sides of an application: the brand's and the creator's.

use shared::campaigns::OfferSide;

use super::rules::Role;

/// For which side this role acts.
pub const fn side_of(role: Role) -> Option<OfferSide> {
    match role {
        Role::Owner | Role::Admin | Role::Member => Some(OfferSide::Brand),
        Role::Creator => Some(OfferSide::Creator),
        Role::Viewer | Role::Platform | Role::Stranger => None,
    }
}

/// Whose view this role has, if it only looks.
pub const fn view_of(role: Role) -> OfferSide {
    match role {
        Role::Creator => OfferSide::Creator,
        _ => OfferSide::Brand,
    }
}

/// The other side.
pub const fn other(side: OfferSide) -> OfferSide {
    match side {
        OfferSide::Brand => OfferSide::Creator,
        OfferSide::Creator => OfferSide::Brand,
    }
}
