//! How long to wait before the next try.

use std::time::Duration;

/// Waits that grow by a factor up to a longest one, spread by a fifth either way, so that what failed together does not
/// come back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The wait after the first failure.
    pub first: Duration,
    /// How much longer each next wait is.
    pub factor: u32,
    /// No wait is longer, before spreading.
    pub longest: Duration,
}

impl Default for Backoff {
    /// 5 s, 20 s, 80 s … at most an hour.
    fn default() -> Self {
        Self { first: Duration::from_secs(5), factor: 4, longest: Duration::from_secs(3600) }
    }
}

impl Backoff {
    /// The wait after failure number `failures` (1 is the first). `chance` is any random byte.
    pub fn wait(&self, failures: u32, chance: u8) -> Duration {
        let factor = self.factor.saturating_pow(failures.saturating_sub(1));
        let wait = self.first.saturating_mul(factor).min(self.longest);
        // 80 % to 120 % of it.
        wait.saturating_mul(800 + u32::from(chance) * 400 / 255) / 1000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_longest_and_spread_by_a_fifth() {
        let backoff =
            Backoff { first: Duration::from_secs(60), factor: 4, longest: Duration::from_secs(86_400) };
        for (failures, minutes) in
            [(1, 1), (2, 4), (3, 16), (4, 64), (5, 256), (6, 1024), (7, 1440), (8, 1440)]
        {
            let least = backoff.wait(failures, 0).as_secs();
            let most = backoff.wait(failures, 255).as_secs();
            assert_eq!((least, most), (minutes * 48, minutes * 72), "after failure {failures}");
        }
        assert_eq!(backoff.wait(u32::MAX, 255), Duration::from_secs(103_680));
    }
}
