//! What was offered to an applicant, who they were when they applied, and what the brand can do.

use leptos::prelude::*;
use shared::brands::BrandRole;
use shared::campaigns::{AcceptCounter, Application, ApplicationState, Campaign, CampaignState, OfferSide};
use shared::id::ApplicationId;

use super::offer_dialog::OfferDialog;
use super::reject_dialog::RejectDialog;
use crate::api;
use crate::areas::brand::shell::workspace::use_workspace;
use crate::components::arrival::chunk;
use crate::components::campaigns::{HistoryView, OfferView, SignatureView, SnapshotView, Terms};
use crate::components::work::Place;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::load::{Remote, act};
use crate::ui::status::{Tone, Verdict};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// Whom the page is about, for the chunk that shows this section of it.
#[derive(Clone, Copy)]
pub struct Applicant {
    /// Whose application.
    pub id: ApplicationId,
    /// The application.
    pub application: Remote<Application>,
    /// The campaign.
    pub own: Remote<Campaign>,
}

chunk! {
    /// What was agreed on with an applicant, and deciding about it.
    pub brand_applicant_agreed: Place => show
}

fn show(_: Place) -> AnyView {
    let Applicant { id, application, own } = expect_context();
    view! {
        <div class="stack loose">
            <Decide id application own/>
            {move || application.value().map(|one| columns(one, own))}
        </div>
    }
    .into_any()
}

fn columns(application: Application, own: Remote<Campaign>) -> AnyView {
    let creator = application.summary.creator.clone();
    let offer = application.summary.offer.clone();
    let signature = application.signature.clone();
    let message = application.message.clone();
    view! {
        <div class="campaign-columns">
            <div class="stack">
                <Card title=tr!(writing.message)>
                    {if message.is_empty() {
                        view! { <p class="soft">{tr!(writing.no_message)}</p> }.into_any()
                    } else {
                        view! { <p class="brief-text breakable">{message}</p> }.into_any()
                    }}
                </Card>
                <Card title=tr!(writing.profile)>
                    {match creator {
                        Some(creator) => view! { <SnapshotView creator/> }.into_any(),
                        None => view! { <p class="soft">{tr!(writing.erased_text)}</p> }.into_any(),
                    }}
                </Card>
            </div>
            <div class="stack">
                {match signature {
                    Some(signature) => view! { <Card title=tr!(applications.signed)><SignatureView signature/></Card> }.into_any(),
                    None => view! {
                        <Card title=tr!(applications.on_table)>
                            {match offer {
                                Some(offer) => view! { <OfferView offer/> }.into_any(),
                                None => view! {
                                    <div class="stack tight">
                                        <p class="small soft">{tr!(applications.campaign_says)}</p>
                                        {move || own.value().map(|one| view! { <Terms compensation=one.page.summary.compensation/> })}
                                    </div>
                                }.into_any(),
                            }}
                        </Card>
                    }.into_any(),
                }}
                <Card title=tr!(applications.history)><HistoryView application/></Card>
            </div>
        </div>
    }
    .into_any()
}

/// What to do now, in a sentence, and the buttons for it.
#[component]
fn Decide(id: ApplicationId, application: Remote<Application>, own: Remote<Campaign>) -> impl IntoView {
    let workspace = use_workspace();
    let toasts = use_toasts();
    let (offering, rejecting) = (RwSignal::new(false), RwSignal::new(false));
    let busy = RwSignal::new(false);
    let took = Callback::new(move |now: Application| {
        application.set(now);
        own.reload();
    });
    let refused = move |problem: api::ApiProblem| {
        toasts.problem(&problem);
        // Somebody was faster: what is shown is not what is there.
        if problem.status == 409 {
            application.reload();
            own.reload();
        }
    };
    let shortlist = move |()| {
        let done = move |now: Application| {
            toasts.good(tr!(writing.shortlisted)());
            took.run(now);
        };
        act(busy, api::campaigns::shortlist(id), done, refused);
    };
    let accept = move |offer_number: u32| {
        let done = move |now: Application| {
            toasts.good(tr!(writing.accepted)());
            took.run(now);
        };
        act(
            busy,
            async move { api::campaigns::accept(id, &AcceptCounter { offer_number }).await },
            done,
            refused,
        );
    };
    let may_decide = Memo::new(move |_| {
        let state = own.value().map(|one| one.page.summary.state);
        matches!(state, Some(CampaignState::Published | CampaignState::Closed))
            && workspace.may(BrandRole::Member)
    });
    let buttons = move |one: &Application| {
        let state = one.summary.state;
        let counter =
            one.offers.last().filter(|offer| offer.by == OfferSide::Creator).map(|offer| offer.number);
        let offer = tr!(writing.offer);
        view! {
            <div class="row">
                {(state == ApplicationState::Applied).then(|| view! {
                    <Button text=tr!(writing.shortlist) kind=Kind::Primary busy on_press=shortlist/>
                })}
                {(state == ApplicationState::Shortlisted).then(|| match counter {
                    Some(number) => view! {
                        <Button text=tr!(writing.accept) kind=Kind::Primary busy on_press=move |()| accept(number)/>
                        <Button text=offer on_press=move |()| offering.set(true)/>
                    }.into_any(),
                    None => view! { <Button text=offer kind=Kind::Primary on_press=move |()| offering.set(true)/> }.into_any(),
                })}
                <Button text=tr!(writing.reject) kind=Kind::Ghost on_press=move |()| rejecting.set(true)/>
            </div>
        }
    };
    view! {
        {move || application.value().map(|one| {
            let open = matches!(one.summary.state, ApplicationState::Applied | ApplicationState::Shortlisted);
            let (tone, text) = sentence(&one);
            // Asked here and not in the children, which are made once.
            let decides = open && may_decide.get();
            view! {
                <Verdict text tone>
                    {decides.then(|| buttons(&one))}
                </Verdict>
            }
        })}
        <OfferDialog id campaign=own open=offering took/>
        <RejectDialog id open=rejecting took/>
    }
}

fn sentence(application: &Application) -> (Tone, Text) {
    match application.summary.state {
        ApplicationState::Applied => (Tone::Attention, tr!(writing.is_applied).into()),
        ApplicationState::Shortlisted => match application.offers.last().map(|offer| offer.by) {
            None => (Tone::Attention, tr!(writing.is_shortlisted).into()),
            Some(OfferSide::Brand) => (Tone::Info, tr!(writing.is_offered).into()),
            Some(OfferSide::Creator) => (Tone::Attention, tr!(writing.is_countered).into()),
        },
        ApplicationState::Confirmed => {
            let at =
                application.signature.as_ref().map_or(application.summary.updated_at, |signed| signed.at);
            (Tone::Good, Text::live(move || say!(writing.is_confirmed, when = format::moment(at))))
        }
        ApplicationState::Rejected => (Tone::Neutral, tr!(writing.is_rejected).into()),
        ApplicationState::Withdrawn => (Tone::Neutral, tr!(writing.is_withdrawn).into()),
    }
}
