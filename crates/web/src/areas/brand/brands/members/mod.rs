//! Who works in a brand, and who is invited.

mod invitations;
mod people;

use leptos::prelude::*;
use shared::brands::BrandRole;
use shared::id::BrandId;

use super::super::shell::workspace::use_workspace;
use crate::i18n::tr;
use crate::ui::trail::PageHead;

use invitations::InvitationsCard;
use people::PeopleCard;

/// The members and, for who may invite, the invitations.
#[component]
pub fn MembersPage(
    /// Of which brand.
    brand: BrandId,
) -> impl IntoView {
    let workspace = use_workspace();
    let manages = Memo::new(move |_| workspace.may(BrandRole::Admin));
    view! {
        <PageHead title=tr!(brands.members) text=tr!(brands.members_text)/>
        <div class="members-grid">
            <PeopleCard brand manages/>
            {move || manages.get().then(|| view! { <InvitationsCard brand/> })}
        </div>
    }
}
