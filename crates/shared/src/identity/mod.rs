//! Accounts, sessions, roles: who may come in.

mod account;
mod email;
mod password;
mod session;
mod user;

pub use account::{
    ChangePassword, ForgotPassword, Me, Register, ResetPassword, SignIn, SignedIn, UpdateMe, VerifyEmail,
};
pub use email::valid_email;
pub use password::{MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARS, PasswordRule, broken_rules, valid_password};
pub use session::Session;
pub use user::{Locale, Permission, Role, UpdateUser, User, UserQuery, UserStatus, UserSummary};
