//! The list of accounts.

use leptos::prelude::*;
use shared::identity::{Role, UserQuery, UserStatus, UserSummary};

use super::words;
use crate::address::query_signal;
use crate::api;
use crate::components::filters::{FilterSelect, FilterText};
use crate::i18n::tr;
use crate::ui::card::Card;
use crate::ui::form::SelectOption;
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant};
use crate::ui::trail::PageHead;

fn role_of(text: &str) -> Option<Role> {
    Some(match text {
        "admin" => Role::Admin,
        "brand" => Role::Brand,
        "creator" => Role::Creator,
        "customer" => Role::Customer,
        _ => return None,
    })
}

fn status_of(text: &str) -> Option<UserStatus> {
    Some(match text {
        "active" => UserStatus::Active,
        "suspended" => UserStatus::Suspended,
        _ => return None,
    })
}

fn columns() -> Vec<Column<UserSummary>> {
    vec![
        Column::wide(tr!(users.col_user), |user: &UserSummary| {
            view! {
                <span class="breakable">{user.name.clone()}</span><br/>
                <span class="tiny quiet breakable">{user.email.clone()}</span>
            }
            .into_any()
        }),
        Column::new(tr!(users.col_roles), |user| words::roles(&user.roles)),
        Column::new(tr!(users.col_status), |user| words::status(user.status)),
        Column::new(tr!(users.col_last), |user| match user.last_sign_in_at {
            Some(at) => instant(at),
            None => view! { <span class="quiet">{tr!(common.never)}</span> }.into_any(),
        }),
        Column::new(tr!(users.col_created), |user| instant(user.created_at)),
    ]
}

/// The accounts, filtered by the address.
#[component]
pub fn UsersPage() -> impl IntoView {
    let (search, set_search) = query_signal("search");
    let (role, set_role) = query_signal("role");
    let (status, set_status) = query_signal("status");
    let pages = Pages::new(
        move || {
            let _filters = (search.get(), role.get(), status.get());
        },
        move |cursor| {
            let query = UserQuery {
                search: search.get_untracked(),
                role: role.get_untracked().as_deref().and_then(role_of),
                status: status.get_untracked().as_deref().and_then(status_of),
                limit: Some(50),
                cursor,
            };
            async move { api::identity::users(&query).await }
        },
    );
    let roles = vec![
        SelectOption::new("", tr!(common.all)),
        SelectOption::new("admin", tr!(common.role_admin)),
        SelectOption::new("brand", tr!(common.role_brand)),
        SelectOption::new("creator", tr!(common.role_creator)),
        SelectOption::new("customer", tr!(common.role_customer)),
    ];
    let statuses = vec![
        SelectOption::new("", tr!(common.all)),
        SelectOption::new("active", tr!(users.active)),
        SelectOption::new("suspended", tr!(users.suspended)),
    ];
    let some = |text: String| (!text.is_empty()).then_some(text);
    let value = |signal: Memo<Option<String>>| Signal::derive(move || signal.get().unwrap_or_default());
    view! {
        <PageHead title=tr!(admin.users) text=tr!(users.text)/>
        <Card flush=true>
            <div class="filters">
                <FilterText label=tr!(users.search) value=value(search) on_change=move |text| set_search.set(some(text))/>
                <FilterSelect label=tr!(users.filter_role) value=value(role) options=roles on_change=move |text| set_role.set(some(text))/>
                <FilterSelect label=tr!(users.filter_status) value=value(status) options=statuses on_change=move |text| set_status.set(some(text))/>
            </div>
            <PagedTable
                label=tr!(admin.users)
                columns=columns()
                pages
                empty=|| view! { <Empty title=tr!(users.empty) icon=Icon::Users/> }
                opens=Opens::page(|user: &UserSummary| format!("/admin/users/{}", user.id))
            />
        </Card>
    }
}
