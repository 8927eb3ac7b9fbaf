//! Who is invited: the form that invites, and the invitations that are open.

use leptos::prelude::*;
use shared::brands::{BrandInvitation, BrandRole, CreateBrandInvitation};
use shared::id::BrandId;

use crate::api;
use crate::components::brands::words;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, Kind, Select, TextField};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Remote, act};
use crate::ui::state::{Empty, loaded};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// Inviting, and what is open.
#[component]
pub fn InvitationsCard(
    /// Into which brand.
    brand: BrandId,
) -> impl IntoView {
    let invitations = Remote::new(move || api::brands::invitations(brand));
    view! {
        <Card title=tr!(brands.invite) text=tr!(brands.invite_text)>
            <div class="stack">
                <InviteForm brand invitations/>
                <h3>{tr!(brands.invitations)}</h3>
                {loaded(invitations, 2, move |list| {
                    if list.is_empty() {
                        return view! { <Empty title=tr!(brands.invitations_empty) icon=Icon::Mail/> }.into_any();
                    }
                    view! {
                        <ul class="devices" role="list">
                            {list.into_iter().map(|one| view! { <Line brand one invitations/> }).collect_view()}
                        </ul>
                    }
                    .into_any()
                })}
            </div>
        </Card>
    }
}

#[component]
fn InviteForm(brand: BrandId, invitations: Remote<Vec<BrandInvitation>>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("invite");
    let email = RwSignal::new(String::new());
    let role = RwSignal::new(BrandRole::Member.as_str().to_owned());
    let means = Text::live(move || words::role_means(words::role_of(&role.get()))().to_owned());
    let submit = move |()| {
        let body = CreateBrandInvitation {
            email: email.get_untracked().trim().to_owned(),
            role: words::role_of(&role.get_untracked()),
        };
        form.submit(
            body,
            move |body| async move { api::brands::invite(brand, &body).await },
            move |made: BrandInvitation| {
                email.set(String::new());
                toasts.good(say!(brands.invited, email = made.email));
                invitations.reload();
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <TextField form name="email" label=tr!(brands.invite_email) value=email kind=Kind::Email wrong=tr!(public.email_wrong)/>
            <Select form name="role" label=tr!(brands.role) value=role options=words::role_options() help=means/>
            <div class="row"><Button text=tr!(brands.invite_send) kind=ButtonKind::Primary icon=Icon::Mail submit=true busy=form.busy()/></div>
        </FormView>
    }
}

#[component]
fn Line(brand: BrandId, one: BrandInvitation, invitations: Remote<Vec<BrandInvitation>>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let (id, expires) = (one.id, one.expires_at);
    let revoke = move |()| {
        act(
            busy,
            api::brands::revoke_invitation(brand, id),
            move |()| {
                toasts.good(tr!(brands.invitation_revoked)());
                invitations.reload();
            },
            move |problem| {
                toasts.problem(&problem);
                // It may have been accepted or have expired meanwhile.
                invitations.reload();
            },
        );
    };
    let email = one.email.clone();
    let name = Text::live(move || say!(brands.invitation_revoke_of, email = email.clone()));
    view! {
        <li class="device">
            <IconView icon=Icon::Mail/>
            <div class="grow">
                <p class="strong small breakable">{one.email}</p>
                <p class="tiny quiet">
                    {words::role(one.role)}" · "{move || say!(brands.invitation_expires, when = format::moment(expires))}
                </p>
            </div>
            <Button text=name icon=Icon::X bare=true small=true kind=ButtonKind::Ghost busy on_press=revoke/>
        </li>
    }
}
