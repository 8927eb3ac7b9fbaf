//! Which database one is looking at.

use futures::{StreamExt, TryStreamExt};
use serde_json::json;
use shared::error::ErrorCode;
use shared::inspection::DatabaseIdentity;

use super::{Inspection, Look};
use crate::http::{ApiError, ApiResult};
use crate::infra::db::Deployment;
use crate::said;

/// How many collections are asked for their figures at once.
pub(super) const AT_ONCE: usize = 4;

impl Look<'_> {
    /// Every database that the platform's account may see, by name. Who asks again and again is told of once an hour.
    pub async fn databases(&self) -> ApiResult<Vec<DatabaseIdentity>> {
        let eyes = self.eyes();
        if eyes.told.get(&self.from).await.is_none() {
            self.record("inspection.list_databases", "server", "databases", json!({})).await?;
            eyes.told.insert(self.from.clone(), ()).await;
        }
        let names = eyes.repo.databases().await?;
        futures::stream::iter(&names).map(|name| eyes.identity(name)).buffered(AT_ONCE).try_collect().await
    }

    /// One database.
    pub async fn database(&self, name: &str) -> ApiResult<DatabaseIdentity> {
        self.record("inspection.read_database", "database", name, json!({})).await?;
        let eyes = self.eyes();
        eyes.check_database(name).await?;
        eyes.identity(name).await
    }
}

impl Inspection {
    /// Refuses a database that is not there, or is the server's own.
    pub(super) async fn check_database(&self, name: &str) -> ApiResult<()> {
        if self.repo.databases().await?.iter().any(|known| known == name) {
            return Ok(());
        }
        Err(ApiError::new(ErrorCode::NotFound)
            .detail(said!("there is no database \"{name}\"", "no existe la base de datos «{name}»")))
    }

    async fn identity(&self, name: &str) -> ApiResult<DatabaseIdentity> {
        let mut listed = self.repo.collections(name).await?;
        let all = listed.len();
        listed.retain(|collection| collection.name != archive::MARKER);
        let unfinished = listed.len() < all;
        let figures: Vec<_> = futures::stream::iter(&listed)
            .map(|collection| self.repo.figures(name, collection))
            .buffer_unordered(AT_ONCE)
            .try_collect()
            .await?;
        let sum = |of: fn(&_) -> u64| figures.iter().map(of).fold(0, u64::saturating_add);
        let here = &self.here.db;
        let (deployment, replica_set) = match here.deployment() {
            Deployment::Embedded => ("embedded", None),
            Deployment::ReplicaSet { name } => ("replica_set", Some(name.clone())),
            Deployment::Sharded => ("sharded", None),
        };
        Ok(DatabaseIdentity {
            host: here.host().to_owned(),
            name: name.to_owned(),
            environment: self.here.environment.clone(),
            server_version: here.server_version().to_owned(),
            deployment: deployment.to_owned(),
            replica_set,
            is_platform: name == here.name(),
            unfinished_restore: unfinished,
            collections: u64::try_from(listed.len()).unwrap_or(u64::MAX),
            documents: sum(|figures: &crate::domains::inspection::repo::Figures| {
                figures.documents.unwrap_or(0)
            }),
            data_bytes: sum(|figures| figures.data_bytes),
            storage_bytes: sum(|figures| figures.storage_bytes),
            indexes: sum(|figures| u64::try_from(figures.index_bytes.len()).unwrap_or(u64::MAX)),
            at: self.clock.now(),
        })
    }
}
