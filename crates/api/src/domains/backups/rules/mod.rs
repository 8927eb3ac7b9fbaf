//! Pure decisions: which archives stay, how things are named, what may be written into.

pub(super) mod names;
pub(super) mod retention;
pub(super) mod target;
