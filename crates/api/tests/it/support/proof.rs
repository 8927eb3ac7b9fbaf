//! Long proofs: a seeded tenth by default, whole with `AVENUE_PROVE=1`. `AVENUE_SEED` repeats a run.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Whether proofs run whole.
pub fn is_whole() -> bool {
    std::env::var("AVENUE_PROVE").is_ok_and(|prove| prove == "1")
}

/// How many of `whole` cases to run.
pub fn cases(whole: u32) -> u32 {
    if is_whole() { whole } else { whole.div_ceil(10) }
}

/// Numbers from the seed, which is printed.
pub struct Dice {
    seed: u64,
    thrown: u64,
}

impl Dice {
    pub fn new() -> Self {
        let seed = std::env::var("AVENUE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_121);
        println!("AVENUE_SEED={seed}");
        Self { seed, thrown: 0 }
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        self.thrown += 1;
        let mut hasher = DefaultHasher::new();
        (self.seed, self.thrown).hash(&mut hasher);
        u32::try_from(hasher.finish() % u64::from(end)).unwrap()
    }
}
