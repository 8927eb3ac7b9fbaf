//! Everything of one creator, and what the staff decides about them.

use leptos::prelude::*;
use shared::campaigns::ReportKind;
use shared::creators::Creator;
use shared::id::CreatorId;

use super::decision::DecisionCard;
use super::history::HistoryCard;
use super::list_page::standing;
use super::networks::NetworksCard;
use super::trash::{InTrash, TrashCard};
use crate::api;
use crate::components::creators::{profile_state, words};
use crate::components::reports::{List, Print, Sheet, TakeAlong};
use crate::i18n::{say, tr};
use crate::ui::button::ButtonLink;
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::state::loaded;
use crate::ui::text::Text;
use crate::ui::trail::{PageHead, Step};

/// One creator.
#[component]
pub fn CreatorPage(
    /// Who.
    id: CreatorId,
) -> impl IntoView {
    let creator = Remote::new(move || api::creators::managed_one(id));
    let title = Text::live(move || {
        creator.value().map_or_else(|| tr!(managed_creators.col_creator)().to_owned(), |creator| creator.name)
    });
    let links = move || {
        let now = creator.value()?;
        let user = format!("/admin/users/{}", now.user_id);
        let kit = now.handle.filter(|_| now.trashed.is_none()).map(|handle| format!("/c/{handle}"));
        Some(view! {
            {kit.map(|href| view! { <ButtonLink text=tr!(creators.kit) href icon=Icon::Eye/> })}
            <ButtonLink text=tr!(ratings.title) href=format!("/admin/ratings?creator={id}") icon=Icon::Star/>
            <ButtonLink text=tr!(managed_creators.account) href=user icon=Icon::User/>
        })
    };
    let ratings = [("creator", Some(id.to_string()))];
    let sheets = vec![Sheet::new(List::Ratings, "managed/ratings", &ratings)];
    let print = Print { kind: ReportKind::Creator, path: format!("managed/creators/{id}") };
    view! {
        <PageHead title trail=vec![Step::new(tr!(managed_creators.title), "/admin/creators")]>
            <TakeAlong sheets=Signal::stored(sheets) print=Some(print)/>
            {links}
        </PageHead>
        {loaded(creator, 8, move |now| {
            let kept = now.trashed.is_none();
            let shown = profile_state(&now, None);
            view! {
                {now.trashed.clone().map(|trashed| view! { <InTrash id trashed remote=creator/> })}
                <div class="user-grid">
                    <div class="stack">
                        <FactsCard now=now.clone()/>
                        <Card title=tr!(managed_creators.shown)>{shown}</Card>
                    </div>
                    <div class="stack">
                        {kept.then(|| view! {
                            <DecisionCard now=now.clone() remote=creator/>
                            <NetworksCard now=now.clone() remote=creator/>
                        })}
                        <HistoryCard now=now.clone() remote=creator/>
                        {kept.then(|| view! { <TrashCard now=now.clone() remote=creator/> })}
                    </div>
                </div>
            }
            .into_any()
        })}
    }
}

#[component]
fn FactsCard(now: Creator) -> impl IntoView {
    let (created, updated) = (now.created_at, now.updated_at);
    let missing = now.completeness.missing.clone();
    let on_time = now.on_time;
    let complete = now.completeness.complete;
    view! {
        <Card title=tr!(managed_creators.facts)>
            <Facts>
                <Fact label=tr!(creators.level)>{words::level_badge(now.level)}</Fact>
                <Fact label=tr!(creators.status)>{standing(now.trashed.is_some(), now.status, complete)}</Fact>
                {(!complete).then(|| view! {
                    <Fact label=tr!(managed_creators.missing)>
                        {move || missing.iter().map(|part| words::missing(*part)()).collect::<Vec<_>>().join(", ")}
                    </Fact>
                })}
                <Fact label=tr!(creators.discoverable)>{move || if now.discoverable { tr!(common.yes)() } else { tr!(common.no)() }}</Fact>
                {on_time.map(|score| view! {
                    <Fact label=tr!(creators.on_time)>
                        {move || say!(
                            creators.on_time_score,
                            percent = score.percent.to_string(),
                            deliveries = format::count(score.deliveries.into())
                        )}
                    </Fact>
                })}
                <Fact label=tr!(managed_creators.col_since)>{move || format::exact(created)}</Fact>
                <Fact label=tr!(managed_creators.updated)>{move || format::exact(updated)}</Fact>
                <Fact label=tr!(creators.revision)>{now.revision.to_string()}</Fact>
                <Fact label="Id"><code>{now.id.to_string()}</code></Fact>
            </Facts>
        </Card>
    }
}
