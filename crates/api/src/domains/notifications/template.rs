//! What can be said by mail, and what each mail needs to know. The words are in `templates/<language>/<name>.txt`.

use jiff::Timestamp;
use serde::Serialize;
use shared::brands::BrandRole;
use shared::id::BackupId;
use shared::identity::Locale;

/// One kind of mail with everything that its words mention.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Template {
    /// Prove that the address is yours.
    VerifyEmail {
        /// Given name.
        name: String,
        /// What the link carries.
        #[serde(skip)]
        token: String,
        /// Until when the link works.
        expires_at: Timestamp,
    },
    /// Choose a new password.
    ResetPassword {
        /// Given name.
        name: String,
        /// What the link carries.
        #[serde(skip)]
        token: String,
        /// Until when the link works.
        expires_at: Timestamp,
    },
    /// The password is another one now.
    PasswordChanged {
        /// Given name.
        name: String,
        /// When.
        at: Timestamp,
        /// From which network address.
        ip: String,
    },
    /// Somebody tried to register with the address of an account.
    AccountExists {
        /// Given name.
        name: String,
    },
    /// A refresh token was used twice, and its session was ended.
    SessionRevoked {
        /// Given name.
        name: String,
        /// When.
        at: Timestamp,
        /// From which network address.
        ip: String,
        /// The browser or program, as it named itself.
        device: String,
    },
    /// Prove that the address that an account is to have is yours.
    ChangeEmail {
        /// Given name.
        name: String,
        /// The new address.
        email: String,
        /// What the link carries.
        #[serde(skip)]
        token: String,
        /// Until when the link works.
        expires_at: Timestamp,
    },
    /// The account has another address now; goes to the old one.
    EmailChanged {
        /// Given name.
        name: String,
        /// The new address.
        email: String,
        /// What the link that undoes it carries.
        #[serde(skip)]
        token: String,
        /// Until when the link works.
        expires_at: Timestamp,
    },
    /// The account will be erased.
    AccountClosing {
        /// Given name.
        name: String,
        /// When.
        erase_at: Timestamp,
    },
    /// The account will not be erased, because somebody signed in.
    AccountKept {
        /// Given name.
        name: String,
        /// When.
        at: Timestamp,
        /// From which network address.
        ip: String,
    },
    /// The second factor was turned on.
    SecondFactorOn {
        /// Given name.
        name: String,
        /// When.
        at: Timestamp,
        /// From which network address.
        ip: String,
    },
    /// The second factor was turned off.
    SecondFactorOff {
        /// Given name.
        name: String,
        /// When.
        at: Timestamp,
        /// From which network address.
        ip: String,
    },
    /// An administrator took the second factor away.
    SecondFactorReset {
        /// Given name.
        name: String,
        /// When.
        at: Timestamp,
    },
    /// Somebody came in with a recovery code.
    RecoveryCodeUsed {
        /// Given name.
        name: String,
        /// When.
        at: Timestamp,
        /// From which network address.
        ip: String,
        /// How many codes are left.
        left: u64,
    },
    /// There is a new API key for the account.
    ApiKeyCreated {
        /// Given name.
        name: String,
        /// What the key is for.
        key: String,
        /// When.
        at: Timestamp,
        /// From which network address.
        ip: String,
    },
    /// A copy of one's data can be downloaded.
    ExportReady {
        /// Given name.
        name: String,
        /// Until when.
        expires_at: Timestamp,
    },
    /// Somebody is invited into the workspace of a brand.
    BrandInvitation {
        /// Who invites.
        name: String,
        /// The brand.
        company: String,
        /// What whoever accepts may do.
        role: BrandRole,
        /// What the link carries.
        #[serde(skip)]
        token: String,
        /// Until when the link works.
        expires_at: Timestamp,
    },
    /// What the staff answers to whoever wrote by the contact form.
    ContactAnswer {
        /// Who wrote.
        name: String,
        /// What about.
        subject: String,
        /// When.
        at: Timestamp,
        /// The answer, a paragraph each.
        lines: Vec<String>,
    },
    /// Something that somebody is told, see `Event`, as a mail of its own.
    Notice {
        /// Given name.
        name: String,
        /// The finding, as short as a subject must be.
        subject: String,
        /// The finding in one sentence, in the recipient's language.
        text: String,
        /// Where in the app to look; begins with a slash.
        link: String,
    },
    /// What somebody was told and has not read.
    Digest {
        /// Given name.
        name: String,
        /// How much it is.
        count: u64,
        /// The findings, oldest first, in the recipient's language.
        lines: Vec<String>,
        /// How many findings are not among the lines.
        more: u64,
    },
    /// A backup was taken and checked.
    BackupSucceeded {
        /// Which one.
        backup_id: BackupId,
        /// Of which database.
        database: String,
        /// The archive's file name.
        file_name: String,
        /// The instant that it represents.
        instant: Timestamp,
        /// Collections in it.
        collections: u64,
        /// Documents in it.
        documents: u64,
        /// Bytes of the archive.
        bytes: u64,
        /// How long it took.
        seconds: u64,
        /// What was left out on request; if anything, the backup is partial.
        excluded: Vec<String>,
    },
    /// A backup was not finished.
    BackupFailed {
        /// Of which database.
        database: String,
        /// When it failed.
        at: Timestamp,
        /// Why, for a person.
        error: String,
    },
    /// A backup was restored and found equal.
    DrillPassed {
        /// Of which database.
        database: String,
        /// The archive's file name.
        file_name: String,
        /// When the drill ended.
        at: Timestamp,
        /// Collections compared.
        collections: u64,
        /// Documents compared.
        documents: u64,
        /// How long it took.
        seconds: u64,
    },
    /// A backup could not be restored, or differed.
    DrillFailed {
        /// Of which database.
        database: String,
        /// When it failed.
        at: Timestamp,
        /// Why, for a person.
        error: String,
    },
}

