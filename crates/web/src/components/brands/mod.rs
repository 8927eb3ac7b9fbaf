//! What the workspace, the public pages and the console show of brands.

mod contact;
mod logo;
mod meter;
mod package;
mod people;
mod revisions;
pub mod words;

pub use contact::{Networks, WhatsAppLink, contact_facts};
pub use logo::BrandLogo;
pub use meter::UseMeter;
pub use package::{PackageView, PastPackages};
pub use people::member_name;
pub use revisions::BRAND;
