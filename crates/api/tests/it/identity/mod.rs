//! Who may come in.

mod account;
mod address;
mod bootstrap;
mod closing;
mod data_export;
mod email_change;
mod guessing;
mod password;
mod profile;
mod refresh;
mod sessions;
mod sign_in;
mod tokens;
mod users;
