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
    /// The server's version.
    Build,
    /// The server's part in its deployment.
    Hello,
}

/// What the server says of itself.
#[derive(Debug, Clone, Default)]
pub struct Server {
    /// Its version.
    pub version: String,
    /// The name of its replica set, if it is one.
    pub replica_set: Option<String>,
    /// The members of the replica set, as they call each other.
    pub hosts: Vec<String>,
    /// Whether it is a router in front of shards.
    pub sharded: bool,
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
            Self::Build => doc! { "buildInfo": 1 },
            Self::Hello => doc! { "hello": 1 },
        }
    }
}

impl Repo {
    /// A question with many answers.
    pub(super) async fn ask(&self, database: &str, question: Question<'_>) -> Result<Vec<Document>> {
        self.database(database).run_cursor_command(question.command()).await?.try_collect().await
    }

    async fn ask_one(&self, database: &str, question: Question<'_>) -> Result<Document> {
        self.database(database).run_command(question.command()).await
    }

    /// What the server says of itself.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn server(&self, database: &str) -> Result<Server> {
        let build = self.ask_one(database, Question::Build).await?;
        let hello = self.ask_one(database, Question::Hello).await?;
        let hosts = hello.get_array("hosts").map(|hosts| hosts.iter().filter_map(|host| host.as_str()));
        Ok(Server {
            version: build.get_str("version").unwrap_or_default().to_owned(),
            replica_set: hello.get_str("setName").ok().map(ToOwned::to_owned),
            hosts: hosts.map(|hosts| hosts.map(ToOwned::to_owned).collect()).unwrap_or_default(),
            sharded: hello.get_str("msg").is_ok_and(|text| text == "isdbgrid"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Question;

    #[test]
    fn every_command_is_one_that_only_asks() {
        let asks = ["listCollections", "listIndexes", "buildInfo", "hello"];
        let all = [Question::Collections(None), Question::Indexes("c"), Question::Build, Question::Hello];
        let names: Vec<_> =
            all.iter().filter_map(|question| question.command().keys().next().cloned()).collect();
        assert_eq!(names, asks);
    }
}
