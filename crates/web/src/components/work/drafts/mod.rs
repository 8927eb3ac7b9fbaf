//! One deliverable: where it stands, what the reader can do, and its drafts with what was said of them.

mod answer;
mod comments;
mod draft_card;
mod pick;
mod place;
mod publish;
mod submit;
mod upload;
mod viewer;

use leptos::prelude::*;
use shared::campaigns::{DeliverableState, DeliverableWork, Draft, OwedDeliverable};
use shared::error::ErrorCode;
use shared::id::DeliverableId;

use super::{Job, Side, use_job, words};
use crate::api::{self, ApiProblem};
use crate::components::arrival::{aside, chunk};
use crate::components::live::use_live;
use crate::i18n::tr;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Empty, Failure, Skeleton};
use crate::ui::status::{Badge, Tone, Verdict};

use answer::Answer;
use draft_card::DraftCard;
use publish::PublishCard;
use submit::SubmitCard;

pub use viewer::Save;

/// What the reader can do with a deliverable now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Ways {
    submit: bool,
    publish: bool,
    /// Approve it, or ask for changes.
    answer: bool,
    reject: bool,
    comment: bool,
}

/// What a side can do where a deliverable stands. The API decides again.
const fn ways(side: Side, piece: &OwedDeliverable) -> Ways {
    use DeliverableState::{Approved, ChangesRequested, InReview, Owed};
    let state = piece.state;
    let by_creator = matches!(side, Side::Creator);
    let awaited = matches!(state, Owed | ChangesRequested);
    let in_review = matches!(state, InReview);
    Ways {
        submit: by_creator && awaited,
        publish: by_creator && matches!(state, Approved) && piece.platform.is_some(),
        answer: !by_creator && in_review,
        // Whoever waits in vain need not wait for ever.
        reject: !by_creator && (in_review || (awaited && piece.late)),
        comment: matches!(state, InReview | ChangesRequested),
    }
}

/// The deliverable on screen. Copy it freely.
#[derive(Clone, Copy)]
struct Piece {
    id: DeliverableId,
    job: Job,
    remote: Remote<DeliverableWork>,
    /// As it is known; it stays while a newer one is read, and when that fails.
    known: Memo<Option<DeliverableWork>>,
    can: Memo<Ways>,
}

impl Piece {
    /// Shows it as it is now, and reads again what follows from it.
    fn take(self, now: DeliverableWork) {
        self.remote.set(now);
        self.job.pieces.reload();
    }

    /// Somebody was faster: what is shown is not what is there.
    fn refused(self, problem: &ApiProblem) {
        if problem.status == 409 {
            self.remote.reload();
        }
    }

    /// The last draft; tracked.
    fn last(self) -> Option<Draft> {
        self.known.get().and_then(|work| work.drafts.last().cloned())
    }
}

/// The section.
#[component]
pub fn PieceSection(
    /// Which.
    id: DeliverableId,
) -> impl IntoView {
    let job = use_job();
    let live = use_live();
    let remote = Remote::new(move || {
        live.track();
        api::work::piece(id)
    });
    let known = Memo::new(move |before: Option<&Option<DeliverableWork>>| {
        // A deliverable of another job is not one of this page.
        let found = remote.value().filter(|work| work.summary.application_id == job.id);
        found.or_else(|| before.cloned().flatten())
    });
    let can = Memo::new(move |_| match known.get() {
        Some(work) if job.acts() => ways(job.side, &work.summary),
        _ => Ways::default(),
    });
    let piece = Piece { id, job, remote, known, can };
    let there = Memo::new(move |_| known.with(Option::is_some));
    view! {
        <div class="stack">
            <p><a class="row tight" href=format!("{}/work", job.base())><IconView icon=Icon::ArrowLeft class="small"/>{tr!(deliverables.back)}</a></p>
            {move || {
                if there.get() {
                    return view! { <Whole piece/> }.into_any();
                }
                match remote.get() {
                    Load::Failed(problem) if !problem.is(ErrorCode::NotFound) => view! {
                        <Failure problem on_retry=Callback::new(move |()| remote.reload())/>
                    }.into_any(),
                    Load::Waiting => view! { <Skeleton lines=8/> }.into_any(),
                    Load::Failed(_) | Load::Ready(_) => view! {
                        <Empty title=tr!(deliverables.gone) icon=Icon::ListChecks/>
                    }.into_any(),
                }
            }}
        </div>
    }
}

