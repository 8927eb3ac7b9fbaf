//! Messages to whoever runs the platform, as everybody and the staff see them.

use shared::contact::ContactKind;

use crate::i18n::tr;

/// Who writes.
pub fn kind(kind: ContactKind) -> fn() -> &'static str {
    match kind {
        ContactKind::Brand => tr!(contact.kind_brand),
        ContactKind::Creator => tr!(contact.kind_creator),
        ContactKind::Other => tr!(contact.kind_other),
    }
}
