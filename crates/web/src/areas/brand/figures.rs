//! What the figures of the posts for a brand add up to.

use leptos::prelude::*;
use shared::id::BrandId;

use crate::components::figures::{Dashboard, Whose};
use crate::i18n::tr;
use crate::ui::trail::PageHead;

/// The page.
#[component]
pub fn FiguresPage(
    /// Of which brand.
    brand: BrandId,
) -> impl IntoView {
    view! {
        <PageHead title=tr!(metrics.title) text=tr!(metrics.page_brand)/>
        <Dashboard of=Whose::Brand(brand)/>
    }
}
