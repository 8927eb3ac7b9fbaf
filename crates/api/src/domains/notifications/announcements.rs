//! What is announced in the console.

use bson::DateTime;
use mongodb::ClientSession;
use mongodb::error::Result;
use shared::id::{AnnouncementId, UserId};
use shared::notifications::{Announcement, AnnouncementQuery, Event};
use shared::page::Page;

use super::Notifications;
use super::repo::AnnouncementDoc;
use crate::http::{ApiResult, page};
use crate::infra::ids::new_id;

/// One announcement to be, for all of the staff.
#[derive(Debug, Clone)]
pub struct NewAnnouncement {
    /// What makes it the same announcement: a second one with this key is not made. Such as `drill_failed:<job>`.
    pub key: String,
    /// What happened.
    pub event: Event,
}

impl Notifications {
    /// Announces something in the console, in the caller's transaction if there is one; once per key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn announce(&self, new: NewAnnouncement, session: Option<&mut ClientSession>) -> Result<()> {
        let NewAnnouncement { key, event } = new;
        let announcement = AnnouncementDoc {
            id: AnnouncementId::new(new_id()),
            key,
            at: DateTime::from_jiff(self.clock.now()),
            level: event.level(),
            kind: event.word().to_owned(),
            text_es: event.es(),
            text_en: event.en(),
            link: Some(event.link()),
            read_by: Vec::new(),
            archived_by: Vec::new(),
        };
        self.announcements.add(&announcement, session).await
    }

    /// The announcements, newest first, with the reader's marks.
    ///
    /// # Errors
    /// When the cursor is not one of this list, or the database fails.
    pub async fn list_announcements(
        &self,
        reader: UserId,
        query: &AnnouncementQuery,
    ) -> ApiResult<Page<Announcement>> {
        let after = page::decode(query.cursor.as_deref())?;
        let limit = page::limit(query.limit);
        let found = self.announcements.list(reader, query, after, limit.saturating_add(1)).await?;
        Ok(page::page(found, limit, |announcement| announcement.id))
    }

    /// Marks an announcement as read by this reader; again changes nothing.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`](shared::error::ErrorCode::NotFound), or when the database fails.
    pub async fn mark_read(&self, reader: UserId, id: AnnouncementId) -> ApiResult<()> {
        let there = self.announcements.mark(id, reader, self.clock.now()).await?;
        self.marked(reader, there).await
    }

    /// Marks everything as read by this reader.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_all_read(&self, reader: UserId) -> ApiResult<()> {
        self.announcements.mark_all(reader, self.clock.now()).await?;
        self.marked(reader, true).await
    }

    /// Puts an announcement away for this reader, or back.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`](shared::error::ErrorCode::NotFound), or when the database fails.
    pub async fn put_announcement_away(
        &self,
        reader: UserId,
        id: AnnouncementId,
        away: bool,
    ) -> ApiResult<()> {
        let there = self.announcements.put_away(id, reader, away).await?;
        self.marked(reader, there).await
    }
}
