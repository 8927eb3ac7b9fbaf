//! The media kit of a creator, at `/c/<handle>`; for brands also at `/creators/<id>`, where there is no kit.

use std::future::pending;

use leptos::prelude::*;
use shared::abuse::AbuseTargetKind;
use shared::creators::MediaKit;
use shared::error::ErrorCode;
use shared::id::CreatorId;

use super::kit_parts::{Head, Networks, Rates, Works};
use crate::address;
use crate::api;
use crate::components::rating::{About, public_ratings};
use crate::components::report::ReportButton;
use crate::i18n::{say, tr};
use crate::session::use_session;
use crate::ui::button::ButtonLink;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Empty, Failure, Skeleton};
use crate::ui::text::Text;
use crate::ui::trail::{Step, Trail, name_tab};

/// Whose page it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Whose {
    Handle(String),
    Id(CreatorId),
}

/// Whose page a path is; an address that names nobody is a handle that nobody has.
fn whose(path: &str) -> Whose {
    let parts = address::segments(path);
    let last = parts.get(1).cloned().unwrap_or_default();
    match parts.first().map(String::as_str) {
        Some("creators") => last.parse().map_or(Whose::Handle(last), Whose::Id),
        _ => Whose::Handle(last),
    }
}

/// The page.
#[component]
pub fn KitPage() -> impl IntoView {
    let path = address::path();
    let session = use_session();
    let whose = Memo::new(move |_| whose(&path.get()));
    let kit = Remote::new(move || {
        // Who is signed in may see more; until that is known, nothing is asked.
        let (unknown, _who) = (session.is_unknown(), session.is_signed_in());
        let whose = whose.get();
        async move {
            if unknown {
                pending::<()>().await;
            }
            match whose {
                Whose::Handle(handle) => api::creators::media_kit(&handle).await,
                Whose::Id(id) => api::creators::kit_of(id).await,
            }
        }
    });
    name_tab(Text::live(move || kit.value().map_or_else(|| tr!(creators.kit)().to_owned(), |kit| kit.name)));
    view! {
        <main id="main" class="page media-kit" tabindex="-1">
            <Trail steps=vec![Step::new(tr!(common.creators), "/creators")]/>
            {move || match kit.get() {
                Load::Waiting => view! { <Skeleton lines=8/> }.into_any(),
                Load::Ready(kit) => show(kit),
                Load::Failed(problem) if problem.is(ErrorCode::NotFound) => view! {
                    <h1 class="hidden-visually">{tr!(creators.kit_gone)}</h1>
                    <Empty title=tr!(creators.kit_gone) text=tr!(creators.kit_gone_text) icon=Icon::User>
                        <ButtonLink text=tr!(creators.see_all) href="/creators"/>
                    </Empty>
                }.into_any(),
                Load::Failed(problem) => view! {
                    <h1 class="hidden-visually">{tr!(creators.kit)}</h1>
                    <Failure problem on_retry=Callback::new(move |()| kit.reload())/>
                }.into_any(),
            }}
        </main>
    }
}

fn show(kit: MediaKit) -> AnyView {
    let since = kit.member_since;
    let (bio, on_time) = (kit.bio.clone(), kit.on_time);
    let address = kit.handle.clone().map(|handle| {
        let origin = window().location().origin().unwrap_or_default();
        format!("{}/c/{handle}", origin.split_once("://").map_or(origin.as_str(), |(_, rest)| rest))
    });
    let networks = kit.networks.clone().filter(|all| !all.is_empty());
    let works = kit.portfolio.clone().filter(|all| !all.is_empty());
    let (id, stars, yours) = (kit.id, kit.stars, kit.yours);
    let rates = kit.rates.clone().filter(|all| !all.is_empty());
    view! {
        {kit.yours.then(|| view! {
            <div class="media-kit-yours">
                <p class="small">{tr!(creators.kit_yours)}</p>
                <ButtonLink text=tr!(creators.kit_edit) href="/creator" small=true/>
            </div>
        })}
        <article class="media-kit-sheet">
            <Head kit/>
            {bio.map(|bio| view! { <p class="media-kit-bio breakable">{bio}</p> })}
            {networks.map(|all| view! { <Networks all/> })}
            {works.map(|items| view! { <Works items/> })}
            {rates.map(|rates| view! { <Rates rates/> })}
            {stars.map(|stars| public_ratings(About::Creator(id), stars))}
            <footer class="media-kit-foot">
                {on_time.map(|score| view! {
                    <p>{move || say!(
                        creators.on_time_score,
                        percent = score.percent.to_string(),
                        deliveries = format::count(score.deliveries.into())
                    )}</p>
                })}
                <p>{tr!(creators.member_since)}" "{move || format::day(since)}</p>
                {(!yours).then(|| view! { <ReportButton kind=AbuseTargetKind::Creator id=id.to_string()/> })}
                {address.map(|address| view! { <p class="media-kit-address breakable">{address}</p> })}
            </footer>
        </article>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{Whose, whose};

    #[wasm_bindgen_test]
    fn an_address_names_a_handle_or_an_id() {
        assert_eq!(whose("/c/ana.l"), Whose::Handle("ana.l".to_owned()));
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        assert_eq!(whose(&format!("/creators/{id}")), Whose::Id(id.parse().unwrap()));
        assert_eq!(whose("/creators/ana"), Whose::Handle("ana".to_owned()));
    }
}
