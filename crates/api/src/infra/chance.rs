//! Chance that a seed decides: the same seed gives the same, on every machine and for ever. For data that is made up, never
//! for secrets.

use jiff::Timestamp;
use uuid::{Builder, Uuid};

/// A source of chance. Cheap to make; what is made up apart takes one of its own, so that one does not change the other.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The source of one thing among many of its kind.
    pub fn of(seed: u64, kind: &str, number: u64) -> Self {
        let mixed = kind.bytes().fold(seed, |hash, byte| mix(hash ^ u64::from(byte)));
        Self(mix(mixed ^ mix(number)))
    }

    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number from 0 up to, and without, a bound; 0 where there is none.
    pub fn below(&mut self, bound: u64) -> u64 {
        let wide = u128::from(self.next()).wrapping_mul(u128::from(bound)) >> 64;
        u64::try_from(wide).unwrap_or(0)
    }

    /// A number between two, both among them.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high.saturating_sub(low)).unwrap_or(0).saturating_add(1);
        low.saturating_add(i64::try_from(self.below(width)).unwrap_or(0))
    }

    /// True so often in a hundred.
    pub fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    /// One of several; nothing of nothing.
    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let bound = u64::try_from(all.len()).unwrap_or(0);
        all.get(usize::try_from(self.below(bound)).unwrap_or(0))
    }

    /// One of several texts; an empty one of none.
    pub fn text<'a>(&mut self, all: &[&'a str]) -> &'a str {
        self.one_of(all).copied().unwrap_or_default()
    }

    /// Several of many, each at most once, in their order.
    pub fn some_of<T: Copy>(&mut self, all: &[T], count: usize) -> Vec<T> {
        let mut wanted = count.min(all.len());
        let mut left = all.len();
        let mut chosen = Vec::with_capacity(wanted);
        for one in all {
            let (some, of) = (u64::try_from(wanted).unwrap_or(0), u64::try_from(left).unwrap_or(0));
            if self.below(of) < some {
                chosen.push(*one);
                wanted = wanted.saturating_sub(1);
            }
            left = left.saturating_sub(1);
        }
        chosen
    }

    /// An instant between two, to the millisecond.
    pub fn moment(&mut self, from: Timestamp, until: Timestamp) -> Timestamp {
        let (from, until) = (from.as_millisecond(), until.as_millisecond());
        Timestamp::from_millisecond(self.between(from, until.max(from))).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// An id that was made at an instant: a UUID of version 7, as all ids are.
    pub fn id(&mut self, at: Timestamp) -> Uuid {
        let mut bytes = [0; 10];
        for (byte, random) in
            bytes.iter_mut().zip(self.next().to_le_bytes().into_iter().chain(self.next().to_le_bytes()))
        {
            *byte = random;
        }
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    /// Letters and digits, as networks call their posts by.
    pub fn code(&mut self, length: usize) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        (0..length).filter_map(|_| self.one_of(LETTERS).copied().map(char::from)).collect()
    }

    /// Digits, the first of them not 0.
    pub fn digits(&mut self, length: usize) -> String {
        let number = |place: usize, chance: &mut Self| chance.between(i64::from(place == 0), 9).to_string();
        (0..length).map(|place| number(place, self)).collect()
    }
}

const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_same_seed_gives_the_same_and_another_gives_something_else() {
        let draws = |seed, kind, number| {
            let mut chance = Chance::of(seed, kind, number);
            (0..50).map(|_| chance.below(1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(draws(1, "brand", 1), draws(1, "brand", 1));
        for other in [draws(2, "brand", 1), draws(1, "creator", 1), draws(1, "brand", 2)] {
            assert_ne!(draws(1, "brand", 1), other);
        }
        // For ever: what was made up once can be made up again.
        assert_eq!(Chance::of(7, "x", 0).below(1000), Chance::of(7, "x", 0).below(1000));
    }

    #[test]
    fn draws_keep_to_their_bounds_and_reach_them() {
        let mut chance = Chance::of(3, "bounds", 0);
        let mut seen = [0_u32; 6];
        for _ in 0..6_000 {
            let drawn = usize::try_from(chance.between(0, 5)).unwrap();
            seen[drawn] += 1;
        }
        assert!(seen.iter().all(|count| (800..1_200).contains(count)), "{seen:?}");
        assert_eq!(chance.below(0), 0);
        assert_eq!(chance.one_of::<u8>(&[]), None);
        assert_eq!(chance.between(4, 4), 4);
        for count in 0..6 {
            let some = chance.some_of(&[1, 2, 3, 4], count);
            assert_eq!(some.len(), count.min(4));
            assert!(some.is_sorted(), "{some:?}");
        }
    }

    #[test]
    fn ids_are_of_version_seven_and_sort_by_their_instant() {
        let mut chance = Chance::of(5, "ids", 0);
        let at = |text: &str| text.parse().unwrap();
        let (early, late) =
            (chance.id(at("2026-01-01T00:00:00Z")), chance.id(at("2026-01-01T00:00:00.001Z")));
        assert_eq!((early.get_version_num(), late.get_version_num()), (7, 7));
        assert!(early < late);
        assert_ne!(early, chance.id(at("2026-01-01T00:00:00Z")));
    }
}
