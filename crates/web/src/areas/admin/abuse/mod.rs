//! Reports of abuse for the staff: the cases, and one with everything that was reported of it.

mod case_page;
mod decide;
mod list_page;

pub use case_page::CasePage;
pub use list_page::CasesPage;
