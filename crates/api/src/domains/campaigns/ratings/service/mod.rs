//! What the domain does with ratings. Whatever changes something records it in the same transaction.

pub mod read;
pub mod reveal;
pub mod staff;
pub mod write;
