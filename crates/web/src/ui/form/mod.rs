//! Forms: one column, labels above, help below, errors where they happen and summed up on top.
//!
//! A [`Form`] runs the validation that the API runs too, sends, and puts what came back where it belongs. Nothing
//! that was typed is lost on an error.

pub mod choice;
pub mod demo;
pub mod field;
pub mod file;
pub mod group;
pub mod state;
pub mod summary;

pub use choice::{Checkbox, Choices, Options, Select, SelectOption, Switch};
pub use field::{Field, Kind, PasswordField, TextArea, TextField, day_time};
pub use file::{FileField, PickFile};
pub use group::Group;
pub use state::Form;
pub use summary::FormView;
