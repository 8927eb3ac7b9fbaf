//! Accounts, sessions, roles: who may come in.

mod account;
mod doors;
mod email;
mod password;
mod phone;
mod session;
mod user;
mod visitor;

pub use account::{
    ChangePassword, ForgotPassword, Me, Register, ResetPassword, SignIn, SignedIn, UpdateMe, VerifyEmail,
};
pub use doors::{
    DOOR_ERRORS, Departure, Doors, FirebaseSignIn, LinkedAccount, Provider, StartSignIn, local_path,
};
pub use email::valid_email;
pub use password::{MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARS, PasswordRule, broken_rules, valid_password};
pub use phone::{Phone, SetPhone};
pub use session::Session;
pub use user::{Locale, Permission, Role, UpdateUser, User, UserQuery, UserStatus, UserSummary};
pub use visitor::{Visit, Visitor};
