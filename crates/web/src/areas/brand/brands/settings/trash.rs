//! Throwing a brand away.

use leptos::prelude::*;
use shared::brands::{DAYS_IN_TRASH, TrashedBrand};
use shared::id::BrandId;

use super::super::super::shell::workspace::use_workspace;
use crate::address;
use crate::api;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::act;
use crate::ui::overlay::TypedConfirmation;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// Asks to type the name of the brand.
#[component]
pub fn TrashCard(
    /// Which brand.
    brand: BrandId,
) -> impl IntoView {
    let (workspace, toasts) = (use_workspace(), use_toasts());
    let (asking, busy) = (RwSignal::new(false), RwSignal::new(false));
    let consequence = Text::live(|| say!(brands.trash_consequence, days = DAYS_IN_TRASH.to_string()));
    let company = Signal::derive(move || workspace.here().map(|here| here.company).unwrap_or_default());
    let confirm = Callback::new(move |()| {
        act(
            busy,
            api::brands::trash(brand),
            move |gone: TrashedBrand| {
                asking.set(false);
                let when = format::day(gone.closes_at);
                toasts.good(say!(brands.trashed, name = gone.company, when = when));
                // The way back is there.
                address::go("/brand");
            },
            move |problem| {
                asking.set(false);
                toasts.problem(&problem);
            },
        );
    });
    view! {
        <Card title=tr!(brands.trash_put) text=tr!(brands.trash_put_text)>
            <Button text=tr!(brands.trash_put) kind=Kind::Danger icon=Icon::Trash2 on_press=move |()| asking.set(true)/>
        </Card>
        <TypedConfirmation
            open=asking
            title=tr!(brands.trash_put)
            consequence
            name=company
            action=tr!(brands.trash_put)
            busy
            on_confirm=confirm
        />
    }
}
