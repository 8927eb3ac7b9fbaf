//! What the engine promises, proven at length: a seeded tenth by default, whole with `AVENUE_PROVE=1`.

mod damage;
mod hard_cases;
mod interrupted;
mod transfers;
