//! What one was told, and how one wants to be told.

mod centre;
mod settings;

pub use centre::NoticesPage;
pub use settings::SettingsPage;
