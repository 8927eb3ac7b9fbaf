//! Campaigns that one saved to look at again.

use leptos::prelude::*;
use shared::campaigns::{CampaignSummary, SavedQuery};

use super::save_button::SaveButton;
use crate::api;
use crate::components::campaigns::CampaignCard;
use crate::components::guard::{Audience, Guard};
use crate::i18n::tr;
use crate::ui::button::{ButtonLink, Kind};
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::table::{PagedCards, Pages};
use crate::ui::trail::{PageHead, Step};

/// The list, whatever has become of each.
#[component]
pub fn SavedPage() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <main id="main" class="page" tabindex="-1">
                <PageHead title=tr!(campaigns.saved_title) text=tr!(campaigns.saved_text) trail=vec![Step::new(tr!(campaigns.title), "/campaigns")]/>
                <List/>
            </main>
        </Guard>
    }
}

#[component]
fn List() -> impl IntoView {
    let pages = Pages::new(
        || (),
        |cursor| async move { api::campaigns::saved(&SavedQuery { limit: Some(24), cursor }).await },
    );
    let empty = || {
        view! {
            <Empty title=tr!(campaigns.saved_empty) text=tr!(campaigns.saved_empty_text) icon=Icon::Save>
                <ButtonLink text=tr!(campaigns.find) href="/campaigns" kind=Kind::Primary/>
            </Empty>
        }
    };
    view! { <PagedCards label=tr!(campaigns.saved_title) pages card=card empty=empty/> }
}

fn card(campaign: &CampaignSummary) -> AnyView {
    let id = campaign.id;
    let actions = move || view! { <SaveButton id saved=RwSignal::new(true)/> };
    view! { <CampaignCard campaign=campaign.clone() actions=actions/> }.into_any()
}
