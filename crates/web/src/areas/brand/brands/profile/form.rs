//! The form of the profile: what the brand is called, whom to write to, where it is on networks.

use leptos::prelude::*;
use shared::brands::{Brand, BrandNetwork};
use shared::error::ErrorCode;

use super::super::super::shell::workspace::use_workspace;
use super::fields::{Fields, field_of};
use crate::api;
use crate::components::brands::WhatsAppLink;
use crate::components::phone_form::countries;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, Kind, Select, Switch, TextArea, TextField};
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// The form. What was typed stays when it cannot be saved.
#[component]
pub fn ProfileForm(
    /// The brand as it was read.
    now: Brand,
    /// The revision that it is at; other cards raise it too.
    revision: RwSignal<u32>,
    /// Where the brand is read from.
    remote: Remote<Brand>,
) -> impl IntoView {
    let (workspace, toasts) = (use_workspace(), use_toasts());
    let form = Form::new("brand");
    let id = now.id;
    let fields = Fields::of(&now);
    let submit = move |()| {
        if let Some(network) = fields.wrong_network() {
            form.refuse(field_of(network), network_wrong(network));
            return;
        }
        form.submit(
            fields.change(revision.get_untracked()),
            move |body| async move { api::brands::update(id, &body).await },
            move |now: Brand| {
                revision.set(now.revision);
                fields.fill(&now);
                toasts.good(tr!(brands.saved)());
                workspace.reload();
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <Stale form remote/>
            <Card title=tr!(brands.company_card)>
                <div class="form">
                    <TextField form name="company" label=tr!(brands.company) value=fields.company autocomplete="organization" wrong=tr!(brands.company_wrong)/>
                    <TextArea form name="description" label=tr!(brands.description) value=fields.description help=tr!(brands.description_help) wrong=tr!(brands.description_wrong) optional=true/>
                    <TextField form name="website" label=tr!(brands.website) value=fields.website autocomplete="url" wrong=tr!(brands.website_wrong) optional=true/>
                    <TextField form name="legal_name" label=tr!(brands.legal_name) value=fields.legal_name help=tr!(brands.private_help) wrong=tr!(brands.legal_name_wrong) optional=true/>
                    <TextField form name="ruc" label=tr!(brands.ruc) value=fields.ruc help=tr!(brands.ruc_help) wrong=tr!(brands.ruc_wrong) optional=true code=true/>
                </div>
            </Card>
            <Card title=tr!(brands.contact) text=tr!(brands.contact_text)>
                <div class="form">
                    <TextField form name="contact_name" label=tr!(brands.contact_name) value=fields.contact_name autocomplete="name" wrong=tr!(brands.contact_name_wrong) optional=true/>
                    <TextField form name="contact_email" label=tr!(brands.contact_email) value=fields.contact_email kind=Kind::Email autocomplete="email" wrong=tr!(public.email_wrong) optional=true/>
                    <Select form name="contact_country" label=tr!(doors.country) value=fields.contact_country options=countries()/>
                    <TextField form name="contact_phone" label=tr!(brands.contact_phone) value=fields.contact_phone kind=Kind::Phone autocomplete="tel" help=tr!(brands.phone_help) wrong=tr!(doors.phone_wrong) optional=true/>
                    {move || fields.whatsapp.get().map(|link| view! { <p class="small"><WhatsAppLink link/></p> })}
                    <Switch label=tr!(brands.contact_public) value=fields.contact_public help=tr!(brands.contact_public_help)/>
                </div>
            </Card>
            <Card title=tr!(brands.networks) text=tr!(brands.networks_text)>
                <div class="form">
                    {fields.networks.with_value(|all| {
                        all.iter().map(|(network, handle)| network_field(form, *network, *handle)).collect_view()
                    })}
                </div>
            </Card>
            <div class="row"><Button text=tr!(common.save) kind=ButtonKind::Primary submit=true busy=form.busy()/></div>
        </FormView>
    }
}

fn network_field(form: Form, network: BrandNetwork, handle: RwSignal<String>) -> impl IntoView {
    let wrong = Text::live(move || network_wrong(network));
    view! {
        <TextField form name=field_of(network) label=network.name() value=handle wrong placeholder="@marca" optional=true code=true/>
    }
}

fn network_wrong(network: BrandNetwork) -> String {
    say!(brands.network_wrong, network = network.name(), url = network.url("marca"))
}

/// Somebody else saved meanwhile: says so, and offers what they saved.
#[component]
pub fn Stale(
    /// The form that could not be saved.
    form: Form,
    /// Where the brand is read from.
    remote: Remote<Brand>,
) -> impl IntoView {
    let stale = Memo::new(move |_| form.problem().is_some_and(|problem| problem.is(ErrorCode::Conflict)));
    move || {
        stale.get().then(|| {
            view! {
                <div class="row">
                    <p class="small grow">{tr!(brands.stale)}</p>
                    <Button text=tr!(brands.stale_read) icon=Icon::RefreshCw small=true on_press=move |()| remote.reload()/>
                </div>
            }
        })
    }
}
