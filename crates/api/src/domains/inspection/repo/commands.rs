//! The commands that are asked: none changes anything, and none needs a right that Atlas keeps from people.

use bson::{Document, doc};
use futures::TryStreamExt;
use mongodb::error::Result;

use super::{MAX_TIME, Repo};

/// A command that asks.
#[derive(Debug, Clone, Copy)]
pub(super) enum Question<'a> {
    /// The collections and views, all or one of them.
    Collections(Option<&'a str>),
    /// The indexes of a collection.
    Indexes(&'a str),
}

impl Question<'_> {
    fn command(self) -> Document {
        let limit = i64::try_from(MAX_TIME.as_millis()).unwrap_or(i64::MAX);
        match self {
            Self::Collections(name) => {
                let filter = name.map_or_else(|| doc! {}, |name| doc! { "name": name });
                doc! { "listCollections": 1, "filter": filter, "maxTimeMS": limit }
            }
            Self::Indexes(collection) => doc! { "listIndexes": collection, "maxTimeMS": limit },
        }
    }
}

impl Repo {
    /// Asks. Only commands that answer with a cursor go this way, and none that changes something does.
    pub(super) async fn ask(&self, database: &str, question: Question<'_>) -> Result<Vec<Document>> {
        self.database(database).run_cursor_command(question.command()).await?.try_collect().await
    }
}

#[cfg(test)]
mod tests {
    use super::Question;

    #[test]
    fn every_command_is_one_that_only_asks() {
        let asks = ["listCollections", "listIndexes"];
        let all = [Question::Collections(None), Question::Indexes("c")];
        let names: Vec<_> =
            all.iter().filter_map(|question| question.command().keys().next().cloned()).collect();
        assert_eq!(names, asks);
    }
}
