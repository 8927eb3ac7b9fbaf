//! The permissions as types, for signatures.

use shared::identity::Permission;

/// A permission as a type.
pub trait Grant: 'static {
    /// Whether an administrator with these permissions has it.
    fn is_in(permissions: &[Permission]) -> bool;
}

macro_rules! grants {
    ($($name:ident)+) => {$(
        #[doc = concat!("See [`Permission::", stringify!($name), "`].")]
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl Grant for $name {
            fn is_in(permissions: &[Permission]) -> bool {
                permissions.contains(&Permission::$name)
            }
        }
    )+};
}

grants! { ManageUsers InspectData ManageBackups RestoreBackups ReadAudit ReadMailbox ManageSystem ManageMarketplace }

/// Come into the console: what every administrator may, whatever the permissions.
#[derive(Debug, Clone, Copy)]
pub struct EnterConsole;

impl Grant for EnterConsole {
    fn is_in(_: &[Permission]) -> bool {
        true
    }
}
