//! Certificates of drills. They are only ever added.

use bson::{DateTime, doc};
use futures::TryStreamExt;
use jiff::Timestamp;
use mongodb::IndexModel;
use mongodb::error::Result;
use serde::{Deserialize, Serialize};
use shared::backups::Drill;
use shared::id::DrillId;

use super::{MAX_TIME, Repo};
use crate::infra::db::index::plain;

/// One document of `backup_drills`: the certificate, with its instant as a date to sort by.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct DrillDoc {
    #[serde(rename = "_id")]
    id: DrillId,
    at: DateTime,
    certificate: Drill,
}

/// What `backup_drills` is searched by.
pub(super) fn indexes() -> Vec<IndexModel> {
    vec![plain(doc! { "at": -1, "_id": -1 })]
}

/// Where a drill stands in the list, which is newest first.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(in crate::domains::backups) struct Place {
    pub at: Timestamp,
    pub id: DrillId,
}

impl Repo {
    /// Keeps a certificate. A second one of the same drill (after its worker died) replaces the first.
    pub(in crate::domains::backups) async fn certify(&self, certificate: &Drill) -> Result<()> {
        let id = certificate.id;
        let doc = DrillDoc { id, at: DateTime::from_jiff(certificate.at), certificate: certificate.clone() };
        self.drills.replace_one(doc! { "_id": id.to_string() }, doc).upsert(true).await.map(|_| ())
    }

    /// Certificates, newest first.
    pub(in crate::domains::backups) async fn drills(
        &self,
        after: Option<Place>,
        limit: i64,
    ) -> Result<Vec<Drill>> {
        let filter = match after {
            None => doc! {},
            Some(Place { at, id }) => {
                let at = DateTime::from_jiff(at);
                doc! { "$or": [{ "at": { "$lt": at } }, { "at": at, "_id": { "$lt": id.to_string() } }] }
            }
        };
        let drills = self.drills.find(filter).sort(doc! { "at": -1, "_id": -1 }).limit(limit);
        drills.max_time(MAX_TIME).await?.map_ok(|doc| doc.certificate).try_collect().await
    }
}
