//! Ranges of network addresses, as in `192.0.2.0/24`.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::json::{FromJson, Value, from_text};

/// An address, or all that begin with the same bits (CIDR notation).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AddressRange {
    first: IpAddr,
    bits: u8,
}

impl AddressRange {
    /// Whether the address lies in it. An IPv4 address that is written as IPv6 counts as what it is.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.first, address.to_canonical()) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                let rest = 32_u32.saturating_sub(u32::from(self.bits));
                let begin = |bits: u32| bits.checked_shr(rest).unwrap_or(0);
                begin(first.to_bits()) == begin(address.to_bits())
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                let rest = 128_u32.saturating_sub(u32::from(self.bits));
                let begin = |bits: u128| bits.checked_shr(rest).unwrap_or(0);
                begin(first.to_bits()) == begin(address.to_bits())
            }
            _ => false,
        }
    }
}

impl fmt::Display for AddressRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.bits) {
            (first @ IpAddr::V4(_), 32) | (first @ IpAddr::V6(_), 128) => first.fmt(f),
            (first, bits) => write!(f, "{first}/{bits}"),
        }
    }
}

impl FromStr for AddressRange {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "expected an address such as 203.0.113.7 or a range such as 203.0.113.0/24";
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().map_err(|_| EXPECTED)?)),
            None => (text, None),
        };
        let first = address.parse::<IpAddr>().map_err(|_| EXPECTED)?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        if bits <= most { Ok(Self { first, bits }) } else { Err(EXPECTED) }
    }
}

impl Serialize for AddressRange {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AddressRange {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl FromJson for AddressRange {
    fn from_json(value: &mut Value) -> Option<Self> {
        from_text(value)
    }
}

#[cfg(test)]
mod tests {
    use super::AddressRange;

    #[test]
    fn a_range_holds_what_begins_alike() {
        let holds = |range: &str, address: &str| {
            range.parse::<AddressRange>().unwrap().contains(address.parse().unwrap())
        };
        assert!(holds("203.0.113.7", "203.0.113.7") && !holds("203.0.113.7", "203.0.113.8"));
        assert!(holds("203.0.113.0/24", "203.0.113.255") && !holds("203.0.113.0/24", "203.0.114.0"));
        assert!(holds("203.0.113.0/24", "::ffff:203.0.113.9"));
        assert!(holds("0.0.0.0/0", "8.8.8.8") && !holds("0.0.0.0/0", "2001:db8::1"));
        assert!(holds("2001:db8::/32", "2001:db8:ffff::1") && !holds("2001:db8::/32", "2001:db9::1"));
        assert!(holds("::/0", "2001:db8::1"));
        for wrong in
            ["", "203.0.113", "203.0.113.7/33", "2001:db8::/129", "203.0.113.7/", "anywhere", "1.2.3.4/-1"]
        {
            assert!(wrong.parse::<AddressRange>().is_err(), "{wrong}");
        }
        assert_eq!("2001:db8::/32".parse::<AddressRange>().unwrap().to_string(), "2001:db8::/32");
        assert_eq!("203.0.113.7/32".parse::<AddressRange>().unwrap().to_string(), "203.0.113.7");
    }
}
