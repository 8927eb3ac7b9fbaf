//! One rating: who rated whom, and the way out of sight and back.

use leptos::prelude::*;
use shared::campaigns::{HideRating, ManagedRating};
use shared::id::RatingId;

use crate::api;
use crate::components::rating::{RatingView, words};
use crate::i18n::{say, tr};
use crate::ui::button::{Button, Kind};
use crate::ui::card::{Fact, Facts};
use crate::ui::form::{Form, FormView, TextArea};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::load::act;
use crate::ui::status::{Tone, Verdict};
use crate::ui::text::Text;
use crate::ui::toast::use_toasts;

/// What the panel shows.
#[component]
pub fn Moderate(
    /// The rating.
    now: ManagedRating,
    /// The rating as it is then.
    took: Callback<ManagedRating>,
) -> impl IntoView {
    let ManagedRating { rating, brand_id, creator_id, author } = now;
    let (id, by, hidden, shown_at) = (rating.id, rating.by, rating.hidden.clone(), rating.shown_at);
    let (title, campaign) = (rating.campaign_title.clone(), rating.campaign_id);
    view! {
        <div class="stack">
            <RatingView rating by=words::side(by)/>
            <Facts>
                <Fact label=tr!(ratings.col_campaign)><a class="breakable" href=format!("/campaigns/{campaign}")>{title}</a></Fact>
                <Fact label=tr!(ratings.brand)><a href=format!("/admin/brands/{brand_id}")>{tr!(ratings.see)}</a></Fact>
                <Fact label=tr!(ratings.creator)><a href=format!("/admin/creators/{creator_id}")>{tr!(ratings.see)}</a></Fact>
                <Fact label=tr!(ratings.author)><a href=format!("/admin/users/{author}")>{tr!(ratings.see)}</a></Fact>
                <Fact label=tr!(ratings.since)>
                    {move || shown_at.map_or_else(|| tr!(ratings.is_waiting)().to_owned(), format::exact)}
                </Fact>
            </Facts>
            {match hidden {
                Some(hidden) => {
                    let at = hidden.at;
                    view! {
                        <Verdict text=Text::live(move || say!(ratings.hidden_since, when = format::moment(at))) tone=Tone::Attention>
                            <blockquote class="quote breakable">{hidden.reason}</blockquote>
                            <Show id took/>
                        </Verdict>
                    }
                    .into_any()
                }
                None => view! { <Hide id took/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Show(id: RatingId, took: Callback<ManagedRating>) -> impl IntoView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let show = move |()| {
        act(
            busy,
            api::ratings::show(id),
            move |now| {
                toasts.good(tr!(ratings.show_done)());
                took.run(now);
            },
            move |problem| toasts.problem(&problem),
        );
    };
    view! { <div class="row"><Button text=tr!(ratings.show) icon=Icon::Eye busy on_press=show/></div> }
}

#[component]
fn Hide(id: RatingId, took: Callback<ManagedRating>) -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("hide");
    let reason = RwSignal::new(String::new());
    let submit = move |()| {
        form.submit(
            HideRating { reason: reason.get_untracked().trim().to_owned() },
            move |body| async move { api::ratings::hide(id, &body).await },
            move |now: ManagedRating| {
                toasts.good(tr!(ratings.hide_done)());
                took.run(now);
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <TextArea form name="reason" label=tr!(ratings.hide_reason) value=reason rows=3 help=tr!(ratings.hide_help) wrong=tr!(ratings.hide_wrong)/>
            <div class="row"><Button text=tr!(ratings.hide) icon=Icon::EyeOff kind=Kind::Danger submit=true busy=form.busy()/></div>
        </FormView>
    }
}
