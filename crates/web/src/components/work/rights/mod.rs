//! What the brand may do with what was delivered: what was agreed on, what ends when, and the files until then.

use futures::future::join_all;
use leptos::prelude::*;
use shared::campaigns::{DeliverableState, DraftContent, OwedDeliverable, Rights, RightsState};
use shared::time::Timestamp;

use super::drafts::Save;
use super::{Job, Side, use_job, words};
use crate::api::{self, ApiResult};
use crate::components::campaigns::RightsView;
use crate::components::live::use_live;
use crate::i18n::{say, tr};
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Empty, Failure, Skeleton, loaded};
use crate::ui::status::{Badge, Tone};

/// What holds for one deliverable.
#[derive(Debug, Clone, PartialEq)]
struct Held {
    piece: OwedDeliverable,
    rights: Option<Rights>,
    /// The draft whose file the reader gets, if there is one.
    file: Option<u32>,
}

/// Whether it is done, so that rights may hold.
const fn is_done(piece: &OwedDeliverable) -> bool {
    match piece.state {
        DeliverableState::Published => true,
        DeliverableState::Approved => piece.platform.is_none(),
        _ => false,
    }
}

async fn held(piece: OwedDeliverable, agreed: bool) -> ApiResult<Held> {
    // What is not there is not asked for.
    let rights = if agreed { api::work::rights(piece.id).await? } else { None };
    let work = api::work::piece(piece.id).await?;
    let last = work.drafts.last();
    let file = last
        .filter(|draft| matches!(draft.content, Some(DraftContent::File { .. })))
        .map(|draft| draft.number);
    Ok(Held { piece, rights, file })
}

/// The section.
#[component]
pub fn RightsSection() -> impl IntoView {
    let job = use_job();
    let live = use_live();
    let done = Memo::new(move |_| {
        let pieces = job.pieces.value()?;
        Some(pieces.into_iter().filter(is_done).collect::<Vec<_>>())
    });
    let agreed = Memo::new(move |_| job.brief.value().map(|version| version.brief.rights.is_some()));
    // Nothing until it is known what there is.
    let held = Remote::new(move || {
        live.track();
        let wanted = done.get().zip(agreed.get());
        async move {
            let Some((done, agreed)) = wanted else { return Ok(None) };
            let all = join_all(done.into_iter().map(|piece| held(piece, agreed))).await;
            all.into_iter().collect::<ApiResult<Vec<Held>>>().map(Some)
        }
    });
    let known = Memo::new(move |_| held.value().flatten());
    view! {
        <div class="stack loose">
            <Card title=tr!(rights.agreed)>
                {loaded(job.brief, 4, |version| match version.brief.rights {
                    Some(rights) => view! { <div class="brief"><RightsView rights/></div> }.into_any(),
                    None => view! { <p class="soft">{tr!(rights.none_agreed)}</p> }.into_any(),
                })}
            </Card>
            <Card title=tr!(rights.pieces) text=tr!(rights.pieces_text)>
                {move || match (known.get(), held.get()) {
                    (Some(all), _) if all.is_empty() => view! {
                        <Empty title=tr!(rights.empty) text=tr!(rights.empty_text) icon=Icon::ScrollText/>
                    }.into_any(),
                    (Some(all), _) => view! {
                        <ul class="work-pieces" role="list">
                            {all.into_iter().map(|one| view! { <li>{line(job, one)}</li> }).collect_view()}
                        </ul>
                    }.into_any(),
                    (None, Load::Failed(problem)) => view! {
                        <Failure problem on_retry=Callback::new(move |()| held.reload())/>
                    }.into_any(),
                    (None, _) => view! { <Skeleton lines=4/> }.into_any(),
                }}
            </Card>
        </div>
    }
}

fn line(job: Job, held: Held) -> AnyView {
    let Held { piece, rights, file } = held;
    let href = job.address_of(piece.id);
    let id = piece.id;
    let over = rights.as_ref().is_some_and(|rights| rights.state == RightsState::Ended);
    view! {
        <article class="work-piece">
            <div class="row tight between">
                <h3><a href=href>{move || words::piece_name(&piece)}</a></h3>
                {rights.as_ref().map(|rights| badge(rights.state))}
            </div>
            {match rights {
                Some(rights) => dates(job, rights),
                None => view! { <p class="small soft">{tr!(rights.no_end)}</p> }.into_any(),
            }}
            {match file {
                Some(number) => view! { <div class="row"><Save piece=id number/></div> }.into_any(),
                None if over && job.side == Side::Brand => {
                    view! { <p class="notice">{tr!(rights.no_downloads)}</p> }.into_any()
                }
                None => ().into_any(),
            }}
        </article>
    }
    .into_any()
}

fn badge(state: RightsState) -> AnyView {
    match state {
        RightsState::Active => view! { <Badge text=tr!(rights.active) tone=Tone::Good/> }.into_any(),
        RightsState::Ended => view! { <Badge text=tr!(rights.ended) icon=Icon::Clock/> }.into_any(),
    }
}

fn dates(job: Job, rights: Rights) -> AnyView {
    let Rights { starts_at, ends_at, paid_ads_until, exclusive_until, ad_code, .. } = rights;
    // An end that is midnight is the day before, to its end.
    let until = move |end: Timestamp| {
        let day = match job.zone() {
            Some(zone) => format::last_day_in(end, &zone),
            None => format::day(end),
        };
        if format::is_over(end) {
            say!(rights.was_until, day = day)
        } else {
            say!(rights.until, day = day, left = format::ago(end))
        }
    };
    view! {
        <Facts>
            <Fact label=tr!(rights.since)>
                <time datetime=starts_at.to_string()>{move || words::when(job.zone().as_deref(), starts_at)}</time>
            </Fact>
            <Fact label=tr!(rights.use_until)>
                {move || ends_at.map_or_else(|| tr!(rights.for_ever)().to_owned(), until)}
            </Fact>
            {paid_ads_until.map(|end| view! { <Fact label=tr!(rights.ads_until)>{move || until(end)}</Fact> })}
            {exclusive_until.map(|end| view! { <Fact label=tr!(rights.exclusive_until)>{move || until(end)}</Fact> })}
            {ad_code.map(|code| view! { <Fact label=tr!(rights.ad_code)><code class="breakable">{code}</code></Fact> })}
        </Facts>
    }
    .into_any()
}
