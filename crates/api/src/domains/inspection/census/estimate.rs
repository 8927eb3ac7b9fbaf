//! How many different values there were, from their digests, in 16 KiB: HyperLogLog with 2^14 registers, whose standard
//! error is 0.8 %.

/// Bits of a digest that choose the register.
const PRECISION: u32 = 14;
/// Registers.
const REGISTERS: usize = 1 << PRECISION;

/// An estimate in the making.
#[derive(Debug, Clone)]
pub struct Estimate(Box<[u8]>);

impl Estimate {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self(vec![0; REGISTERS].into_boxed_slice())
    }

    /// Sees the digest of a value: 64 evenly spread bits.
    pub fn see(&mut self, digest: u64) {
        let register = usize::try_from(digest >> (64 - PRECISION)).unwrap_or(0);
        // The rest of the digest, with a bit behind it so that it is never without one.
        let rest = (digest << PRECISION) | (1 << (PRECISION - 1));
        let rank = u8::try_from(rest.leading_zeros() + 1).unwrap_or(u8::MAX);
        if let Some(seen) = self.0.get_mut(register) {
            *seen = rank.max(*seen);
        }
    }

    /// How many different digests were seen, about.
    pub fn count(&self) -> u64 {
        let registers = f64::from(1_u32 << PRECISION);
        let alpha = 0.7213 / (1.0 + 1.079 / registers);
        let sum: f64 = self.0.iter().map(|rank| 2_f64.powi(-i32::from(*rank))).sum();
        let raw = alpha * registers * registers / sum;
        let empty = self.0.iter().filter(|rank| **rank == 0).count();
        let count = match u32::try_from(empty) {
            // Few values: counting the empty registers is better.
            Ok(empty) if raw <= 2.5 * registers && empty > 0 => {
                registers * (registers / f64::from(empty)).ln()
            }
            _ => raw,
        };
        // Through text: there is no lossless number type to go by.
        format!("{count:.0}").parse().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::collector::value_key;
    use super::Estimate;

    #[test]
    fn the_estimate_is_within_four_per_cent() {
        for count in [0_u32, 1, 100, 10_000, 60_000, 300_000] {
            let mut estimate = Estimate::new();
            for n in 0..count {
                let digest = value_key(bson::RawBsonRef::Int64(i64::from(n)));
                estimate.see(digest);
                estimate.see(digest);
            }
            let told = i64::try_from(estimate.count()).unwrap();
            let off = (told - i64::from(count)).unsigned_abs();
            assert!(off * 25 <= u64::from(count), "{count} different values were told as {told}");
        }
    }
}
