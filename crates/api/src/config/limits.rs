//! How much anybody may ask for.

use super::reader::{Reader, Variable};

const EXPECTED: &str = "requests a minute from 1 to 1000000, or 0 for no limit";

const USER: Variable = Variable {
    group: "limits",
    name: "AVENUE_LIMIT_USER",
    description: "Requests a minute of one account",
    expected: EXPECTED,
};
const KEY: Variable = Variable {
    group: "limits",
    name: "AVENUE_LIMIT_KEY",
    description: "Requests a minute of one API key that has no limit of its own",
    expected: EXPECTED,
};
const ADDRESS: Variable = Variable {
    group: "limits",
    name: "AVENUE_LIMIT_ADDRESS",
    description: "Requests a minute of one network address without a credential; an IPv6 network of 64 bits counts as one",
    expected: EXPECTED,
};
const NETWORK: Variable = Variable {
    group: "limits",
    name: "AVENUE_LIMIT_NETWORK",
    description: "Requests a minute of one network address with a credential, good or not",
    expected: EXPECTED,
};
const WORK: Variable = Variable {
    group: "limits",
    name: "AVENUE_LIMIT_WORK",
    description: "Requests a minute of one caller that start work in the background",
    expected: EXPECTED,
};

/// How many requests a minute anybody may send; 0 is no limit.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// One account.
    pub user: u32,
    /// One API key that has no limit of its own.
    pub key: u32,
    /// One address, without a credential.
    pub address: u32,
    /// One address, with a credential.
    pub network: u32,
    /// One caller, for what starts work.
    pub work: u32,
}

impl Limits {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let mut rate = |variable, default| {
            let rate: u32 = reader.value(variable, default);
            if rate > 1_000_000 {
                reader.problem(variable, format!("{rate} is out of range"));
            }
            rate
        };
        Self {
            user: rate(USER, 600),
            key: rate(KEY, 600),
            address: rate(ADDRESS, 120),
            network: rate(NETWORK, 3_000),
            work: rate(WORK, 30),
        }
    }
}
