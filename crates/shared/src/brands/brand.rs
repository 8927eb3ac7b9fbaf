//! A brand: what it says of itself.

use garde::Validate;
use serde::{Deserialize, Serialize};

use super::account::valid_accounts;
use super::{BrandAccount, BrandRole, SetBrandAccount, read_ruc, read_website};
use crate::id::{BrandId, JobId, MediaId};
use crate::identity::{Avatar, Phone, valid_email, valid_handle};
use crate::json::FromJson;
use crate::time::Timestamp;

/// The address of a logo for a square of so many pixels on the screen.
pub fn logo_url(logo: MediaId, pixels: u16) -> String {
    Avatar::Upload { id: logo }.url(pixels)
}

/// The address that opens a conversation in WhatsApp with a number in E.164, such as `+595981123456`.
pub fn whatsapp_link(e164: &str) -> String {
    format!("https://wa.me/{}", e164.trim_start_matches('+'))
}

/// Whom to write to at a brand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandContact {
    /// Who answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// An address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// The address that opens a conversation with that number in WhatsApp.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whatsapp: Option<String>,
}

/// One brand, as its members see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Brand {
    /// The brand.
    pub id: BrandId,
    /// The name that everybody knows.
    pub company: String,
    /// The name in the register of companies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_name: Option<String>,
    /// The number of the taxpayer, such as `80009735-1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruc: Option<String>,
    /// Its site, with `http://` or `https://`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// A few words, on the public page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whom to write to.
    pub contact: BrandContact,
    /// Whether the contact is on the public page.
    pub contact_public: bool,
    /// Its logo: a picture of `/api/media`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<MediaId>,
    /// Where it is on networks.
    pub networks: Vec<BrandAccount>,
    /// The public page is at `/b/<handle>`; absent: there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// What who asks may do here; absent where the platform's staff asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub your_role: Option<BrandRole>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Rises with each change of what it says of itself; send it back with a change, so that nobody overwrites what another
    /// changed.
    pub revision: u32,
}

/// `POST /api/brands`: who makes it is its owner.
#[derive(Debug, Clone, Default, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateBrand {
    /// The name that everybody knows.
    #[garde(length(chars, max = 80), custom(not_blank))]
    pub company: String,
    /// Its site.
    #[garde(custom(valid_website))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
}

/// `PATCH /api/brands/{brand_id}`; what is absent stays, an empty text takes a part away.
#[derive(Debug, Clone, Default, Serialize, Deserialize, FromJson, Validate)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateBrand {
    /// The name that everybody knows; not empty.
    #[garde(inner(length(chars, max = 80), custom(not_blank)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// The name in the register of companies.
    #[garde(inner(length(chars, max = 120)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_name: Option<String>,
    /// The number of the taxpayer with its verifying digit, such as `80009735-1`.
    #[garde(custom(valid_ruc))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruc: Option<String>,
    /// Its site; without a scheme, `https://` is meant.
    #[garde(custom(valid_website))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// A few words, at most 1000 characters.
    #[garde(inner(length(chars, max = 1000)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who answers.
    #[garde(inner(length(chars, max = 80)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_name: Option<String>,
    /// An address to write to.
    #[garde(custom(valid_email_or_none))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_email: Option<String>,
    /// A number: with `+` and the country's prefix, or as it is dialled in `contact_country`.
    #[garde(inner(length(max = 40)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_phone: Option<String>,
    /// The country that a number without a prefix is dialled in: two capital letters (ISO 3166); `PY` if absent.
    #[garde(inner(length(equal = 2), ascii))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_country: Option<String>,
    /// Whether the contact is on the public page.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_public: Option<bool>,
    /// Where it is on networks, in place of what was there; one account on each.
    #[garde(custom(valid_accounts))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub networks: Option<Vec<SetBrandAccount>>,
    /// 3 to 30 letters, digits, dots, dashes and underscores; case does not matter. Empty closes the public page.
    #[garde(custom(valid_handle_or_none))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handle: Option<String>,
    /// The revision that was read: if the brand has changed since, the answer is 409.
    #[garde(skip)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<u32>,
}

fn not_blank(text: &str, _: &()) -> garde::Result {
    if text.trim().is_empty() { Err(garde::Error::new("must not be empty")) } else { Ok(()) }
}

/// The text, unless it is absent or takes a part away.
fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn valid_ruc(text: &Option<String>, _: &()) -> garde::Result {
    given(text).map_or(Ok(()), |text| read_ruc(text).map(drop).map_err(garde::Error::new))
}

fn valid_website(text: &Option<String>, _: &()) -> garde::Result {
    given(text).map_or(Ok(()), |text| read_website(text).map(drop).map_err(garde::Error::new))
}

fn valid_email_or_none(text: &Option<String>, context: &()) -> garde::Result {
    match given(text) {
        Some(text) if text.len() > 254 => Err(garde::Error::new("must have at most 254 characters")),
        Some(text) => valid_email(text, context),
        None => Ok(()),
    }
}

fn valid_handle_or_none(text: &Option<String>, context: &()) -> garde::Result {
    given(text).map_or(Ok(()), |text| valid_handle(text, context))
}

/// `POST /api/brands/{brand_id}/logo`: the picture came in and is being prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartedLogo {
    /// The picture to be.
    pub media_id: MediaId,
    /// The job that prepares it; see `GET /api/system/jobs/{id}`.
    pub job_id: JobId,
}

#[cfg(test)]
mod tests {
    use garde::Validate;

    use super::{CreateBrand, UpdateBrand, whatsapp_link};

    #[test]
    fn an_empty_text_takes_a_part_away_and_a_wrong_one_is_told_by_its_field() {
        let empty = || Some(" ".to_owned());
        let cleared = UpdateBrand {
            ruc: empty(),
            website: empty(),
            contact_email: empty(),
            handle: empty(),
            ..UpdateBrand::default()
        };
        assert!(cleared.validate().is_ok());
        let wrong = UpdateBrand {
            company: empty(),
            ruc: Some("80009735-2".to_owned()),
            website: Some("javascript:alert(1)".to_owned()),
            contact_email: Some("ana".to_owned()),
            contact_country: Some("Paraguay".to_owned()),
            handle: Some("admin".to_owned()),
            ..UpdateBrand::default()
        };
        let report = wrong.validate().unwrap_err();
        let fields: Vec<String> = report.iter().map(|(path, _)| path.to_string()).collect();
        for field in ["company", "ruc", "website", "contact_email", "contact_country", "handle"] {
            assert!(fields.iter().any(|found| found.starts_with(field)), "{field} is not in {fields:?}");
        }
        assert!(CreateBrand { company: "  ".to_owned(), website: None }.validate().is_err());
    }

    #[test]
    fn whatsapp_wants_the_digits_alone() {
        assert_eq!(whatsapp_link("+595981123456"), "https://wa.me/595981123456");
    }
}
