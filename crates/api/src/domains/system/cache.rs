//! Forgetting what is cached, on an administrator's word.

use shared::id::UserId;

use crate::app::AppState;
use crate::domains::audit::{AuditEntry, By, target};
use crate::domains::identity::CurrentUser;
use crate::http::{ApiResult, RequestContext};

/// The kind of cached public profiles.
pub const PUBLIC_PROFILE: &str = "public_profile";

/// Forgets what is cached about an account.
pub async fn forget_user(
    state: &AppState,
    staff: &CurrentUser,
    context: &RequestContext,
    user: UserId,
) -> ApiResult<()> {
    let by = By::person(staff.id, &staff.email, context);
    let entry = AuditEntry::new(by, "system.forget_cache", target("user", user, None));
    state.audit.record(entry, None).await?;
    state.cache.forget_subject(&user.to_string()).await;
    Ok(())
}

/// Forgets all public profiles that are cached.
pub async fn forget_public_profiles(
    state: &AppState,
    staff: &CurrentUser,
    context: &RequestContext,
) -> ApiResult<()> {
    let by = By::person(staff.id, &staff.email, context);
    let entry = AuditEntry::new(by, "system.forget_cache", target("cache", PUBLIC_PROFILE, None));
    state.audit.record(entry, None).await?;
    state.cache.forget_kind(PUBLIC_PROFILE).await;
    Ok(())
}
