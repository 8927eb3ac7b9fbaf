//! One account.

use leptos::prelude::*;
use shared::id::UserId;
use shared::identity::{Session, User};

use super::access_card::AccessCard;
use super::look::Look;
use super::security_card::SecurityCard;
use super::words;
use crate::api;
use crate::components::device::device_name;
use crate::i18n::tr;
use crate::ui::button::{Button, ButtonLink};
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Remote, act};
use crate::ui::state::{Empty, loaded};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;
use crate::ui::trail::{PageHead, Step};

/// One account: facts, roles, permissions, access, sessions.
#[component]
pub fn UserPage(
    /// Whose.
    id: UserId,
) -> impl IntoView {
    let user = Remote::new(move || api::identity::user(id));
    let title = Text::live(move || {
        user.value().map_or_else(
            || tr!(users.col_user)().to_owned(),
            |user| format!("{} {}", user.first_name, user.last_name).trim().to_owned(),
        )
    });
    view! {
        <PageHead title trail=vec![Step::new(tr!(admin.users), "/admin/users")]>
            <ButtonLink text=tr!(users.audit_of) href=format!("/admin/audit?actor={id}") icon=Icon::ScrollText/>
        </PageHead>
        {loaded(user, 8, move |found| view! {
            <div class="user-grid">
                <div class="stack"><Look user=found.clone()/><FactsCard user=found.clone()/><Sessions id=found.id/><SecurityCard user=found.clone() remote=user/></div>
                <AccessCard user=found remote=user/>
            </div>
        }.into_any())}
    }
}

#[component]
fn FactsCard(user: User) -> impl IntoView {
    let yes_no = |flag: bool| move || if flag { tr!(common.yes)() } else { tr!(common.no)() };
    let last = user.last_sign_in_at;
    let (created, updated) = (user.created_at, user.updated_at);
    view! {
        <Card title=tr!(users.facts)>
            <Facts>
                <Fact label=tr!(public.email)><span class="strong">{user.email.clone()}</span></Fact>
                <Fact label=tr!(users.col_status)>{words::status(user.status)}</Fact>
                <Fact label=tr!(users.email_verified)>{yes_no(user.email_verified)}</Fact>
                <Fact label=tr!(users.must_change)>{yes_no(user.must_change_password)}</Fact>
                <Fact label=tr!(users.col_created)>{move || format::exact(created)}</Fact>
                <Fact label=tr!(users.updated)>{move || format::exact(updated)}</Fact>
                <Fact label=tr!(users.col_last)>{move || last.map_or_else(|| tr!(common.never)().to_owned(), format::exact)}</Fact>
                <Fact label="Id"><code>{user.id.to_string()}</code></Fact>
            </Facts>
        </Card>
    }
}

#[component]
fn Sessions(id: UserId) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let sessions = Remote::new(move || api::identity::user_sessions(id));
    let revoke = move |()| {
        act(
            busy,
            api::identity::revoke_user_sessions(id),
            move |()| {
                toasts.good(tr!(users.sessions_revoked)());
                sessions.reload();
            },
            move |problem| toasts.problem(&problem),
        );
    };
    view! {
        <Card
            title=tr!(users.sessions)
            actions=move || view! { <Button text=tr!(users.sessions_revoke) icon=Icon::LogOut small=true busy on_press=revoke/> }
        >
            {loaded(sessions, 3, |list| {
                if list.is_empty() {
                    return view! { <Empty title=tr!(users.sessions_empty) icon=Icon::Monitor/> }.into_any();
                }
                view! { <ul class="devices" role="list">{list.into_iter().map(session_line).collect_view()}</ul> }.into_any()
            })}
        </Card>
    }
}

fn session_line(session: Session) -> impl IntoView {
    let agent = session.user_agent.clone();
    view! {
        <li class="device">
            <IconView icon=if session.user_agent.contains("Mobile") { Icon::Smartphone } else { Icon::Monitor }/>
            <div class="grow">
                <p class="strong small" title=session.user_agent.clone()>{move || device_name(&agent)}</p>
                <p class="tiny quiet">{session.ip}" · "{tr!(account.session_seen)}" "{move || format::ago(session.last_seen_at)}</p>
            </div>
        </li>
    }
}
