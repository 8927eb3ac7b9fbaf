//! What one person was told inside the app: read, marked, put away.

use shared::error::ErrorCode;
use shared::id::{NoticeId, UserId};
use shared::notifications::{Notice, NoticeQuery, UNREAD_MOST, Unread};
use shared::page::Page;

use super::Notifications;
use crate::http::{ApiError, ApiResult, page};

impl Notifications {
    /// The notices to a person, newest first.
    ///
    /// # Errors
    /// When the cursor is not one of this list, or the database fails.
    pub async fn list_notices(&self, reader: UserId, query: &NoticeQuery) -> ApiResult<Page<Notice>> {
        let after = page::decode(query.cursor.as_deref())?;
        let limit = page::limit(query.limit);
        let found = self.notices.list(reader, query, after, limit.saturating_add(1)).await?;
        Ok(page::page(found, limit, |notice| notice.id))
    }

    /// How much waits to be read; of announcements only for the staff.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_unread(&self, reader: UserId, staff: bool) -> ApiResult<Unread> {
        let notices = self.notices.unread(reader, UNREAD_MOST).await?;
        let announcements =
            if staff { Some(self.announcements.unread(reader, UNREAD_MOST).await?) } else { None };
        Ok(Unread { notices, announcements })
    }

    /// Marks a notice as read; the first mark stands.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when the reader has none of this id, or the database fails.
    pub async fn mark_notice_read(&self, reader: UserId, id: NoticeId) -> ApiResult<()> {
        let there = self.notices.mark(id, reader, self.clock.now()).await?;
        self.marked(reader, there).await
    }

    /// Marks every notice to a person as read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_notices_read(&self, reader: UserId) -> ApiResult<()> {
        self.notices.mark_all(reader, self.clock.now()).await?;
        self.marked(reader, true).await
    }

    /// Puts a notice away, or back.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when the reader has none of this id, or the database fails.
    pub async fn put_notice_away(&self, reader: UserId, id: NoticeId, away: bool) -> ApiResult<()> {
        let there = if away {
            self.notices.put_away(id, reader, self.clock.now()).await?
        } else {
            self.notices.put_back(id, reader).await?
        };
        self.marked(reader, there).await
    }

    /// Tells whoever of them listens that something was marked, if it was.
    pub(super) async fn marked(&self, reader: UserId, there: bool) -> ApiResult<()> {
        if !there {
            return Err(ApiError::new(ErrorCode::NotFound));
        }
        Ok(self.settings.touch(reader, self.clock.now()).await?)
    }
}
