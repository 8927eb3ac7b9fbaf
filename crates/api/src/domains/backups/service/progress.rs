//! The engine's progress as a job's.

use archive::Event;
use shared::system::JobProgress;

/// What a page shows of a report: documents while there are some to count, else bytes, else collections.
pub(super) fn progress(event: &Event) -> JobProgress {
    let (amount, unit) = if event.documents.total > 0 {
        (event.documents, "documents")
    } else if event.bytes.total > 0 {
        (event.bytes, "bytes")
    } else {
        (event.collections, "collections")
    };
    JobProgress {
        phase: event.phase.name().to_owned(),
        item: event.collection.clone().unwrap_or_default(),
        done: amount.done,
        // An estimate that was passed is no total.
        total: (amount.total > 0).then_some(amount.total.max(amount.done)),
        unit: unit.to_owned(),
    }
}
