//! The rate card: what one asks for each piece of content, in whichever currency.

mod row;

use leptos::prelude::*;
use shared::creators::{Creator, MAX_RATES, ReplaceRates};
use shared::money::Currency;

use super::context::use_own;
use super::order::{AddLine, Lines};
use crate::api;
use crate::i18n::tr;
use crate::ui::button::{Button, Kind};
use crate::ui::card::Card;
use crate::ui::form::{Form, FormView, Group};
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::toast::use_toasts;

use row::{Row, RowView};

/// The page.
#[component]
pub fn RatesPage() -> impl IntoView {
    let own = use_own();
    let toasts = use_toasts();
    let form = Form::new("rates");
    let rows = Lines::<Row>::new();
    let fill = move |creator: &Creator| {
        rows.clear();
        for rate in &creator.rates {
            rows.add(|key| Row::of(key, rate));
        }
    };
    if let Some(creator) = own.now() {
        fill(&creator);
    }
    let submit = move |()| {
        let all = rows.now();
        for row in &all {
            row.settle();
        }
        let rates: Vec<_> = all.iter().filter_map(|row| row.rate(rows)).collect();
        if rates.len() < all.len() {
            form.refuse("rates", tr!(creator.rates_wrong)().to_owned());
            return;
        }
        form.submit(
            ReplaceRates { rates },
            |body| async move { api::creators::replace_rates(&body).await },
            move |now: Creator| {
                fill(&now);
                own.take(now);
                toasts.good(tr!(creator.saved)());
            },
        );
    };
    // Who writes several prices usually writes them in one currency.
    let add = Callback::new(move |()| {
        let currency = rows.now().last().map_or(Currency::Pyg, |row| row.currency_now());
        rows.add(|key| Row::begun(key, currency));
    });
    let none = Memo::new(move |_| rows.count() == 0);
    view! {
        <Card title=tr!(creator.rates) text=tr!(creator.rates_text)>
            <FormView form on_submit=submit>
                <Group form name="rates" label=tr!(creator.prices)>
                    {move || none.get().then(|| view! { <Empty title=tr!(creator.rates_empty) text=tr!(creator.rates_empty_text) icon=Icon::ScrollText/> })}
                    <ol class="line-list" role="list">
                        <For each=move || rows.get() key=|row| row.id() let:row>
                            <RowView row rows/>
                        </For>
                    </ol>
                </Group>
                <AddLine lines=rows text=tr!(creator.rate_add) most=MAX_RATES on_add=add/>
                <div class="row"><Button text=tr!(common.save) kind=Kind::Primary submit=true busy=form.busy()/></div>
            </FormView>
        </Card>
    }
}
