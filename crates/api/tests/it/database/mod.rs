//! The database that everything stands on.

mod child;
mod collections;
mod connecting;
mod lifecycle;
mod orphans;
mod processes;
mod refusals;
mod restarts;
mod transactions;
