//! The engine that writes documents: spreadsheets ([`sheet`]) and reports to print ([`report`]).
//!
//! It knows no HTTP, no database and no other part of the platform: typed data goes in, and bytes come out. Every text that is
//! printed comes from the caller, in the caller's language; only numbers are written here, by the rules of a [`Language`].
//!
//! - A spreadsheet is written row by row, so that a million rows need no more memory than ten. Numbers are numbers, dates are
//!   dates, and no text is ever taken as a formula.
//! - A report is laid out on pages of A4 and can be read aloud: it is tagged, has a language, a title and an outline. The same
//!   data gives the same bytes.

pub mod language;
pub mod report;
pub mod sheet;

pub use language::Language;
