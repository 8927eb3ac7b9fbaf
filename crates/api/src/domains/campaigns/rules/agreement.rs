//! What a signature stands for: digests over the words that were agreed on.
//!
//! A digest is SHA-256 over JSON without spaces, its fields in the order in which they stand here. Never change that order
//! or a name: what was signed before could no longer be checked.

use serde::Serialize;
use sha2::{Digest, Sha256};
use shared::campaigns::{Brief, Compensation};
use shared::id::{ApplicationId, CampaignId};

use crate::infra::hex::hex;

/// What one version of a campaign's brief says.
#[derive(Debug, Serialize)]
pub struct Terms<'a> {
    /// The campaign.
    pub campaign_id: CampaignId,
    /// The version.
    pub version: u32,
    /// The title.
    pub title: &'a str,
    /// What is asked for.
    pub brief: &'a Brief,
    /// What is offered to everybody.
    pub compensation: &'a Compensation,
}

/// What a creator agreed to.
#[derive(Debug, Serialize)]
pub struct Agreement<'a> {
    /// The application.
    pub application_id: ApplicationId,
    /// The version of the brief.
    pub brief_version: u32,
    /// Its digest.
    pub brief_digest: &'a str,
    /// What was agreed on between the two.
    pub compensation: &'a Compensation,
    /// The name that was written.
    pub name: &'a str,
    /// When, in milliseconds after 1970.
    pub at: i64,
    /// From which address.
    pub ip: &'a str,
}

/// The digest of a version or an agreement, in hex.
///
/// # Errors
/// When it is no JSON, which neither can be.
pub fn digest(what: &impl Serialize) -> Result<String, serde_json::Error> {
    Ok(hex(&Sha256::digest(serde_json::to_vec(what)?)))
}

#[cfg(test)]
mod tests {
    use shared::campaigns::Compensation;
    use shared::money::{Currency, Money};

    use super::{Agreement, digest};

    #[test]
    fn every_word_counts_and_the_form_is_for_ever() {
        let fee = |amount| Compensation::Fee { fee: Money::new(amount, Currency::Pyg) };
        let (one, other) = (fee(300_000), fee(300_001));
        let of = |compensation, name| Agreement {
            application_id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
            brief_version: 1,
            brief_digest: "ab",
            compensation,
            name,
            at: 7,
            ip: "203.0.113.7",
        };
        let signed = digest(&of(&one, "Ana López")).unwrap();
        assert_eq!(signed.len(), 64);
        assert_eq!(signed, digest(&of(&one, "Ana López")).unwrap());
        assert_ne!(signed, digest(&of(&other, "Ana López")).unwrap());
        assert_ne!(signed, digest(&of(&one, "Ana Lopez")).unwrap());
        assert_eq!(
            serde_json::to_string(&of(&one, "Ana")).unwrap(),
            r#"{"application_id":"01890a5d-ac96-774b-bcce-b302099a8057","brief_version":1,"brief_digest":"ab","compensation":{"kind":"fee","fee":{"amount":300000,"currency":"PYG"}},"name":"Ana","at":7,"ip":"203.0.113.7"}"#
        );
    }
}
