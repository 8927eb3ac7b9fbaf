//! What a creator is told of what the staff decided about them.

use shared::creators::{Creator, CreatorLevel, CreatorStatus};
use shared::notifications::Event;

use super::super::repo::document::CreatorDoc;
use crate::domains::notifications::Telling;

/// What is told of one decision, once for each revision; nothing where nothing changes for them.
pub fn of_staff(before: &CreatorDoc, after: &Creator) -> Option<Telling> {
    let key = format!("creator_standing:{}:{}", after.id, after.revision);
    Some(Telling::one(after.user_id, key, event(before, after)?))
}

/// Of several things that changed at once, the gravest.
fn event(before: &CreatorDoc, after: &Creator) -> Option<Event> {
    if after.trashed.is_some() != before.trash.is_some() {
        let trashed = after.trashed.is_some();
        return Some(if trashed { Event::CreatorTrashed {} } else { Event::CreatorRestored {} });
    }
    if after.status != before.status {
        return Some(match after.status {
            CreatorStatus::Hidden => Event::CreatorHidden {},
            CreatorStatus::Active => Event::CreatorShown {},
        });
    }
    if after.level > before.level {
        return Some(match after.level {
            CreatorLevel::Pro => Event::CreatorPro {},
            CreatorLevel::Verified | CreatorLevel::Trainee => Event::CreatorVerified {},
        });
    }
    if after.networks.iter().filter(|network| network.verified).count() > before.verified.len() {
        return Some(Event::NetworkVerified {});
    }
    // A level or a proof that is taken away is not announced; a profile that the staff set back is.
    let edited = after.name != before.profile.name || after.bio != before.profile.bio;
    edited.then_some(Event::CreatorEdited {})
}
