//! The pages of the brands themselves: the list, the invitation, and the rooms of the workspace.

mod history;
mod invitation;
mod members;
mod mine;
mod package;
mod profile;
mod settings;

pub use history::HistoryPage;
pub use invitation::InvitationPage;
pub use members::MembersPage;
pub use mine::MinePage;
pub use package::PackagePage;
pub use profile::ProfilePage;
pub use settings::SettingsPage;
