//! The trash: what lies there is seen by nobody, and is removed for good when its time is over.

use bson::DateTime;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use shared::creators::{TRASH_DAYS, Trashed};
use shared::error::ErrorCode;

use crate::http::{ApiError, ApiResult};
use crate::said;

/// Since when something lies in the trash, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trash {
    pub at: DateTime,
    /// When it is removed for good.
    pub until: DateTime,
    /// Who puts something there brings it back: what the staff threw away, only the staff.
    pub by_staff: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Trash {
    /// Thrown away at an instant.
    pub fn thrown(at: Timestamp, by_staff: bool, reason: Option<&str>) -> Self {
        let days = SignedDuration::from_hours(24).saturating_mul(i32::from(TRASH_DAYS));
        let until = at.saturating_add(days).unwrap_or(Timestamp::MAX);
        Self {
            at: DateTime::from_jiff(at),
            until: DateTime::from_jiff(until),
            by_staff,
            reason: reason.map(|reason| reason.trim().to_owned()),
        }
    }

    /// As it is told.
    pub fn to_trashed(&self) -> Trashed {
        Trashed {
            at: self.at.to_jiff(),
            until: self.until.to_jiff(),
            by_staff: self.by_staff,
            reason: self.reason.clone(),
        }
    }
}

/// Refuses a change of what lies in the trash.
///
/// # Errors
/// [`ErrorCode::InTrash`].
pub fn in_use(trash: Option<&Trash>) -> ApiResult<()> {
    match trash {
        None => Ok(()),
        Some(trash) => Err(ApiError::new(ErrorCode::InTrash).detail(said!(
            "the profile is in the trash until {}; bring it back first",
            "el perfil está en la papelera hasta el {}; restauralo primero";
            trash.until.to_jiff()
        ))),
    }
}

/// Whether somebody may bring it back.
///
/// # Errors
/// [`ErrorCode::Conflict`] when it is not in the trash; [`ErrorCode::Forbidden`] when the staff threw it away and the
/// owner asks.
pub fn may_restore(trash: Option<&Trash>, by_staff: bool) -> ApiResult<()> {
    match trash {
        None => Err(ApiError::new(ErrorCode::Conflict)
            .detail(said!("the profile is not in the trash", "el perfil no está en la papelera"))),
        Some(trash) if trash.by_staff && !by_staff => Err(ApiError::new(ErrorCode::Forbidden).detail(said!(
            "the staff put the profile into the trash; write to us if you think that this is wrong",
            "el equipo de la plataforma puso el perfil en la papelera; escribinos si creés que es un error"
        ))),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use shared::error::ErrorCode;

    use super::{Trash, in_use, may_restore};

    #[test]
    fn thirty_days_are_given_and_the_staff_decides_about_what_it_threw_away() {
        let at: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let own = Trash::thrown(at, false, None);
        assert_eq!(own.to_trashed().until.to_string(), "2026-12-21T12:00:00Z");
        let staff = Trash::thrown(at, true, Some(" Cuenta falsa. "));
        assert_eq!(staff.reason.as_deref(), Some("Cuenta falsa."));
        assert_eq!(in_use(Some(&own)).unwrap_err().code(), ErrorCode::InTrash);
        assert!(in_use(None).is_ok());
        for (trash, by_staff, refused) in [
            (None, false, Some(ErrorCode::Conflict)),
            (None, true, Some(ErrorCode::Conflict)),
            (Some(&own), false, None),
            (Some(&own), true, None),
            (Some(&staff), false, Some(ErrorCode::Forbidden)),
            (Some(&staff), true, None),
        ] {
            assert_eq!(may_restore(trash, by_staff).err().map(|error| error.code()), refused);
        }
    }
}
