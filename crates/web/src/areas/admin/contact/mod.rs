//! What people wrote by the contact form, for the staff: the messages, and one with its answer.

mod answer;
mod list_page;
mod message_page;

pub use list_page::MessagesPage;
pub use message_page::MessagePage;
