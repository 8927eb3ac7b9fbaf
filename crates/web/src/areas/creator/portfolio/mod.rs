//! What one shows of one's work: links and pictures, in one's own order.

mod items;
mod link_form;
mod uploads;

use leptos::prelude::*;
use shared::creators::MAX_PORTFOLIO;

use super::context::use_own;
use crate::i18n::{say, tr};
use crate::ui::card::Card;
use crate::ui::icon::Icon;
use crate::ui::state::Empty;

use items::Items;
use link_form::LinkForm;
use uploads::Uploads;

/// The page.
#[component]
pub fn PortfolioPage() -> impl IntoView {
    let own = use_own();
    let count = Memo::new(move |_| own.get().map_or(0, |creator| creator.portfolio.len()));
    let full = Memo::new(move |_| count.get() >= MAX_PORTFOLIO);
    let counted =
        move || say!(creator.works_of, count = count.get().to_string(), most = MAX_PORTFOLIO.to_string());
    view! {
        <div class="creator-grid">
            <Card title=tr!(creator.portfolio) text=tr!(creator.portfolio_text) actions=move || view! { <span class="small quiet figures">{counted}</span> }>
                {move || (count.get() == 0).then(|| view! { <Empty title=tr!(creator.portfolio_empty) text=tr!(creator.portfolio_empty_text) icon=Icon::Image/> })}
                <Items/>
            </Card>
            <div class="stack">
                {move || full.get().then(|| view! { <p class="small soft" role="status">{tr!(creator.portfolio_full)}</p> })}
                <Uploads full/>
                <LinkForm/>
            </div>
        </div>
    }
}
