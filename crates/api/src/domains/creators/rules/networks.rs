//! The one list of accounts.

use shared::creators::{NetworkEntry, recognise_account};
use shared::error::{ErrorCode, FieldError};

use super::profile::Account;
use crate::http::{ApiError, ApiResult};

/// The list as it is wished: each account recognised and there once. One that stays the same account stays verified,
/// whatever else changes.
///
/// # Errors
/// `validation_failed`, on each account that is none or stands there twice.
pub fn wished(before: &[Account], entries: &[NetworkEntry]) -> ApiResult<Vec<Account>> {
    let mut accounts: Vec<Account> = Vec::with_capacity(entries.len());
    let mut wrong = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let mut refuse = |message: String| {
            wrong.push(FieldError { field: format!("networks[{at}].account"), message });
        };
        let handle = match recognise_account(entry.platform, &entry.account) {
            Ok(handle) => handle,
            Err(error) => {
                refuse(error.to_string());
                continue;
            }
        };
        let same = |account: &Account| account.platform == entry.platform && account.handle == handle;
        if accounts.iter().any(same) {
            refuse(format!("stands in the list twice: {handle} of {}", entry.platform.name()));
            continue;
        }
        let verified = before.iter().any(|account| same(account) && account.verified);
        accounts.push(Account { platform: entry.platform, handle, followers: entry.followers, verified });
    }
    if wrong.is_empty() {
        Ok(accounts)
    } else {
        Err(ApiError::new(ErrorCode::ValidationFailed).fields(wrong))
    }
}

/// The keys of the accounts that are verified, which no two creators share. In order.
pub fn verified_keys(accounts: &[Account]) -> Vec<String> {
    let mut keys: Vec<_> = accounts.iter().filter(|one| one.verified).map(Account::key).collect();
    keys.sort_unstable();
    keys
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;
    use shared::creators::{NetworkEntry, Platform, account_url, recognise_account};

    use super::super::profile::Account;
    use super::{verified_keys, wished};

    fn entry(platform: Platform, account: &str) -> NetworkEntry {
        NetworkEntry { platform, account: account.to_owned(), followers: Some(1_200) }
    }

    fn account(handle: &str, verified: bool) -> Account {
        Account { platform: Platform::Instagram, handle: handle.to_owned(), followers: None, verified }
    }

    #[test]
    fn the_same_account_stays_verified_and_another_is_not() {
        let before = [account("ana", true), account("otra", true)];
        let after = wished(
            &before,
            &[
                entry(Platform::Instagram, "https://instagram.com/Ana?igsh=x"),
                entry(Platform::Instagram, "nueva"),
                entry(Platform::TikTok, "@ana"),
            ],
        )
        .unwrap();
        let kept: Vec<_> = after.iter().map(|one| (one.key(), one.verified)).collect();
        assert_eq!(
            kept,
            [
                ("instagram:ana".to_owned(), true),
                ("instagram:nueva".to_owned(), false),
                ("tiktok:ana".to_owned(), false)
            ]
        );
        assert_eq!(verified_keys(&after), ["instagram:ana"]);
        assert_eq!(after[0].followers, Some(1_200));
    }

    #[test]
    fn an_account_stands_there_once_however_it_is_written() {
        let twice = wished(
            &[],
            &[
                entry(Platform::X, "ana"),
                entry(Platform::X, "https://twitter.com/ANA"),
                entry(Platform::X, "a b"),
            ],
        );
        let refused = twice.unwrap_err();
        let fields: Vec<_> = refused.wrong_fields().iter().map(|wrong| wrong.field.as_str()).collect();
        assert_eq!(fields, ["networks[1].account", "networks[2].account"]);
    }

    proptest! {
        /// Whatever is typed is refused with the right form, or is an account whose address means the same account.
        #[test]
        fn what_is_taken_is_recognised_by_its_address(
            platform in select(Platform::ALL),
            text in prop_oneof![
                "\\PC{0,40}",
                "@?[a-zA-Z0-9._-]{0,40}",
                "(https://)?(www\\.)?(instagram|tiktok|youtube|facebook|linkedin|pinterest)\\.com/[a-zA-Z0-9@._/%?=-]{0,30}",
                "(https://)?(x\\.com|twitter\\.com|twitch\\.tv|py\\.linkedin\\.com/in|youtube\\.com/channel)/[a-zA-Z0-9_/-]{0,30}",
            ],
        ) {
            match recognise_account(platform, &text) {
                Err(error) => {
                    let told = error.to_string();
                    prop_assert!(told.contains(platform.example()), "{}: {}", text, told);
                }
                Ok(name) => {
                    let url = account_url(platform, &name);
                    prop_assert_eq!(recognise_account(platform, &url), Ok(name), "{} of {}", url, text);
                }
            }
        }
    }
}
