//! What one person is told inside the app.

use bson::DateTime;
use mongodb::ClientSession;
use shared::id::{NoticeId, UserId};
use shared::notifications::{Notice, NoticeQuery};
use shared::page::Page;

use super::Notifications;
use super::repo::NoticeDoc;
use crate::http::{ApiResult, page};
use crate::infra::ids::new_id;

/// One notice to be.
#[derive(Debug, Clone)]
pub struct NewNotice {
    /// To whom.
    pub user: UserId,
    /// What makes it the same notice: a second one with this key is not made. Such as `avatar_updated:<job>`.
    pub key: String,
    /// What it is about: `avatar_updated`, `avatar_refused`, `export_ready` …
    pub kind: &'static str,
    /// The finding in one sentence, Spanish.
    pub text_es: String,
    /// The finding in one sentence, English.
    pub text_en: String,
    /// Where in the app to look.
    pub link: Option<String>,
}

impl Notifications {
    /// Tells one person something, in the caller's transaction if there is one; once per key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tell(
        &self,
        new: NewNotice,
        session: Option<&mut ClientSession>,
    ) -> mongodb::error::Result<()> {
        let NewNotice { user, key, kind, text_es, text_en, link } = new;
        let notice = NoticeDoc {
            id: NoticeId::new(new_id()),
            user,
            key,
            at: DateTime::from_jiff(self.clock.now()),
            kind: kind.to_owned(),
            text_es,
            text_en,
            link,
            read_at: None,
        };
        self.notices.add(&notice, session).await
    }

    /// The notices to a person, newest first.
    ///
    /// # Errors
    /// When the cursor is not one of this list, or the database fails.
    pub async fn list_notices(&self, reader: UserId, query: &NoticeQuery) -> ApiResult<Page<Notice>> {
        let after = page::decode(query.cursor.as_deref())?;
        let limit = page::limit(query.limit);
        let found = self.notices.list(reader, after, limit.saturating_add(1)).await?;
        Ok(page::page(found, limit, |notice| notice.id))
    }

    /// Marks every notice to a person as read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_notices_read(&self, reader: UserId) -> ApiResult<()> {
        Ok(self.notices.mark_all(reader, self.clock.now()).await?)
    }
}
