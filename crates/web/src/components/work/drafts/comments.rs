//! What both sides say of a draft, and the form that says something.

use leptos::prelude::*;
use shared::campaigns::{CommentPlace, CommentSide, CreateDraftComment, DraftComment, Spot};
use shared::id::DeliverableId;

use super::super::{Job, Side, use_job, words};
use super::pick::{Pick, Shape, comment_id};
use super::place;
use crate::api;
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::form::{Form, FormView, TextArea, TextField};
use crate::ui::icon::Icon;
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// What was said, oldest first.
#[component]
pub fn Comments(
    /// What was said.
    said: Memo<Vec<DraftComment>>,
    /// What is pointed at.
    pick: Pick,
) -> impl IntoView {
    let job = use_job();
    let numbered = move || said.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <Show when=move || !said.with(Vec::is_empty) fallback=|| view! { <p class="small quiet">{tr!(deliverables.comments_none)}</p> }>
            <ol class="draft-comments" role="list">
                <For each=numbered key=|(_, one)| one.id let((index, one))>
                    {comment(job, index, one, pick)}
                </For>
            </ol>
        </Show>
    }
}

fn comment(job: Job, index: usize, one: DraftComment, pick: Pick) -> AnyView {
    let (id, at) = (one.id, one.at);
    let who = who(job.side, one.side);
    let number = index.saturating_add(1).to_string();
    let text = one.text.clone();
    let place = one.place.map(|place| {
        let show = move |()| pick.show(&one);
        view! { <Button text=Text::live(move || place_name(place)) icon=Icon::MapPin small=true on_press=show/> }
    });
    view! {
        <li class="draft-comment" class:lit=move || pick.lit.get() == Some(id) id=comment_id(id) tabindex="-1">
            <div class="row tight">
                <span class="draft-number" aria-hidden="true">{number}</span>
                <span class="small strong">{who}</span>
                <span class="tiny quiet"><time datetime=at.to_string()>{move || words::when(job.zone().as_deref(), at)}</time></span>
            </div>
            {place}
            {if text.is_empty() {
                view! { <p class="small quiet">{tr!(deliverables.comment_erased)}</p> }.into_any()
            } else {
                view! { <p class="brief-text breakable">{text}</p> }.into_any()
            }}
        </li>
    }
    .into_any()
}

fn who(reader: Side, side: CommentSide) -> fn() -> &'static str {
    match (reader, side) {
        (_, CommentSide::Brand) => tr!(deliverables.by_brand),
        (Side::Creator, CommentSide::Creator) => tr!(deliverables.by_you),
        (Side::Brand, CommentSide::Creator) => tr!(deliverables.by_creator),
    }
}

/// What a comment is about, in words: `1:23`, or where on the picture.
fn place_name(place: CommentPlace) -> String {
    let spot_name =
        |spot: Spot| say!(deliverables.spot, left = place::percent(spot.x), above = place::percent(spot.y));
    match place {
        CommentPlace::Moment { at_ms, spot: None } => {
            say!(deliverables.moment_at, moment = place::moment(at_ms))
        }
        CommentPlace::Moment { at_ms, spot: Some(spot) } => {
            say!(deliverables.moment_spot, moment = place::moment(at_ms), spot = spot_name(spot))
        }
        CommentPlace::Spot { spot } => spot_name(spot),
    }
}

/// What is wrong with a place as it is typed: the field, and what would be right.
type Wrong = (&'static str, fn() -> &'static str);

/// The place that is typed.
fn typed_place(shape: Shape, pick: Pick) -> Result<Option<CommentPlace>, Wrong> {
    let (left, above) = (pick.left.get_untracked(), pick.above.get_untracked());
    let spot = place::read_spot(&left, &above).map_err(|()| {
        let field = if place::read_percent(&left).is_none() { LEFT } else { ABOVE };
        let right: fn() -> &'static str = tr!(deliverables.spot_wrong);
        (field, right)
    })?;
    let moment = pick.moment.get_untracked();
    let wrong: Wrong = (MOMENT, tr!(deliverables.moment_wrong));
    match shape {
        Shape::Picture => Ok(spot.map(|spot| CommentPlace::Spot { spot })),
        // A spot of a video is one of a moment.
        Shape::Video | Shape::Elsewhere if moment.trim().is_empty() => match spot {
            None => Ok(None),
            Some(_) => Err(wrong),
        },
        Shape::Video | Shape::Elsewhere => {
            let at_ms = place::read_moment(&moment).ok_or(wrong)?;
            Ok(Some(CommentPlace::Moment { at_ms, spot }))
        }
    }
}

const MOMENT: &str = "place";
const LEFT: &str = "left";
const ABOVE: &str = "above";

