//! What is pointed at: what somebody who comments has chosen of a draft, shared by the draft and the form beside it.

use leptos::html;
use leptos::prelude::*;
use shared::campaigns::{CommentPlace, DraftComment, DraftContent, Spot};
use shared::id::DraftCommentId;
use shared::media::FileKind;

use super::place;
use crate::browser::{focus, ignore};

/// What a draft is, as far as pointing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A picture: spots.
    Picture,
    /// A video: moments, and spots of them.
    Video,
    /// It lies elsewhere: moments, which nobody can check.
    Elsewhere,
}

impl Shape {
    /// What a draft is.
    pub const fn of(content: &DraftContent) -> Self {
        match content {
            DraftContent::Url { .. } => Self::Elsewhere,
            DraftContent::File { file } => match file.kind {
                FileKind::Image => Self::Picture,
                FileKind::Video => Self::Video,
            },
        }
    }
}

/// What is pointed at. Copy it freely.
#[derive(Clone, Copy)]
pub struct Pick {
    /// The moment, as it is typed.
    pub moment: RwSignal<String>,
    /// How far from the left, as it is typed.
    pub left: RwSignal<String>,
    /// How far from above, as it is typed.
    pub above: RwSignal<String>,
    /// Whether a press on a video points instead of playing.
    pub pointing: RwSignal<bool>,
    /// The comment whose place is shown.
    pub lit: RwSignal<Option<DraftCommentId>>,
    /// The video, where it is one.
    pub video: NodeRef<html::Video>,
}

impl Pick {
    /// Nothing yet.
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            moment: empty(),
            left: empty(),
            above: empty(),
            pointing: RwSignal::new(false),
            lit: RwSignal::new(None),
            video: NodeRef::new(),
        }
    }

    /// Points at a spot. Of a video also at the moment that it stands at.
    pub fn point(self, spot: Spot) {
        self.left.set(place::percent(spot.x));
        self.above.set(place::percent(spot.y));
        if self.pointing.get_untracked() {
            self.take_moment();
        }
    }

    /// Points at the moment that the video stands at, and holds it there.
    pub fn take_moment(self) {
        if let Some(video) = self.video.get_untracked() {
            ignore(video.pause());
            self.moment.set(place::moment(place::of_seconds(video.current_time())));
        }
    }

    /// The spot that is pointed at; tracked.
    pub fn spot(self) -> Option<Spot> {
        place::read_spot(&self.left.get(), &self.above.get()).ok().flatten()
    }

    /// Points at nothing any more.
    pub fn clear(self) {
        for text in [self.moment, self.left, self.above] {
            text.set(String::new());
        }
        self.pointing.set(false);
    }

    /// Shows what a comment is about: its spot, and the moment of the video.
    pub fn show(self, comment: &DraftComment) {
        self.lit.set(Some(comment.id));
        if let (Some(CommentPlace::Moment { at_ms, .. }), Some(video)) =
            (comment.place, self.video.get_untracked())
        {
            ignore(video.pause());
            video.set_current_time(place::seconds(at_ms));
        }
    }

    /// Goes to the words of a comment.
    pub fn go_to(self, id: DraftCommentId) {
        self.lit.set(Some(id));
        focus(&comment_id(id));
    }
}

/// The id of a comment in the document.
pub fn comment_id(id: DraftCommentId) -> String {
    format!("comment-{id}")
}
