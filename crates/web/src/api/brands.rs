//! Brands: workspaces, who works in them, their packages and pages.

use shared::brands::{
    AnswerBrandInvitation, Brand, BrandInvitation, BrandInvitationPreview, BrandMember, BrandMembership,
    BrandPackages, BrandPage, BrandQuery, BrandRecord, BrandSummary, CreateBrand, CreateBrandInvitation,
    GrantPackage, HandOverBrand, ProlongPackage, StartedLogo, TrashBrand, TrashedBrand, UpdateBrand,
    UpdateBrandMember,
};
use shared::id::{BrandId, InvitationId, UserId};
use shared::page::Page;
use shared::revision::{Revision, RevisionQuery};

use super::{ApiResult, begin, delete, delete_from, encode, get, get_with, patch, post, upload};

/// The brands that one works in, the latest joined first.
pub async fn mine() -> ApiResult<Vec<BrandMembership>> {
    get("/api/brands/mine").await
}

/// The brands of one's own that are in the trash, the latest first.
pub async fn my_trash() -> ApiResult<Vec<TrashedBrand>> {
    get("/api/brands/trash").await
}

/// Makes a brand; who makes it is its owner.
pub async fn create(body: &CreateBrand) -> ApiResult<Brand> {
    post("/api/brands", body).await
}

/// One brand, as a member sees it.
pub async fn brand(id: BrandId) -> ApiResult<Brand> {
    get(&format!("/api/brands/{id}")).await
}

/// Changes what a brand says of itself.
pub async fn update(id: BrandId, body: &UpdateBrand) -> ApiResult<Brand> {
    patch(&format!("/api/brands/{id}"), body).await
}

/// Throws one's own brand away.
pub async fn trash(id: BrandId) -> ApiResult<TrashedBrand> {
    delete_from(&format!("/api/brands/{id}")).await
}

/// Brings one's own brand back.
pub async fn restore(id: BrandId) -> ApiResult<Brand> {
    begin(&format!("/api/brands/{id}/restore")).await
}

/// Sends a logo.
pub async fn send_logo(id: BrandId, file: web_sys::File) -> ApiResult<StartedLogo> {
    upload(&format!("/api/brands/{id}/logo"), file).await
}

/// Takes the logo away.
pub async fn remove_logo(id: BrandId) -> ApiResult<Brand> {
    delete_from(&format!("/api/brands/{id}/logo")).await
}

/// Who works in a brand, the longest there first.
pub async fn members(id: BrandId) -> ApiResult<Vec<BrandMember>> {
    get(&format!("/api/brands/{id}/members")).await
}

/// Gives a member another role.
pub async fn update_member(id: BrandId, user: UserId, body: &UpdateBrandMember) -> ApiResult<BrandMember> {
    patch(&format!("/api/brands/{id}/members/{user}"), body).await
}

/// Removes a member, or leaves.
pub async fn remove_member(id: BrandId, user: UserId) -> ApiResult<()> {
    delete(&format!("/api/brands/{id}/members/{user}")).await
}

/// Makes a member the owner.
pub async fn hand_over(id: BrandId, body: &HandOverBrand) -> ApiResult<Vec<BrandMember>> {
    post(&format!("/api/brands/{id}/owner"), body).await
}

/// The open invitations of a brand, newest first.
pub async fn invitations(id: BrandId) -> ApiResult<Vec<BrandInvitation>> {
    get(&format!("/api/brands/{id}/invitations")).await
}

/// Invites an address.
pub async fn invite(id: BrandId, body: &CreateBrandInvitation) -> ApiResult<BrandInvitation> {
    post(&format!("/api/brands/{id}/invitations"), body).await
}

/// Takes an invitation back.
pub async fn revoke_invitation(id: BrandId, invitation: InvitationId) -> ApiResult<()> {
    delete(&format!("/api/brands/{id}/invitations/{invitation}")).await
}

/// What an invitation says to whoever has its link.
pub async fn show_invitation(body: &AnswerBrandInvitation) -> ApiResult<BrandInvitationPreview> {
    post("/api/brands/invitations/show", body).await
}

/// Accepts an invitation.
pub async fn accept_invitation(body: &AnswerBrandInvitation) -> ApiResult<BrandMembership> {
    post("/api/brands/invitations/accept", body).await
}

/// The package of a brand with its use, and those before it.
pub async fn package(id: BrandId) -> ApiResult<BrandPackages> {
    get(&format!("/api/brands/{id}/package")).await
}

/// Grants a package.
pub async fn grant_package(id: BrandId, body: &GrantPackage) -> ApiResult<BrandPackages> {
    post(&format!("/api/brands/{id}/package"), body).await
}

/// Prolongs the package that is running.
pub async fn prolong_package(id: BrandId, body: &ProlongPackage) -> ApiResult<BrandPackages> {
    post(&format!("/api/brands/{id}/package/prolong"), body).await
}

/// Ends the package that is running.
pub async fn end_package(id: BrandId) -> ApiResult<BrandPackages> {
    delete_from(&format!("/api/brands/{id}/package")).await
}

/// What a brand said of itself before, newest first.
pub async fn revisions(id: BrandId, query: &RevisionQuery) -> ApiResult<Page<Revision>> {
    get_with(&format!("/api/brands/{id}/revisions"), query).await
}

/// Has a brand say again what it said then.
pub async fn revert(id: BrandId, revision: u32) -> ApiResult<Brand> {
    begin(&format!("/api/brands/{id}/revisions/{revision}/revert")).await
}

/// The public page of that name.
pub async fn page(handle: &str) -> ApiResult<BrandPage> {
    get(&format!("/api/brands/pages/{}", encode(handle))).await
}

/// Brands for the staff, newest first.
pub async fn list(query: &BrandQuery) -> ApiResult<Page<BrandSummary>> {
    get_with("/api/brands", query).await
}

/// Everything of a brand, for the staff.
pub async fn record(id: BrandId) -> ApiResult<BrandRecord> {
    get(&format!("/api/brands/{id}/record")).await
}

/// What any brand said of itself before, for the staff.
pub async fn record_revisions(id: BrandId, query: &RevisionQuery) -> ApiResult<Page<Revision>> {
    get_with(&format!("/api/brands/{id}/record/revisions"), query).await
}

/// Throws any brand away, for a reason.
pub async fn trash_record(id: BrandId, body: &TrashBrand) -> ApiResult<TrashedBrand> {
    post(&format!("/api/brands/{id}/record/trash"), body).await
}

/// Brings any brand back.
pub async fn restore_record(id: BrandId) -> ApiResult<BrandRecord> {
    begin(&format!("/api/brands/{id}/record/restore")).await
}

/// Sets any brand back to a revision.
pub async fn revert_record(id: BrandId, revision: u32) -> ApiResult<BrandRecord> {
    begin(&format!("/api/brands/{id}/record/revisions/{revision}/revert")).await
}
