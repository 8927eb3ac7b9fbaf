//! What somebody may do in the workspace of a brand.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// What a member may do in a workspace. Each may do what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BrandRole {
    /// Sees everything and changes nothing.
    Viewer,
    /// Works on campaigns.
    Member,
    /// Changes the profile, invites and removes.
    Admin,
    /// One in each brand: hands the brand over.
    Owner,
}

impl BrandRole {
    /// All of them, from the least to the most.
    pub const ALL: &'static [Self] = &[Self::Viewer, Self::Member, Self::Admin, Self::Owner];

    /// As it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Member => "member",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }
}

/// Whether a role can be given: a brand has one owner, and only the owner hands that over.
pub(super) fn can_be_given(role: &BrandRole, _: &()) -> garde::Result {
    if *role == BrandRole::Owner {
        Err(garde::Error::new("must be admin, member or viewer; ownership is handed over by the owner"))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{BrandRole, can_be_given};

    #[test]
    fn roles_rise_from_viewer_to_owner_and_travel_as_words() {
        assert!(BrandRole::ALL.is_sorted());
        for role in BrandRole::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
            assert_eq!(can_be_given(role, &()).is_ok(), *role != BrandRole::Owner);
        }
    }
}
