//! The two kinds of sides: a live database read at one instant, and stored data.

use std::{collections::BTreeSet, sync::Arc};

use futures::StreamExt as _;
use tokio_util::sync::CancellationToken;

use super::{CompareError, report::SideInfo};
use crate::{
    Source, VerifyError,
    blocking::run,
    catalog::{CollectionSpec, for_each_document},
    digest::{FileHasher, Hash as _},
    progress::{Progress, Silent, Tracker},
    raw::len64,
    snapshot::{Counted, Reader, batch_size, settled},
    stored::{Documents, Stored},
};

/// What a side holds of one collection.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub spec: CollectionSpec,
    pub documents: u64,
    pub bytes: u64,
    pub sha256: String,
}

/// A side that was opened.
pub(crate) enum Opened {
    Stored(Arc<Stored>),
    Live(Box<Live>),
}

/// A live database at one instant.
pub(crate) struct Live {
    source: Source,
    reader: Reader,
    facts: Vec<Facts>,
}

/// Looks at documents, one after the other.
pub(crate) trait Look: Send + 'static {
    fn document(&mut self, collection: &str, bytes: &[u8]);
}

impl Opened {
    /// Opens stored data that were verified before.
    pub fn stored(stored: Arc<Stored>) -> Self {
        Self::Stored(stored)
    }

    /// Lists a database and reads the chosen collections once, or all of them.
    pub async fn live(
        source: &Source,
        chosen: Option<&BTreeSet<String>>,
        tracker: &mut Tracker<'_>,
    ) -> Result<Self, CompareError> {
        let (catalogue, reader) = settled(source).await.map_err(CompareError::unsettled)?;
        let mut live = Live { source: source.clone(), reader, facts: Vec::new() };
        for spec in catalogue.collections {
            if chosen.is_none_or(|chosen| chosen.contains(&spec.name)) {
                tracker.begin(&spec.name);
                let facts = live.facts(spec, tracker).await?;
                live.facts.push(facts);
                tracker.end();
            }
        }
        Ok(Self::Live(Box::new(live)))
    }

    pub fn facts(&self) -> Vec<Facts> {
        match self {
            Self::Live(live) => live.facts.clone(),
            Self::Stored(stored) => {
                let all = stored.collections.iter().map(|collection| Facts {
                    spec: collection.spec.clone(),
                    documents: collection.documents,
                    bytes: collection.bytes,
                    sha256: collection.sha256.clone(),
                });
                all.collect()
            }
        }
    }

    pub fn info(&self, facts: &[&Facts]) -> SideInfo {
        let (database, place) = match self {
            Self::Live(live) => (live.source.database.clone(), live.source.host.clone()),
            Self::Stored(stored) => (stored.database.clone(), stored.label()),
        };
        SideInfo {
            database,
            place,
            collections: len64(facts.len()),
            documents: facts.iter().map(|facts| facts.documents).sum(),
            bytes: facts.iter().map(|facts| facts.bytes).sum(),
        }
    }

    /// Shows every document of some collections to `look` and gives it back.
    pub async fn scan<L: Look>(
        &mut self,
        wanted: BTreeSet<String>,
        mut look: L,
        cancel: &CancellationToken,
    ) -> Result<L, CompareError> {
        match self {
            Self::Stored(stored) => {
                let stored = Arc::clone(stored);
                let scanned = run(&Silent, cancel, move |_: &dyn Progress, cancel| {
                    let mut adapter = Adapter { wanted, current: String::new(), look };
                    stored.read(&mut adapter, cancel).map(|()| adapter.look)
                });
                Ok(scanned.await.unwrap_or(Err(VerifyError::Cancelled))?)
            }
            Self::Live(live) => {
                for name in wanted {
                    let Some(facts) = live.facts.iter().find(|facts| facts.spec.name == name) else {
                        continue;
                    };
                    let counted = Counted { documents: facts.documents, bytes: facts.bytes };
                    let spec = facts.spec.clone();
                    live.read(&spec, counted, &mut |document| look.document(&name, document)).await?;
                }
                Ok(look)
            }
        }
    }
}

impl Live {
    async fn facts(
        &mut self,
        spec: CollectionSpec,
        tracker: &mut Tracker<'_>,
    ) -> Result<Facts, CompareError> {
        let mut facts = Facts { spec, documents: 0, bytes: 0, sha256: String::new() };
        if let Some(data) = facts.spec.data_collection() {
            let spec = facts.spec.clone();
            let counted = if Reader::needs_transaction(&spec) {
                // Small enough batches suit any capped collection.
                Counted { documents: 1, bytes: 16 * 1024 }
            } else {
                self.reader.count(&data).await.map_err(|error| CompareError::server(&spec.name, error))?
            };
            let (mut hasher, mut documents) = (FileHasher::default(), 0);
            self.read(&spec, counted, &mut |document| {
                hasher.update(document);
                documents += 1;
                tracker.advance(1, len64(document.len()));
            })
            .await?;
            let digests = hasher.finish();
            (facts.documents, facts.bytes, facts.sha256) = (documents, digests.bytes, digests.sha256);
        }
        Ok(facts)
    }

    async fn read(
        &mut self,
        spec: &CollectionSpec,
        counted: Counted,
        call: &mut (dyn FnMut(&[u8]) + Send),
    ) -> Result<(), CompareError> {
        let Some(data) = spec.data_collection() else { return Ok(()) };
        let server = |error| CompareError::server(&spec.name, error);
        if Reader::needs_transaction(spec) {
            let mut own = Reader::transaction(&self.source).await.map_err(server)?;
            let read = stream(&mut own, &data, counted, call).await;
            own.end().await;
            return read.map_err(server);
        }
        stream(&mut self.reader, &data, counted, call).await.map_err(server)
    }
}

async fn stream(
    reader: &mut Reader,
    data: &str,
    counted: Counted,
    call: &mut (dyn FnMut(&[u8]) + Send),
) -> Result<(), mongodb::error::Error> {
    let mut cursor = reader.open(data, batch_size(counted)).await?;
    let mut batches = cursor.stream(reader.session());
    while let Some(batch) = batches.next().await {
        for_each_document(batch?.doc_slices()?, |document| call(document.as_bytes()))?;
    }
    Ok(())
}

struct Adapter<L> {
    wanted: BTreeSet<String>,
    current: String,
    look: L,
}

impl<L: Look> Documents for Adapter<L> {
    fn begin(&mut self, collection: &CollectionSpec) -> bool {
        self.current.clone_from(&collection.name);
        self.wanted.contains(&collection.name)
    }

    fn document(&mut self, bytes: &[u8]) -> Result<(), VerifyError> {
        self.look.document(&self.current, bytes);
        Ok(())
    }

    fn end(&mut self) -> Result<(), VerifyError> {
        Ok(())
    }
}
