//! What creators speak about, and in which languages.

use serde::{Deserialize, Serialize};

use crate::json::FromJson;

/// What content is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, FromJson)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Category {
    /// Make-up, skin, hair.
    Beauty,
    /// Clothes and accessories.
    Fashion,
    /// Cooking, restaurants, drinks.
    Food,
    /// Journeys and places.
    Travel,
    /// Training and movement.
    Fitness,
    /// Body and mind.
    Health,
    /// Parents and children.
    Family,
    /// House, decoration, garden.
    Home,
    /// Devices and programs.
    Technology,
    /// Video games.
    Gaming,
    /// Music and dance.
    Music,
    /// Drawing, photography, crafts.
    Art,
    /// Learning and science.
    Education,
    /// Money and investing.
    Finance,
    /// Companies and work.
    Business,
    /// Football and every other sport.
    Sports,
    /// Animals at home.
    Pets,
    /// Cars and motorbikes.
    Motoring,
    /// Humour, cinema, series.
    Entertainment,
    /// Daily life.
    Lifestyle,
}

impl Category {
    /// All of them, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::Beauty,
        Self::Fashion,
        Self::Food,
        Self::Travel,
        Self::Fitness,
        Self::Health,
        Self::Family,
        Self::Home,
        Self::Technology,
        Self::Gaming,
        Self::Music,
        Self::Art,
        Self::Education,
        Self::Finance,
        Self::Business,
        Self::Sports,
        Self::Pets,
        Self::Motoring,
        Self::Entertainment,
        Self::Lifestyle,
    ];
}

/// Checks a language: the two small letters of ISO 639-1, such as `es`, `gn` or `en`.
///
/// # Errors
/// What would be right.
pub fn valid_language(code: &str, _: &()) -> garde::Result {
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()) {
        Ok(())
    } else {
        Err(garde::Error::new("must be the two small letters of a language, such as es, gn, pt or en"))
    }
}
