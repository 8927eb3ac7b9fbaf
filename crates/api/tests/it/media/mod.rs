//! Files, and pictures of people: taking them in, delivering them, and what hostile ones can do (nothing).

mod avatar;
mod files;
mod hostile;
mod made;
mod places;
mod scan;

pub use made::gradient;
