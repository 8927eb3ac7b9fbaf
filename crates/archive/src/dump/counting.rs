//! Counting the next collection while the last one is being read.
//!
//! The count has to be there before a collection's first byte is written; asked for only then, the dump would stand
//! still while the server reads everything once. It is never further ahead than the next collection, so that what was
//! counted is still in the server's cache when it is read.

use tokio::sync::mpsc;
use tokio_util::task::AbortOnDropHandle;

use super::{DumpError, survey::Survey};
use crate::{
    Source,
    snapshot::{Counted, Reader},
};

type Count = (String, Result<Counted, mongodb::error::Error>);

/// The counts of all collections that are read in the snapshot, in the order of the dump.
pub(super) struct Counting {
    counts: mpsc::Receiver<Count>,
    /// Ends with the dump.
    _task: AbortOnDropHandle<()>,
}

impl Counting {
    /// Counts at the instant of a survey, in a session of its own.
    pub async fn ahead(source: &Source, survey: &Survey) -> Result<Self, DumpError> {
        let mut reader = Reader::at(source, survey.reader.instant())
            .await
            .map_err(|error| DumpError::server("counting documents", error))?;
        let snapshot = survey.chosen.iter().filter(|spec| !Reader::needs_transaction(spec));
        let collections: Vec<String> = snapshot.filter_map(|spec| spec.data_collection()).collect();
        // One waits in the channel, the next is being counted meanwhile.
        let (sender, counts) = mpsc::channel(1);
        let task = tokio::spawn(async move {
            for collection in collections {
                let count = reader.count(&collection).await;
                if sender.send((collection, count)).await.is_err() {
                    return;
                }
            }
        });
        Ok(Self { counts, _task: AbortOnDropHandle::new(task) })
    }

    /// The count of the collection whose turn it is.
    pub async fn next(&mut self, collection: &str) -> Result<Counted, mongodb::error::Error> {
        match self.counts.recv().await {
            Some((counted, count)) if counted == collection => count,
            _ => Err(mongodb::error::Error::custom(format!("the count of {collection:?} went missing"))),
        }
    }
}
