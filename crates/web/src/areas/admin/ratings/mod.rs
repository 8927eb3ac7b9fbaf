//! Ratings for the staff: all of them, and taking one out of sight or bringing it back.

mod list_page;
mod moderate;

pub use list_page::RatingsPage;
