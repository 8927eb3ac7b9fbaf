//! Accounts, sessions, users.

use shared::backups::DownloadTicket;
use shared::id::{ApiKeyId, SessionId, UserId};
use shared::identity::{
    ApiKey, AvatarOption, BeginView, ChangeEmail, ChangePassword, ChooseAvatar, ClosingAccount,
    CompleteSignIn, ConfirmSecondFactor, CreateApiKey, DataExport, DeleteAccount, Departure, Doors,
    EmailLink, ForgotPassword, LinkedAccount, Me, NewApiKey, Profile, Prove, Provider, PublicProfile,
    RecoveryCodes, Register, ResetPassword, Scope, SecondFactor, SecondFactorSetup, Session, SetPhone,
    SignIn, SignedIn, StartedAvatar, UpdateProfile, UpdateUser, User, UserQuery, UserSummary, VerifyEmail,
};
use shared::page::Page;

use super::{
    ApiResult, absolute, begin, delete, delete_from, delete_with, encode, get, get_with, patch, poke, post,
    put, tell, upload,
};

/// Opens an account and signs in.
pub async fn register(body: &Register) -> ApiResult<SignedIn> {
    post("/api/identity/register", body).await
}

/// Signs in.
pub async fn sign_in(body: &SignIn) -> ApiResult<SignedIn> {
    post("/api/identity/sign-in", body).await
}

/// Completes a sign-in with the second factor.
pub async fn complete_sign_in(body: &CompleteSignIn) -> ApiResult<SignedIn> {
    post("/api/identity/sign-in/second-factor", body).await
}

/// Proves again who one is.
pub async fn prove(body: &Prove) -> ApiResult<()> {
    tell("/api/identity/prove", body).await
}

/// How it stands with one's own second factor.
pub async fn second_factor() -> ApiResult<SecondFactor> {
    get("/api/identity/second-factor").await
}

/// Begins to set a second factor up.
pub async fn begin_second_factor() -> ApiResult<SecondFactorSetup> {
    begin("/api/identity/second-factor").await
}

/// Turns the second factor on with a first code.
pub async fn confirm_second_factor(body: &ConfirmSecondFactor) -> ApiResult<RecoveryCodes> {
    post("/api/identity/second-factor/confirm", body).await
}

/// Makes new recovery codes.
pub async fn renew_recovery_codes() -> ApiResult<RecoveryCodes> {
    begin("/api/identity/second-factor/recovery-codes").await
}

/// Turns one's own second factor off.
pub async fn turn_off_second_factor() -> ApiResult<()> {
    delete("/api/identity/second-factor").await
}

/// Takes an account's second factor away.
pub async fn reset_second_factor(id: UserId) -> ApiResult<()> {
    delete(&format!("/api/identity/users/{id}/second-factor")).await
}

/// The scopes that a key can have.
pub async fn api_scopes() -> ApiResult<Vec<Scope>> {
    get("/api/identity/keys/scopes").await
}

/// One's own keys, newest first.
pub async fn api_keys() -> ApiResult<Vec<ApiKey>> {
    get("/api/identity/keys").await
}

/// Makes a key; its secret is in the answer and can be told by nobody again.
pub async fn create_api_key(body: &CreateApiKey) -> ApiResult<NewApiKey> {
    post("/api/identity/keys", body).await
}

/// Revokes one's own key.
pub async fn revoke_api_key(id: ApiKeyId) -> ApiResult<()> {
    delete(&format!("/api/identity/keys/{id}")).await
}

/// The keys of an account, newest first.
pub async fn user_api_keys(id: UserId) -> ApiResult<Vec<ApiKey>> {
    get(&format!("/api/identity/users/{id}/keys")).await
}

/// Revokes a key of an account.
pub async fn revoke_user_api_key(id: UserId, key: ApiKeyId) -> ApiResult<()> {
    delete(&format!("/api/identity/users/{id}/keys/{key}")).await
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

/// One's own profile.
pub async fn profile() -> ApiResult<Profile> {
    get("/api/identity/profile").await
}

/// Changes one's own profile.
pub async fn update_profile(body: &UpdateProfile) -> ApiResult<Profile> {
    patch("/api/identity/profile", body).await
}

/// What this visitor may see of somebody.
pub async fn public_profile(handle: &str) -> ApiResult<PublicProfile> {
    get(&format!("/api/identity/profiles/{}", encode(handle))).await
}

/// The pictures to choose from.
pub async fn avatars() -> ApiResult<Vec<AvatarOption>> {
    get("/api/identity/avatars").await
}

/// Sends a picture of oneself.
pub async fn send_avatar(file: web_sys::File) -> ApiResult<StartedAvatar> {
    upload("/api/identity/avatar", file).await
}

/// Chooses one of our pictures.
pub async fn choose_avatar(body: &ChooseAvatar) -> ApiResult<Profile> {
    put("/api/identity/avatar", body).await
}

/// Takes one's own picture away.
pub async fn remove_avatar() -> ApiResult<Profile> {
    delete_from("/api/identity/avatar").await
}

/// Asks for another address.
pub async fn change_email(body: &ChangeEmail) -> ApiResult<()> {
    tell("/api/identity/email/change", body).await
}

/// Takes a new address by a mailed link.
pub async fn confirm_email(body: &EmailLink) -> ApiResult<()> {
    tell("/api/identity/email/confirm", body).await
}

/// Goes back to the old address by a mailed link.
pub async fn undo_email(body: &EmailLink) -> ApiResult<()> {
    tell("/api/identity/email/undo", body).await
}

/// The copies of one's data, newest first.
pub async fn data_exports() -> ApiResult<Vec<DataExport>> {
    get("/api/identity/data-export").await
}

/// Asks for a copy of one's data.
pub async fn request_data_export() -> ApiResult<DataExport> {
    begin("/api/identity/data-export").await
}

/// A link that downloads it once.
pub async fn data_export_ticket() -> ApiResult<DownloadTicket> {
    begin("/api/identity/data-export/download-ticket").await
}

/// Closes the account.
pub async fn delete_me(body: &DeleteAccount) -> ApiResult<ClosingAccount> {
    delete_with("/api/identity/me", body).await
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

/// Begins to look at the platform as another account.
pub async fn begin_view(id: UserId, body: &BeginView) -> ApiResult<SignedIn> {
    post(&format!("/api/identity/users/{id}/view"), body).await
}

/// Stops looking as another account.
pub async fn end_view() -> ApiResult<()> {
    delete("/api/identity/view").await
}
