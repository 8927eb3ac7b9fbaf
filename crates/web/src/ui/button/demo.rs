//! Buttons in every state.

use leptos::prelude::*;

use super::{Button, ButtonLink, Kind};
use crate::i18n::tr;
use crate::ui::icon::Icon;
use crate::ui::kit::Specimen;

/// Buttons in every state.
#[component]
pub fn Demo() -> impl IntoView {
    view! {
        <Specimen title=tr!(kit.buttons)>
            <div class="row">
                <Button text=tr!(kit.action) kind=Kind::Primary/>
                <Button text=tr!(kit.action)/>
                <Button text=tr!(kit.action) kind=Kind::Ghost/>
                <Button text=tr!(kit.action) kind=Kind::Good icon=Icon::Download/>
                <Button text=tr!(kit.action) kind=Kind::Danger icon=Icon::Trash2/>
                <ButtonLink text=tr!(kit.link) href="/kit" icon=Icon::ArrowRight/>
            </div>
            <div class="row">
                <Button text=tr!(kit.action) kind=Kind::Primary busy=true/>
                <Button text=tr!(kit.action) busy=true/>
                <Button text=tr!(kit.action) disabled=true/>
                <Button text=tr!(kit.action) small=true icon=Icon::Plus/>
                <Button text=tr!(kit.action) bare=true icon=Icon::Settings/>
                <Button text=tr!(kit.action) bare=true small=true kind=Kind::Ghost icon=Icon::X/>
            </div>
        </Specimen>
    }
}
