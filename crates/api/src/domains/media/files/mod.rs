//! Files that are kept as they came: pictures and videos of work, which nobody but those whom they concern may have.
//!
//! Unlike pictures of people they are not encoded anew: whoever ordered them wants them as they are. So nothing here ever
//! decodes one, what it is is told by its first bytes, and a browser gets it as that and nothing else, in a frame that can do
//! nothing. They are never in memory: they come from the disk and go to the store, and from the store to whoever reads.
//!
//! A file is about something of another domain, which says who may have it, and hands out passes: addresses that are good
//! for a moment, because a `<video>` can send no token.

mod kinds;
mod repo;
mod routes;
mod service;

pub use kinds::Seen;
pub(super) use repo::FilesRepo;
pub use routes::configure;
pub use service::NewFile;
