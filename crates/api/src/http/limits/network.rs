//! Which addresses are one sender.

use std::net::IpAddr;

/// The sender behind an address: an IPv4 address alone; of an IPv6 address its first 64 bits, because a household or a
/// machine has all of the rest to itself.
pub fn of(ip: &str) -> u128 {
    match ip.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V4(ip)) => u128::from(ip.to_bits()),
        Ok(IpAddr::V6(ip)) => ip.to_bits() & (u128::MAX << 64),
        // A connection without an address: they count together.
        Err(_) => u128::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn an_ipv6_network_is_one_sender_and_an_ipv4_address_is_one() {
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff:1:2:3"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("203.0.113.7"), of("203.0.113.8"));
        assert_eq!(of("203.0.113.7"), of("::ffff:203.0.113.7"), "the same address in other words");
        assert_eq!(of("unknown"), of("nonsense"));
    }
}
