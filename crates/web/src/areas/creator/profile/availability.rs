//! Whether one takes work, and from when again.

use leptos::prelude::*;
use shared::creators::{Availability, AvailabilityState, Creator, UpdateCreator};

use crate::api;
use crate::areas::creator::context::use_own;
use crate::components::creators::words;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind as ButtonKind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, Kind, Select, SelectOption, TextField};
use crate::ui::toast::use_toasts;

/// Whether one takes work.
#[component]
pub fn AvailabilityCard() -> impl IntoView {
    let own = use_own();
    view! {
        <Card title=tr!(creators.availability) text=tr!(creator.availability_text)>
            {own.now().map(|now| view! { <AvailabilityForm now=now.availability/> })}
        </Card>
    }
}

#[component]
fn AvailabilityForm(now: Availability) -> impl IntoView {
    let own = use_own();
    let toasts = use_toasts();
    let form = Form::new("availability");
    let state = RwSignal::new(now.state.as_str().to_owned());
    let back_on = RwSignal::new(now.back_on.unwrap_or_default());
    let chosen = move || {
        state.with(|text| words::of_key(AvailabilityState::ALL, text)).unwrap_or(AvailabilityState::Available)
    };
    let open = Memo::new(move |_| chosen() == AvailabilityState::Available);
    let options: Vec<_> = AvailabilityState::ALL
        .iter()
        .map(|one| SelectOption::new(one.as_str(), words::availability(*one)))
        .collect();
    let submit = move |()| {
        let state = untrack(chosen);
        let day = Some(back_on.get_untracked().trim().to_owned()).filter(|day| !day.is_empty());
        let back_on = day.filter(|_| state != AvailabilityState::Available);
        let body =
            UpdateCreator { availability: Some(Availability { state, back_on }), ..UpdateCreator::default() };
        form.submit(
            body,
            |body| async move { api::creators::update(&body).await },
            move |now: Creator| {
                own.take(now);
                toasts.good(tr!(creator.saved)());
            },
        );
    };
    view! {
        <FormView form on_submit=submit>
            <Select form name="availability.state" label=tr!(creator.takes_work) value=state options=options/>
            <div hidden=move || open.get()>
                <TextField form name="availability.back_on" label=tr!(creator.back_on) value=back_on kind=Kind::Date help=tr!(creator.back_on_help) wrong=tr!(creator.back_on_wrong) optional=true/>
            </div>
            <div class="row"><Button text=tr!(common.save) kind=ButtonKind::Secondary submit=true busy=form.busy()/></div>
        </FormView>
    }
}
