//! Asking for work that reads a whole collection.

use serde_json::json;
use shared::inspection::ReferenceCheck;
use shared::system::Job;

use super::Look;
use super::documents::Asked;
use crate::domains::inspection::jobs::{CENSUS, REFERENCES, Task};
use crate::http::{ApiError, ApiResult};
use crate::infra::jobs::NewJob;

impl Look<'_> {
    /// Asks for the census of a collection.
    pub async fn start_census(&self, database: &str, name: &str) -> ApiResult<Job> {
        let eyes = self.eyes();
        eyes.collection(database, name).await?;
        let id = format!("{database}.{name}");
        self.record("inspection.start_census", "collection", &id, json!({})).await?;
        let task = Task { database: database.to_owned(), collection: name.to_owned(), check: None };
        self.start(CENSUS, &id, &task).await
    }

    /// Asks which references of a field point to nothing.
    pub async fn start_references(
        &self,
        database: &str,
        name: &str,
        check: ReferenceCheck,
    ) -> ApiResult<Job> {
        // Values of both fields are compared and told: the rule for filters is the rule here.
        for field in [&check.field, &check.target_field] {
            let searched = bson::doc! { field: { "$regex": "" } };
            Asked::searching(searched)?;
        }
        let eyes = self.eyes();
        eyes.collection(database, name).await?;
        eyes.collection(database, &check.target_collection).await?;
        let id = format!("{database}.{name}");
        self.record("inspection.start_references", "collection", &id, json!({ "check": check })).await?;
        let task = Task { database: database.to_owned(), collection: name.to_owned(), check: Some(check) };
        self.start(REFERENCES, &id, &task).await
    }

    async fn start(&self, kind: &'static str, subject: &str, task: &Task) -> ApiResult<Job> {
        let payload = bson::serialize_to_document(task).map_err(ApiError::internal)?;
        // One at a time for each person and question; somebody else's job is not theirs to see.
        let key = format!("{kind}:{}:{}", self.user, payload);
        let new = NewJob::new(kind, subject)
            .payload(payload)
            .unique_key(key)
            .started_by(self.user)
            .max_attempts(2)
            .cancellable();
        let id = self.state.jobs.enqueue(new, None).await?.id();
        let stored = self.state.jobs.get(id).await?;
        stored
            .map(|stored| stored.job)
            .ok_or_else(|| ApiError::internal("the job that was just made is gone"))
    }
}
