//! The drafts of a deliverable, one at a time: the work itself, its words, what came of it, and what was said of it.

use leptos::prelude::*;
use shared::campaigns::{Draft, DraftAnswer, DraftComment, Verdict};

use super::super::{Side, words};
use super::Piece;
use super::comments::{CommentForm, Comments};
use super::pick::{Pick, Shape};
use super::viewer::Viewer;
use crate::api;
use crate::components::live::use_live;
use crate::i18n::{say, tr};
use crate::ui::card::{Card, Fact, Facts};
use crate::ui::form::{Choices, Options, SelectOption};
use crate::ui::icon::Icon;
use crate::ui::load::Remote;
use crate::ui::state::Empty;
use crate::ui::status::{Badge, Tone};
use crate::ui::text::Text;

/// The card. The last draft is shown until another one is chosen.
#[component]
pub fn DraftCard(
    /// Of what.
    piece: Piece,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<u32>);
    let numbers = Memo::new(move |_| {
        let drafts = piece.known.get().map(|work| work.drafts).unwrap_or_default();
        drafts.iter().map(|draft| draft.number).collect::<Vec<_>>()
    });
    let number = Memo::new(move |_| chosen.get().or_else(|| numbers.with(|numbers| numbers.last().copied())));
    let none = move || {
        let text = match piece.job.side {
            Side::Creator => tr!(deliverables.no_drafts_yours),
            Side::Brand => tr!(deliverables.no_drafts_theirs),
        };
        view! { <Card title=tr!(deliverables.drafts)><Empty title=text icon=Icon::Image/></Card> }.into_any()
    };
    move || match number.get() {
        None => none(),
        Some(number) => {
            let title = Text::live(move || say!(deliverables.draft, number = number.to_string()));
            view! {
                <Card title actions=ViewFn::from(move || view! { <Choice numbers number chosen/> })>
                    <OneDraft piece number/>
                </Card>
            }
            .into_any()
        }
    }
}

/// Choosing another draft, where there is one.
#[component]
fn Choice(numbers: Memo<Vec<u32>>, number: u32, chosen: RwSignal<Option<u32>>) -> impl IntoView {
    let name = |number: u32| Text::live(move || say!(deliverables.draft, number = number.to_string()));
    let options = Options::live(move || {
        let numbers = numbers.get();
        numbers.into_iter().rev().map(|number| SelectOption::new(number.to_string(), name(number))).collect()
    });
    let many = move || numbers.with(|numbers| numbers.len() > 1);
    let change = Callback::new(move |word: String| chosen.set(word.parse().ok()));
    let options = StoredValue::new(options);
    view! {
        <Show when=many>
            <label class="hidden-visually" for="draft-choice">{tr!(deliverables.choose)}</label>
            <Choices options=options.get_value() value=Signal::stored(number.to_string()) on_change=change id="draft-choice".to_owned()/>
        </Show>
    }
}

#[component]
fn OneDraft(piece: Piece, number: u32) -> impl IntoView {
    let live = use_live();
    let draft = Memo::new(move |_| {
        let drafts = piece.known.get().map(|work| work.drafts).unwrap_or_default();
        drafts.into_iter().find(|draft| draft.number == number)
    });
    let content = Memo::new(move |_| draft.get().and_then(|draft| draft.content));
    let comments = Remote::new(move || {
        live.track();
        api::work::comments(piece.id, number)
    });
    let said = Memo::new(move |before: Option<&Vec<DraftComment>>| {
        comments.value().or_else(|| before.cloned()).unwrap_or_default()
    });
    let speaks = Memo::new(move |_| piece.can.get().comment && content.with(Option::is_some));
    let pick = Pick::new();
    let again = Callback::new(move |()| comments.reload());
    view! {
        <div class="draft-columns">
            <div class="stack">
                {move || match content.get() {
                    Some(content) => view! { <Viewer piece=piece.id number content pick said speaks/> }.into_any(),
                    None => view! { <p class="notice">{tr!(deliverables.content_gone)}</p> }.into_any(),
                }}
                {move || draft.get().map(|draft| words_of(piece, draft))}
            </div>
            <section class="stack">
                <h3>{tr!(deliverables.comments)}</h3>
                <Comments said pick/>
                {move || content.get().filter(|_| speaks.get()).map(|content| {
                    let shape = Shape::of(&content);
                    view! { <CommentForm piece=piece.id draft=number shape pick said=again/> }
                })}
            </section>
        </div>
    }
}

/// The words that come with a draft, and what came of it.
fn words_of(piece: Piece, draft: Draft) -> AnyView {
    let Draft { caption, paid_partnership, disclosed, note, at, answer, .. } = draft;
    let to_publish = piece.known.get_untracked().is_some_and(|work| work.summary.platform.is_some());
    view! {
        <div class="stack">
            <Facts>
                <Fact label=tr!(deliverables.came_at)>
                    <time datetime=at.to_string()>{move || words::when(piece.job.zone().as_deref(), at)}</time>
                </Fact>
                {(!caption.is_empty()).then(|| view! {
                    <Fact label=tr!(deliverables.caption)><span class="brief-text breakable">{caption}</span></Fact>
                })}
                {to_publish.then(|| view! {
                    <Fact label=tr!(deliverables.disclosure)>
                        {if disclosed {
                            view! { <Badge text=tr!(deliverables.disclosed) tone=Tone::Good/> }.into_any()
                        } else {
                            view! { <Badge text=tr!(deliverables.undisclosed) tone=Tone::Attention/> }.into_any()
                        }}
                        {paid_partnership.then(|| view! { <br/><span class="small soft">{tr!(deliverables.by_label)}</span> })}
                    </Fact>
                })}
            </Facts>
            {note.map(|note| view! { <blockquote class="quote breakable">{note}</blockquote> })}
            {answer.map(|answer| answer_view(piece, answer))}
        </div>
    }
    .into_any()
}

fn answer_view(piece: Piece, answer: DraftAnswer) -> AnyView {
    let DraftAnswer { verdict, note, automatic, at } = answer;
    let (text, class): (fn() -> &'static str, &str) = match (verdict, automatic) {
        (Verdict::Approved, false) => (tr!(deliverables.was_approved), "notice good"),
        (Verdict::Approved, true) => (tr!(deliverables.was_approved_unanswered), "notice good"),
        (Verdict::Changes, _) => (tr!(deliverables.was_sent_back), "notice attention"),
        (Verdict::Undisclosed, _) => (tr!(deliverables.was_undisclosed), "notice attention"),
        (Verdict::Rejected, _) => (tr!(deliverables.was_rejected), "notice bad"),
    };
    view! {
        <div class=class>
            <p class="small"><span class="strong">{text}</span>" · "
                <time datetime=at.to_string()>{move || words::when(piece.job.zone().as_deref(), at)}</time>
            </p>
            {note.map(|note| view! { <p class="brief-text breakable">{note}</p> })}
        </div>
    }
    .into_any()
}
