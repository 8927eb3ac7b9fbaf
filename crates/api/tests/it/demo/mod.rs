//! The marketplace that is made up: that it is one that could be, that it can be read, and that what is read of it stands on
//! indexes.

mod command_line;
mod invariants;
mod market;
mod plans;
