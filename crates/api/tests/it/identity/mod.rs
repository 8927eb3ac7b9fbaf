//! Who may come in.

mod sign_in;
