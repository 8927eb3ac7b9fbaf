//! One of one's applications: the frame of the page, in which the sections of a job stand.

use leptos::prelude::*;
use shared::campaigns::Application;
use shared::error::ErrorCode;
use shared::id::{ApplicationId, CampaignId};

use super::ApplicationsPage;
use super::application_agreed::{Applied, application_agreed};
use crate::api;
use crate::components::campaigns::ApplicationBadge;
use crate::components::guard::{Audience, Guard};
use crate::components::live::use_live;
use crate::components::work::{JobView, Side, provide_job};
use crate::i18n::tr;
use crate::ui::button::{ButtonLink, Kind};
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Empty, Failure, Skeleton};
use crate::ui::text::Text;
use crate::ui::trail::{PageHead, Step};

/// The page.
#[component]
pub fn OnePage(
    /// Which.
    id: ApplicationId,
) -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <main id="main" class="page" tabindex="-1"><Page id/></main>
        </Guard>
    }
}

#[component]
fn Page(id: ApplicationId) -> impl IntoView {
    let live = use_live();
    let application = Remote::new(move || {
        live.track();
        api::campaigns::application(id)
    });
    // What never changes of it: the page is built once, and its parts follow.
    let fixed = Memo::new(move |_| {
        application.value().map(|one| (one.summary.campaign_id, one.summary.campaign_title))
    });
    let failed = Memo::new(move |_| match application.get() {
        Load::Failed(problem) => Some(problem),
        Load::Waiting | Load::Ready(_) => None,
    });
    move || match (fixed.get(), failed.get()) {
        (Some((campaign, title)), _) => view! { <Whole id application campaign title/> }.into_any(),
        (None, Some(problem)) if problem.is(ErrorCode::NotFound) => view! {
            <h1 class="hidden-visually">{tr!(applications.gone)}</h1>
            <Empty title=tr!(applications.gone) text=tr!(applications.gone_text) icon=Icon::ListChecks>
                <ButtonLink text=tr!(applications.title) href="/creator/applications" kind=Kind::Primary/>
            </Empty>
        }
        .into_any(),
        (None, Some(problem)) => view! {
            <h1 class="hidden-visually">{tr!(applications.one)}</h1>
            <Failure problem on_retry=Callback::new(move |()| application.reload())/>
        }
        .into_any(),
        (None, None) => view! { <Skeleton lines=8/> }.into_any(),
    }
}

#[component]
fn Whole(
    id: ApplicationId,
    application: Remote<Application>,
    campaign: CampaignId,
    title: String,
) -> impl IntoView {
    let page = Remote::new(move || api::campaigns::page(campaign));
    let base = ApplicationsPage::address(id);
    provide_context(Applied { id, application, page });
    provide_job(id, Side::Creator, base, application, || true, move || page.value().map(|page| page.summary));
    let brand = Text::live(move || {
        let brand = page.value().and_then(|page| page.summary.brand);
        brand.map(|brand| brand.company).unwrap_or_default()
    });
    view! {
        <PageHead title=title text=brand trail=vec![Step::new(tr!(applications.title), "/creator/applications")]>
            {move || application.value().map(|one| view! { <ApplicationBadge state=one.summary.state/> })}
            <ButtonLink text=tr!(applications.see_campaign) href=format!("/campaigns/{campaign}") icon=Icon::Eye/>
        </PageHead>
        <JobView agreed=|_| Box::pin(application_agreed())/>
    }
}
