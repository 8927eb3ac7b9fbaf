//! All of it once more, as creators will read it.

use leptos::prelude::*;
use shared::campaigns::CreateCampaign;
use shared::id::BrandId;

use super::typed::Typed;
use crate::components::campaigns::{BriefView, RequirementsView, Terms};
use crate::i18n::{say, tr};
use crate::ui::card::{Fact, Facts};
use crate::ui::format;

/// What would be saved.
#[component]
pub fn Review(
    /// What is typed.
    typed: Typed,
    /// Whose.
    brand: BrandId,
) -> impl IntoView {
    let (body, wrong) = untrack(|| typed.read(brand));
    let CreateCampaign { title, brief, compensation, slots, requirements, deadline, time_zone, .. } = body;
    let day = deadline.clone();
    let product = compensation.value().is_some();
    let offered = !wrong.iter().any(|error| error.field.starts_with("compensation"));
    view! {
        <div class="stack loose">
            {(!wrong.is_empty()).then(|| view! { <p class="notice attention">{tr!(writing.review_incomplete)}</p> })}
            <p class="campaign-title display breakable">{title}</p>
            <section class="stack tight">
                <h3>{tr!(campaigns.compensation)}</h3>
                {offered.then(|| view! { <Terms compensation/> })}
                <Facts>
                    <Fact label=tr!(campaigns.slots)>{slots.to_string()}</Fact>
                    {(!deadline.is_empty()).then(|| view! {
                        <Fact label=tr!(campaigns.deadline)>
                            {move || say!(campaigns.deadline_until, day = format::calendar_day(&day))}
                            {time_zone.map(|zone| view! {
                                <span class="tiny quiet deadline-zone">{move || say!(campaigns.deadline_zone, zone = format::zone(&zone))}</span>
                            })}
                        </Fact>
                    })}
                </Facts>
            </section>
            <section class="stack tight">
                <h3>{tr!(campaigns.requirements)}</h3>
                <RequirementsView requirements/>
            </section>
            <BriefView brief product/>
        </div>
    }
}
