//! Creators in words: topics, levels, states, and why a text names no account.

use leptos::prelude::*;
use serde::Serialize;
use shared::creators::{
    AccountError, AvailabilityState, Category, ContentKind, CreatorLevel, MissingPart, Platform,
};
use shared::money::Money;

use crate::i18n::{Locale, locale, say, to_shared, tr};
use crate::ui::format;
use crate::ui::status::{Badge, Tone};

/// The languages that are offered, the most spoken here first.
pub const LANGUAGES: [&str; 24] = [
    "es", "gn", "en", "pt", "de", "fr", "it", "ja", "ko", "zh", "ru", "uk", "pl", "nl", "ca", "eu", "gl",
    "qu", "ay", "ar", "he", "tr", "sv", "hi",
];

/// How a value travels, for addresses and lists of choices.
pub fn key<T: Serialize>(value: &T) -> String {
    let travelling = serde_json::to_value(value).ok();
    travelling.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The one of these values that travels so.
pub fn of_key<T: Serialize + Copy>(all: &[T], text: &str) -> Option<T> {
    all.iter().copied().find(|one| key(one) == text)
}

/// What content is about.
pub fn category(category: Category) -> fn() -> &'static str {
    match category {
        Category::Beauty => tr!(creators.category_beauty),
        Category::Fashion => tr!(creators.category_fashion),
        Category::Food => tr!(creators.category_food),
        Category::Travel => tr!(creators.category_travel),
        Category::Fitness => tr!(creators.category_fitness),
        Category::Health => tr!(creators.category_health),
        Category::Family => tr!(creators.category_family),
        Category::Home => tr!(creators.category_home),
        Category::Technology => tr!(creators.category_technology),
        Category::Gaming => tr!(creators.category_gaming),
        Category::Music => tr!(creators.category_music),
        Category::Art => tr!(creators.category_art),
        Category::Education => tr!(creators.category_education),
        Category::Finance => tr!(creators.category_finance),
        Category::Business => tr!(creators.category_business),
        Category::Sports => tr!(creators.category_sports),
        Category::Pets => tr!(creators.category_pets),
        Category::Motoring => tr!(creators.category_motoring),
        Category::Entertainment => tr!(creators.category_entertainment),
        Category::Lifestyle => tr!(creators.category_lifestyle),
    }
}

/// Several topics in one line.
pub fn categories(all: &[Category]) -> String {
    all.iter().map(|one| category(*one)()).collect::<Vec<_>>().join(", ")
}

/// What the staff has granted.
pub fn level(level: CreatorLevel) -> fn() -> &'static str {
    match level {
        CreatorLevel::Trainee => tr!(creators.level_trainee),
        CreatorLevel::Verified => tr!(creators.level_verified),
        CreatorLevel::Pro => tr!(creators.level_pro),
    }
}

/// The same as a badge.
pub fn level_badge(of: CreatorLevel) -> AnyView {
    let tone = match of {
        CreatorLevel::Trainee => Tone::Neutral,
        CreatorLevel::Verified => Tone::Info,
        CreatorLevel::Pro => Tone::Good,
    };
    view! { <Badge text=level(of) tone/> }.into_any()
}

/// Whether somebody takes work.
pub fn availability(state: AvailabilityState) -> fn() -> &'static str {
    match state {
        AvailabilityState::Available => tr!(creators.available),
        AvailabilityState::Limited => tr!(creators.limited),
        AvailabilityState::Away => tr!(creators.away),
    }
}

/// The same as a badge.
pub fn availability_badge(state: AvailabilityState) -> AnyView {
    let tone = match state {
        AvailabilityState::Available => Tone::Good,
        AvailabilityState::Limited => Tone::Attention,
        AvailabilityState::Away => Tone::Neutral,
    };
    view! { <Badge text=availability(state) tone/> }.into_any()
}

