//! Carrying out what was signed: the product that is sent, what is delivered, and what the brand may do with it.

use shared::campaigns::{
    AskChanges, CommentQuery, CreateDraftComment, DeliverableWork, DraftComment, OwedDeliverable,
    PublishDeliverable, RejectDeliverable, ReportShipment, Rights, SendShipment, Shipment, ShippingAddress,
    SubmitDraft,
};
use shared::error::ErrorCode;
use shared::id::{ApplicationId, DeliverableId};
use shared::media::{FileLink, MediaFile};
use shared::page::Page;
use web_sys::File;

use super::{ApiResult, Watched, begin, get, get_with, post, put, upload_watched};

/// What is not there is no problem.
fn if_there<T>(answer: ApiResult<T>) -> ApiResult<Option<T>> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(problem) if problem.is(ErrorCode::NotFound) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// How the product comes to the creator; none where nothing is sent.
pub async fn shipment(id: ApplicationId) -> ApiResult<Option<Shipment>> {
    if_there(get(&format!("/api/campaigns/applications/{id}/shipment")).await)
}

/// Says where to.
pub async fn set_address(id: ApplicationId, body: &ShippingAddress) -> ApiResult<Shipment> {
    put(&format!("/api/campaigns/applications/{id}/shipment/address"), body).await
}

/// Says that it is on its way.
pub async fn send(id: ApplicationId, body: &SendShipment) -> ApiResult<Shipment> {
    post(&format!("/api/campaigns/applications/{id}/shipment/send"), body).await
}

/// Says that it came.
pub async fn receive(id: ApplicationId) -> ApiResult<Shipment> {
    begin(&format!("/api/campaigns/applications/{id}/shipment/receive")).await
}

/// Says what is wrong with it.
pub async fn report(id: ApplicationId, body: &ReportShipment) -> ApiResult<Shipment> {
    post(&format!("/api/campaigns/applications/{id}/shipment/report"), body).await
}

/// Says that nothing is to be sent.
pub async fn waive(id: ApplicationId) -> ApiResult<Shipment> {
    begin(&format!("/api/campaigns/applications/{id}/shipment/waive")).await
}

/// What is owed by a signature, in the order of the brief.
pub async fn pieces(id: ApplicationId) -> ApiResult<Vec<OwedDeliverable>> {
    get(&format!("/api/campaigns/applications/{id}/deliverables")).await
}

/// One deliverable with its drafts.
pub async fn piece(id: DeliverableId) -> ApiResult<DeliverableWork> {
    get(&format!("/api/campaigns/deliverables/{id}")).await
}

/// Sends a file for a draft.
pub async fn send_file(id: DeliverableId, file: File, gone: impl Fn(u64) + 'static) -> ApiResult<MediaFile> {
    upload_watched(&format!("/api/campaigns/deliverables/{id}/files"), Watched::new(file, gone)).await
}

/// Hands in a draft.
pub async fn submit(id: DeliverableId, body: &SubmitDraft) -> ApiResult<DeliverableWork> {
    post(&format!("/api/campaigns/deliverables/{id}/drafts"), body).await
}

/// An address of a draft's file that is good for a moment.
pub async fn draft_link(id: DeliverableId, number: u32) -> ApiResult<FileLink> {
    begin(&format!("/api/campaigns/deliverables/{id}/drafts/{number}/link")).await
}

/// Is content with a draft.
pub async fn approve(id: DeliverableId) -> ApiResult<DeliverableWork> {
    begin(&format!("/api/campaigns/deliverables/{id}/approve")).await
}

/// Asks for changes.
pub async fn ask_changes(id: DeliverableId, body: &AskChanges) -> ApiResult<DeliverableWork> {
    post(&format!("/api/campaigns/deliverables/{id}/changes"), body).await
}

/// Does not take it.
pub async fn reject(id: DeliverableId, body: &RejectDeliverable) -> ApiResult<DeliverableWork> {
    post(&format!("/api/campaigns/deliverables/{id}/reject"), body).await
}

/// Says where it was published.
pub async fn publish(id: DeliverableId, body: &PublishDeliverable) -> ApiResult<DeliverableWork> {
    post(&format!("/api/campaigns/deliverables/{id}/publish"), body).await
}

/// Everything that was said of a draft, oldest first.
pub async fn comments(id: DeliverableId, draft: u32) -> ApiResult<Vec<DraftComment>> {
    let path = format!("/api/campaigns/deliverables/{id}/comments");
    let mut query = CommentQuery { draft: Some(draft), limit: Some(100), cursor: None };
    let mut said = Vec::new();
    loop {
        let page: Page<DraftComment> = get_with(&path, &query).await?;
        said.extend(page.items);
        match page.next_cursor {
            Some(cursor) => query.cursor = Some(cursor),
            None => return Ok(said),
        }
    }
}

/// Says something of a draft.
pub async fn comment(id: DeliverableId, body: &CreateDraftComment) -> ApiResult<DraftComment> {
    post(&format!("/api/campaigns/deliverables/{id}/comments"), body).await
}

/// What the brand may do with a deliverable; none before it is done, and where nothing was agreed on.
pub async fn rights(id: DeliverableId) -> ApiResult<Option<Rights>> {
    if_there(get(&format!("/api/campaigns/deliverables/{id}/rights")).await)
}
