//! One brand: what it says of itself, who works in it, its package, what it said before, where it stands.

use leptos::prelude::*;
use shared::brands::{Brand, BrandMember, BrandRecord, BrandState};
use shared::id::BrandId;
use shared::identity::Permission;
use shared::revision::RevisionQuery;

use super::package_card::PackageCard;
use super::standing_card::StandingCard;
use crate::api;
use crate::components::brands::{
    BRAND, BrandLogo, Networks, PackageView, PastPackages, contact_facts, member_name, words,
};
use crate::components::revisions::Revisions;
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::button::ButtonLink;
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Remote, act};
use crate::ui::state::{Empty, loaded};
use crate::ui::table::{Column, Opens, Pages, Table, instant};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;
use crate::ui::trail::{PageHead, Step};

/// One brand.
#[component]
pub fn BrandPage(
    /// Which.
    id: BrandId,
) -> impl IntoView {
    let record = Remote::new(move || api::brands::record(id));
    let title = Text::live(move || {
        record.value().map_or_else(|| tr!(brands.col_brand)().to_owned(), |record| record.brand.company)
    });
    // Where there is no such brand, that is said once.
    let there = Memo::new(move |_| record.value().is_some());
    let page = Memo::new(move |_| record.value().and_then(|record| record.brand.handle));
    view! {
        <PageHead title trail=vec![Step::new(tr!(admin.brands), "/admin/brands")]>
            {move || page.get().map(|handle| view! {
                <ButtonLink text=tr!(brands.page_see) href=format!("/b/{handle}") icon=Icon::Globe/>
            })}
            {move || there.get().then(|| view! {
                <ButtonLink text=tr!(ratings.title) href=format!("/admin/ratings?brand={id}") icon=Icon::Star/>
            })}
        </PageHead>
        {loaded(record, 8, move |found| view! { <Record found record/> }.into_any())}
        {move || there.get().then(|| view! { <Before id record/> })}
    }
}

#[component]
fn Record(found: BrandRecord, record: Remote<BrandRecord>) -> impl IntoView {
    let packages = found.packages.clone();
    let facts = found.clone();
    let members = found.members.clone();
    view! {
        <div class="user-grid">
            <div class="stack">
                <FactsCard record=facts/>
                <MembersCard members/>
            </div>
            <div class="stack">
                <PackageCard found=found.clone() record/>
                {packages.current.map(|package| view! { <PackageView package/> })}
                <PastPackages packages=packages.past/>
                <StandingCard found record/>
            </div>
        </div>
    }
}

#[component]
fn FactsCard(record: BrandRecord) -> impl IntoView {
    let BrandRecord { brand, state, .. } = record;
    let Brand {
        id, company, legal_name, ruc, website, description, contact, logo, networks, created_at, ..
    } = brand;
    view! {
        <Card title=tr!(brands.facts)>
            <div class="stack">
                <div class="row">
                    <BrandLogo logo name=company.clone() pixels=48/>
                    <p class="strong breakable">{company}</p>
                    {words::state(state)}
                </div>
                {description.map(|text| view! { <p class="breakable">{text}</p> })}
                <Facts>
                    {legal_name.map(|name| view! { <Fact label=tr!(brands.legal_name)>{name}</Fact> })}
                    {ruc.map(|ruc| view! { <Fact label=tr!(brands.ruc)>{ruc}</Fact> })}
                    {website.map(|url| view! {
                        <Fact label=tr!(brands.website)>
                            <a class="breakable" href=url.clone() target="_blank" rel="noopener noreferrer external">{url.clone()}</a>
                        </Fact>
                    })}
                    {contact_facts(contact)}
                    <Fact label=tr!(brands.col_created)>{move || format::exact(created_at)}</Fact>
                    <Fact label="Id"><code>{id.to_string()}</code></Fact>
                </Facts>
                {(!networks.is_empty()).then(|| view! { <Networks accounts=networks/> })}
            </div>
        </Card>
    }
}

fn member_columns() -> Vec<Column<BrandMember>> {
    vec![
        Column::wide(tr!(brands.col_member), member_name),
        Column::new(tr!(brands.role), |member| words::role_badge(member.role)),
        Column::new(tr!(brands.col_since), |member| instant(member.since)),
    ]
}

#[component]
fn MembersCard(members: Vec<BrandMember>) -> impl IntoView {
    // Accounts are another part of the console, which not everybody who sees brands may see.
    let opens = if untrack(|| use_session().may(Permission::ManageUsers)) {
        Opens::page(|member: &BrandMember| format!("/admin/users/{}", member.user_id))
    } else {
        Opens::default()
    };
    view! {
        <Card title=tr!(brands.members) flush=true>
            {if members.is_empty() {
                view! { <Empty title=tr!(brands.members_none) icon=Icon::Users/> }.into_any()
            } else {
                view! { <Table label=tr!(brands.members) columns=member_columns() rows=members opens/> }.into_any()
            }}
        </Card>
    }
}

#[component]
fn Before(id: BrandId, record: Remote<BrandRecord>) -> impl IntoView {
    let toasts = use_toasts();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let pages = Pages::new(
        || (),
        move |cursor| {
            let query = RevisionQuery { limit: None, cursor };
            async move { api::brands::record_revisions(id, &query).await }
        },
    );
    let may_revert =
        Signal::derive(move || record.value().is_some_and(|record| record.state == BrandState::Open));
    let revert = Callback::new(move |revision: u32| {
        act(
            busy,
            api::brands::revert_record(id, revision),
            move |now| {
                open.set(false);
                toasts.good(say!(brands.reverted, number = revision.to_string()));
                record.set(now);
                pages.restart();
            },
            move |problem| toasts.problem(&problem),
        );
    });
    view! {
        <h2>{tr!(brands.history)}</h2>
        <Revisions pages vocabulary=BRAND may_revert busy on_revert=revert open/>
    }
}
