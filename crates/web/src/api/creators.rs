//! Creators: one's own profile, the public ones, and all of them for the staff.

use shared::creators::{
    AddPortfolioLink, CreateCreator, Creator, CreatorQuery, CreatorRevision, CreatorSummary, ManagedCreator,
    ManagedCreatorQuery, MediaKit, ReplaceNetworks, ReplaceRates, StartedPicture, TrashManagedCreator,
    UpdateCreator, UpdateManagedCreator, UpdatePortfolioItem,
};
use shared::id::{CreatorId, MediaId, PortfolioItemId};
use shared::page::Page;
use shared::revision::RevisionQuery;

use super::{ApiResult, absolute, begin, delete_from, encode, get, get_with, patch, post, put, upload};

/// Becomes a creator.
pub async fn create(body: &CreateCreator) -> ApiResult<Creator> {
    post("/api/creators", body).await
}

/// One's own profile.
pub async fn own() -> ApiResult<Creator> {
    get("/api/creators/me").await
}

/// Changes one's own profile.
pub async fn update(body: &UpdateCreator) -> ApiResult<Creator> {
    patch("/api/creators/me", body).await
}

/// Throws one's own profile away.
pub async fn throw_away() -> ApiResult<Creator> {
    delete_from("/api/creators/me").await
}

/// Brings one's own profile back out of the trash.
pub async fn bring_back() -> ApiResult<Creator> {
    begin("/api/creators/me/restore").await
}

/// Replaces the list of one's accounts of networks.
pub async fn replace_networks(body: &ReplaceNetworks) -> ApiResult<Creator> {
    put("/api/creators/me/networks", body).await
}

/// Replaces one's rate card.
pub async fn replace_rates(body: &ReplaceRates) -> ApiResult<Creator> {
    put("/api/creators/me/rates", body).await
}

/// Adds a link to one's portfolio.
pub async fn add_link(body: &AddPortfolioLink) -> ApiResult<Creator> {
    post("/api/creators/me/portfolio", body).await
}

/// Sends a picture for one's portfolio.
pub async fn send_picture(file: web_sys::File) -> ApiResult<StartedPicture> {
    upload("/api/creators/me/portfolio/pictures", file).await
}

/// Calls an item of one's portfolio otherwise, or moves it.
pub async fn update_item(id: PortfolioItemId, body: &UpdatePortfolioItem) -> ApiResult<Creator> {
    patch(&format!("/api/creators/me/portfolio/{id}"), body).await
}

/// Removes an item from one's portfolio.
pub async fn remove_item(id: PortfolioItemId) -> ApiResult<Creator> {
    delete_from(&format!("/api/creators/me/portfolio/{id}")).await
}

/// The earlier states of one's own profile, the last one first.
pub async fn revisions(query: &RevisionQuery) -> ApiResult<Page<CreatorRevision>> {
    get_with("/api/creators/me/revisions", query).await
}

/// One earlier state of one's own profile.
pub async fn revision(number: u32) -> ApiResult<Creator> {
    get(&format!("/api/creators/me/revisions/{number}")).await
}

/// Goes back to an earlier state of one's own profile.
pub async fn restore_revision(number: u32) -> ApiResult<Creator> {
    begin(&format!("/api/creators/me/revisions/{number}/restore")).await
}

/// The creators whom everybody may find, newest first.
pub async fn public(query: &CreatorQuery) -> ApiResult<Page<CreatorSummary>> {
    get_with("/api/creators/public", query).await
}

/// The creators whom brands and the staff may find, newest first.
pub async fn for_brands(query: &CreatorQuery) -> ApiResult<Page<CreatorSummary>> {
    get_with("/api/creators", query).await
}

/// What this visitor may see of the creator with that handle.
pub async fn media_kit(handle: &str) -> ApiResult<MediaKit> {
    get(&format!("/api/creators/kits/{}", encode(handle))).await
}

/// A creator with or without a media kit, for brands and the staff.
pub async fn kit_of(id: CreatorId) -> ApiResult<MediaKit> {
    get(&format!("/api/creators/{id}")).await
}

/// Where a picture of a portfolio is, as a square of so many pixels.
pub fn picture_address(id: MediaId, size: u16) -> String {
    absolute(&format!("/api/media/{id}/{size}"))
}

/// Creators, newest first, whatever they show.
pub async fn managed(query: &ManagedCreatorQuery) -> ApiResult<Page<ManagedCreator>> {
    get_with("/api/creators/managed", query).await
}

/// Everything of a creator.
pub async fn managed_one(id: CreatorId) -> ApiResult<Creator> {
    get(&format!("/api/creators/managed/{id}")).await
}

/// Decides about a creator.
pub async fn update_managed(id: CreatorId, body: &UpdateManagedCreator) -> ApiResult<Creator> {
    patch(&format!("/api/creators/managed/{id}"), body).await
}

/// Throws a creator's profile away.
pub async fn trash_managed(id: CreatorId, body: &TrashManagedCreator) -> ApiResult<Creator> {
    post(&format!("/api/creators/managed/{id}/trash"), body).await
}

/// Brings a creator's profile back out of the trash.
pub async fn restore_managed(id: CreatorId) -> ApiResult<Creator> {
    begin(&format!("/api/creators/managed/{id}/restore")).await
}

/// The earlier states of a creator's profile, the last one first.
pub async fn managed_revisions(id: CreatorId, query: &RevisionQuery) -> ApiResult<Page<CreatorRevision>> {
    get_with(&format!("/api/creators/managed/{id}/revisions"), query).await
}

/// One earlier state of a creator's profile.
pub async fn managed_revision(id: CreatorId, number: u32) -> ApiResult<Creator> {
    get(&format!("/api/creators/managed/{id}/revisions/{number}")).await
}

/// Sets a creator's profile back to an earlier state.
pub async fn restore_managed_revision(id: CreatorId, number: u32) -> ApiResult<Creator> {
    begin(&format!("/api/creators/managed/{id}/revisions/{number}/restore")).await
}
