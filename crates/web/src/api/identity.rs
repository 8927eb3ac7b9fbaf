//! Accounts, sessions, users.

use shared::id::{SessionId, UserId};
use shared::identity::{
    ChangePassword, Departure, Doors, ForgotPassword, LinkedAccount, Me, Provider, Register, ResetPassword,
    Session, SetPhone, SignIn, SignedIn, UpdateMe, UpdateUser, User, UserQuery, UserSummary, VerifyEmail,
};
use shared::page::Page;

use super::{ApiResult, absolute, begin, delete, encode, get, get_with, patch, poke, post, put, tell};

/// Opens an account and signs in.
pub async fn register(body: &Register) -> ApiResult<SignedIn> {
    post("/api/identity/register", body).await
}

/// Signs in.
pub async fn sign_in(body: &SignIn) -> ApiResult<SignedIn> {
    post("/api/identity/sign-in", body).await
}

/// Renews the session by the cookie.
pub async fn refresh() -> ApiResult<SignedIn> {
    begin("/api/identity/refresh").await
}

/// Ends this session.
pub async fn sign_out() -> ApiResult<()> {
    poke("/api/identity/sign-out").await
}

/// Ends every session of the account.
pub async fn sign_out_everywhere() -> ApiResult<()> {
    poke("/api/identity/sign-out-everywhere").await
}

/// The account that is signed in.
pub async fn me() -> ApiResult<Me> {
    get("/api/identity/me").await
}

/// Changes the account that is signed in.
pub async fn update_me(body: &UpdateMe) -> ApiResult<Me> {
    patch("/api/identity/me", body).await
}

/// Changes the password and ends every other session.
pub async fn change_password(body: &ChangePassword) -> ApiResult<()> {
    tell("/api/identity/password/change", body).await
}

/// Asks for a link to choose a new password.
pub async fn forgot_password(body: &ForgotPassword) -> ApiResult<()> {
    tell("/api/identity/password/forgot", body).await
}

/// Chooses a new password by a mailed link.
pub async fn reset_password(body: &ResetPassword) -> ApiResult<()> {
    tell("/api/identity/password/reset", body).await
}

/// Proves the address by a mailed link.
pub async fn verify_email(body: &VerifyEmail) -> ApiResult<()> {
    tell("/api/identity/email/verify", body).await
}

/// Asks for another link that proves the address.
pub async fn send_verification() -> ApiResult<()> {
    poke("/api/identity/email/verification").await
}

/// Which ways in there are, besides the password.
pub async fn doors() -> ApiResult<Doors> {
    get("/api/identity/doors").await
}

/// Where a browser goes to sign in with Google; it comes back to `return_to`, a path of the app.
pub fn google_address(return_to: &str) -> String {
    absolute(&format!("/api/identity/google/start?return_to={}", encode(return_to)))
}

/// The identities that open the account.
pub async fn links() -> ApiResult<Vec<LinkedAccount>> {
    get("/api/identity/links").await
}

/// Where a browser goes to link a Google identity.
pub async fn link_google() -> ApiResult<Departure> {
    begin("/api/identity/links/google").await
}

/// Takes an identity away from the account.
pub async fn unlink(provider: Provider) -> ApiResult<()> {
    delete(&format!("/api/identity/links/{}", provider.as_str())).await
}

/// Gives, or changes, the phone number.
pub async fn set_phone(body: &SetPhone) -> ApiResult<Me> {
    put("/api/identity/phone", body).await
}

/// The devices that are signed in.
pub async fn sessions() -> ApiResult<Vec<Session>> {
    get("/api/identity/sessions").await
}

/// Ends one session.
pub async fn revoke_session(id: SessionId) -> ApiResult<()> {
    delete(&format!("/api/identity/sessions/{id}")).await
}

/// Accounts, newest first.
pub async fn users(query: &UserQuery) -> ApiResult<Page<UserSummary>> {
    get_with("/api/identity/users", query).await
}

/// One account.
pub async fn user(id: UserId) -> ApiResult<User> {
    get(&format!("/api/identity/users/{id}")).await
}

/// Changes an account's roles, permissions or state.
pub async fn update_user(id: UserId, body: &UpdateUser) -> ApiResult<User> {
    patch(&format!("/api/identity/users/{id}"), body).await
}

/// The devices signed in with an account.
pub async fn user_sessions(id: UserId) -> ApiResult<Vec<Session>> {
    get(&format!("/api/identity/users/{id}/sessions")).await
}

/// Ends every session of an account.
pub async fn revoke_user_sessions(id: UserId) -> ApiResult<()> {
    delete(&format!("/api/identity/users/{id}/sessions")).await
}
