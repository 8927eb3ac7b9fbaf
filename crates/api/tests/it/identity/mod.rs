//! Who may come in.

mod account;
mod address;
mod bootstrap;
mod guessing;
mod password;
mod prove;
mod refresh;
mod sessions;
mod sign_in;
mod tokens;
mod users;
