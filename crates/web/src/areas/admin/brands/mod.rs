//! Brands, for the platform's staff: found, seen, granted packages, thrown away and brought back.

mod brand_page;
mod brands_page;
mod package_card;
mod standing_card;

pub use brand_page::BrandPage;
pub use brands_page::BrandsPage;
