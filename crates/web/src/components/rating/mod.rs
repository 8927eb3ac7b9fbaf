//! How two sides rate each other: the section of a job, and what everybody sees.

mod give;
mod public;
mod reply;
mod stars;
mod view;
pub mod words;

use leptos::prelude::*;
use shared::abuse::AbuseTargetKind;
use shared::campaigns::{ApplicationRatings, OfferSide, Rating};
use shared::id::ApplicationId;
use shared::time::Timestamp;

use crate::api;
use crate::components::live::use_live;
use crate::components::report::ReportButton;
use crate::i18n::{say, tr};
use crate::ui::button::Button;
use crate::ui::format;
use crate::ui::load::{Load, Remote};
use crate::ui::state::{Failure, Skeleton};
use crate::ui::status::{Tone, Verdict};
use crate::ui::text::Text;

pub use public::{About, public_ratings};
pub use stars::StarsView;
pub use view::RatingView;

use give::RateForm;
use reply::ReplyDialog;
use words::Standing;

/// The ratings of a work: `<Ratings application=id side=OfferSide::Creator/>`.
#[component]
pub fn Ratings(
    /// Of which work.
    application: ApplicationId,
    /// Whose side the reader is on.
    side: OfferSide,
    /// Whether they may act for it, as far as the page knows.
    #[prop(optional, into)]
    may: Option<Signal<bool>>,
) -> impl IntoView {
    let live = use_live();
    let may = may.unwrap_or_else(|| Signal::stored(true));
    let ratings = Remote::new(move || {
        // A notice tells when the other side has rated.
        live.track();
        api::ratings::of_application(application)
    });
    // What was read stays while it is read again, and each part follows what it shows: a form that somebody fills in must not
    // be built anew.
    let known = Memo::new(move |before: Option<&Option<ApplicationRatings>>| {
        ratings.value().or_else(|| before.cloned().flatten())
    });
    let there = Memo::new(move |_| known.with(Option::is_some));
    let can_rate = Memo::new(move |_| known.with(|known| known.as_ref().is_some_and(|known| known.can_rate)));
    let mine = Memo::new(move |_| known.with(|known| known.as_ref().and_then(|known| known.mine.clone())));
    let theirs =
        Memo::new(move |_| known.with(|known| known.as_ref().and_then(|known| known.theirs.clone())));
    let stands = Memo::new(move |_| {
        known.with(|known| {
            let known = known.as_ref()?;
            let over = known.closes_at.is_some_and(format::is_over);
            Some((words::standing(known, over), known.closes_at))
        })
    });
    let done = Callback::new(move |()| ratings.reload());
    let waiting = move || match ratings.get() {
        Load::Failed(problem) => {
            view! { <Failure problem on_retry=Callback::new(move |()| ratings.reload())/> }.into_any()
        }
        Load::Waiting | Load::Ready(_) => view! { <Skeleton lines=4/> }.into_any(),
    };
    view! {
        <div class="stack ratings">
            {move || (!there.get()).then(waiting)}
            {move || stands.get().map(|(standing, until)| stand_view(standing, until))}
            {move || can_rate.get().then(|| view! { <RateForm application side done/> })}
            {move || mine.get().map(|rating| view! { <Mine rating/> })}
            {move || theirs.get().map(|rating| view! { <Theirs rating may done/> })}
        </div>
    }
}

fn stand_view(standing: Standing, until: Option<Timestamp>) -> AnyView {
    let day = move || until.map(format::moment).unwrap_or_default();
    let (tone, text): (Tone, Text) = match standing {
        Standing::NotYet => (Tone::Neutral, tr!(ratings.not_yet).into()),
        Standing::Open => (Tone::Attention, Text::live(move || say!(ratings.open, day = day()))),
        Standing::Looking => (Tone::Neutral, Text::live(move || say!(ratings.looking, day = day()))),
        Standing::Waiting => (Tone::Info, Text::live(move || say!(ratings.waiting, day = day()))),
        Standing::Both => (Tone::Good, tr!(ratings.both).into()),
        Standing::OverNone => (Tone::Neutral, tr!(ratings.over_none).into()),
        Standing::OverMine => (Tone::Neutral, tr!(ratings.over_mine).into()),
        Standing::OverTheirs => (Tone::Neutral, tr!(ratings.over_theirs).into()),
    };
    view! { <Verdict text tone/> }.into_any()
}

#[component]
fn Mine(rating: Rating) -> impl IntoView {
    let hidden = rating.hidden.clone();
    view! {
        <RatingView rating by=tr!(ratings.mine)>
            {hidden.map(|hidden| {
                let reason = hidden.reason;
                view! { <Verdict text=Text::live(move || say!(ratings.hidden, reason = reason.clone())) tone=Tone::Attention/> }
            })}
        </RatingView>
    }
}

#[component]
fn Theirs(rating: Rating, may: Signal<bool>, done: Callback<()>) -> impl IntoView {
    let replying = RwSignal::new(false);
    let (id, open) = (rating.id, rating.reply.is_none() && rating.hidden.is_none());
    view! {
        <RatingView rating by=tr!(ratings.theirs)>
            <div class="row tight">
                {move || (open && may.get()).then(|| view! {
                    <Button text=tr!(ratings.reply) small=true on_press=move |()| replying.set(true)/>
                })}
                <ReportButton kind=AbuseTargetKind::Rating id=id.to_string()/>
            </div>
            <ReplyDialog id open=replying done/>
        </RatingView>
    }
}
