//! Reports: lists as spreadsheets, as they are filtered, and campaigns and creators as documents to print.
//!
//! A spreadsheet is written while its rows are read: to a file, a thousand documents at a time, so that memory stays the same
//! however many there are. Its numbers are numbers, and its days and times are those of the campaign's time zone.
//!
//! A document to print is made by a job, kept for a week and downloaded by a ticket. Who left the brand that it was made for
//! gets it no more.

mod content;
pub mod jobs;
pub mod routes;
pub mod service;
pub mod sheets;
pub mod words;
