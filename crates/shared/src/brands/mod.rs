//! Brands: the workspace, who works in it, how the public sees it, and the package that it may use up.

mod account;
mod brand;
mod invitation;
mod listing;
mod member;
mod package;
mod page;
mod role;
mod ruc;
mod trash;
mod website;

pub use account::{BrandAccount, BrandNetwork, SetBrandAccount, read_brand_handle};
pub use brand::{Brand, BrandContact, CreateBrand, StartedLogo, UpdateBrand, logo_url, whatsapp_link};
pub use invitation::{AnswerBrandInvitation, BrandInvitation, BrandInvitationPreview, CreateBrandInvitation};
pub use listing::{BrandQuery, BrandRecord, BrandSummary};
pub use member::{BrandMember, BrandMembership, HandOverBrand, UpdateBrandMember};
pub use package::{
    BrandPackage, BrandPackages, GrantPackage, MAX_DELIVERIES, MAX_MONTHS, PackageMonth, PackagePlan,
    PackageState, ProlongPackage, UseAlert,
};
pub use page::BrandPage;
pub use role::BrandRole;
pub use ruc::read_ruc;
pub use trash::{BrandState, DAYS_IN_TRASH, TrashBrand, TrashedBrand};
pub use website::read_website;