/// A piece of content.
pub fn content(kind: ContentKind) -> fn() -> &'static str {
    match kind {
        ContentKind::Post => tr!(creators.content_post),
        ContentKind::Carousel => tr!(creators.content_carousel),
        ContentKind::Story => tr!(creators.content_story),
        ContentKind::ShortVideo => tr!(creators.content_short_video),
        ContentKind::LongVideo => tr!(creators.content_long_video),
        ContentKind::Live => tr!(creators.content_live),
        ContentKind::UgcVideo => tr!(creators.content_ugc_video),
        ContentKind::UgcPhotos => tr!(creators.content_ugc_photos),
        ContentKind::Event => tr!(creators.content_event),
    }
}

/// What is missing to apply.
pub fn missing(part: MissingPart) -> fn() -> &'static str {
    match part {
        MissingPart::Name => tr!(creators.missing_name),
        MissingPart::Bio => tr!(creators.missing_bio),
        MissingPart::City => tr!(creators.missing_city),
        MissingPart::Languages => tr!(creators.missing_languages),
        MissingPart::Categories => tr!(creators.missing_categories),
        MissingPart::Networks => tr!(creators.missing_networks),
    }
}

/// An amount as the reader's language writes it.
pub fn money(money: Money) -> String {
    money.show(to_shared(locale()))
}

/// A day of the calendar, which travels as `2026-12-24`, as the reader's language writes it.
pub fn day(day: &str) -> String {
    // At noon it is the same day almost everywhere.
    format!("{day}T12:00:00Z").parse().map_or_else(|_| day.to_owned(), format::day)
}

/// The account as its network writes it.
pub fn account(platform: Platform, handle: &str) -> String {
    match platform {
        Platform::LinkedIn | Platform::Facebook | Platform::Pinterest => handle.to_owned(),
        Platform::Instagram | Platform::TikTok | Platform::YouTube | Platform::X | Platform::Twitch => {
            format!("@{handle}")
        }
    }
}

/// What would be right as an account of a network.
pub fn example(platform: Platform) -> String {
    let example = platform.example();
    match locale() {
        Locale::es => example.replace(" or ", " o "),
        Locale::en => example.to_owned(),
    }
}

/// Why a text names no account, and what would be right.
pub fn account_error(error: &AccountError) -> String {
    match error {
        AccountError::OtherPlatform { wanted, found } => say!(
            creators.account_elsewhere,
            found = found.name(),
            wanted = wanted.name(),
            example = example(*wanted)
        ),
        AccountError::ForeignAddress { wanted } => {
            say!(creators.account_foreign, wanted = wanted.name(), example = example(*wanted))
        }
        AccountError::NoProfile { wanted } => {
            say!(creators.account_no_profile, wanted = wanted.name(), example = example(*wanted))
        }
        AccountError::NoName { wanted } => {
            say!(creators.account_no_name, wanted = wanted.name(), example = example(*wanted))
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::creators::{Category, Platform, recognise_account};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{account_error, key, of_key};
    use crate::i18n::{Locale, choose};

    #[wasm_bindgen_test]
    fn a_value_is_found_by_the_word_that_it_travels_as() {
        for category in Category::ALL {
            assert_eq!(of_key(Category::ALL, &key(category)), Some(*category));
        }
        assert_eq!(of_key(Category::ALL, "magic"), None);
        assert_eq!(of_key(Platform::ALL, "tiktok"), Some(Platform::TikTok));
    }

    #[wasm_bindgen_test]
    fn a_refusal_shows_the_right_form_in_both_languages() {
        let error = recognise_account(Platform::Instagram, "https://www.instagram.com/p/abc").unwrap_err();
        choose(Locale::es);
        assert!(account_error(&error).contains("ana.lopez o https://"), "{}", account_error(&error));
        choose(Locale::en);
        assert!(account_error(&error).contains("ana.lopez or https://"), "{}", account_error(&error));
    }
}
