//! How the two sides of an application rate each other, and what the staff does with ratings.

use shared::campaigns::{
    ApplicationRatings, CreateRating, HideRating, ManagedRating, ManagedRatingQuery, PublicRating, Rating,
    RatingQuery, ReplyToRating,
};
use shared::id::{ApplicationId, BrandId, CreatorId, RatingId};
use shared::page::Page;

use super::{ApiResult, begin, get, get_with, post};

/// Where the two sides of an application stand.
pub async fn of_application(id: ApplicationId) -> ApiResult<ApplicationRatings> {
    get(&format!("/api/campaigns/applications/{id}/ratings")).await
}

/// Rates the other side.
pub async fn create(id: ApplicationId, body: &CreateRating) -> ApiResult<Rating> {
    post(&format!("/api/campaigns/applications/{id}/ratings"), body).await
}

/// Says something to a rating of one's own side.
pub async fn reply(id: RatingId, body: &ReplyToRating) -> ApiResult<Rating> {
    post(&format!("/api/campaigns/ratings/{id}/reply"), body).await
}

/// How brands rated a creator, the newest first.
pub async fn of_creator(id: CreatorId, query: &RatingQuery) -> ApiResult<Page<PublicRating>> {
    get_with(&format!("/api/campaigns/ratings/of-creator/{id}"), query).await
}

/// How creators rated a brand, the newest first.
pub async fn of_brand(id: BrandId, query: &RatingQuery) -> ApiResult<Page<PublicRating>> {
    get_with(&format!("/api/campaigns/ratings/of-brand/{id}"), query).await
}

/// Ratings for the staff, newest first, shown or not.
pub async fn managed(query: &ManagedRatingQuery) -> ApiResult<Page<ManagedRating>> {
    get_with("/api/campaigns/ratings/managed", query).await
}

/// Takes a rating out of sight.
pub async fn hide(id: RatingId, body: &HideRating) -> ApiResult<ManagedRating> {
    post(&format!("/api/campaigns/ratings/{id}/hide"), body).await
}

/// Brings a rating back into sight.
pub async fn show(id: RatingId) -> ApiResult<ManagedRating> {
    begin(&format!("/api/campaigns/ratings/{id}/show")).await
}
