//! Who may come in.

mod account;
mod address;
mod bootstrap;
mod firebase;
mod forgeries;
mod google;
mod google_attacks;
mod guessing;
mod password;
mod phone;
mod prove;
mod refresh;
mod sessions;
mod sign_in;
mod tokens;
mod users;
mod visitors;
mod wycheproof;
