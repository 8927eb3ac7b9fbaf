//! What becomes of a profile by a change.

use shared::brands::{UpdateBrand, read_ruc, read_website};
use shared::identity::handle_key;

use super::super::repo::document::ProfileDoc;
use crate::domains::identity::phones;
use crate::http::{ApiError, ApiResult};

/// The profile as it is wished to be: what is absent stays, an empty text takes a part away.
///
/// # Errors
/// [`shared::error::ErrorCode::ValidationFailed`] on a part that cannot be.
pub fn changed(before: &ProfileDoc, body: UpdateBrand) -> ApiResult<ProfileDoc> {
    let mut profile = before.clone();
    if let Some(company) = body.company {
        profile.company = company.trim().to_owned();
    }
    if let Some(name) = body.legal_name {
        profile.legal_name = trimmed(name);
    }
    if let Some(ruc) = body.ruc {
        let read = |ruc: String| read_ruc(&ruc).map_err(|wrong| ApiError::field("ruc", wrong));
        profile.ruc = trimmed(ruc).map(read).transpose()?;
    }
    if let Some(website) = body.website {
        let read = |site: String| read_website(&site).map_err(|wrong| ApiError::field("website", wrong));
        profile.website = trimmed(website).map(read).transpose()?;
    }
    if let Some(description) = body.description {
        profile.description = trimmed(description);
    }
    if let Some(name) = body.contact_name {
        profile.contact.name = trimmed(name);
    }
    if let Some(email) = body.contact_email {
        profile.contact.email = trimmed(email).map(|email| email.to_lowercase());
    }
    if let Some(phone) = body.contact_phone {
        let read = |phone: String| {
            phones::read(&phone, body.contact_country.as_deref())
                .map_err(|wrong| ApiError::field("contact_phone", wrong))
        };
        profile.contact.phone = trimmed(phone).map(read).transpose()?;
    }
    if let Some(public) = body.contact_public {
        profile.contact_public = public;
    }
    if let Some(accounts) = body.networks {
        let read = accounts.iter().map(|account| account.read().map(Into::into));
        let read = read.collect::<Result<Vec<_>, String>>();
        profile.networks = read.map_err(|wrong| ApiError::field("networks", wrong))?;
    }
    if let Some(handle) = body.handle {
        profile.handle = trimmed(handle).map(|handle| handle_key(&handle));
    }
    Ok(profile)
}

/// A text without the spaces around it; an empty one is none.
fn trimmed(text: String) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use shared::brands::{BrandNetwork, SetBrandAccount, UpdateBrand};

    use super::changed;
    use crate::domains::brands::repo::document::ProfileDoc;

    fn acme() -> ProfileDoc {
        ProfileDoc { company: "Acme".to_owned(), ..ProfileDoc::default() }
    }

    #[test]
    fn what_is_absent_stays_and_an_empty_text_takes_a_part_away() {
        let some = |text: &str| Some(text.to_owned());
        let body = UpdateBrand {
            company: some(" Lurdes "),
            ruc: some("80.009.735-1"),
            website: some("Lurdes.com.py"),
            contact_email: some("Ana@Lurdes.com.py"),
            contact_phone: some("0981 123456"),
            networks: Some(vec![SetBrandAccount {
                network: BrandNetwork::Instagram,
                handle: "https://www.instagram.com/lurdes.py/".to_owned(),
            }]),
            handle: some("Lurdes"),
            ..UpdateBrand::default()
        };
        let full = changed(&acme(), body).unwrap();
        assert_eq!((full.company.as_str(), full.ruc.as_deref()), ("Lurdes", Some("80009735-1")));
        assert_eq!(full.website.as_deref(), Some("https://lurdes.com.py"));
        assert_eq!(full.contact.email.as_deref(), Some("ana@lurdes.com.py"));
        assert_eq!(full.contact.phone.as_deref(), Some("+595981123456"));
        assert_eq!(full.networks[0].handle, "lurdes.py", "an address becomes the handle");
        assert_eq!(full.handle.as_deref(), Some("lurdes"));
        assert_eq!(changed(&full, UpdateBrand::default()).unwrap(), full);
        let empty = || Some(" ".to_owned());
        let cleared = UpdateBrand {
            ruc: empty(),
            website: empty(),
            contact_email: empty(),
            contact_phone: empty(),
            networks: Some(Vec::new()),
            handle: empty(),
            ..UpdateBrand::default()
        };
        let left = ProfileDoc { company: "Lurdes".to_owned(), ..ProfileDoc::default() };
        assert_eq!(changed(&full, cleared).unwrap(), left);
    }

    #[test]
    fn a_number_is_read_as_it_is_dialled_in_its_country() {
        let body = |phone: &str, country: &str| UpdateBrand {
            contact_phone: Some(phone.to_owned()),
            contact_country: Some(country.to_owned()),
            ..UpdateBrand::default()
        };
        let brazil = changed(&acme(), body("(11) 96123-4567", "BR")).unwrap();
        assert_eq!(brazil.contact.phone.as_deref(), Some("+5511961234567"));
        let wrong = changed(&acme(), body("12345", "PY")).unwrap_err();
        assert_eq!(wrong.wrong_fields()[0].field, "contact_phone");
    }
}