#[component]
fn Whole(piece: Piece) -> impl IntoView {
    let (job, can) = (piece.job, piece.can);
    let submits = Memo::new(move |_| can.get().submit);
    let publishes = Memo::new(move |_| can.get().publish);
    let summary = Memo::new(move |_| piece.known.get().map(|work| work.summary));
    let sentence = Memo::new(move |_| {
        let disclosed = piece.last().map(|draft| draft.disclosed);
        let zone = job.zone();
        summary.get().map(|one| words::of_piece(job.side, &one, disclosed, zone.as_deref()))
    });
    view! {
        {move || summary.get().map(head)}
        {move || sentence.get().map(|(tone, text)| view! {
            <Verdict text tone>
                {move || summary.get().map(|one| view! { <p class="small soft">{move || words::rounds(&one)}</p> })}
                {move || summary.get().and_then(|one| one.reject_reason).map(|reason| view! {
                    <blockquote class="quote breakable">{reason}</blockquote>
                })}
                {move || summary.get().and_then(|one| one.post_url).map(|url| view! {
                    <p><a class="breakable" href=url.clone() target="_blank" rel="noopener noreferrer nofollow">{url.clone()}</a></p>
                })}
                {(job.side == Side::Brand).then(|| aside(piece, |_| Box::pin(piece_answer())))}
            </Verdict>
        })}
        {move || submits.get().then(|| aside(piece, |_| Box::pin(piece_submit())))}
        {move || publishes.get().then(|| aside(piece, |_| Box::pin(piece_publish())))}
        <DraftCard piece/>
    }
}

fn show_answer(piece: Piece) -> AnyView {
    view! { <Answer piece/> }.into_any()
}

fn show_submit(piece: Piece) -> AnyView {
    view! { <SubmitCard piece/> }.into_any()
}

fn show_publish(piece: Piece) -> AnyView {
    view! { <PublishCard piece/> }.into_any()
}

chunk! {
    /// What the brand says of a draft.
    piece_answer: Piece => show_answer
}

chunk! {
    /// Handing in a draft.
    piece_submit: Piece => show_submit
}

chunk! {
    /// Saying where it was published.
    piece_publish: Piece => show_publish
}

fn head(piece: OwedDeliverable) -> AnyView {
    let (state, late, note) = (piece.state, piece.late, piece.note.clone());
    view! {
        <header class="stack tight">
            <div class="row tight between">
                <h2 class="campaign-title">{move || words::piece_name(&piece)}</h2>
                <span class="row tight">
                    {late.then(|| view! { <Badge text=tr!(deliverables.late) tone=Tone::Bad icon=Icon::Clock/> })}
                    {words::piece_badge(state)}
                </span>
            </div>
            {note.map(|note| view! { <p class="soft breakable">{note}</p> })}
        </header>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use shared::creators::Platform;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn piece(state: DeliverableState, platform: Option<Platform>, late: bool) -> OwedDeliverable {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        let known = serde_json::json!({
            "id": id, "application_id": id, "campaign_id": id, "campaign_title": "Café", "brand_id": id,
            "creator_id": id, "number": 1, "kind": "reel", "platform": platform, "state": state, "late": late,
            "rounds": 2, "rounds_used": 0, "drafts_sent": 0, "updated_at": "2026-11-24T15:00:00Z",
        });
        serde_json::from_value(known).unwrap()
    }

    #[wasm_bindgen_test]
    fn nothing_is_offered_that_the_rules_refuse() {
        // As in the table of the API's rules: submit, publish, answer, reject, comment.
        let row = |side, piece: &OwedDeliverable| {
            let Ways { submit, publish, answer, reject, comment } = ways(side, piece);
            [submit, publish, answer, reject, comment].map(u8::from)
        };
        let published = Some(Platform::Instagram);
        for (state, late, creator, brand) in [
            (DeliverableState::Owed, false, [1, 0, 0, 0, 0], [0, 0, 0, 0, 0]),
            (DeliverableState::Owed, true, [1, 0, 0, 0, 0], [0, 0, 0, 1, 0]),
            (DeliverableState::InReview, false, [0, 0, 0, 0, 1], [0, 0, 1, 1, 1]),
            (DeliverableState::ChangesRequested, false, [1, 0, 0, 0, 1], [0, 0, 0, 0, 1]),
            (DeliverableState::ChangesRequested, true, [1, 0, 0, 0, 1], [0, 0, 0, 1, 1]),
            (DeliverableState::Approved, true, [0, 1, 0, 0, 0], [0, 0, 0, 0, 0]),
            (DeliverableState::Published, true, [0; 5], [0; 5]),
            (DeliverableState::Rejected, true, [0; 5], [0; 5]),
        ] {
            let one = piece(state, published, late);
            assert_eq!(row(Side::Creator, &one), creator, "{state:?} {late}");
            assert_eq!(row(Side::Brand, &one), brand, "{state:?} {late}");
        }
        assert!(!ways(Side::Creator, &piece(DeliverableState::Approved, None, false)).publish);
    }
}
