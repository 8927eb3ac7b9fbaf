//! Roles, permissions and states in words.

use leptos::prelude::*;
use shared::identity::{Permission, Role, UserStatus};

use crate::i18n::tr;
use crate::ui::status::{Badge, Tone};

/// Every role, as an administrator gives them.
pub const ROLES: [Role; 4] = [Role::Admin, Role::Brand, Role::Creator, Role::Customer];

/// The name of a role.
pub fn role(role: Role) -> fn() -> &'static str {
    match role {
        Role::Admin => tr!(common.role_admin),
        Role::Brand => tr!(common.role_brand),
        Role::Creator => tr!(common.role_creator),
        Role::Customer => tr!(common.role_customer),
    }
}

/// The name of a permission.
pub fn permission(permission: Permission) -> fn() -> &'static str {
    match permission {
        Permission::ManageUsers => tr!(users.perm_manage_users),
        Permission::InspectData => tr!(users.perm_inspect_data),
        Permission::ManageBackups => tr!(users.perm_manage_backups),
        Permission::RestoreBackups => tr!(users.perm_restore_backups),
        Permission::ReadAudit => tr!(users.perm_read_audit),
        Permission::ReadMailbox => tr!(users.perm_read_mailbox),
        Permission::ManageSystem => tr!(users.perm_manage_system),
        Permission::ManageMarketplace => tr!(users.perm_manage_marketplace),
    }
}

/// The state of an account.
pub fn status(status: UserStatus) -> AnyView {
    match status {
        UserStatus::Active => view! { <Badge text=tr!(users.active) tone=Tone::Good/> }.into_any(),
        UserStatus::Suspended => view! { <Badge text=tr!(users.suspended) tone=Tone::Bad/> }.into_any(),
    }
}

/// The roles of an account.
pub fn roles(roles: &[Role]) -> AnyView {
    let badges = roles
        .iter()
        .map(|one| view! { <Badge text=role(*one) tone=if *one == Role::Admin { Tone::Info } else { Tone::Neutral }/> })
        .collect_view();
    view! { <span class="row tight">{badges}</span> }.into_any()
}
