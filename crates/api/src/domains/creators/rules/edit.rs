//! What a creator changes of themselves.

use shared::creators::UpdateCreator;
use shared::identity::handle_key;

use super::availability;
use super::cities::city_name;
use super::profile::Profile;
use crate::http::ApiResult;

/// The profile after a change, on a day. What is absent stays; an empty text takes a part away.
///
/// # Errors
/// `validation_failed` on a day that has passed.
pub fn edited(before: &Profile, change: UpdateCreator, today: &str) -> ApiResult<Profile> {
    let mut profile = before.clone();
    if let Some(name) = change.name {
        profile.name = name.trim().to_owned();
    }
    if let Some(bio) = change.bio {
        profile.bio = trimmed(&bio);
    }
    if let Some(city) = change.city {
        profile.city = trimmed(&city_name(&city));
    }
    if let Some(languages) = change.languages {
        profile.languages = unique(languages);
    }
    if let Some(categories) = change.categories {
        profile.categories = unique(categories);
    }
    if let Some(wish) = change.availability {
        profile.availability = availability::wished(wish, today)?;
    }
    if let Some(handle) = change.handle {
        profile.handle = trimmed(&handle).map(|handle| handle_key(&handle));
    }
    if let Some(discoverable) = change.discoverable {
        profile.discoverable = discoverable;
    }
    if let Some(privacy) = change.privacy {
        profile.privacy = privacy.over(profile.privacy);
    }
    Ok(profile)
}

/// A text without space around it; none where nothing is left.
pub fn trimmed(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
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
    use shared::creators::{Category, UpdateCreator, UpdateCreatorPrivacy};
    use shared::identity::Visibility;

    use super::super::profile::Profile;
    use super::edited;

    #[test]
    fn what_is_absent_stays_and_what_is_empty_goes() {
        let before =
            Profile { bio: Some("x".to_owned()), city: Some("Luque".to_owned()), ..Profile::begun("Ana") };
        let change = UpdateCreator {
            bio: Some("  ".to_owned()),
            handle: Some(" Ana.L ".to_owned()),
            categories: Some(vec![Category::Food, Category::Art, Category::Food]),
            privacy: Some(UpdateCreatorPrivacy {
                city: Some(Visibility::Private),
                ..UpdateCreatorPrivacy::default()
            }),
            ..UpdateCreator::default()
        };
        let after = edited(&before, change, "2026-11-21").unwrap();
        assert_eq!((after.bio, after.city.as_deref()), (None, Some("Luque")));
        assert_eq!(after.handle.as_deref(), Some("ana.l"));
        assert_eq!(after.categories, [Category::Food, Category::Art]);
        assert_eq!((after.privacy.city, after.privacy.bio), (Visibility::Private, Visibility::Public));
    }
}
