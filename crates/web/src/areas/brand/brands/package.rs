//! What a brand may use, and how much of it is used.

use leptos::prelude::*;
use shared::id::BrandId;

use crate::api;
use crate::components::brands::{PackageView, PastPackages};
use crate::i18n::tr;
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::state::{Empty, loaded};
use crate::ui::trail::PageHead;

/// The package with this month's use, and those before it.
#[component]
pub fn PackagePage(
    /// Of which brand.
    brand: BrandId,
) -> impl IntoView {
    let packages = Remote::new(move || api::brands::package(brand));
    view! {
        <PageHead title=tr!(brands.package) text=tr!(brands.package_text)/>
        {loaded(packages, 6, |packages| view! {
            <div class="stack">
                {match packages.current {
                    Some(package) => view! { <PackageView package/> }.into_any(),
                    None => view! {
                        <Empty title=tr!(brands.package_none) text=tr!(brands.package_none_text) icon=Icon::Layers/>
                    }.into_any(),
                }}
                <PastPackages packages=packages.past/>
            </div>
        }.into_any())}
    }
}
