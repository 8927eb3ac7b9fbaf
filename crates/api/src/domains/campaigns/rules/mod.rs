//! Pure decisions: who may do what when, when a day or a stage ends, who fits, what a text is found by, what is signed.

pub mod agreement;
pub mod deadline;
pub mod fit;
pub mod moves;
pub mod search;
pub mod spanish;
pub mod timers;
pub mod work;
