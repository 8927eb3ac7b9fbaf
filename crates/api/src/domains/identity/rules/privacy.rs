//! Who may see what of a profile.

use shared::identity::Visibility;

/// Somebody who looks at a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Whose it is.
    Owner,
    /// Somebody signed in.
    Member,
    /// Anybody else.
    Stranger,
}

impl Reader {
    /// Whether this reader sees a field that is open so far.
    pub const fn sees(self, visibility: Visibility) -> bool {
        match (self, visibility) {
            (Self::Owner, _) | (_, Visibility::Public) | (Self::Member, Visibility::Members) => true,
            (Self::Member | Self::Stranger, Visibility::Private) | (Self::Stranger, Visibility::Members) => {
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::identity::Visibility::{Members, Private, Public};

    use super::Reader::{Member, Owner, Stranger};

    #[test]
    fn the_whole_table() {
        for (reader, seen) in
            [(Owner, [true, true, true]), (Member, [true, true, false]), (Stranger, [true, false, false])]
        {
            assert_eq!(
                [Public, Members, Private].map(|visibility| reader.sees(visibility)),
                seen,
                "{reader:?}"
            );
        }
    }
}
