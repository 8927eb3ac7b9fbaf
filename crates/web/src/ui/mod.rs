//! Our kit: each component with its code, its style and its demo together. `/kit` shows them all.

pub mod button;
pub mod card;
pub mod chart;
pub mod code;
pub mod form;
pub mod format;
pub mod icon;
pub mod kept;
pub mod kit;
pub mod load;
pub mod overlay;
pub mod palette;
pub mod preferences;
pub mod progress;
pub mod state;
pub mod status;
pub mod table;
pub mod tabs;
pub mod text;
pub mod toast;
pub mod trail;
pub mod work;
