//! Creators for the staff: all of them, and everything of one.

mod creator_page;
mod decision;
mod history;
mod list_page;
mod networks;
mod trash;

pub use creator_page::CreatorPage;
pub use list_page::CreatorsPage;
