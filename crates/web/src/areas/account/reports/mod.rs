//! What one reported to the staff, and whether it was decided.

use leptos::prelude::*;
use shared::abuse::{OwnAbuseReport, OwnAbuseReportQuery};

use crate::api;
use crate::components::guard::{Audience, Guard};
use crate::components::report::words;
use crate::i18n::tr;
use crate::ui::card::Card;
use crate::ui::icon::Icon;
use crate::ui::state::Empty;
use crate::ui::status::{Badge, Tone};
use crate::ui::table::{Column, PagedTable, Pages, instant};
use crate::ui::trail::{PageHead, Step};

fn columns() -> Vec<Column<OwnAbuseReport>> {
    vec![
        Column::new(tr!(abuse.what), |report: &OwnAbuseReport| words::kind(report.target.kind).into_any()),
        Column::wide(tr!(abuse.reason), |report| {
            let said = report.words.clone();
            view! {
                <span>{words::reason(report.reason)}</span>
                {said.map(|said| view! { <br/><span class="small soft breakable">{said}</span> })}
            }
            .into_any()
        }),
        Column::new(tr!(abuse.state), |report| {
            if report.decided {
                view! { <Badge text=tr!(abuse.looked_into) tone=Tone::Good/> }.into_any()
            } else {
                view! { <Badge text=tr!(abuse.waiting) tone=Tone::Info/> }.into_any()
            }
        }),
        Column::new(tr!(abuse.when), |report| instant(report.at)),
    ]
}

/// The page.
#[component]
pub fn ReportsPage() -> impl IntoView {
    view! {
        <Guard audience=Audience::Account>
            <main id="main" class="page account" tabindex="-1">
                <PageHead title=tr!(abuse.mine) text=tr!(abuse.mine_text) trail=vec![Step::new(tr!(account.title), "/account")]/>
                <List/>
            </main>
        </Guard>
    }
}

#[component]
fn List() -> impl IntoView {
    let pages = Pages::new(
        || (),
        |cursor| {
            let query = OwnAbuseReportQuery { limit: Some(50), cursor };
            async move { api::abuse::mine(&query).await }
        },
    );
    view! {
        <Card flush=true>
            <PagedTable
                label=tr!(abuse.mine)
                columns=columns()
                pages
                empty=|| view! { <Empty title=tr!(abuse.mine_empty) text=tr!(abuse.mine_empty_text) icon=Icon::Flag/> }
            />
        </Card>
    }
}
