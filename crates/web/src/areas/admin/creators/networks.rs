//! Which accounts of networks were seen to be the creator's.

use leptos::prelude::*;
use shared::creators::{Creator, Network, NetworkProof, UpdateManagedCreator};
use shared::id::CreatorId;

use crate::api;
use crate::components::creators::words;
use crate::i18n::{say, tr};
use crate::ui::button::Button;
use crate::ui::card::Card;
use crate::ui::format;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Remote, act};
use crate::ui::state::Empty;
use crate::ui::toast::use_toasts;

/// The accounts, each with the way to verify it or to take that back.
#[component]
pub fn NetworksCard(now: Creator, remote: Remote<Creator>) -> impl IntoView {
    let (id, revision) = (now.id, now.revision);
    view! {
        <Card title=tr!(managed_creators.networks) text=tr!(managed_creators.networks_text)>
            {if now.networks.is_empty() {
                view! { <Empty title=tr!(managed_creators.networks_empty) icon=Icon::Link/> }.into_any()
            } else {
                view! {
                    <ul class="devices" role="list">
                        {now.networks.into_iter().map(|network| view! { <Account id revision network remote/> }).collect_view()}
                    </ul>
                }
                .into_any()
            }}
        </Card>
    }
}

#[component]
fn Account(id: CreatorId, revision: u32, network: Network, remote: Remote<Creator>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let (platform, verified, followers) = (network.platform, network.verified, network.followers);
    let handle = StoredValue::new(network.handle.clone());
    let turn = move |()| {
        let proof = NetworkProof { platform, handle: handle.get_value(), verified: !verified };
        let body =
            UpdateManagedCreator { networks: vec![proof], revision, ..UpdateManagedCreator::default() };
        act(
            busy,
            async move { api::creators::update_managed(id, &body).await },
            move |now| {
                toasts.good(if verified {
                    tr!(managed_creators.unverified_now)()
                } else {
                    tr!(managed_creators.verified_now)()
                });
                remote.set(now);
            },
            move |problem| {
                toasts.problem(&problem);
                // Somebody else may have changed it meanwhile.
                remote.reload();
            },
        );
    };
    let action = if verified { tr!(managed_creators.unverify) } else { tr!(managed_creators.verify) };
    view! {
        <li class="device">
            <div class="grow">
                <p class="strong breakable">
                    <a href=network.url target="_blank" rel="noopener noreferrer nofollow">{words::account(platform, &network.handle)}</a>
                </p>
                <p class="tiny quiet">
                    {platform.name()}
                    {followers.map(|count| view! { " · "{move || say!(creators.followers_count, count = format::count(count.into()))} })}
                </p>
                {verified.then(|| view! { <p class="verified"><IconView icon=Icon::ShieldCheck class="small"/>{tr!(creators.account_verified)}</p> })}
            </div>
            <Button text=action small=true busy on_press=turn/>
        </li>
    }
}
