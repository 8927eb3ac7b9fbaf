//! The field census: what stands at every path of a collection, told after one walk in bounded memory.
//!
//! Pure: fed with documents, asked at the end. Objects and arrays are counted by their types; what is inside them has
//! paths of its own. Values are told apart by type and bytes: `1` and `1.0` are two. Under a name that hides everything
//! nothing is looked into.
//!
//! Bounds: 2,000 paths; exact counts of 10,000 different values a path and 96 MiB in all, beyond which a path goes over to
//! an estimate of how many there are (about 1 % off) and to lower bounds of how often the most common ones stand there.

mod collector;
mod estimate;
mod field;
mod order;

pub use collector::Collector;
pub use order::equality_key;

#[cfg(test)]
mod tests;
