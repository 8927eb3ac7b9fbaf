//! `/api/campaigns/deliverables`, and what is owed by a campaign or a signature.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use shared::campaigns::{
    AskChanges, CommentQuery, CreateDraftComment, DeliverableQuery, DeliverableWork, DraftComment,
    OwedDeliverable, PublishDeliverable, RejectDeliverable, SubmitDraft,
};
use shared::id::{ApplicationId, CampaignId, DeliverableId};
use shared::media::{FileLink, MediaFile};
use shared::page::Page;

use super::super::access::{BrandsCampaign, Look as LookAtCampaign};
use super::super::applications::access::{Look, PartyTo};
use super::access::{Approve, Changes, Comment, PieceOf, Publish, Reject, Submit};
use super::service::files::Sent;
use super::service::{Hand, brand, comments, creator, files, read};
use crate::app::AppState;
use crate::domains::identity::SignedIn;
use crate::http::{ApiResult, Handlers, Path, RequestContext, Upload, ValidJson, ValidQuery};

/// The most bytes of a file: those of the largest kind.
const MAX_FILE: usize = 512 * 1024 * 1024;

/// Registers the handlers. Words that are fixed come before ids.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_own_deliverables)
        .service(get_deliverable)
        .service(send_deliverable_file)
        .service(submit_deliverable)
        .service(create_draft_link)
        .service(approve_deliverable)
        .service(ask_deliverable_changes)
        .service(reject_deliverable)
        .service(publish_deliverable)
        .service(list_draft_comments)
        .service(create_draft_comment)
        .service(list_application_deliverables)
        .service(list_campaign_deliverables);
}

/// List what one owes
///
/// For creators, newest first: what was signed, wherever it stands.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("account"))), params(DeliverableQuery),
    responses((status = 200, body = Page<OwedDeliverable>)))]
#[get("/api/campaigns/deliverables/mine")]
async fn list_own_deliverables(
    who: SignedIn,
    state: Data<AppState>,
    query: ValidQuery<DeliverableQuery>,
) -> ApiResult<Json<Page<OwedDeliverable>>> {
    read::of_user(&state, who.0.id, &query.0).await.map(Json)
}

/// List what is owed by a signature
///
/// In the order of the brief, at most 100; nothing before it is signed. For its creator and everybody in the brand's
/// workspace.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = Vec<OwedDeliverable>)))]
#[get("/api/campaigns/applications/{id}/deliverables")]
async fn list_application_deliverables(
    party: PartyTo<Look>,
    state: Data<AppState>,
) -> ApiResult<Json<Vec<OwedDeliverable>>> {
    read::of_application(&state, party.application.id).await.map(Json)
}

/// List what is owed to a campaign
///
/// Oldest first. For its brand; `state=in_review` is what waits for an answer.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = CampaignId, Path, description = "The campaign."), DeliverableQuery),
    responses((status = 200, body = Page<OwedDeliverable>)))]
#[get("/api/campaigns/{id}/deliverables")]
async fn list_campaign_deliverables(
    who: BrandsCampaign<LookAtCampaign>,
    state: Data<AppState>,
    query: ValidQuery<DeliverableQuery>,
) -> ApiResult<Json<Page<OwedDeliverable>>> {
    read::of_campaign(&state, who.campaign.id, &query.0).await.map(Json)
}

/// Show a deliverable
///
/// With every draft and what came of it. To its creator and everybody in the brand's workspace; the work itself not to the
/// brand once it was rejected or the rights have ended.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = DeliverableId, Path, description = "The deliverable.")),
    responses((status = 200, body = DeliverableWork)))]
#[get("/api/campaigns/deliverables/{id}")]
async fn get_deliverable(piece: PieceOf<Look>, state: Data<AppState>) -> ApiResult<Json<DeliverableWork>> {
    read::get(&state, &piece.piece, piece.role).await.map(Json)
}

/// Send a file for a draft
///
/// A picture (PNG, JPEG, GIF, WebP) of at most 25 MB or a video (MP4, MOV, WebM) of at most 512 MB, as the body or as the
/// first part of a form. What it is, its content tells. It is kept as it is and thrown away unless a draft uses it within a
/// day; five can wait. For the creator, while a draft can be handed in.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = DeliverableId, Path, description = "The deliverable.")),
    request_body(content(
        (Vec<u8> = "application/octet-stream"), (Vec<u8> = "image/*"), (Vec<u8> = "video/*"),
        (Vec<u8> = "multipart/form-data"))),
    responses((status = 201, body = MediaFile)))]
#[post("/api/campaigns/deliverables/{id}/files")]
async fn send_deliverable_file(
    piece: PieceOf<Submit>,
    state: Data<AppState>,
    context: RequestContext,
    file: Upload<MAX_FILE>,
) -> ApiResult<HttpResponse> {
    let sent = Sent { path: file.path(), bytes: file.bytes(), sha256: file.sha256() };
    let file = files::send(&state, Hand::of(&piece, &context), sent).await?;
    Ok(HttpResponse::Created().json(file))
}

