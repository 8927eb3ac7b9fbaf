//! One applicant: the frame of the page, in which the sections of a job stand.

use leptos::prelude::*;
use shared::brands::BrandRole;
use shared::campaigns::Application;
use shared::error::ErrorCode;
use shared::id::{ApplicationId, BrandId, CampaignId};

use super::Page;
use super::applicant_agreed::{Applicant, brand_applicant_agreed};
use crate::api;
use crate::areas::brand::shell::workspace::use_workspace;
use crate::components::campaigns::ApplicationBadge;
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
pub fn ApplicantPage(
    /// Whose campaign.
    brand: BrandId,
    /// Which campaign.
    campaign: CampaignId,
    /// Whose application.
    id: ApplicationId,
) -> impl IntoView {
    let live = use_live();
    let application = Remote::new(move || {
        live.track();
        api::campaigns::application(id)
    });
    let there = Memo::new(move |_| application.value().is_some());
    move || {
        if there.get() {
            return view! { <Whole brand campaign id application/> }.into_any();
        }
        match application.get() {
            Load::Failed(problem) if problem.is(ErrorCode::NotFound) => view! {
                <h1 class="hidden-visually">{tr!(applications.gone)}</h1>
                <Empty title=tr!(applications.gone) text=tr!(writing.applicant_gone) icon=Icon::Users>
                    <ButtonLink text=tr!(writing.to_board) href=Page::One(campaign).address(brand) kind=Kind::Primary/>
                </Empty>
            }
            .into_any(),
            Load::Failed(problem) => view! {
                <h1 class="hidden-visually">{tr!(applications.one)}</h1>
                <Failure problem on_retry=Callback::new(move |()| application.reload())/>
            }
            .into_any(),
            Load::Waiting | Load::Ready(_) => view! { <Skeleton lines=8/> }.into_any(),
        }
    }
}

fn name(application: Option<Application>) -> String {
    match application.and_then(|one| one.summary.creator) {
        Some(creator) => creator.name,
        None => tr!(writing.erased)().to_owned(),
    }
}

#[component]
fn Whole(
    brand: BrandId,
    campaign: CampaignId,
    id: ApplicationId,
    application: Remote<Application>,
) -> impl IntoView {
    let own = Remote::new(move || api::campaigns::own(campaign));
    let workspace = use_workspace();
    let base = Page::Applicant(campaign, id).address(brand);
    let may = move || workspace.may(BrandRole::Member);
    provide_context(Applicant { id, application, own });
    provide_job(id, Side::Brand, base, application, may, move || own.value().map(|one| one.page.summary));
    let title = Text::live(move || name(application.value()));
    let of =
        Text::live(move || application.value().map(|one| one.summary.campaign_title).unwrap_or_default());
    view! {
        <PageHead
            title
            trail=vec![
                Step::new(tr!(writing.title), Page::List.address(brand)),
                Step::new(of, Page::One(campaign).address(brand)),
            ]
        >
            {move || application.value().map(|one| view! { <ApplicationBadge state=one.summary.state/> })}
        </PageHead>
        <JobView agreed=|_| Box::pin(brand_applicant_agreed())/>
    }
}
