//! Finding campaigns that take applications.

use leptos::prelude::*;
use shared::campaigns::CampaignSummary;

use super::filters::{FilterBar, Filters};
use crate::api;
use crate::components::campaigns::CampaignCard;
use crate::i18n::tr;
use crate::session::use_session;
use crate::ui::button::{Button, ButtonLink};
use crate::ui::icon::Icon;
use crate::ui::state::{Empty, Skeleton};
use crate::ui::table::{PagedCards, Pages};
use crate::ui::trail::PageHead;

/// The filters and what they find.
#[component]
pub fn DiscoverPage() -> impl IntoView {
    let session = use_session();
    let known = Memo::new(move |_| !session.is_unknown());
    let signed_in = Memo::new(move |_| session.is_signed_in());
    let filters = Filters::of_address();
    view! {
        <main id="main" class="page public" tabindex="-1">
            <PageHead title=tr!(campaigns.title) text=tr!(campaigns.text)>
                {move || signed_in.get().then(|| view! {
                    <ButtonLink text=tr!(campaigns.saved) href="/campaigns/saved" icon=Icon::Save/>
                    <ButtonLink text=tr!(campaigns.mine) href="/creator/applications" icon=Icon::ListChecks/>
                })}
            </PageHead>
            <FilterBar filters/>
            // What fits somebody can be asked for only when it is known who that is.
            {move || if known.get() {
                view! { <Found filters/> }.into_any()
            } else {
                view! { <Skeleton lines=6 shape="cards"/> }.into_any()
            }}
        </main>
    }
}

#[component]
fn Found(filters: Filters) -> impl IntoView {
    let pages = Pages::new(
        move || filters.track(),
        move |cursor| {
            let query = untrack(move || filters.query(cursor));
            async move { api::campaigns::list(&query).await }
        },
    );
    let empty = move || {
        if filters.any() {
            view! {
                <Empty title=tr!(campaigns.found_none) text=tr!(campaigns.found_none_text) icon=Icon::Search>
                    <Button text=tr!(common.clear) on_press=move |()| filters.clear()/>
                </Empty>
            }
            .into_any()
        } else {
            view! { <Empty title=tr!(campaigns.empty) text=tr!(campaigns.empty_text)/> }.into_any()
        }
    };
    view! { <PagedCards label=tr!(campaigns.title) pages card=card empty=empty/> }
}

fn card(campaign: &CampaignSummary) -> AnyView {
    view! { <CampaignCard campaign=campaign.clone()/> }.into_any()
}
