//! What somebody does with a thread, as types for [`PartyTo`](super::super::applications::access::PartyTo).

use super::super::applications::access::Deed;
use super::super::applications::rules::Role;
use super::super::applications::sides::side_of;

/// Write to the other side: the creator, and whoever works in the brand.
#[derive(Debug, Clone, Copy)]
pub struct Write;

impl Deed for Write {
    fn is_for(role: Role) -> bool {
        side_of(role).is_some()
    }
}
