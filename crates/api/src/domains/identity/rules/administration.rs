//! What an administrator may change about an account.

use shared::error::ErrorCode;
use shared::identity::{Permission, Role, UpdateUser, UserStatus};

use crate::http::{ApiError, ApiResult};
use crate::said;

/// What of an account an administrator decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What it may act as.
    pub roles: Vec<Role>,
    /// What an administrator may do.
    pub permissions: Vec<Permission>,
    /// Whether it may be used.
    pub status: UserStatus,
}

impl Standing {
    /// Whether this account can give and take rights. One such account must always be left.
    pub fn manages_users(&self) -> bool {
        self.status == UserStatus::Active
            && self.roles.contains(&Role::Admin)
            && self.permissions.contains(&Permission::ManageUsers)
    }
}

/// How the account stands after a change by somebody with the permissions `by`.
///
/// Nobody hands out a permission that they do not have: otherwise who manages users could have a friend raise them.
/// Whoever is no administrator any more keeps no permission.
///
/// # Errors
/// [`ErrorCode::Forbidden`] when a permission is handed out that `by` does not have;
/// [`ErrorCode::ValidationFailed`] when permissions are given to who is no administrator.
pub fn change(by: &[Permission], before: &Standing, update: &UpdateUser) -> ApiResult<Standing> {
    let roles = update.roles.clone().map_or_else(|| before.roles.clone(), unique);
    let is_admin = roles.contains(&Role::Admin);
    let permissions = match &update.permissions {
        Some(asked) if !is_admin && !asked.is_empty() => {
            return Err(ApiError::field("permissions", "must be empty unless the roles contain \"admin\""));
        }
        Some(asked) => unique(asked.clone()),
        None if is_admin => before.permissions.clone(),
        None => Vec::new(),
    };
    let handed_out = permissions.iter().filter(|permission| !before.permissions.contains(permission));
    let not_theirs: Vec<_> = handed_out.filter(|permission| !by.contains(permission)).collect();
    if !not_theirs.is_empty() {
        return Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
            "permissions can be handed out only by who has them",
            "solo quien tiene un permiso puede darlo"
        )));
    }
    Ok(Standing { roles, permissions, status: update.status.unwrap_or(before.status) })
}

fn unique<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::with_capacity(items.len());
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use shared::error::ErrorCode;
    use shared::identity::{Permission, Role, UpdateUser, UserStatus};

    use super::{Standing, change};

    fn standing(roles: &[Role], permissions: &[Permission]) -> Standing {
        Standing { roles: roles.to_vec(), permissions: permissions.to_vec(), status: UserStatus::Active }
    }

    #[test]
    fn nobody_hands_out_what_they_do_not_have() {
        let actor = [Permission::ManageUsers];
        let before = standing(&[Role::Admin], &[Permission::ReadAudit]);
        let ask = |permissions: &[Permission]| UpdateUser {
            permissions: Some(permissions.to_vec()),
            ..UpdateUser::default()
        };
        let raised = change(&actor, &before, &ask(&[Permission::RestoreBackups]));
        assert_eq!(raised.unwrap_err().code(), ErrorCode::Forbidden);
        let kept = change(&actor, &before, &ask(&[Permission::ReadAudit, Permission::ManageUsers])).unwrap();
        assert_eq!(kept.permissions, [Permission::ReadAudit, Permission::ManageUsers]);
    }

    #[test]
    fn who_is_no_administrator_any_more_keeps_no_permission() {
        let before = standing(&[Role::Admin], Permission::ALL);
        let update = UpdateUser { roles: Some(vec![Role::Brand, Role::Brand]), ..UpdateUser::default() };
        let after = change(Permission::ALL, &before, &update).unwrap();
        assert_eq!(
            (after.roles.as_slice(), after.permissions.as_slice()),
            ([Role::Brand].as_slice(), [].as_slice())
        );
        assert!(before.manages_users() && !after.manages_users());
    }

    #[test]
    fn permissions_are_for_administrators() {
        let update = UpdateUser { permissions: Some(vec![Permission::ReadAudit]), ..UpdateUser::default() };
        let refused = change(Permission::ALL, &standing(&[Role::Customer], &[]), &update).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::ValidationFailed);
    }
}
