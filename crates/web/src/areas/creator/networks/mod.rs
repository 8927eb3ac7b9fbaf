//! The accounts of networks: one list, whose order is the creator's.

mod row;

use leptos::prelude::*;
use shared::creators::{Creator, MAX_NETWORKS, Platform, ReplaceNetworks};

use super::context::use_own;
use super::order::{AddLine, Lines};
use crate::api;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, Group};
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::toast::use_toasts;

use row::{Row, RowView};

/// The page.
#[component]
pub fn NetworksPage() -> impl IntoView {
    let own = use_own();
    let toasts = use_toasts();
    let form = Form::new("networks");
    let rows = Lines::<Row>::new();
    let fill = move |creator: &Creator| {
        rows.clear();
        for network in &creator.networks {
            rows.add(|key| Row::of(key, network));
        }
    };
    if let Some(creator) = own.now() {
        fill(&creator);
    }
    let submit = move |()| {
        let all = rows.now();
        for row in &all {
            row.settle();
        }
        let entries: Vec<_> = all.iter().filter_map(|row| row.entry(rows)).collect();
        if entries.len() < all.len() {
            form.refuse("networks", tr!(creator.networks_wrong)().to_owned());
            return;
        }
        form.submit(
            ReplaceNetworks { networks: entries },
            |body| async move { api::creators::replace_networks(&body).await },
            move |now: Creator| {
                fill(&now);
                own.take(now);
                toasts.good(tr!(creator.saved)());
            },
        );
    };
    let add = Callback::new(move |()| rows.add(|key| Row::begun(key, first_unused(&rows.now()))));
    let none = Memo::new(move |_| rows.count() == 0);
    view! {
        <Card title=tr!(creator.networks) text=tr!(creator.networks_text)>
            <FormView form on_submit=submit>
                <Group form name="networks" label=tr!(creator.accounts)>
                    {move || none.get().then(|| view! { <Empty title=tr!(creator.networks_empty) text=tr!(creator.networks_empty_text) icon=Icon::Link/> })}
                    <ol class="line-list" role="list">
                        <For each=move || rows.get() key=|row| row.id() let:row>
                            <RowView row rows/>
                        </For>
                    </ol>
                </Group>
                <AddLine lines=rows text=tr!(creator.network_add) most=MAX_NETWORKS on_add=add/>
                <div class="row"><Button text=tr!(common.save) kind=Kind::Primary submit=true busy=form.busy()/></div>
            </FormView>
        </Card>
    }
}

/// The network that a new line begins with: one that is not in the list yet.
fn first_unused(rows: &[Row]) -> Platform {
    let unused = Platform::ALL.iter().find(|one| !rows.iter().any(|row| row.platform_now() == **one));
    unused.copied().unwrap_or(Platform::Instagram)
}
