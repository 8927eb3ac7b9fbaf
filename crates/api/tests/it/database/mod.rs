//! The database that everything stands on.

mod connecting;
