//! Accounts, sessions, roles: who may come in.

mod account;
mod address_range;
mod api_key;
mod avatar;
mod doors;
mod email;
mod handle;
mod password;
mod person;
mod phone;
mod profile;
mod second_factor;
mod session;
mod user;
mod view;
mod visitor;

pub use account::{
    ChangePassword, ForgotPassword, Me, Prove, Register, ResetPassword, SignIn, SignedIn, UpdateMe,
    VerifyEmail,
};
pub use address_range::AddressRange;
pub use api_key::{ApiKey, CreateApiKey, DEFAULT_PER_MINUTE, MAX_PER_MINUTE, NewApiKey, Scope, Verb};
pub use avatar::{AVATAR_PRESETS, Avatar, AvatarOption, ChooseAvatar, StartedAvatar};
pub use doors::{
    DOOR_ERRORS, Departure, Doors, FirebaseSignIn, LinkedAccount, Provider, StartSignIn, local_path,
};
pub use email::valid_email;
pub use handle::{MAX_HANDLE, MIN_HANDLE, handle_key, valid_handle};
pub use password::{MAX_PASSWORD_BYTES, MIN_PASSWORD_CHARS, PasswordRule, broken_rules, valid_password};
pub use person::{ChangeEmail, ClosingAccount, DataExport, DataExportState, DeleteAccount, EmailLink};
pub use phone::{Phone, SetPhone};
pub use profile::{Privacy, Profile, PublicProfile, UpdatePrivacy, UpdateProfile, Visibility};
pub use second_factor::{
    CompleteSignIn, ConfirmSecondFactor, RecoveryCodes, SecondFactor, SecondFactorChallenge,
    SecondFactorSetup,
};
pub use session::Session;
pub use user::{Locale, Permission, Role, UpdateUser, User, UserQuery, UserStatus, UserSummary};
pub use view::{BeginView, VIEW_MINUTES};
pub use visitor::{Visit, Visitor};
