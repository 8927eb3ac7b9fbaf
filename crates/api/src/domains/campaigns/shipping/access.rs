//! What a handler does with a shipment, as types for [`PartyTo`](super::super::applications::access::PartyTo).

use super::super::applications::access::Deed;
use super::super::applications::rules::Role;
use super::rules::{self, Step};

macro_rules! deeds {
    ($($name:ident)+) => {$(
        #[doc = concat!("See [`Step::", stringify!($name), "`].")]
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl Deed for $name {
            fn is_for(role: Role) -> bool {
                rules::may(role, Step::$name)
            }
        }
    )+};
}

deeds! { Address Dispatch Receive Report Waive }
