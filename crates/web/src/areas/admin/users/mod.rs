//! Accounts: who may come in and what they may do.

mod access_card;
mod look;
mod security_card;
mod user_page;
mod users_page;
mod words;

pub use user_page::UserPage;
pub use users_page::UsersPage;
