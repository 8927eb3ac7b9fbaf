//! Accounts, sessions, roles: who may come in.

mod account;
mod avatar;
mod email;
mod handle;
mod password;
mod person;
mod profile;
mod session;
mod user;

pub use account::{
    ChangePassword, ForgotPassword, Me, Register, ResetPassword, SignIn, SignedIn, UpdateMe, VerifyEmail,
};
pub use avatar::{AVATAR_PRESETS, Avatar, AvatarOption, ChooseAvatar, StartedAvatar};
pub use email::valid_email;
pub use handle::{MAX_HANDLE, MIN_HANDLE, handle_key, valid_handle};
pub use password::{MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARS, PasswordRule, broken_rules, valid_password};
pub use person::{ChangeEmail, ClosingAccount, DataExport, DataExportState, DeleteAccount, EmailLink};
pub use profile::{Privacy, Profile, PublicProfile, UpdatePrivacy, UpdateProfile, Visibility};
pub use session::Session;
pub use user::{Locale, Permission, Role, UpdateUser, User, UserQuery, UserStatus, UserSummary};
