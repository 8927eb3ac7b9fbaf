//! What the staff decides about a creator.

use shared::creators::{CreatorLevel, CreatorStatus, UpdateManagedCreator};
use shared::error::{ErrorCode, FieldError};

use super::profile::Account;
use crate::http::{ApiError, ApiResult};

/// What the staff decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub level: CreatorLevel,
    pub status: CreatorStatus,
    pub networks: Vec<Account>,
}

/// How a creator stands after a decision.
///
/// # Errors
/// `validation_failed` when somebody is hidden without a reason, or an account is named that is not in the list.
pub fn decided(before: &Standing, change: &UpdateManagedCreator) -> ApiResult<Standing> {
    let status = change.status.unwrap_or(before.status);
    let hides = status == CreatorStatus::Hidden && before.status == CreatorStatus::Active;
    if hides && change.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        return Err(ApiError::field("reason", "must say why somebody is hidden; they may ask"));
    }
    let mut networks = before.networks.clone();
    let mut wrong = Vec::new();
    for (at, proof) in change.networks.iter().enumerate() {
        let found = networks
            .iter_mut()
            .find(|account| account.platform == proof.platform && account.handle == proof.handle);
        match found {
            Some(account) => account.verified = proof.verified,
            None => wrong.push(FieldError {
                field: format!("networks[{at}].handle"),
                message: "must be the name of an account in the creator's list; read it again".to_owned(),
            }),
        }
    }
    if wrong.is_empty() {
        Ok(Standing { level: change.level.unwrap_or(before.level), status, networks })
    } else {
        Err(ApiError::new(ErrorCode::ValidationFailed).fields(wrong))
    }
}

#[cfg(test)]
mod tests {
    use shared::creators::{CreatorLevel, CreatorStatus, NetworkProof, Platform, UpdateManagedCreator};

    use super::super::profile::Account;
    use super::{Standing, decided};

    fn standing() -> Standing {
        let account =
            Account { platform: Platform::X, handle: "ana".to_owned(), followers: None, verified: false };
        Standing { level: CreatorLevel::Trainee, status: CreatorStatus::Active, networks: vec![account] }
    }

    fn proof(handle: &str) -> NetworkProof {
        NetworkProof { platform: Platform::X, handle: handle.to_owned(), verified: true }
    }

    #[test]
    fn a_level_and_a_proof_are_granted() {
        let change = UpdateManagedCreator {
            level: Some(CreatorLevel::Pro),
            networks: vec![proof("ana")],
            ..UpdateManagedCreator::default()
        };
        let after = decided(&standing(), &change).unwrap();
        assert_eq!((after.level, after.networks[0].verified), (CreatorLevel::Pro, true));
        let other = UpdateManagedCreator { networks: vec![proof("eva")], ..UpdateManagedCreator::default() };
        assert_eq!(decided(&standing(), &other).unwrap_err().wrong_fields()[0].field, "networks[0].handle");
    }

    #[test]
    fn nobody_is_hidden_without_a_reason() {
        let hide = |reason: Option<&str>| UpdateManagedCreator {
            status: Some(CreatorStatus::Hidden),
            reason: reason.map(str::to_owned),
            ..UpdateManagedCreator::default()
        };
        assert!(decided(&standing(), &hide(None)).is_err());
        assert!(decided(&standing(), &hide(Some("  "))).is_err());
        let hidden = decided(&standing(), &hide(Some("Cuenta falsa."))).unwrap();
        assert_eq!(hidden.status, CreatorStatus::Hidden);
        assert!(decided(&hidden, &hide(None)).is_ok(), "who is hidden already stays hidden");
    }
}