/// Hand in a draft
///
/// For the creator: the first one, and another after changes were asked for. The brand has until `due_at` to answer; if it
/// does not, it is approved by itself, or sent back where it is to be published and does not say that it is advertising.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = SubmitDraft,
    params(("id" = DeliverableId, Path, description = "The deliverable.")),
    responses((status = 200, body = DeliverableWork)))]
#[post("/api/campaigns/deliverables/{id}/drafts")]
async fn submit_deliverable(
    piece: PieceOf<Submit>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<SubmitDraft>,
) -> ApiResult<Json<DeliverableWork>> {
    creator::submit(&state, Hand::of(&piece, &context), body.0).await.map(Json)
}

/// Get an address of a draft's file
///
/// Good for a quarter of an hour, to show or to save, whole or in parts. For its creator and everybody in the brand's
/// workspace; not for the brand once it was rejected or the rights have ended.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = DeliverableId, Path, description = "The deliverable."),
        ("number" = u32, Path, description = "The draft's number.")),
    responses((status = 200, body = FileLink)))]
#[post("/api/campaigns/deliverables/{id}/drafts/{number}/link")]
async fn create_draft_link(
    piece: PieceOf<Look>,
    state: Data<AppState>,
    context: RequestContext,
    path: Path<(DeliverableId, u32)>,
) -> ApiResult<Json<FileLink>> {
    files::link(&state, Hand::of(&piece, &context), path.0.1).await.map(Json)
}

/// Approve a deliverable
///
/// For owners, administrators and members of the brand, while a draft is in review. What the creator publishes must say
/// that it is advertising. Where nothing is to be published the rights that were signed begin.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = DeliverableId, Path, description = "The deliverable.")),
    responses((status = 200, body = DeliverableWork)))]
#[post("/api/campaigns/deliverables/{id}/approve")]
async fn approve_deliverable(
    piece: PieceOf<Approve>,
    state: Data<AppState>,
    context: RequestContext,
) -> ApiResult<Json<DeliverableWork>> {
    brand::approve(&state, Hand::of(&piece, &context)).await.map(Json)
}

/// Ask for changes of a deliverable
///
/// Uses one of the rounds that were signed. For owners, administrators and members of the brand, while a draft is in
/// review.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = AskChanges,
    params(("id" = DeliverableId, Path, description = "The deliverable.")),
    responses((status = 200, body = DeliverableWork)))]
#[post("/api/campaigns/deliverables/{id}/changes")]
async fn ask_deliverable_changes(
    piece: PieceOf<Changes>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<AskChanges>,
) -> ApiResult<Json<DeliverableWork>> {
    brand::ask_changes(&state, Hand::of(&piece, &context), body.0).await.map(Json)
}

/// Reject a deliverable
///
/// With a reason, which the creator reads. For owners, administrators and members of the brand, while a draft is in review,
/// or while one is awaited that is late. It stays rejected, and the brand gets its files no more.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    request_body = RejectDeliverable,
    params(("id" = DeliverableId, Path, description = "The deliverable.")),
    responses((status = 200, body = DeliverableWork)))]
#[post("/api/campaigns/deliverables/{id}/reject")]
async fn reject_deliverable(
    piece: PieceOf<Reject>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<RejectDeliverable>,
) -> ApiResult<Json<DeliverableWork>> {
    brand::reject(&state, Hand::of(&piece, &context), body.0).await.map(Json)
}

/// Say where a deliverable was published
///
/// For the creator, once it is approved: the address of the post, on the network that was signed. A post stands for one
/// deliverable. The rights that were signed begin.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    request_body = PublishDeliverable,
    params(("id" = DeliverableId, Path, description = "The deliverable.")),
    responses((status = 200, body = DeliverableWork)))]
#[post("/api/campaigns/deliverables/{id}/publish")]
async fn publish_deliverable(
    piece: PieceOf<Publish>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<PublishDeliverable>,
) -> ApiResult<Json<DeliverableWork>> {
    creator::publish(&state, Hand::of(&piece, &context), body.0).await.map(Json)
}

/// List the comments on a deliverable's drafts
///
/// Oldest first. For its creator and everybody in the brand's workspace.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = DeliverableId, Path, description = "The deliverable."), CommentQuery),
    responses((status = 200, body = Page<DraftComment>)))]
#[get("/api/campaigns/deliverables/{id}/comments")]
async fn list_draft_comments(
    piece: PieceOf<Look>,
    state: Data<AppState>,
    query: ValidQuery<CommentQuery>,
) -> ApiResult<Json<Page<DraftComment>>> {
    comments::list(&state, piece.piece.id, &query.0).await.map(Json)
}

/// Comment on a draft
///
/// On all of it, on a moment of a video or on a spot of a picture. For its creator, and for owners, administrators and
/// members of the brand, while it is in review or changes are awaited.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    request_body = CreateDraftComment,
    params(("id" = DeliverableId, Path, description = "The deliverable.")),
    responses((status = 201, body = DraftComment)))]
#[post("/api/campaigns/deliverables/{id}/comments")]
async fn create_draft_comment(
    piece: PieceOf<Comment>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<CreateDraftComment>,
) -> ApiResult<HttpResponse> {
    let comment = comments::create(&state, Hand::of(&piece, &context), body.0).await?;
    Ok(HttpResponse::Created().json(comment))
}
