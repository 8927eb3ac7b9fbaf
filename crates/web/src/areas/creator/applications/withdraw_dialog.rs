//! Taking an application back, which is for good.

use leptos::prelude::*;
use shared::campaigns::Application;
use shared::id::ApplicationId;

use crate::api;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::load::act;
use crate::ui::overlay::Dialog;
use crate::ui::toast::use_toasts;

/// The dialog.
#[component]
pub fn WithdrawDialog(
    /// Which application.
    id: ApplicationId,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The application as it is then.
    took: Callback<Application>,
) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let withdraw = move |()| {
        act(
            busy,
            api::campaigns::withdraw(id),
            move |now: Application| {
                open.set(false);
                toasts.good(tr!(applications.withdrawn)());
                took.run(now);
            },
            move |problem| toasts.problem(&problem),
        );
    };
    view! {
        <Dialog open title=tr!(applications.withdraw)>
            <div class="stack">
                <p>{tr!(applications.withdraw_text)}</p>
                <div class="row dialog-actions">
                    <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                    <Button text=tr!(applications.withdraw) kind=Kind::Danger busy on_press=withdraw/>
                </div>
            </div>
        </Dialog>
    }
}
