//! Reading the brief and the offer once more, and signing both by one's name.

use leptos::prelude::*;
use shared::campaigns::{Application, BriefVersion, ConfirmApplication, Offer, OfferSide};
use shared::error::ErrorCode;
use shared::id::ApplicationId;

use crate::api;
use crate::components::campaigns::{BriefView, Terms};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Checkbox, Form, FormView, Group, TextField};
use crate::ui::load::Remote;
use crate::ui::overlay::{Dialog, Place};
use crate::ui::state::Skeleton;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The panel.
#[component]
pub fn SignPanel(
    /// Which application.
    id: ApplicationId,
    /// The application.
    application: Remote<Application>,
    /// What would be signed.
    brief: Remote<BriefVersion>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The application as it is then.
    took: Callback<Application>,
    /// Reads everything again: it is not as it was read.
    again: Callback<()>,
) -> impl IntoView {
    // They outlive a change of the terms, which builds the fields anew, and a panel that is closed while one signs.
    let form = Form::new("sign");
    let name = RwSignal::new(String::new());
    // Only an offer of the brand can be signed.
    let offer = Memo::new(move |_| {
        application.value().and_then(|one| one.summary.offer).filter(|offer| offer.by == OfferSide::Brand)
    });
    view! {
        <Dialog open title=tr!(applications.sign_title) place=Place::Side>
            {move || match (offer.get(), brief.value()) {
                (Some(offer), Some(brief)) => view! { <Read id form offer brief name open took again/> }.into_any(),
                _ => view! { <Skeleton lines=6/> }.into_any(),
            }}
        </Dialog>
    }
}

/// What is read, and the form below it.
#[component]
fn Read(
    id: ApplicationId,
    form: Form,
    offer: Offer,
    brief: BriefVersion,
    name: RwSignal<String>,
    open: RwSignal<bool>,
    took: Callback<Application>,
    again: Callback<()>,
) -> impl IntoView {
    let toasts = use_toasts();
    let agreed = RwSignal::new(false);
    let (number, version, digest) = (offer.number, brief.version, StoredValue::new(brief.digest.clone()));
    let stale = move || form.problem().is_some_and(|problem| problem.is(ErrorCode::TermsChanged));
    let submit = move |()| {
        if !agreed.get_untracked() {
            form.refuse("agreed", tr!(applications.agree_needed)().to_owned());
            return;
        }
        let body = ConfirmApplication {
            name: name.get_untracked().trim().to_owned(),
            brief_digest: digest.get_value(),
            offer_number: number,
        };
        form.submit(
            body,
            move |body| async move { api::campaigns::confirm(id, &body).await },
            move |now: Application| {
                open.set(false);
                toasts.good(tr!(applications.signed_done)());
                took.run(now);
            },
        );
    };
    let product = offer.compensation.value().is_some();
    let agree = Text::live(move || say!(applications.agree, version = version.to_string()));
    view! {
        <div class="stack">
            <section class="stack tight">
                <h3>{tr!(applications.you_get)}</h3>
                <Terms compensation=offer.compensation/>
                {offer.note.map(|note| view! { <blockquote class="quote breakable">{note}</blockquote> })}
            </section>
            <section class="stack tight">
                <p class="small quiet">{move || say!(campaigns.brief_version, version = version.to_string())}" · "{brief.title}</p>
                <BriefView brief=brief.brief product/>
            </section>
            <section class="stack tight">
                <p class="tiny quiet">{tr!(campaigns.brief_digest)}</p>
                <code class="tiny breakable">{brief.digest}</code>
            </section>
            <FormView form on_submit=submit>
                <p class="small soft">{tr!(applications.sign_text)}</p>
                <Group form name="agreed" label=tr!(applications.agree_label)><Checkbox label=agree value=agreed/></Group>
                <TextField form name="name" label=tr!(applications.sign_name) value=name help=tr!(applications.sign_name_help) wrong=tr!(applications.sign_name_wrong) autocomplete="name"/>
                <div class="row dialog-actions">
                    {move || stale().then(|| view! {
                        <Button text=tr!(applications.read_again) on_press=move |()| { form.clear(); agreed.set(false); again.run(()); }/>
                    })}
                    <Button text=tr!(common.cancel) on_press=move |()| open.set(false)/>
                    <Button text=tr!(applications.sign) kind=Kind::Primary submit=true busy=form.busy()/>
                </div>
            </FormView>
        </div>
    }
}
