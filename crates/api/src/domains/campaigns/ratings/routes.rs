//! `/api/campaigns/applications/{id}/ratings` and `/api/campaigns/ratings`.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use shared::campaigns::{
    ApplicationRatings, CreateRating, HideRating, ManagedRating, ManagedRatingQuery, PublicRating, Rating,
    RatingQuery, ReplyToRating,
};
use shared::id::{ApplicationId, BrandId, CreatorId, RatingId};
use shared::page::Page;

use super::super::applications::access::{Look, PartyTo};
use super::super::repo::ratings::About;
use super::access::{Rate, Rated};
use super::service::{read, staff, write};
use crate::app::AppState;
use crate::domains::identity::{Public, Staff, may};
use crate::http::{ApiResult, Handlers, Path, RequestContext, ValidJson, ValidQuery};

/// Registers the handlers.
pub fn configure(handlers: &mut Handlers<'_>) {
    handlers
        .service(list_creator_ratings)
        .service(list_brand_ratings)
        .service(list_managed_ratings)
        .service(get_application_ratings)
        .service(create_rating)
        .service(reply_to_rating)
        .service(hide_rating)
        .service(show_rating);
}

/// Show how the two sides of an application rated each other
///
/// Each side sees its own rating at once, and the other's when both are in, or 14 days after the campaign was completed.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))),
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 200, body = ApplicationRatings)))]
#[get("/api/campaigns/applications/{id}/ratings")]
async fn get_application_ratings(
    party: PartyTo<Look>,
    state: Data<AppState>,
) -> ApiResult<Json<ApplicationRatings>> {
    read::of_application(&state, &party).await.map(Json)
}

/// Rate the other side of an application
///
/// Once for each side, within 14 days after the campaign was completed, if the application was confirmed. It is shown, and
/// counted, when the other side has rated too, or when these days are over. It cannot be changed. For the creator, and for owners,
/// administrators and members of the brand.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = CreateRating,
    params(("id" = ApplicationId, Path, description = "The application.")),
    responses((status = 201, body = Rating)))]
#[post("/api/campaigns/applications/{id}/ratings")]
async fn create_rating(
    party: PartyTo<Rate>,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<CreateRating>,
) -> ApiResult<HttpResponse> {
    let rating = write::create(&state, &context, &party, body.0).await?;
    Ok(HttpResponse::Created().json(rating))
}

/// Reply to a rating
///
/// For the side that is rated, once, when the rating is shown. The reply is shown with it and cannot be changed.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("concerned"))), request_body = ReplyToRating,
    params(("id" = RatingId, Path, description = "The rating.")), responses((status = 200, body = Rating)))]
#[post("/api/campaigns/ratings/{id}/reply")]
async fn reply_to_rating(
    who: Rated,
    state: Data<AppState>,
    context: RequestContext,
    body: ValidJson<ReplyToRating>,
) -> ApiResult<Json<Rating>> {
    write::reply(&state, &context, &who, &body.0).await.map(Json)
}

/// List how brands rated a creator
///
/// What is shown, the newest first. The average of all of it is part of the creator's media kit.
#[utoipa::path(tag = "campaigns", security(()),
    params(("creator" = CreatorId, Path, description = "The creator."), RatingQuery),
    responses((status = 200, body = Page<PublicRating>)))]
#[get("/api/campaigns/ratings/of-creator/{creator}")]
async fn list_creator_ratings(
    _: Public,
    state: Data<AppState>,
    creator: Path<CreatorId>,
    query: ValidQuery<RatingQuery>,
) -> ApiResult<Json<Page<PublicRating>>> {
    read::of(&state, About::Creator(creator.0), &query.0).await.map(Json)
}

/// List how creators rated a brand
///
/// What is shown, the newest first; creators are not named. The average of all of it is part of the brand's page.
#[utoipa::path(tag = "campaigns", security(()),
    params(("brand" = BrandId, Path, description = "The brand."), RatingQuery),
    responses((status = 200, body = Page<PublicRating>)))]
#[get("/api/campaigns/ratings/of-brand/{brand}")]
async fn list_brand_ratings(
    _: Public,
    state: Data<AppState>,
    brand: Path<BrandId>,
    query: ValidQuery<RatingQuery>,
) -> ApiResult<Json<Page<PublicRating>>> {
    read::of(&state, About::Brand(brand.0), &query.0).await.map(Json)
}

/// List ratings, for the staff
///
/// Newest first, whether they are shown or not.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))), params(ManagedRatingQuery),
    responses((status = 200, body = Page<ManagedRating>)))]
#[get("/api/campaigns/ratings/managed")]
async fn list_managed_ratings(
    _: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    query: ValidQuery<ManagedRatingQuery>,
) -> ApiResult<Json<Page<ManagedRating>>> {
    staff::list(&state, &query.0).await.map(Json)
}

/// Take a rating out of sight
///
/// Out of the average, too. Whoever wrote it is told why.
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))), request_body = HideRating,
    params(("id" = RatingId, Path, description = "The rating.")),
    responses((status = 200, body = ManagedRating)))]
#[post("/api/campaigns/ratings/{id}/hide")]
async fn hide_rating(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<RatingId>,
    body: ValidJson<HideRating>,
) -> ApiResult<Json<ManagedRating>> {
    staff::hide(&state, &context, &who.user, id.0, &body.0.reason).await.map(Json)
}

/// Bring a rating back into sight
#[utoipa::path(tag = "campaigns", extensions(("x-who" = json!("staff"))),
    params(("id" = RatingId, Path, description = "The rating.")),
    responses((status = 200, body = ManagedRating)))]
#[post("/api/campaigns/ratings/{id}/show")]
async fn show_rating(
    who: Staff<may::ManageMarketplace>,
    state: Data<AppState>,
    context: RequestContext,
    id: Path<RatingId>,
) -> ApiResult<Json<ManagedRating>> {
    staff::show(&state, &context, &who.user, id.0).await.map(Json)
}
