//! A brand's campaigns: the list, writing one, one with its applicants, and each applicant.

mod acts;
mod applicant_agreed;
mod applicant_page;
mod board;
mod campaign_page;
mod cancel_dialog;
mod editor;
mod forward_page;
mod history;
mod list_page;
mod offer_dialog;
mod reject_dialog;
mod versions;

use shared::id::{ApplicationId, BrandId, CampaignId};

use crate::components::work::Place;

pub use applicant_page::ApplicantPage;
pub use campaign_page::CampaignPage;
pub use editor::{EditPage, NewPage};
pub use forward_page::ForwardPage;
pub use list_page::ListPage;

/// A page of a brand's campaigns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// All of them.
    List,
    /// Writing a new one.
    New,
    /// One with its applicants.
    One(CampaignId),
    /// Changing one.
    Edit(CampaignId),
    /// One applicant, and the job that becomes of it.
    Applicant(CampaignId, ApplicationId),
}

impl Page {
    /// The page of what stands behind `/brand/<id>/campaigns`, if it is one.
    pub fn at(rest: &[&str]) -> Option<Self> {
        Some(match rest {
            [] => Self::List,
            ["new"] => Self::New,
            [id] => Self::One(id.parse().ok()?),
            [id, "edit"] => Self::Edit(id.parse().ok()?),
            [id, "applications", application, rest @ ..] => {
                Place::at(rest)?;
                Self::Applicant(id.parse().ok()?, application.parse().ok()?)
            }
            _ => return None,
        })
    }

    /// Where it is in the workspace of a brand.
    pub fn address(self, brand: BrandId) -> String {
        let list = format!("/brand/{brand}/campaigns");
        match self {
            Self::List => list,
            Self::New => format!("{list}/new"),
            Self::One(id) => format!("{list}/{id}"),
            Self::Edit(id) => format!("{list}/{id}/edit"),
            Self::Applicant(id, application) => format!("{list}/{id}/applications/{application}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::Page;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[wasm_bindgen_test]
    fn a_page_is_found_at_its_address() {
        let (brand, id, application) = (ID.parse().unwrap(), ID.parse().unwrap(), ID.parse().unwrap());
        for page in [Page::List, Page::New, Page::One(id), Page::Edit(id), Page::Applicant(id, application)] {
            let address = page.address(brand);
            let rest: Vec<&str> = address.split('/').skip(4).collect();
            assert_eq!(Page::at(&rest), Some(page), "{address}");
        }
        for rest in [&["work"][..], &["rights"], &["agreed"], &["deliverables", ID]] {
            let path = [&[ID, "applications", ID], rest].concat();
            assert_eq!(Page::at(&path), Some(Page::Applicant(id, application)), "{rest:?}");
        }
        for nowhere in [
            &["x"][..],
            &[ID, "x"],
            &[ID, "applications"],
            &[ID, "applications", "x"],
            &[ID, "applications", ID, "x"],
        ] {
            assert_eq!(Page::at(nowhere), None, "{nowhere:?}");
        }
    }
}
