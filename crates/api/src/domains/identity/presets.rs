//! The pictures that anybody can choose. Drawn for Avenue; what they show, their names say in Spanish and Guaraní.

use shared::identity::{AVATAR_PRESETS, AvatarOption};

macro_rules! drawings {
    ($($name:literal)+) => {
        /// The drawing of that name.
        pub fn drawing(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some(include_str!(concat!("presets/", $name, ".svg"))),)+
                _ => None,
            }
        }
    };
}

drawings! {
    "amanecer" "arpa" "cantaro" "cerro" "jardin" "lapacho" "luna" "nanduti" "rio" "sendero" "siesta" "tajy"
}

/// All of them.
pub fn options() -> Vec<AvatarOption> {
    let option =
        |name: &&str| AvatarOption { name: (*name).to_owned(), url: format!("/api/identity/avatars/{name}") };
    AVATAR_PRESETS.iter().map(option).collect()
}

#[cfg(test)]
mod tests {
    use shared::identity::AVATAR_PRESETS;

    use super::drawing;

    #[test]
    fn every_name_has_a_drawing_that_loads_nothing_and_does_nothing() {
        assert_eq!(AVATAR_PRESETS.len(), 12);
        for name in AVATAR_PRESETS {
            let svg = drawing(name).unwrap_or_else(|| panic!("{name} has no drawing"));
            assert!(
                svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 96 96\">"),
                "{name}"
            );
            for forbidden in ["<script", "href", " on", "<style", "url("] {
                assert!(!svg.contains(forbidden), "{name} has {forbidden}");
            }
        }
        assert_eq!(drawing("../mod"), None);
    }
}
