//! What lies over the page.

use leptos::prelude::*;

use super::{Dialog, Menu, Place, TypedConfirmation};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::icon::Icon;
use crate::ui::kit::Specimen;

/// Dialog, panel, typed confirmation, menu.
#[component]
pub fn Demo() -> impl IntoView {
    let dialog = RwSignal::new(false);
    let panel = RwSignal::new(false);
    let confirm = RwSignal::new(false);
    view! {
        <Specimen title=tr!(kit.overlays)>
            <div class="row">
                <Button text=tr!(kit.open_dialog) on_press=move |()| dialog.set(true)/>
                <Button text=tr!(kit.open_panel) on_press=move |()| panel.set(true)/>
                <Button text=tr!(kit.open_confirmation) kind=Kind::Danger on_press=move |()| confirm.set(true)/>
                <Menu label=tr!(kit.open_menu) icon=Icon::Ellipsis>
                    <a href="/kit">{tr!(kit.link)}</a>
                    <button type="button">{tr!(kit.action)}</button>
                </Menu>
            </div>
            <Dialog open=dialog title=tr!(kit.sample_label)><p>{tr!(kit.sample_help)}</p></Dialog>
            <Dialog open=panel title=tr!(kit.sample_label) place=Place::Side><p>{tr!(kit.sample_help)}</p></Dialog>
            <TypedConfirmation
                open=confirm
                title=tr!(kit.open_confirmation)
                consequence=tr!(kit.sample_help)
                name=Signal::stored("avenue".to_owned())
                action=tr!(kit.action)
                on_confirm=Callback::new(move |()| confirm.set(false))
            />
        </Specimen>
    }
}
