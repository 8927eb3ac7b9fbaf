//! Who may change whom in a workspace.

use shared::brands::BrandRole;
use shared::error::ErrorCode;

use crate::http::{ApiError, ApiResult};
use crate::said;

/// Whether somebody with the role `by` may make of somebody with the role `of` one with the role `to`.
///
/// # Errors
/// [`ErrorCode::Forbidden`] below an administrator; [`ErrorCode::LastOne`] for the owner, who hands over first;
/// [`ErrorCode::ValidationFailed`] when somebody would become the owner.
pub fn may_change(by: BrandRole, of: BrandRole, to: BrandRole) -> ApiResult<()> {
    if by < BrandRole::Admin {
        return Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
            "only administrators of the brand change roles",
            "solo quienes administran la marca cambian los roles"
        )));
    }
    if of == BrandRole::Owner {
        return Err(owner_stays());
    }
    if to == BrandRole::Owner {
        return Err(ApiError::field(
            "role",
            "must be admin, member or viewer; the owner hands ownership over",
        ));
    }
    Ok(())
}

/// Whether somebody with the role `by` may remove somebody with the role `of`, or themselves.
///
/// # Errors
/// [`ErrorCode::LastOne`] for the owner, who hands over first; [`ErrorCode::Forbidden`] for others below an
/// administrator.
pub fn may_remove(by: BrandRole, of: BrandRole, themselves: bool) -> ApiResult<()> {
    if of == BrandRole::Owner {
        return Err(owner_stays());
    }
    if themselves || by >= BrandRole::Admin {
        return Ok(());
    }
    Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
        "only administrators of the brand remove others",
        "solo quienes administran la marca quitan a otras personas"
    )))
}

fn owner_stays() -> ApiError {
    ApiError::new(ErrorCode::LastOne).detail(said!(
        "a brand always has an owner; hand it over first with POST /api/brands/{{brand_id}}/owner",
        "una marca siempre tiene a alguien que la dirige; traspasala primero con POST /api/brands/{{brand_id}}/owner"
    ))
}

/// Who is to be the owner when the owner is gone: of the administrators, else of the members, whoever is there longest.
/// Nobody who may only look. `candidates` are in the order in which they came.
pub fn heir<T: Copy>(candidates: &[(T, BrandRole)]) -> Option<T> {
    let first = |role| candidates.iter().find(|(_, has)| *has == role).map(|(who, _)| *who);
    first(BrandRole::Admin).or_else(|| first(BrandRole::Member))
}

#[cfg(test)]
mod tests {
    use shared::brands::BrandRole::{self, Admin, Member, Owner, Viewer};
    use shared::error::ErrorCode;

    use super::{heir, may_change, may_remove};

    #[test]
    fn every_cell_of_the_matrix_of_changes() {
        for by in BrandRole::ALL {
            for of in BrandRole::ALL {
                for to in BrandRole::ALL {
                    let found = may_change(*by, *of, *to).map_err(|error| error.code());
                    let expected = if matches!(by, Viewer | Member) {
                        Err(ErrorCode::Forbidden)
                    } else if *of == Owner {
                        Err(ErrorCode::LastOne)
                    } else if *to == Owner {
                        Err(ErrorCode::ValidationFailed)
                    } else {
                        Ok(())
                    };
                    assert_eq!(found, expected, "{by:?} makes of {of:?} {to:?}");
                }
                for themselves in [false, true] {
                    let found = may_remove(*by, *of, themselves).map_err(|error| error.code());
                    let expected = if *of == Owner {
                        Err(ErrorCode::LastOne)
                    } else if themselves || matches!(by, Admin | Owner) {
                        Ok(())
                    } else {
                        Err(ErrorCode::Forbidden)
                    };
                    assert_eq!(found, expected, "{by:?} removes {of:?}, themselves: {themselves}");
                }
            }
        }
    }

    #[test]
    fn the_brand_goes_to_whoever_may_most_and_is_there_longest() {
        assert_eq!(heir(&[(1, Viewer), (2, Member), (3, Admin), (4, Admin)]), Some(3));
        assert_eq!(heir(&[(1, Viewer), (2, Member), (3, Member)]), Some(2));
        assert_eq!(heir(&[(1, Viewer)]), None);
        assert_eq!(heir::<u8>(&[]), None);
    }
}
