//! The engine against a real server. One binary, so that one server serves all of it.

mod support;

mod compare;
mod damage;
mod dump;
mod hard_cases;
mod interrupted;
mod legacy;
mod restore;
mod transfers;
