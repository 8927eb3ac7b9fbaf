//! Identifiers: one type per thing, so that a user's id can never be passed where a session's is wanted.
//!
//! All are UUIDs (version 7 when we make them), always written as 36-character hyphenated text, in JSON as in BSON.

/// Declares identifier newtypes over [`uuid::Uuid`].
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = String, format = Uuid))]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// Wraps a UUID.
            pub const fn new(id: uuid::Uuid) -> Self {
                Self(id)
            }

            /// The UUID inside.
            pub const fn uuid(&self) -> uuid::Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0.hyphenated())
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                uuid::Uuid::try_parse(text).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl $crate::json::FromJson for $name {
            fn from_json(value: &mut $crate::json::Value) -> Option<Self> {
                $crate::json::from_text(value)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(|_| {
                    serde::de::Error::custom("expected an id of the form 01890a5d-ac96-774b-bcce-b302099a8057")
                })
            }
        }
    )+};
}

ids! {
    /// A person's account.
    UserId;
    /// One signed-in device of a user.
    SessionId;
    /// One API key.
    ApiKeyId;
    /// One browser or program of somebody without an account.
    VisitorId;
    /// One backup and its archive.
    BackupId;
    /// One restore drill and its certificate.
    DrillId;
    /// One unit of background work.
    JobId;
    /// One line of the audit trail.
    AuditEventId;
    /// One message of the mail outbox.
    EmailId;
    /// One announcement in the console.
    AnnouncementId;
    /// One notice to one person.
    NoticeId;
    /// One picture or other file of a person.
    MediaId;
    /// One creator.
    CreatorId;
    /// One item of a creator's portfolio.
    PortfolioItemId;
    /// One brand and its workspace.
    BrandId;
    /// One invitation into the workspace of a brand.
    InvitationId;
    /// One package of deliveries that a brand was granted.
    PackageId;
    /// One campaign of a brand.
    CampaignId;
    /// One creator's application to a campaign.
    ApplicationId;
    /// One rating of one side of an application by the other.
    RatingId;
    /// One message between the sides of an application.
    MessageId;
    /// Everything that was reported of one thing until it is decided.
    AbuseCaseId;
    /// One report of one person.
    AbuseReportId;
    /// One message that somebody wrote to whoever runs the platform.
    ContactMessageId;
    /// One thing that a creator who signed owes a brand.
    DeliverableId;
    /// One comment on a draft.
    DraftCommentId;
    /// The figures of a published post at one moment.
    MetricsId;
}

#[cfg(test)]
mod tests {
    use super::UserId;

    #[test]
    fn an_id_is_hyphenated_text_in_json() {
        let id: UserId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(json, "\"01890a5d-ac96-774b-bcce-b302099a8057\"");
        assert_eq!(serde_json::from_str::<UserId>(&json).unwrap(), id);
        assert!(serde_json::from_str::<UserId>("\"7\"").unwrap_err().to_string().contains("expected an id"));
    }
}
