//! The ratings, newest first, whether they are shown or not.

use leptos::prelude::*;
use shared::campaigns::{ManagedRating, ManagedRatingQuery};

use super::moderate::Moderate;
use crate::address::query_signal;
use crate::api;
use crate::components::filters::FilterSelect;
use crate::components::rating::words;
use crate::components::reports::{List, Sheet, TakeAlong};
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::SelectOption;
use crate::ui::icon::Icon;
use crate::ui::kept::Held;
use crate::ui::overlay::{Dialog, Place};
use crate::ui::state::Empty;
use crate::ui::status::{Badge, Tone};
use crate::ui::table::{Column, Opens, PagedTable, Pages, instant};
use crate::ui::trail::PageHead;

/// Where a rating stands: out of sight, seen by everybody, or by its own side alone.
fn standing(rating: &ManagedRating) -> AnyView {
    let (text, tone): (fn() -> &'static str, Tone) =
        match (rating.rating.hidden.is_some(), rating.rating.shown_at.is_some()) {
            (true, _) => (tr!(ratings.is_hidden), Tone::Attention),
            (false, true) => (tr!(ratings.is_shown), Tone::Good),
            (false, false) => (tr!(ratings.is_waiting), Tone::Neutral),
        };
    view! { <Badge text tone/> }.into_any()
}

fn columns() -> Vec<Column<ManagedRating>> {
    vec![
        Column::wide(tr!(ratings.col_campaign), |one: &ManagedRating| {
            view! { <span class="breakable">{one.rating.campaign_title.clone()}</span> }.into_any()
        }),
        Column::new(tr!(ratings.col_by), |one| words::side(one.rating.by).into_any()),
        Column::figures(tr!(ratings.col_stars), |one| {
            let average = one.rating.average;
            view! { {move || words::average(average)} }.into_any()
        }),
        Column::wide(tr!(ratings.words), |one| match one.rating.words.clone() {
            Some(words) => view! { <span class="small breakable">{words}</span> }.into_any(),
            None => view! { <span class="quiet">"—"</span> }.into_any(),
        }),
        Column::new(tr!(ratings.col_state), standing),
        Column::new(tr!(ratings.col_when), |one| instant(one.rating.created_at)),
    ]
}

/// The ratings, filtered by the address: also of one brand or one creator, by links of their pages.
#[component]
pub fn RatingsPage() -> impl IntoView {
    let (hidden, set_hidden) = query_signal("hidden");
    let (brand, set_brand) = query_signal("brand");
    let (creator, set_creator) = query_signal("creator");
    let pages = Pages::new(
        move || {
            let _filters = (hidden.get(), brand.get(), creator.get());
        },
        move |cursor| {
            let query = ManagedRatingQuery {
                brand: brand.get_untracked().and_then(|id| id.parse().ok()),
                creator: creator.get_untracked().and_then(|id| id.parse().ok()),
                hidden: match hidden.get_untracked().as_deref() {
                    Some("yes") => Some(true),
                    Some("no") => Some(false),
                    _ => None,
                },
                limit: Some(50),
                cursor,
            };
            async move { api::ratings::managed(&query).await }
        },
    );
    let sheets = Signal::derive(move || {
        let hidden = hidden.get().and_then(|word| match word.as_str() {
            "yes" => Some("true".to_owned()),
            "no" => Some("false".to_owned()),
            _ => None,
        });
        let filters = [("brand", brand.get()), ("creator", creator.get()), ("hidden", hidden)];
        vec![Sheet::new(List::Ratings, "managed/ratings", &filters)]
    });
    let opened = Held::<ManagedRating>::new();
    let panel = RwSignal::new(false);
    let took = Callback::new(move |now: ManagedRating| {
        opened.set(now);
        pages.restart();
    });
    let choices = vec![
        SelectOption::new("", tr!(common.all)),
        SelectOption::new("no", tr!(ratings.not_hidden)),
        SelectOption::new("yes", tr!(ratings.is_hidden)),
    ];
    let some = |text: String| (!text.is_empty()).then_some(text);
    let of_one = Memo::new(move |_| brand.with(Option::is_some) || creator.with(Option::is_some));
    let of_all = move |()| {
        set_brand.set(None);
        set_creator.set(None);
    };
    view! {
        <PageHead title=tr!(ratings.manage) text=tr!(ratings.manage_text)>
            <TakeAlong sheets/>
        </PageHead>
        <Card flush=true>
            <div class="filters">
                <FilterSelect label=tr!(ratings.col_state) value=Signal::derive(move || hidden.get().unwrap_or_default()) options=choices on_change=move |text| set_hidden.set(some(text))/>
                {move || of_one.get().then(|| view! {
                    <Button text=tr!(ratings.of_all) icon=Icon::X small=true kind=Kind::Ghost on_press=of_all/>
                })}
            </div>
            <PagedTable
                label=tr!(ratings.manage)
                columns=columns()
                pages
                empty=|| view! { <Empty title=tr!(ratings.manage_empty) icon=Icon::Star/> }
                opens=Opens::here(move |one: ManagedRating| { opened.set(one); panel.set(true); })
            />
        </Card>
        <Dialog open=panel title=tr!(ratings.one) place=Place::Side>
            {move || opened.get().map(|now| view! { <Moderate now took/> })}
        </Dialog>
    }
}
