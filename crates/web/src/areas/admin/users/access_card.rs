//! Roles, permissions, and whether the account may be used.

use leptos::prelude::*;
use shared::identity::{Permission, Role, UpdateUser, User, UserStatus};

use super::words::{ROLES, permission, role};
use crate::api;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Checkbox, Form, FormView};
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::overlay::TypedConfirmation;
use crate::ui::toast::use_toasts;

/// What the account may do, and whether it may come in at all.
#[component]
pub fn AccessCard(
    /// The account as it was read.
    user: User,
    /// Where a newer one goes.
    remote: Remote<User>,
) -> impl IntoView {
    let (for_roles, for_status) = (user.clone(), user);
    view! {
        <div class="stack">
            <RolesCard user=for_roles remote/>
            <StatusCard user=for_status remote/>
        </div>
    }
}

#[component]
fn RolesCard(user: User, remote: Remote<User>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("access");
    let roles: Vec<(Role, RwSignal<bool>)> =
        ROLES.iter().map(|one| (*one, RwSignal::new(user.roles.contains(one)))).collect();
    let permissions: Vec<(Permission, RwSignal<bool>)> =
        Permission::ALL.iter().map(|one| (*one, RwSignal::new(user.permissions.contains(one)))).collect();
    let admin = roles.iter().find(|(one, _)| *one == Role::Admin).map(|(_, on)| *on);
    let not_admin = Signal::derive(move || admin.is_some_and(|admin| !admin.get()));
    let (id, revision) = (user.id, user.revision);
    let (role_boxes, permission_boxes) = (roles.clone(), permissions.clone());
    let submit = move |()| {
        let chosen = |list: &[(Role, RwSignal<bool>)]| {
            list.iter().filter(|(_, on)| on.get_untracked()).map(|(one, _)| *one).collect::<Vec<_>>()
        };
        let roles = chosen(&roles);
        if roles.is_empty() {
            form.refuse("roles", tr!(users.roles_wrong)().to_owned());
            return;
        }
        // Permissions of who is no administrator would only wait to surprise.
        let permissions = permissions
            .iter()
            .filter(|(_, on)| !not_admin.get_untracked() && on.get_untracked())
            .map(|(one, _)| *one)
            .collect();
        let body = UpdateUser { roles: Some(roles), permissions: Some(permissions), status: None, revision };
        form.submit(
            body,
            move |body| async move { api::identity::update_user(id, &body).await },
            move |user| {
                toasts.good(tr!(users.saved)());
                remote.set(user);
            },
        );
    };
    view! {
        <Card title=tr!(users.roles) text=tr!(users.roles_text)>
            <FormView form on_submit=submit>
                <fieldset>
                    <legend class="hidden-visually">{tr!(users.roles)}</legend>
                    {role_boxes.into_iter().map(|(one, on)| view! { <Checkbox label=role(one) value=on/> }).collect_view()}
                </fieldset>
                <fieldset>
                    <legend class="field-label">{tr!(users.permissions)}</legend>
                    <p class="field-help">{tr!(users.permissions_text)}</p>
                    {permission_boxes.into_iter().map(|(one, on)| view! { <Checkbox label=permission(one) value=on disabled=not_admin/> }).collect_view()}
                </fieldset>
                <div class="row"><Button text=tr!(common.save) kind=Kind::Primary submit=true busy=form.busy()/></div>
            </FormView>
        </Card>
    }
}

#[component]
fn StatusCard(user: User, remote: Remote<User>) -> impl IntoView {
    let toasts = use_toasts();
    let asking = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let (id, revision) = (user.id, user.revision);
    let change = move |status: UserStatus| {
        let body = UpdateUser { status: Some(status), revision, ..UpdateUser::default() };
        act(
            busy,
            async move { api::identity::update_user(id, &body).await },
            move |user| {
                let text = if status == UserStatus::Active {
                    tr!(users.reactivated_now)
                } else {
                    tr!(users.suspended_now)
                };
                toasts.good(text());
                asking.set(false);
                remote.set(user);
            },
            move |problem| toasts.problem(&problem),
        );
    };
    let email = user.email.clone();
    view! {
        <Card title=tr!(users.danger) text=tr!(users.suspend_text)>
            {if user.status == UserStatus::Active {
                view! { <Button text=tr!(users.suspend) kind=Kind::Danger icon=Icon::UserX on_press=move |()| asking.set(true)/> }.into_any()
            } else {
                view! { <Button text=tr!(users.reactivate) icon=Icon::UserCheck busy on_press=move |()| change(UserStatus::Active)/> }.into_any()
            }}
        </Card>
        <TypedConfirmation
            open=asking
            title=tr!(users.suspend)
            consequence=tr!(users.suspend_text)
            name=Signal::stored(email)
            action=tr!(users.suspend)
            busy
            on_confirm=Callback::new(move |()| change(UserStatus::Suspended))
        />
    }
}
