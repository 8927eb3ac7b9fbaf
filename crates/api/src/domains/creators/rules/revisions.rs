//! Going back to an earlier state of a profile.

use shared::creators::MAX_PORTFOLIO;

use super::profile::{Account, Profile, Work};

/// The profile as it once was, as far as that can be had back. What the staff proved about accounts stays as it is today,
/// and so does who may see what: going back opens nothing that was closed since. Pictures that were removed are gone, and
/// those that came since stay, at the end.
pub fn restored(today: &Profile, once: &Profile) -> Profile {
    let verified = |account: &Account| {
        let same = |other: &Account| other.platform == account.platform && other.handle == account.handle;
        today.networks.iter().any(|other| same(other) && other.verified)
    };
    let networks =
        once.networks.iter().map(|account| Account { verified: verified(account), ..account.clone() });
    Profile {
        networks: networks.collect(),
        portfolio: portfolio(&today.portfolio, &once.portfolio),
        discoverable: today.discoverable,
        privacy: today.privacy,
        ..once.clone()
    }
}

fn portfolio(today: &[Work], once: &[Work]) -> Vec<Work> {
    let pictures = today.iter().filter(|item| item.picture.is_some());
    let mut room_for_links = MAX_PORTFOLIO.saturating_sub(pictures.clone().count());
    let mut items = Vec::with_capacity(MAX_PORTFOLIO);
    for item in once {
        let now = today.iter().find(|other| other.id == item.id);
        match (item.picture, now) {
            (None, _) if room_for_links > 0 => {
                room_for_links = room_for_links.saturating_sub(1);
                items.push(item.clone());
            }
            // Whether it is ready is as it is today.
            (Some(_), Some(now)) => items.push(Work { title: item.title.clone(), ..now.clone() }),
            (None, _) | (Some(_), None) => {}
        }
    }
    let newer = pictures.filter(|item| once.iter().all(|old| old.id != item.id));
    items.extend(newer.cloned());
    items
}

#[cfg(test)]
mod tests {
    use bson::DateTime;
    use shared::creators::Platform;
    use shared::id::{MediaId, PortfolioItemId};

    use super::super::profile::{Account, Profile, Work};
    use super::restored;

    fn account(handle: &str, verified: bool) -> Account {
        Account { platform: Platform::TikTok, handle: handle.to_owned(), followers: Some(10), verified }
    }

    fn work(number: u128, title: &str, picture: bool, ready: bool) -> Work {
        Work {
            id: PortfolioItemId::new(uuid::Uuid::from_u128(number)),
            title: Some(title.to_owned()),
            url: (!picture).then(|| "https://example.org/".to_owned()),
            picture: picture.then(|| MediaId::new(uuid::Uuid::from_u128(number))),
            ready,
            added_at: DateTime::from_millis(0),
        }
    }

    #[test]
    fn texts_come_back_and_proofs_and_files_are_those_of_today() {
        let once = Profile {
            bio: Some("Antes.".to_owned()),
            networks: vec![account("ana", true), account("vieja", false)],
            portfolio: vec![
                work(1, "link", false, true),
                work(2, "a", true, false),
                work(3, "gone", true, true),
            ],
            ..Profile::begun("Ana")
        };
        let today = Profile {
            networks: vec![account("ana", false), account("vieja", true)],
            portfolio: vec![
                work(2, "b", true, true),
                work(4, "new", true, false),
                work(5, "link", false, true),
            ],
            ..Profile::begun("Anahí")
        };
        let after = restored(&today, &once);
        assert_eq!((after.name.as_str(), after.bio.as_deref()), ("Ana", Some("Antes.")));
        assert_eq!(after.networks, [account("ana", false), account("vieja", true)]);
        let expected = [work(1, "link", false, true), work(2, "a", true, true), work(4, "new", true, false)];
        assert_eq!(after.portfolio, expected);
        assert_eq!(restored(&once, &once), once, "nothing changes without a difference");
    }

    #[test]
    fn what_was_closed_since_stays_closed() {
        let today = Profile { discoverable: false, ..Profile::begun("Ana") };
        let after = restored(&today, &Profile::begun("Eva"));
        assert_eq!((after.name.as_str(), after.discoverable), ("Eva", false));
    }

    #[test]
    fn no_portfolio_grows_beyond_its_bounds() {
        let links = (0..30).map(|number| work(number, "l", false, true)).collect();
        let pictures: Vec<_> = (30..50).map(|number| work(number, "p", true, true)).collect();
        let today = Profile { portfolio: pictures, ..Profile::begun("Ana") };
        let after = restored(&today, &Profile { portfolio: links, ..Profile::begun("Ana") });
        assert_eq!(after.portfolio.len(), 30);
        assert_eq!(after.portfolio.iter().filter(|item| item.picture.is_some()).count(), 20);
    }
}