/// The words of each template, found by its name.
macro_rules! words {
    ($($variant:ident $name:literal,)+) => {
        /// The name of the template, as the log shows it.
        pub const fn name(&self) -> &'static str {
            match self { $(Self::$variant { .. } => $name,)+ }
        }

        /// The words in a language, with their placeholders.
        pub(super) const fn words(&self, locale: Locale) -> &'static str {
            match (self, locale) {$(
                (Self::$variant { .. }, Locale::Es) => include_str!(concat!("templates/es/", $name, ".txt")),
                (Self::$variant { .. }, Locale::En) => include_str!(concat!("templates/en/", $name, ".txt")),
            )+}
        }
    };
}

impl Template {
    words! {
        VerifyEmail "verify_email",
        ResetPassword "reset_password",
        PasswordChanged "password_changed",
        AccountExists "account_exists",
        SessionRevoked "session_revoked",
        SecondFactorOn "second_factor_on",
        SecondFactorOff "second_factor_off",
        SecondFactorReset "second_factor_reset",
        RecoveryCodeUsed "recovery_code_used",
        ApiKeyCreated "api_key_created",
        ChangeEmail "change_email",
        EmailChanged "email_changed",
        AccountClosing "account_closing",
        AccountKept "account_kept",
        ExportReady "export_ready",
        BrandInvitation "brand_invitation",
        ContactAnswer "contact_answer",
        Notice "notice",
        Digest "digest",
        BackupSucceeded "backup_succeeded",
        BackupFailed "backup_failed",
        DrillPassed "drill_passed",
        DrillFailed "drill_failed",
    }

    /// The secret that the mail's link carries, and until when it is of use.
    pub(super) fn secret(&self) -> Option<(&str, Timestamp)> {
        match self {
            Self::VerifyEmail { token, expires_at, .. }
            | Self::ResetPassword { token, expires_at, .. }
            | Self::ChangeEmail { token, expires_at, .. }
            | Self::EmailChanged { token, expires_at, .. }
            | Self::BrandInvitation { token, expires_at, .. } => Some((token, *expires_at)),
            _ => None,
        }
    }
}
