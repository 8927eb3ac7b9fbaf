//! What was thrown or put away and can be brought back: creators, brands and campaigns. Each is restored on its own page.

use leptos::prelude::*;
use shared::brands::{BrandQuery, BrandState, BrandSummary};
use shared::campaigns::{BrandCampaign, ManagedCampaignQuery};
use shared::creators::{ManagedCreator, ManagedCreatorQuery};

use crate::api;
use crate::components::campaigns::CampaignBadge;
use crate::i18n::tr;
use crate::ui::card::Card;
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant, word};
use crate::ui::trail::PageHead;

/// The trash.
#[component]
pub fn TrashPage() -> impl IntoView {
    view! {
        <PageHead title=tr!(trash.title) text=tr!(trash.text)/>
        <div class="stack">
            <Creators/>
            <Brands/>
            <Campaigns/>
        </div>
    }
}

fn creator_columns() -> Vec<Column<ManagedCreator>> {
    vec![
        Column::wide(tr!(trash.col_name), |one: &ManagedCreator| {
            view! { <span class="breakable">{one.name.clone()}</span> }.into_any()
        }),
        Column::new(tr!(trash.col_since), |one| {
            one.trashed.as_ref().map(|trashed| instant(trashed.at)).into_any()
        }),
        Column::new(tr!(trash.col_until), |one| {
            one.trashed.as_ref().map(|trashed| instant(trashed.until)).into_any()
        }),
        Column::new(tr!(trash.col_by), |one| {
            let by_staff = one.trashed.as_ref().is_some_and(|trashed| trashed.by_staff);
            let by = if by_staff { tr!(trash.by_staff) } else { tr!(trash.by_owner) };
            view! { <span>{by}</span> }.into_any()
        }),
        Column::new(tr!(trash.col_reason), |one| {
            let reason = one.trashed.as_ref().and_then(|trashed| trashed.reason.clone());
            view! { <span class="breakable">{reason.unwrap_or_else(|| "—".to_owned())}</span> }.into_any()
        }),
    ]
}

#[component]
fn Creators() -> impl IntoView {
    let pages = Pages::new(
        || (),
        |cursor| async move {
            let query = ManagedCreatorQuery {
                trashed: Some(true),
                limit: Some(50),
                cursor,
                ..ManagedCreatorQuery::default()
            };
            api::creators::managed(&query).await
        },
    );
    view! {
        <Card flush=true title=tr!(trash.creators)>
            <PagedTable
                label=tr!(trash.creators)
                columns=creator_columns()
                pages
                empty=|| view! { <Empty title=tr!(trash.creators_empty) icon=Icon::Camera/> }
                opens=Opens::page(|one: &ManagedCreator| format!("/admin/creators/{}", one.id))
            />
        </Card>
    }
}

fn brand_columns() -> Vec<Column<BrandSummary>> {
    vec![
        Column::wide(tr!(trash.col_name), |one: &BrandSummary| {
            view! { <span class="breakable">{one.company.clone()}</span> }.into_any()
        }),
        Column::new(tr!(brands.ruc), |one| word(one.ruc.clone().unwrap_or_else(|| "—".to_owned()))),
        Column::new(tr!(brands.col_created), |one| instant(one.created_at)),
    ]
}

#[component]
fn Brands() -> impl IntoView {
    let pages = Pages::new(
        || (),
        |cursor| async move {
            let query =
                BrandQuery { search: None, state: Some(BrandState::Trashed), limit: Some(50), cursor };
            api::brands::list(&query).await
        },
    );
    view! {
        <Card flush=true title=tr!(trash.brands)>
            <PagedTable
                label=tr!(trash.brands)
                columns=brand_columns()
                pages
                empty=|| view! { <Empty title=tr!(trash.brands_empty) icon=Icon::Building2/> }
                opens=Opens::page(|one: &BrandSummary| format!("/admin/brands/{}", one.id))
            />
        </Card>
    }
}

fn campaign_columns() -> Vec<Column<BrandCampaign>> {
    vec![
        Column::wide(tr!(trash.col_name), |one: &BrandCampaign| {
            let brand = one.summary.brand.as_ref().map(|brand| brand.company.clone());
            view! {
                <span class="breakable">{one.summary.title.clone()}</span>
                {brand.map(|brand| view! { <br/><span class="tiny quiet breakable">{brand}</span> })}
            }
            .into_any()
        }),
        Column::new(tr!(managed_campaigns.col_state), |one| {
            view! { <CampaignBadge state=one.summary.state/> }.into_any()
        }),
        Column::new(tr!(trash.col_since), |one| one.archived_at.map(instant).into_any()),
    ]
}

#[component]
fn Campaigns() -> impl IntoView {
    let pages = Pages::new(
        || (),
        |cursor| async move {
            let query = ManagedCampaignQuery { state: None, archived: Some(true), limit: Some(50), cursor };
            api::campaigns::managed(&query).await
        },
    );
    view! {
        <Card flush=true title=tr!(trash.campaigns) text=tr!(trash.campaigns_text)>
            <PagedTable
                label=tr!(trash.campaigns)
                columns=campaign_columns()
                pages
                empty=|| view! { <Empty title=tr!(trash.campaigns_empty) icon=Icon::Layers/> }
                opens=Opens::page(|one: &BrandCampaign| format!("/admin/campaigns/{}", one.summary.id))
            />
        </Card>
    }
}