/// The form.
#[component]
pub fn CommentForm(
    /// Of what.
    piece: DeliverableId,
    /// Which draft.
    draft: u32,
    /// What the draft is.
    shape: Shape,
    /// What is pointed at.
    pick: Pick,
    /// Something was said.
    said: Callback<()>,
) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("comment");
    let text = RwSignal::new(String::new());
    let submit = move |()| {
        let place = match typed_place(shape, pick) {
            Ok(place) => place,
            Err((field, right)) => {
                form.refuse(field, right().to_owned());
                return;
            }
        };
        form.submit(
            CreateDraftComment { draft, place, text: text.get_untracked().trim().to_owned() },
            move |body| async move { api::work::comment(piece, &body).await },
            move |_| {
                text.set(String::new());
                pick.clear();
                toasts.good(tr!(deliverables.commented)());
                said.run(());
            },
        );
    };
    let pointing = pick.pointing;
    // A spot of a video is rare: its fields come when somebody points, and stay while they say something.
    let spots =
        Memo::new(move |_| pointing.get() || !pick.left.get().is_empty() || !pick.above.get().is_empty());
    view! {
        <FormView form on_submit=submit>
            <TextArea form name="text" label=tr!(deliverables.comment) value=text rows=3 wrong=tr!(deliverables.comment_wrong)/>
            {(shape != Shape::Picture).then(|| view! {
                <TextField form name=MOMENT label=tr!(deliverables.moment) value=pick.moment help=tr!(deliverables.moment_help) placeholder="1:23" optional=true/>
            })}
            {(shape == Shape::Video).then(|| view! {
                <div class="row tight">
                    <Button text=tr!(deliverables.moment_now) icon=Icon::Clock small=true on_press=move |()| pick.take_moment()/>
                    <button
                        type="button"
                        class="button small"
                        aria-pressed=move || if pointing.get() { "true" } else { "false" }
                        on:click=move |_| {
                            pick.take_moment();
                            pointing.update(|pointing| *pointing = !*pointing);
                        }
                    >
                        <span class="button-text">{tr!(deliverables.point)}</span>
                    </button>
                </div>
            })}
            {match shape {
                Shape::Picture => view! { <Spots form pick help=tr!(deliverables.spot_help_picture)/> }.into_any(),
                Shape::Video => (move || spots.get().then(|| view! {
                    <Spots form pick help=tr!(deliverables.spot_help_video)/>
                })).into_any(),
                Shape::Elsewhere => ().into_any(),
            }}
            <div class="row">
                <Button text=tr!(deliverables.comment_send) kind=Kind::Primary submit=true busy=form.busy()/>
            </div>
        </FormView>
    }
}

/// A spot as two numbers, for who has no pointer; pressing the picture fills them in.
#[component]
fn Spots(form: Form, pick: Pick, help: fn() -> &'static str) -> impl IntoView {
    view! {
        <div class="draft-spots">
            <TextField form name=LEFT label=tr!(deliverables.spot_left) value=pick.left optional=true/>
            <TextField form name=ABOVE label=tr!(deliverables.spot_above) value=pick.above optional=true/>
        </div>
        <p class="field-help">{help}</p>
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn typed(moment: &str, left: &str, above: &str) -> Pick {
        let pick = Pick::new();
        pick.moment.set(moment.to_owned());
        pick.left.set(left.to_owned());
        pick.above.set(above.to_owned());
        pick
    }

    #[wasm_bindgen_test]
    fn a_comment_is_about_what_its_draft_has() {
        let owner = Owner::new();
        owner.set();
        let read = |shape, moment: &str, left: &str, above: &str| {
            typed_place(shape, typed(moment, left, above)).map_err(|(field, _)| field)
        };
        let spot = Spot { x: 250, y: 500 };
        let moment = |spot| Ok(Some(CommentPlace::Moment { at_ms: 83_000, spot }));
        assert_eq!(read(Shape::Picture, "1:23", "25", "50"), Ok(Some(CommentPlace::Spot { spot })));
        assert_eq!(read(Shape::Picture, "", "", ""), Ok(None));
        assert_eq!(read(Shape::Video, "1:23", "", ""), moment(None));
        assert_eq!(read(Shape::Video, "1:23", "25", "50"), moment(Some(spot)));
        assert_eq!(read(Shape::Elsewhere, "1:23", "", ""), moment(None));
        assert_eq!(read(Shape::Elsewhere, "", "", ""), Ok(None));
        assert_eq!(read(Shape::Video, "pronto", "", ""), Err(MOMENT));
        assert_eq!(read(Shape::Video, "", "25", "50"), Err(MOMENT), "a spot of no moment");
        assert_eq!(read(Shape::Picture, "", "25", ""), Err(ABOVE));
        assert_eq!(read(Shape::Picture, "", "mucho", "50"), Err(LEFT));
    }
}
