//! Who may come in.

mod account;
mod address;
mod api_keys;
mod api_scopes;
mod bootstrap;
mod guessing;
mod password;
mod prove;
mod refresh;
mod revocation;
mod second_factor;
mod sessions;
mod sign_in;
mod token_matrix;
mod tokens;
mod users;
