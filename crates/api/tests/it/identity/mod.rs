//! Who may come in.

mod account;
mod address;
mod api_keys;
mod api_scopes;
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
mod revocation;
mod second_factor;
mod sessions;
mod sign_in;
mod token_matrix;
mod tokens;
mod users;
mod visitors;
mod wycheproof;
