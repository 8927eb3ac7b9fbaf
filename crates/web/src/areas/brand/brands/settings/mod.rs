//! What is done seldom: handing a brand over, leaving it, throwing it away.

mod hand_over;
mod leave;
mod trash;

use leptos::prelude::*;
use shared::brands::BrandRole;
use shared::id::BrandId;

use super::super::shell::workspace::use_workspace;
use crate::i18n::tr;
use crate::ui::state::Skeleton;
use crate::ui::trail::PageHead;

use hand_over::HandOverCard;
use leave::LeaveCard;
use trash::TrashCard;

/// The owner hands over and throws away; everybody else can leave.
#[component]
pub fn SettingsPage(
    /// Of which brand.
    brand: BrandId,
) -> impl IntoView {
    let workspace = use_workspace();
    let owns = Memo::new(move |_| workspace.role().map(|role| role == BrandRole::Owner));
    view! {
        <PageHead title=tr!(brands.settings) text=tr!(brands.settings_text)/>
        {move || match owns.get() {
            None => view! { <Skeleton lines=4/> }.into_any(),
            Some(true) => view! {
                <div class="settings-cards">
                    <HandOverCard brand/>
                    <TrashCard brand/>
                </div>
            }.into_any(),
            Some(false) => view! { <div class="settings-cards"><LeaveCard brand/></div> }.into_any(),
        }}
    }
}
