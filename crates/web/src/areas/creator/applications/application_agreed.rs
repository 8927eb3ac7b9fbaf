//! What is offered to a creator and what would be signed: the verdict, what they can do, what happened.

use leptos::prelude::*;
use shared::campaigns::{Application, BriefVersion, CampaignPage};
use shared::id::ApplicationId;

use super::counter_dialog::CounterDialog;
use super::sign_panel::SignPanel;
use super::standing::{Standing, ways};
use super::withdraw_dialog::WithdrawDialog;
use crate::components::arrival::{chunk, on_opening};
use crate::components::campaigns::{BriefView, HistoryView, OfferView, SignatureView, Terms};
use crate::components::work::{Place, use_job};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::load::Remote;
use crate::ui::state::loaded;

/// What the page is about, for the chunk that shows this section of it.
#[derive(Clone, Copy)]
pub struct Applied {
    /// Which.
    pub id: ApplicationId,
    /// The application.
    pub application: Remote<Application>,
    /// The page of the campaign.
    pub page: Remote<CampaignPage>,
}

chunk! {
    /// What was agreed on, or would be, and what the creator can do about it.
    pub application_agreed: Place => show
}

fn show(_: Place) -> AnyView {
    let Applied { id, application, page } = expect_context();
    let brief = use_job().brief;
    let again = Callback::new(move |()| {
        application.reload();
        page.reload();
        brief.reload();
    });
    view! {
        <div class="stack loose">
            <Acts id application page brief again/>
            <div class="campaign-columns">
                <div class="stack">
                    <Card title=tr!(campaigns.brief)>{loaded(brief, 6, show_brief)}</Card>
                </div>
                <div class="stack">
                    {move || application.value().map(|one| side(one, page))}
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// The verdict with its buttons, and what they open.
#[component]
fn Acts(
    id: ApplicationId,
    application: Remote<Application>,
    page: Remote<CampaignPage>,
    brief: Remote<BriefVersion>,
    again: Callback<()>,
) -> impl IntoView {
    let (signing, countering, withdrawing) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let took = Callback::new(move |now: Application| {
        application.set(now);
        brief.reload();
        page.reload();
    });
    view! {
        {move || application.value().map(|one| {
            let campaign = page.value();
            let can = ways(&one, campaign.as_ref());
            view! {
                <Standing application=one campaign>
                    <div class="row">
                        {can.sign.then(|| view! {
                            <Button text=tr!(applications.read_and_sign) kind=Kind::Primary on_press=move |()| signing.set(true)/>
                        })}
                        {can.counter.then(|| view! {
                            <Button text=tr!(applications.counter) on_press=move |()| countering.set(true)/>
                        })}
                        {can.withdraw.then(|| view! {
                            <Button text=tr!(applications.withdraw) kind=Kind::Ghost on_press=move |()| withdrawing.set(true)/>
                        })}
                    </div>
                </Standing>
            }
        })}
        {[(Deed::Sign, signing), (Deed::Counter, countering), (Deed::Withdraw, withdrawing)]
            .map(|(deed, open)| {
                let acting = Acting { deed, id, application, page, brief, open, took, again };
                on_opening(open, acting, |_| Box::pin(application_dialogs()))
            })
            .collect_view()}
    }
}

/// What a dialog does.
#[derive(Clone, Copy)]
enum Deed {
    Sign,
    Counter,
    Withdraw,
}

/// What the dialogs are about.
#[derive(Clone, Copy)]
struct Acting {
    deed: Deed,
    id: ApplicationId,
    application: Remote<Application>,
    page: Remote<CampaignPage>,
    brief: Remote<BriefVersion>,
    open: RwSignal<bool>,
    took: Callback<Application>,
    again: Callback<()>,
}

fn show_dialog(acting: Acting) -> AnyView {
    let Acting { deed, id, application, page, brief, open, took, again } = acting;
    match deed {
        Deed::Sign => view! { <SignPanel id application brief open took again/> }.into_any(),
        Deed::Counter => view! { <CounterDialog id application page open took/> }.into_any(),
        Deed::Withdraw => view! { <WithdrawDialog id open took/> }.into_any(),
    }
}

chunk! {
    /// Signing, offering something else, and withdrawing.
    application_dialogs: Acting => show_dialog
}

fn show_brief(version: BriefVersion) -> AnyView {
    let (number, product) = (version.version, version.compensation.value().is_some());
    view! {
        <div class="stack">
            <p class="small quiet">{move || say!(campaigns.brief_version, version = number.to_string())}</p>
            <BriefView brief=version.brief product/>
            <div class="stack tight">
                <p class="tiny quiet">{tr!(campaigns.brief_digest)}</p>
                <code class="tiny breakable">{version.digest}</code>
            </div>
        </div>
    }
    .into_any()
}

fn side(application: Application, page: Remote<CampaignPage>) -> AnyView {
    let offer = application.summary.offer.clone();
    let signature = application.signature.clone();
    view! {
        {match signature {
            Some(signature) => view! { <Card title=tr!(applications.signed)><SignatureView signature/></Card> }.into_any(),
            None => view! {
                <Card title=tr!(applications.on_table)>
                    {match offer {
                        Some(offer) => view! { <OfferView offer/> }.into_any(),
                        None => view! {
                            <div class="stack tight">
                                <p class="small soft">{tr!(applications.campaign_says)}</p>
                                {move || page.value().map(|page| view! { <Terms compensation=page.summary.compensation/> })}
                            </div>
                        }.into_any(),
                    }}
                </Card>
            }.into_any(),
        }}
        <Card title=tr!(applications.history)><HistoryView application/></Card>
    }
    .into_any()
}
