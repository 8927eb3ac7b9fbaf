//! The picture of a person, or the letters of their name.

use leptos::prelude::*;
use shared::identity::Avatar;

use crate::api;

/// A round picture. It stands beside the name, so that it needs no words of its own unless `alt` gives some.
#[component]
pub fn AvatarView(
    /// The picture, if there is one.
    avatar: Option<Avatar>,
    /// Whose it is.
    #[prop(into)]
    name: String,
    /// Its width on the screen: 24, 32, 48, 96 or 160.
    pixels: u16,
    /// What it is called, where no name stands beside it.
    #[prop(optional, into)]
    alt: String,
) -> impl IntoView {
    let size = format!("avatar avatar-{pixels}");
    match avatar {
        Some(avatar) => view! {
            <img
                class=size
                src=api::absolute(&avatar.url(pixels))
                width=pixels.to_string()
                height=pixels.to_string()
                alt=alt
                decoding="async"
            />
        }
        .into_any(),
        None if alt.is_empty() => {
            view! { <span class=size aria-hidden="true">{initials(&name)}</span> }.into_any()
        }
        None => view! { <span class=size role="img" aria-label=alt>{initials(&name)}</span> }.into_any(),
    }
}

/// The first letters of the first two words.
fn initials(name: &str) -> String {
    let letters = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    letters.take(2).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::initials;

    #[wasm_bindgen_test]
    fn two_letters_stand_for_a_name() {
        assert_eq!(initials("ana maría lópez"), "AM");
        assert_eq!(initials("ñandú"), "Ñ");
        assert_eq!(initials(" . "), "");
    }
}
