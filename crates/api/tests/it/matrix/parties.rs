//! Who calls, and whose it is what they ask for.

use crate::support::operations::Operation;

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// The owner of the platform: every permission.
    Admin,
    /// Somebody of the staff who may manage the marketplace, and nothing else.
    Staff,
    /// Who owns the first brand.
    Owner,
    /// Who may only look at it.
    Viewer,
    /// Who owns the second brand.
    OtherBrand,
    /// Who works for the first brand.
    Creator,
    /// Who works for the second one.
    OtherCreator,
    /// No one.
    Nobody,
}

impl Who {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Admin,
        Self::Staff,
        Self::Owner,
        Self::Viewer,
        Self::OtherBrand,
        Self::Creator,
        Self::OtherCreator,
        Self::Nobody,
    ];

    /// Of which of the two sides they are. Whoever is of none looks at the first as if it were theirs.
    pub const fn side(self) -> usize {
        match self {
            Self::OtherBrand | Self::OtherCreator => 1,
            _ => 0,
        }
    }

    pub const fn is_creator(self) -> bool {
        matches!(self, Self::Creator | Self::OtherCreator)
    }

    pub const fn works_in_brand(self) -> bool {
        matches!(self, Self::Owner | Self::Viewer | Self::OtherBrand)
    }
}

/// Whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Theirs.
    Own,
    /// Of the other side.
    Foreign,
    /// Something of the other side below something of theirs.
    Mixed,
    /// Nothing has this id.
    Missing,
}

/// Parts of an address that are ids of their own below another one.
const BELOW: &[&str] = &["{invitation_id}", "{user_id}", "{file}", "{key}"];

/// Who asks for what: three times everybody, where an address names something, and a fourth time where it names two.
pub fn cells(operation: &Operation) -> Vec<(Who, Whose)> {
    let named: Vec<&str> = operation.path.split('/').filter(|part| part.starts_with('{')).collect();
    let mut all = vec![Whose::Own];
    if !named.is_empty() {
        all.extend([Whose::Foreign, Whose::Missing]);
    }
    if named.iter().skip(1).any(|part| BELOW.contains(part)) {
        all.push(Whose::Mixed);
    }
    Who::ALL.into_iter().flat_map(|who| all.iter().map(move |whose| (who, *whose))).collect()
}
