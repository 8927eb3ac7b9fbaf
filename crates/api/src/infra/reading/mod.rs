//! Figures read from screenshots of statistics pages: by Google's Gemini API when there is a key, else by Tesseract on
//! this machine.
//!
//! Knows no domain. What was read is a suggestion: a person confirms it, and where nothing could be read there is a clear
//! state from which a person can go on by hand.
//!
//! Invariants:
//! - A picture is looked at before it is decoded, and decoded within bounds of memory.
//! - Tesseract runs as a process of its own with limits of time and memory, and writes no file.
//! - Nothing that came from a picture is taken for more than text: a figure is what [`shared::figures`] reads, or nothing.
//! - Every figure says where it was read and how sure that is; places are in pixels of the picture as it is seen.

mod fingerprint;
mod gemini;
mod icons;
mod ink;
mod layout;
mod pages;
mod picture;
mod prepare;
mod tesseract;

use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use shared::creators::Platform;
use shared::figures::ReadFigure;

use crate::config;

pub use fingerprint::{Fingerprint, Likeness, Sketch};
pub use gemini::Gemini;
pub use layout::{Word, read_words};
pub use picture::{MAX_BYTES, Picture, Unreadable};
pub use tesseract::Tesseract;

/// The networks whose pages are known.
const KNOWN: &[Platform] = &[Platform::Instagram, Platform::TikTok, Platform::YouTube];

/// What was read from a picture. It may be nothing: then a person tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    /// One of each kind at most, in the order in which kinds are shown.
    pub figures: Vec<ReadFigure>,
    /// Whose page it seems to be.
    pub network: Option<Platform>,
}

/// Why nothing was read. The texts name no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The picture cannot be read by anybody.
    #[error(transparent)]
    Picture(#[from] Unreadable),
    /// The reader is not there, or its key or data is wrong: the owner can mend it.
    #[error("{0}")]
    NotReady(String),
    /// It took longer than it may.
    #[error("reading took longer than {} s", .0.as_secs())]
    TimedOut(Duration),
    /// The service does not want to read this picture.
    #[error("{0}")]
    Refused(String),
    /// What the reader answered is not of the form that it was asked for.
    #[error("{0}")]
    Nonsense(String),
    /// There is too much to do just now; perhaps it said when to ask again.
    #[error("{text}")]
    Busy {
        /// In words.
        text: String,
        /// When to ask again.
        after: Option<Duration>,
    },
    /// The network or the service failed.
    #[error("{0}")]
    Unreachable(String),
    /// The reader broke down over this picture.
    #[error("{0}")]
    Broken(String),
}

impl Failure {
    /// The same in one word, to be stored and shown.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Picture(_) => "picture",
            Self::NotReady(_) => "not_ready",
            Self::TimedOut(_) => "timed_out",
            Self::Refused(_) => "refused",
            Self::Nonsense(_) => "nonsense",
            Self::Busy { .. } => "busy",
            Self::Unreachable(_) => "unreachable",
            Self::Broken(_) => "broken",
        }
    }

    /// Whether the same picture may be read a little later, with nothing mended.
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::TimedOut(_) | Self::Busy { .. } | Self::Unreachable(_))
    }
}

/// Somebody who reads figures from pictures.
pub trait Reader: Send + Sync {
    /// Who it is, in one word: `gemini`, `tesseract`.
    fn kind(&self) -> &'static str;

    /// Reads the figures of a statistics page.
    fn read<'a>(&'a self, picture: &'a Picture) -> BoxFuture<'a, Result<Read, Failure>>;
}

/// The reader that the configuration names.
pub fn reader(settings: &config::Reading) -> Arc<dyn Reader> {
    match &settings.gemini {
        Some(gemini) => Arc::new(Gemini::new(gemini.clone())),
        None => Arc::new(Tesseract::new(settings.tesseract.clone())),
    }
}
