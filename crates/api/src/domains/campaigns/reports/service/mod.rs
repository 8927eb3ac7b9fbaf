//! Reports to print: asked for, made by a job, downloaded by a ticket.

mod ask;
mod download;
mod print;

pub use ask::{Wanted, ask, list};
pub use download::{forget, forget_person, open, ticket};
pub use print::{given_up, print};
