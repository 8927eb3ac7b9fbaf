//! One campaign, at `/campaigns/<id>`: what it asks for and offers, and the way to apply.

use leptos::prelude::*;
use shared::campaigns::{CampaignPage, CampaignSummary};
use shared::error::ErrorCode;
use shared::id::CampaignId;

use super::ways;
use crate::address;
use crate::api::{self, ApiProblem};
use crate::components::arrival::{aside, chunk};
use crate::components::campaigns::CampaignView;
use crate::i18n::{locale, tr};
use crate::session::use_session;
use crate::ui::button::{ButtonLink, Kind};
use crate::ui::card::Card;
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Empty, Failure, Skeleton};
use crate::ui::text::Text;
use crate::ui::trail::{Step, Trail, name_tab};

/// The page.
#[component]
pub fn CampaignPageView() -> impl IntoView {
    let session = use_session();
    let known = Memo::new(move |_| !session.is_unknown());
    view! {
        <main id="main" class="page" tabindex="-1">
            <Trail steps=vec![Step::new(tr!(campaigns.title), "/campaigns")]/>
            {move || if known.get() {
                view! { <Page/> }.into_any()
            } else {
                view! { <Skeleton lines=8/> }.into_any()
            }}
        </main>
    }
}

#[component]
fn Page() -> impl IntoView {
    let path = address::path();
    let session = use_session();
    let id =
        Memo::new(move |_| address::segments(&path.get()).into_iter().nth(1)?.parse::<CampaignId>().ok());
    let campaign = Remote::new(move || {
        // Who is signed in learns what keeps them from applying, in sentences of their language.
        let _who = (session.is_signed_in(), locale());
        let id = id.get();
        async move {
            match id {
                Some(id) => api::campaigns::page(id).await,
                None => Err(nothing()),
            }
        }
    });
    name_tab(Text::live(move || {
        campaign.value().map_or_else(|| tr!(campaigns.one)().to_owned(), |page| page.summary.title)
    }));
    move || match campaign.get() {
        Load::Waiting => view! { <Skeleton lines=8/> }.into_any(),
        Load::Ready(page) => show(page, campaign),
        Load::Failed(problem) if problem.is(ErrorCode::NotFound) => view! {
            <h1 class="hidden-visually">{tr!(campaigns.gone)}</h1>
            <Empty title=tr!(campaigns.gone) text=tr!(campaigns.gone_text) icon=Icon::Search>
                <ButtonLink text=tr!(campaigns.find) href="/campaigns" kind=Kind::Primary/>
            </Empty>
        }
        .into_any(),
        Load::Failed(problem) => view! {
            <h1 class="hidden-visually">{tr!(campaigns.one)}</h1>
            <Failure problem on_retry=Callback::new(move |()| campaign.reload())/>
        }
        .into_any(),
    }
}

/// An address that names no campaign is answered as the API would.
fn nothing() -> ApiProblem {
    ApiProblem {
        code: Some(ErrorCode::NotFound.as_str().to_owned()),
        status: 404,
        ..ApiProblem::unreadable()
    }
}

fn show(page: CampaignPage, campaign: Remote<CampaignPage>) -> AnyView {
    let shown = page.clone();
    let aside = move || view! { <Ways page=shown.clone() campaign/> };
    view! { <CampaignView page aside=aside titled=true/> }.into_any()
}

/// What the reader can do. For who is signed in that is a chunk of its own.
#[component]
fn Ways(page: CampaignPage, campaign: Remote<CampaignPage>) -> impl IntoView {
    let ways = if page.saved.is_some() {
        aside(campaign, |_| Box::pin(campaign_ways()))
    } else {
        of_visitors(&page.summary)
    };
    view! { <Card title=tr!(campaigns.apply_card)>{ways}</Card> }
}

fn show_ways(campaign: Remote<CampaignPage>) -> AnyView {
    (move || campaign.value().map(|page| ways::of_creators(&page, campaign))).into_any()
}

chunk! {
    /// Applying to a campaign, saving and reporting it.
    campaign_ways: Remote<CampaignPage> => show_ways
}

fn of_visitors(campaign: &CampaignSummary) -> AnyView {
    if let Some(why) = ways::why_none(campaign) {
        return view! { <p class="soft">{why}</p> }.into_any();
    }
    let next = api::encode(&format!("/campaigns/{}", campaign.id));
    view! {
        <div class="stack">
            <p class="soft">{tr!(campaigns.apply_account)}</p>
            <div class="row">
                <ButtonLink text=tr!(common.sign_in) href=format!("/sign-in?next={next}") kind=Kind::Primary/>
                <ButtonLink text=tr!(common.register) href="/register"/>
            </div>
        </div>
    }
    .into_any()
}
