//! Saving a campaign, and forgetting it again.

use leptos::prelude::*;
use shared::id::CampaignId;

use crate::api;
use crate::i18n::tr;
use crate::ui::button::Button;
use crate::ui::icon::Icon;
use crate::ui::load::act;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The button. Pressing it again takes it back.
#[component]
pub fn SaveButton(
    /// Which campaign.
    id: CampaignId,
    /// Whether it is saved.
    saved: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let press = move |()| {
        let wanted = !saved.get_untracked();
        act(
            busy,
            async move { if wanted { api::campaigns::save(id).await } else { api::campaigns::unsave(id).await } },
            move |()| {
                saved.set(wanted);
                toasts.good(if wanted { tr!(campaigns.was_saved)() } else { tr!(campaigns.was_unsaved)() });
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let text = Text::live(move || {
        let text = if saved.get() { tr!(campaigns.unsave)() } else { tr!(campaigns.save)() };
        text.to_owned()
    });
    view! { <Button text icon=Icon::Save small=true busy on_press=press/> }
}
