//! Somebody who works in a brand, as one line names them.

use leptos::prelude::*;
use shared::brands::BrandMember;

use crate::components::avatar::AvatarView;
use crate::i18n::tr;
use crate::ui::status::{Badge, Tone};

/// Picture, name and address.
pub fn member_name(member: &BrandMember) -> AnyView {
    let name = member.name.clone();
    view! {
        <span class="member">
            <AvatarView avatar=member.avatar.clone() name=name.clone() pixels=32/>
            <span class="member-words">
                <span class="row tight">
                    <span class="strong breakable">{name}</span>
                    {member.you.then(|| view! { <Badge text=tr!(brands.you) tone=Tone::Info/> })}
                </span>
                <span class="tiny quiet breakable">{member.email.clone()}</span>
            </span>
        </span>
    }
    .into_any()
}
