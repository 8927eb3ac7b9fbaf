//! Figures of published posts for the staff: all of them, those whose screenshot was used before, and doubting one.

mod list_page;
mod look;

pub use list_page::MetricsPage;
